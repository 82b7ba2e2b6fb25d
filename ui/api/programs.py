"""What is done for programs: the same work as for the chat, in the same queue."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from corpus.errors import (
    ChangesRefused,
    FootnoteError,
    LibraryEmpty,
    ManyRequests,
    ServerBusy,
    Unexpected,
)
from ingest.apply import IngestResult, ingest, propose
from ingest.gather import Report
from ingest.sources import remembered
from qa.answer import Answer
from qa.chain import Desk
from qa.checking import Checked, Checker
from qa.kept import saved
from qa.retrieve import Hit
from ui.api.wishes import AskWish, CheckWish, IngestWish, SearchWish
from ui.chat.desk import SharedDesk, attempt
from ui.chat.plainly import without_paths
from ui.chat.visitor import NOBODY, Rules, Visitor
from ui.commands.records import library_record

Result = TypeVar("Result")
COMMAND = "POST /api/ingest"
MOST_WAITING = 64  # requests of programs that wait for their turn
BUSY_S = 5


class Programs:
    """Where programs ask. What it raises are FootnoteErrors, whatever happens."""

    def __init__(self, shared: SharedDesk, rules: Rules) -> None:
        self.shared = shared
        self.rules = rules
        self._waiting = 0

    async def ask(self, visitor: Visitor, wish: AskWish) -> Answer:
        """Raises as `Desk.ask`, ManyRequests and ServerBusy. Whoever stops waiting for it stops
        the language model that writes it.
        """
        with self._turn(visitor):
            steps = self.shared.answer(wish.request, nothing_yet, whole, as_it_was)
            answer = await last(steps)
        self._keep(visitor, answer, wish)
        return answer

    async def search(self, visitor: Visitor, wish: SearchWish) -> list[Hit]:
        """Raises as `ask`."""

        def found(desk: Desk) -> list[Hit] | FootnoteError:
            return desk.search(wish.query, wish.k, wish.documents, wish.as_of)

        with self._turn(visitor):
            return unless_refused(await self.shared.in_turn(found, as_it_was))

    async def check(self, visitor: Visitor, wish: CheckWish) -> Checked:
        """Raises as `ask`."""

        def checked(desk: Desk) -> Checked | FootnoteError:
            return Checker(desk, wish.documents).check(wish.statement, wish.quote)

        with self._turn(visitor):
            return unless_refused(await self.shared.in_turn(checked, as_it_was))

    async def documents(self, visitor: Visitor) -> dict[str, Any]:
        """The documents, as `footnote library --json` lists them. Raises as `Library.holdings`."""

        def work() -> dict[str, Any] | FootnoteError:
            return listed(self.shared.open())

        found = unless_refused(await run_in_threadpool(lambda: attempt(work, as_it_was)))
        for document in found["documents"]:
            document["source"] = shown_source(visitor, document["source"])
        return found

    async def ingest(self, visitor: Visitor, wish: IngestWish) -> dict[str, Any]:
        """Read again what the library came from. Whoever stops waiting does not stop it.

        Raises ChangesRefused, ManyRequests, and as `ingest.apply.ingest`.
        """
        if not self.rules.uploads:
            raise ChangesRefused
        with self._turn(visitor):
            work = proposed if wish.dry_run else carried_out
            result = await last(self.shared.beside(work, nothing_yet, as_it_was))
        record = result.to_json()
        for refused in record["documents"]["refused"]:
            if visitor.owner != NOBODY:
                refused["reason"] = without_paths(refused["reason"])
            refused["source"] = shown_source(visitor, refused["source"])
        return record

    @contextmanager
    def _turn(self, visitor: Visitor) -> Iterator[None]:
        """A place in the queue. Raises ServerBusy where there is none, and ManyRequests."""
        if self._waiting >= MOST_WAITING:
            raise ServerBusy(seconds=BUSY_S)
        if seconds := self.rules.budget.take(visitor.counted):
            raise ManyRequests(seconds=seconds)
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    def _keep(self, visitor: Visitor, answer: Answer, wish: AskWish) -> None:
        settings = self.shared.open().settings
        kept = saved(answer, wish.history, wish.documents, wish.as_of, settings)
        self.shared.recent.keep(visitor.owner, kept)
        if not self.rules.read_only:
            self.shared.later(lambda desk: desk.library.keep_answer(kept, visitor.owner))


# What is done beside the questions


def listed(desk: Desk) -> dict[str, Any]:
    generation = desk.library.generation()
    return library_record(generation, desk.library.holdings(generation.number))


def proposed(desk: Desk, report: Report) -> IngestResult:
    return propose(desk.settings, sources_of(desk), progress=report)


def carried_out(desk: Desk, report: Report) -> IngestResult:
    result = ingest(
        desk.settings, sources_of(desk), command=COMMAND, progress=report, embedder=desk.embedder
    )
    with suppress(LibraryEmpty):
        desk.refresh()
    return result


def sources_of(desk: Desk) -> list[str]:
    origins = [holding.origin for holding in desk.library.holdings()]
    if not origins:
        raise LibraryEmpty(folder=desk.settings.library)
    return remembered(origins)


# What comes of it


def nothing_yet(*_: object) -> None:
    """Programs are told the whole, and no steps."""


def whole(_: Desk, answer: Answer) -> Answer:
    return answer


def as_it_was(_: str) -> FootnoteError:
    """The error itself: who catches it passes on its sentence alone."""
    error = sys.exception()
    return error if isinstance(error, FootnoteError) else Unexpected()


async def last(steps: AsyncIterator[Result | FootnoteError | None]) -> Result:
    """What the steps come to."""
    latest = None
    async for step in steps:
        latest = step
    return unless_refused(latest)


def unless_refused(step: Result | FootnoteError | None) -> Result:
    """What was made; raises it where it is an error."""
    if isinstance(step, FootnoteError):
        raise step
    if step is None:
        raise Unexpected
    return step


def shown_source(visitor: Visitor, source: str) -> str:
    """Where a document came from: whoever is not at this machine is told a file's name alone."""
    path = PurePath(source)
    return source if visitor.owner == NOBODY or not path.is_absolute() else path.name
