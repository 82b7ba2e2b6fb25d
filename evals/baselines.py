"""What Footnote is compared with: the stock pipeline, as LangChain's tutorials build it.

Recursive splitter 1000/200, an embedding model, Chroma, the four nearest chunks
(https://docs.langchain.com/oss/python/langchain/rag). It runs on the same canonical texts with
the same embedding model, so that its chunks are spans and the same metrics judge both.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.document import Document, cite, digest, sections_at
from evals.metrics import Span
from qa.answer import Answer, Outcome, Searched, Statement, Support

CHUNK_CHARS = 1000
OVERLAP_CHARS = 200
CHUNKS_CITED = 4
NAME = "stock"


class Stock:
    """The stock pipeline over some documents.

    There is no language model, so its answer is the chunks that one would be given, each cited
    whole; and it never abstains, because nothing in it decides to.
    """

    name = NAME

    def __init__(self, documents: Sequence[Document], store: Chroma, generation: int) -> None:
        self._documents = {document.id: document for document in documents}
        self._store = store
        self._generation = generation

    def ask(
        self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> Answer:
        """The four nearest chunks as an Answer.

        The tutorials let a language model fold the earlier questions into the new one. Without
        one they are put before it: on the shipped set that found every follow-up's quote among
        five, against 0.625 of them by the new question alone, and the rival gets the better way.
        """
        began = perf_counter()
        query = " ".join((*history, question))
        spans = self.search(query, CHUNKS_CITED, documents)
        statements = tuple(self._statement(span) for span in spans)
        return Answer(
            id=digest(query),
            question=question,
            standalone_question=query,
            outcome=Outcome.ANSWERED,
            statements=statements,
            nearest=(),
            confidence=1.0,
            generation=self._generation,
            model=self.name,
            seconds={"total": perf_counter() - began},
            searched=Searched(documents=tuple(documents)),
        )

    def search(self, query: str, k: int = 10, documents: Sequence[str] = ()) -> list[Span]:
        """The `k` nearest chunks as spans, nearest first."""
        only: dict[str, Any] = {"document": {"$in": list(documents)}}
        chunks = self._store.similarity_search(query, k=k, filter=only if documents else None)
        return [span_of(chunk) for chunk in chunks]

    def _statement(self, span: Span) -> Statement:
        document = self._documents[span.document]
        sections = sections_at(document.outline, span.start)
        label = sections[-1].label if sections else document.title
        citation = cite(document, label, span.start, span.end)
        return Statement(citation.quote, Support.VERBATIM, (citation,))


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
        store = Chroma(client=client, collection_name=NAME, embedding_function=embedding)
        store.add_documents(list(chunks))
        yield store


@contextmanager
def stock_pipeline(
    documents: Sequence[Document], embedding: Embeddings, generation: int = 0
) -> Iterator[Stock]:
    """The stock pipeline over documents, in a temporary folder that goes away with it."""
    with (
        TemporaryDirectory() as folder,
        stock_store(chunks_of(documents), embedding, Path(folder)) as store,
    ):
        yield Stock(documents, store, generation)
