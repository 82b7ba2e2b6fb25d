"""The runnable that ties a question to its answer, and the desk people ask at."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np
from langchain_core.runnables import Runnable, RunnableLambda
from numpy.typing import NDArray

from corpus.document import digest
from corpus.embedding import Embedder
from corpus.errors import UnknownGeneration
from corpus.library import Library
from corpus.settings import Settings
from qa import extract
from qa.answer import Answer, Nearest, Outcome, Searched, Statement
from qa.further import further
from qa.kept import saved
from qa.provisions import with_pinpoints
from qa.question import Question, Wants, named_documents, understand, without_names
from qa.retrieve import FootnoteRetriever, Hit, Scope, retrieve
from qa.snapshot import Snapshot

T = TypeVar("T")
MODEL = "extractive"
NEAREST = 5
OVERTAKEN = 9  # times that a question's generation may be forgotten while it is answered
NAMED = 1.0  # the confidence that a document asked for by name is what is wanted


@dataclass(frozen=True, slots=True)
class Request:
    """A question with the earlier ones (oldest first) and where to look for the answer."""

    question: str
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made to stand alone, and the snapshot and scope it is asked of."""

    question: Question
    snapshot: Snapshot
    scope: Scope
    named: tuple[str, ...]
    started: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was retrieved for a question."""

    asked: Understood
    vector: NDArray[np.float32]
    hits: tuple[Hit, ...]
    retrieved: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What the answer consists of before it is recorded."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    confidence: float


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
        self._snapshot: Snapshot | None = None
        self._earlier: Snapshot | None = None
        self._refreshing = False
        self._lock = Lock()
        self.chain: Runnable[Request, Answer] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._answer)
        )

    def warm(self) -> None:
        """Load the models and the vector index, so that the first question is quick."""
        self.embedder.encode(["warm"])
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
        request = Request(question, tuple(history), tuple(documents), as_of)
        return self._settled(request, self.chain.invoke)

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
        question = understand(request.question, request.history, self.settings.question_chars)
        snapshot = self.snapshot(request.as_of)
        for document in request.documents:
            snapshot.document(document)
        named = named_documents(question.asked, request.documents or snapshot.ids)
        question = without_names(question, named)
        scope = Scope(snapshot.number, named or request.documents)
        return Understood(question, snapshot, scope, named, started)

    def _retrieve(self, asked: Understood) -> Found:
        question = asked.question
        vector = self.embedder.encode([question.standalone])[0]
        hits = retrieve(
            self.library,
            asked.snapshot.index,
            vector=vector,
            terms=(*question.own_terms, *question.lent_terms),
            scope=asked.scope,
            k=self.settings.passages_read,
        )
        return Found(asked, vector, tuple(hits), time.perf_counter())

    def _answer(self, found: Found) -> Answer:
        searchable = self._searchable(found)
        reply = self._reply(found, searchable)
        open_document, act = found.asked.snapshot.document, found.asked.snapshot.act
        statements = with_pinpoints(reply.statements, open_document, act)
        asked, ended = found.asked, time.perf_counter()
        question, scope = asked.question, asked.scope
        terms = question.own_terms
        return Answer(
            id=digest(f"{question.standalone}\0{scope}\0{MODEL}"),
            question=question.asked,
            standalone_question=question.standalone,
            outcome=reply.outcome,
            statements=tuple(statements),
            nearest=tuple(nearest(hit) for hit in found.hits[:NEAREST]),
            confidence=round(reply.confidence, 3),
            generation=asked.snapshot.number,
            model=MODEL,
            seconds={
                "retrieve": round(found.retrieved - asked.started, 4),
                "read": round(ended - found.retrieved, 4),
                "total": round(ended - asked.started, 4),
            },
            further=further(statements, open_document, act),
            searched=Searched(
                documents=scope.documents or asked.snapshot.ids,
                passages=searchable.passages,
                read=len(found.hits),
                missing_terms=tuple(t for t in terms if not searchable.frequencies[t]),
            ),
        )

    def _searchable(self, found: Found) -> extract.Searchable:
        snapshot, scope = found.asked.snapshot, found.asked.scope
        counts = snapshot.passages_by_document
        return extract.Searchable(
            documents={
                id: snapshot.document(id) for id in {h.passage.document for h in found.hits}
            },
            passages=sum(counts[id] for id in scope.documents or snapshot.ids),
            frequencies=self.library.frequencies(
                found.asked.question.own_terms, scope.generation, scope.documents
            ),
        )

    def _reply(self, found: Found, searchable: extract.Searchable) -> Reply:
        asked = found.asked
        if asked.question.wants is Wants.OVERVIEW and len(asked.scope.documents) == 1:
            opening = extract.overview(asked.snapshot.document(asked.scope.documents[0]))
            return Reply(Outcome.ANSWERED, tuple(opening), NAMED)
        ranked = extract.candidates(
            asked.question, found.vector, found.hits, searchable, self.embedder.encode_remembered
        )
        chosen = extract.choose(ranked, self.settings.confidence)
        empty = extract.empty_sections(asked.question, found.hits, searchable)
        sure = ranked[0].confidence if ranked else 0.0
        if empty and (asked.scope.documents or not chosen):
            return Reply(Outcome.NOT_FOUND, tuple(empty), sure)
        outcome = Outcome.PARTLY if empty else Outcome.ANSWERED
        statements = (*empty, *(candidate.statement() for candidate in chosen))
        return Reply(outcome if statements else Outcome.NOT_FOUND, statements, sure)


def nearest(hit: Hit) -> Nearest:
    passage = hit.passage
    return Nearest(
        document=passage.document,
        label=passage.label,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=round(hit.score, 6),
    )
