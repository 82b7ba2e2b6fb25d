"""The stock pipeline, as LangChain's tutorials build it.

Recursive splitter 1000/200, an embedding model, Chroma, the four nearest chunks
(https://docs.langchain.com/oss/python/langchain/rag). It runs on the same canonical texts with
the same embedding model, so that its chunks are spans and the same metrics judge both. There is
no language model, so its answer is the chunks that one would be given, each cited whole; and it
never abstains, because nothing in it decides to.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.document import Document
from corpus.vectors import SLICE
from evals.metrics.spans import Span
from evals.pipelines.ranked import Rank, Ranked

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

CHUNK_CHARS = 1000
OVERLAP_CHARS = 200
NAME = "stock"
# Chroma's graph of neighbours is another one each time, and as it is by default it misses a chunk
# now and then, each time another. A rival that is wider searched is the same one each time.
WIDE: "CreateHNSWConfiguration" = {"ef_construction": 500, "ef_search": 5_000}


def nearest_chunks(store: Chroma) -> Rank:
    """The nearest chunks as spans, nearest first."""

    def rank(query: str, k: int, documents: Sequence[str]) -> list[Span]:
        only: dict[str, Any] = {"document": {"$in": list(documents)}}
        chunks = store.similarity_search(query, k=k, filter=only if documents else None)
        return [span_of(chunk) for chunk in chunks]

    return rank


def span_of(chunk: Chunk) -> Span:
    start = chunk.metadata["start_index"]
    return Span(chunk.metadata["document"], start, start + len(chunk.page_content))


def chunks_of(documents: Sequence[Document]) -> list[Chunk]:
    """The documents as the stock pipeline cuts them."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True
    )
    return splitter.create_documents(
        [document.text for document in documents],
        metadatas=[{"document": document.id} for document in documents],
    )


@contextmanager
def stock_store(chunks: Sequence[Chunk], embedding: Embeddings, folder: Path) -> Iterator[Chroma]:
    """Chroma in a folder of its own, filled with chunks."""
    settings = ChromaSettings(anonymized_telemetry=False)
    # Its annotation is the abstract client, which has no `with`; every client it gives has one.
    with chromadb.PersistentClient(str(folder), settings) as client:  # type: ignore[attr-defined]
        store = Chroma(
            client=client,
            collection_name=NAME,
            embedding_function=embedding,
            collection_configuration={"hnsw": WIDE},
        )
        for first in range(0, len(chunks), SLICE):
            some = list(chunks[first : first + SLICE])
            store.add_documents(some, ids=[str(first + number) for number in range(len(some))])
        yield store


@contextmanager
def stock_pipeline(
    documents: Sequence[Document], embedding: Embeddings, generation: int = 0
) -> Iterator[Ranked]:
    """The stock pipeline over documents, in a temporary folder that goes away with it."""
    with (
        TemporaryDirectory() as folder,
        stock_store(chunks_of(documents), embedding, Path(folder)) as store,
    ):
        yield Ranked(NAME, nearest_chunks(store), documents, generation)
