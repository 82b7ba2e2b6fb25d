"""The runnable that ties a question to its answer, and the desk people ask at."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeVar

import numpy as np
from langchain_core.runnables import Runnable, RunnableLambda
from numpy.typing import NDArray

from corpus.document import digest
from corpus.embedding import Embedder
from corpus.errors import UnknownGeneration
from corpus.library import Library
from corpus.settings import PACKAGED_EMBEDDING, Settings
from qa import extract
from qa.addressee.telling import told
from qa.answer import Answer, Outcome
from qa.further import further
from qa.kept import saved
from qa.provisions import with_pinpoints
from qa.question import Question
from qa.reader.features import head_of
from qa.reader.reading import Reader, Reading
from qa.reply import WITHOUT_READING, Part, Reply, merged, reply
from qa.request import Request, Understood, understood
from qa.retrieve import FootnoteRetriever, Hit, Scope, retrieve
from qa.searched import Spell, best_first, nearest, searched
from qa.snapshot import Snapshot
from qa.spelling import near_spellings
from qa.writing import Follow, Found, Writer

T = TypeVar("T")
MODEL = "extractive"
NEAREST = 5
ALONE = Follow()
WIDER = 4  # times as many passages are read where one searches wider
WEAKER = 0.5  # of the confidence that is asked for then
OVERTAKEN = 9  # times that a question's generation may be forgotten while it is answered


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for each part of a question."""

    asked: Understood
    vectors: tuple[NDArray[np.float32], ...]
    hits: tuple[tuple[Hit, ...], ...]
    at: float


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader model made of it."""

    retrieved: Retrieved
    parts: tuple[Part, ...]
    at: float


class Desk:
    """Where questions are asked: one library, its models, and the generation in force.

    Opening raises what `Library.open` raises. Models load at the first question or `warm`.
    A question reads one generation from start to end; the next one follows a newer
    generation by itself. Safe to use from several threads.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library.open(settings.library)
        self.embedder = Embedder(settings.embedding)
        self.reader = Reader(settings.reader)
        self._snapshot: Snapshot | None = None
        self._earlier: Snapshot | None = None
        self._refreshing = False
        self._lock = Lock()
        self.writer = Writer(settings) if settings.model else None
        self.chain: Runnable[Request, Found] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._read)
            | RunnableLambda(self._answer)
        )

    def warm(self) -> None:
        """Load the models and the vector index, so that the first question is quick."""
        self.embedder.encode(["warm"])
        self.reader.read("warm?", ["warm"], [""])
        self.snapshot()

    def refresh(self) -> None:
        """Open the newest generation, if it is not the open one, and search it once.

        Questions go on being answered from the one before until that is done. Raises as `ask`.
        """
        with self._lock:
            known = self._snapshot
            if self._refreshing or (known and known.number == self.library.current()):
                return
            self._refreshing = True
        warmed = None
        try:
            warmed = self._of_the_living(self._warmed)
        finally:
            with self._lock:
                self._refreshing = False
                if warmed and (self._snapshot is None or self._snapshot.number < warmed.number):
                    self._snapshot = warmed

    def _warmed(self) -> Snapshot:
        """The newest generation, searched once, so that its index is in memory."""
        fresh = Snapshot(self.library, self.embedder)
        fresh.index.search(self.embedder.encode(["warm"])[0], 1)
        return fresh

    def close(self) -> None:
        with self._lock:
            for snapshot in (self._snapshot, self._earlier):
                if snapshot:
                    snapshot.index.close()
            self._snapshot = self._earlier = None
        self.library.close()

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: Sequence[str] = (),
        as_of: int | None = None,
    ) -> Answer:
        """Answer a question.

        Raises EmptyQuestion, LongQuestion, UnknownDocument, UnknownGeneration, LibraryEmpty
        and what opening the models and the vector index raises.
        """
        return self.answer(Request(question, tuple(history), tuple(documents), as_of))

    def answer(self, request: Request, follow: Follow = ALONE) -> Answer:
        """Answer a request, for one who follows how the answer is made.

        Raises as `ask`, and ModelCancelled.
        """
        writer = self.writer
        if writer is None:
            return follow.turn(lambda: self._settled(request, self.chain.invoke)).answer
        asked = writer.rewritten(request, follow)

        def made(settled: Request) -> Answer:
            found = follow.turn(lambda: self.chain.invoke(settled))
            return complete(writer.written(found, follow), found.asked)

        return self._settled(asked, made)

    def keep(
        self,
        answer: Answer,
        history: Sequence[str] = (),
        documents: Sequence[str] = (),
        as_of: int | None = None,
    ) -> None:
        """Record an answer in the library, and what it was asked with, so that it can be asked
        again and its sources can be watched. Raises LibraryUnwritable and LibraryBusy, and
        UnknownGeneration when the texts that it quotes were forgotten since.
        """
        self.library.keep_answer(saved(answer, history, documents, as_of, self.settings))

    def search(
        self, query: str, k: int = 10, documents: Sequence[str] = (), as_of: int | None = None
    ) -> list[Hit]:
        """The `k` best passages for a query. Raises as `ask`."""
        request = Request(query, (), tuple(documents), as_of)
        return self._settled(request, lambda asked: self._search(asked, k))

    def _search(self, request: Request, k: int) -> list[Hit]:
        understood = self._understand(request)
        scope = Scope(understood.snapshot.number, request.documents)
        return self.retriever(understood.snapshot, scope, k).hits(understood.question.standalone)

    def candidates(self, request: Request) -> list[list[extract.Candidate]]:
        """Every sentence that was weighed for each part of a question, best first."""
        read = self._read(self._retrieve(self._understand(request)))
        return [
            extract.candidates(part.question, part.hits, part.readings, part.searched)
            for part in read.parts
            if part.readings
        ]

    def _settled(self, request: Request, work: Callable[[Request], T]) -> T:
        """What `work` makes of a request that names no generation, of one that is there."""
        if request.as_of is not None:
            return work(request)
        return self._of_the_living(lambda: work(request))

    def _of_the_living(self, work: Callable[[], T]) -> T:
        """What `work` gives; again where the generation that it read was forgotten under way."""
        for _ in range(OVERTAKEN):
            try:
                return work()
            except UnknownGeneration as error:
                self._leave(error.facts["number"])
        return work()

    def _leave(self, forgotten: object) -> None:
        """Open another generation for the next question, even where that has to wait for it."""
        with self._lock:
            if self._snapshot and self._snapshot.number == forgotten:
                self._snapshot = None

    def retriever(self, snapshot: Snapshot, scope: Scope, k: int) -> FootnoteRetriever:
        """The LangChain retriever over a snapshot."""
        return FootnoteRetriever(
            library=self.library,
            index=snapshot.index,
            embedder=self.embedder,
            scope=scope,
            k=k,
        )

    def snapshot(self, as_of: int | None = None) -> Snapshot:
        """The current generation, or an earlier one, opened for reading."""
        with self._lock:
            held, newest = self._snapshot, self.library.generation().number
            wanted = newest if as_of is None else as_of
            refreshing = self._refreshing and as_of is None
            if held and (held.number == wanted or refreshing):
                return held
            if wanted == newest:
                self._snapshot = Snapshot(self.library, self.embedder, as_of)
                return self._snapshot
            if self._earlier is None or self._earlier.number != wanted:
                self._earlier = Snapshot(self.library, self.embedder, wanted)
            return self._earlier

    def _understand(self, request: Request) -> Understood:
        started = time.perf_counter()
        return understood(request, self.snapshot(request.as_of), self.settings, started)

    def _retrieve(self, asked: Understood) -> Retrieved:
        vectors = self.embedder.encode([part.standalone for part in asked.parts])
        hits = tuple(
            tuple(self._hits(asked, part, vector))
            for part, vector in zip(asked.parts, vectors, strict=True)
        )
        return Retrieved(asked, tuple(vectors), hits, time.perf_counter())

    def _hits(self, asked: Understood, part: Question, vector: NDArray[np.float32]) -> list[Hit]:
        return retrieve(
            self.library,
            asked.snapshot.index,
            vector=vector,
            terms=part.terms,
            scope=asked.scope,
            k=self.settings.passages_read * (WIDER if asked.wide else 1),
            question=part.standalone,
        )

    def _read(self, retrieved: Retrieved) -> Read:
        found = zip(retrieved.asked.parts, retrieved.vectors, retrieved.hits, strict=True)
        known = (
            self.embedder.name == PACKAGED_EMBEDDING
        )  # the classifier was trained on its vectors
        parts = tuple(
            Part(
                question,
                vector,
                hits,
                tuple(self._readings(question, hits)),
                self._searchable(retrieved.asked, question, hits),
                told(question.wants, question.asked, vector) if known else question.wants,
            )
            for question, vector, hits in found
        )
        return Read(retrieved, parts, time.perf_counter())

    def _readings(self, question: Question, hits: Sequence[Hit]) -> list[Reading]:
        if question.wants in WITHOUT_READING:
            return []
        texts = [hit.passage.text for hit in hits]
        return self.reader.read(question.standalone, texts, [head_of(h.passage) for h in hits])

    def _searchable(
        self, asked: Understood, question: Question, hits: Sequence[Hit]
    ) -> extract.Searchable:
        snapshot, scope = asked.snapshot, asked.scope
        counts = snapshot.passages_by_document
        return extract.Searchable(
            documents={id: snapshot.document(id) for id in {h.passage.document for h in hits}},
            passages=sum(counts[id] for id in scope.documents or snapshot.ids),
            frequencies=self.library.frequencies(question.terms, scope.generation, scope.documents),
        )

    def _said(self, read: Read) -> Reply:
        """What the answer consists of; what only a wide search is content with is a part of one."""
        asked, usual = read.retrieved.asked, self.settings.confidence
        threshold = usual * WEAKER if asked.wide else usual
        encode = self.embedder.encode_remembered
        replies = [reply(part, asked, encode, threshold) for part in read.parts]
        said = merged(replies, [asked.heading_of(part.question) for part in read.parts])
        weak = said.outcome is Outcome.ANSWERED and said.confidence < usual
        return replace(said, outcome=Outcome.PARTLY) if weak else said

    def _spell(self, scope: Scope) -> Spell:
        return lambda terms: near_spellings(terms, self.library, scope)

    def _answer(self, read: Read) -> Found:
        asked, settings = read.retrieved.asked, self.settings
        said = self._said(read)
        hits = best_first(read.retrieved.hits)
        ended = time.perf_counter()
        answer = Answer(
            id=digest(f"{asked.name}\0{settings.model or MODEL}"),
            question=asked.question.asked,
            standalone_question=asked.question.standalone,
            outcome=said.outcome,
            statements=said.statements,
            nearest=tuple(nearest(hit) for hit in hits[:NEAREST]),
            confidence=round(said.confidence, 3),
            generation=asked.snapshot.number,
            model=MODEL,
            seconds={
                "retrieve": round(read.retrieved.at - asked.started, 4),
                "read": round(read.at - read.retrieved.at, 4),
                "total": round(ended - asked.started, 4),
            },
            searched=searched(read.parts, asked, hits, said, self._spell(asked.scope)),
        )
        passages = tuple(hit.passage for hit in hits)
        return Found(complete(answer, asked), asked, passages, said.writable)


def complete(answer: Answer, asked: Understood) -> Answer:
    """The answer with the provisions that its explanations name, and what else to read."""
    open_document, act = asked.snapshot.document, asked.snapshot.act
    statements = with_pinpoints(answer.statements, open_document, act)
    other = further(statements, open_document, act)
    return replace(answer, statements=tuple(statements), further=other)
