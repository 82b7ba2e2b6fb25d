"""A model that takes no time: texts with the same words are near each other, and no two alike."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from corpus.settings import PACKAGED_EMBEDDING
from qa.terms import words

DIMENSION = 48


class StandIn(Embedder):
    """In the place of an Embedder. `embedded` are the texts that it embedded for the library."""

    dimension = DIMENSION

    def __init__(self, name: str = PACKAGED_EMBEDDING) -> None:
        super().__init__(name)
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str], **_: Any) -> NDArray[np.float32]:
        return np.stack([vector_of(text) for text in texts])

    def encode_alone(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return self.encode(texts)


def vector_of(text: str) -> NDArray[np.float32]:
    """A unit vector: the sum of its words', and a little of the text's own."""
    parts = [random_vector(word.lower()) for word in words(text)]
    vector = np.sum([*parts, 0.05 * random_vector(text)], axis=0)
    unit: NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def random_vector(name: str) -> NDArray[np.float64]:
    seed = int.from_bytes(blake2b(name.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(DIMENSION)
