"""The one desk all windows of the chat share."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from threading import Event, Lock, Thread
from typing import TypeVar

from corpus.errors import FootnoteError, UnknownGeneration
from corpus.record import Holding
from corpus.settings import Settings
from ingest.gather import Progress, Report
from qa.answer import Answer
from qa.chain import Desk
from qa.request import Request
from qa.writing import Follow
from ui.chat.plainly import plainly
from ui.chat.recent import Recent

Result = TypeVar("Result")
UNEXPECTED = (
    "Something went wrong that Footnote did not expect. "
    "The terminal it was started from says what; asking again may help."
)
FOLLOW_S = 1.0
STEP_S = 0.1
ERRANDS = 4
WRITERS = 16  # answers that a language model writes at a time
log = logging.getLogger(__name__)


class SharedDesk:
    """Opened when first needed; asked one question at a time, since a model uses every core.

    What takes long and is no question, such as an ingest, runs beside the questions.
    """

    def __init__(self, opener: Callable[[], Desk], settings: Settings | None = None) -> None:
        self.recent = Recent()
        self._opener = opener
        self._settings = settings
        self._desk: Desk | None = None
        self._opening = Lock()
        self._moving = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._errands = ThreadPoolExecutor(max_workers=ERRANDS, thread_name_prefix="errand")
        self._writers = ThreadPoolExecutor(max_workers=WRITERS, thread_name_prefix="writer")
        self._warming: Future[None] | None = None
        self._closed = Event()
        self._follower = Thread(target=self._follow, name="follower", daemon=True)

    def open(self) -> Desk:
        """The desk. Where there is no library yet this raises, and tries again the next time."""
        with self._opening:
            if self._desk is None:
                self._desk = self._opener()
            return self._desk

    @property
    def settings(self) -> Settings:
        """The settings in force, those it was given also where there is no library yet."""
        return self._settings or self.open().settings

    @property
    def source_mb(self) -> float:
        """The largest file that is read, in megabytes; what is usual where nothing says it."""
        try:
            return self.settings.source_mb
        except FootnoteError:
            return float(Settings.model_fields["source_mb"].default)

    def warm(self, then: Callable[[], None] = lambda: None) -> None:
        """Load the models in the background, `then` do something; questions wait for it."""

        def work() -> None:
            self.open().warm()
            then()

        self._warming = self._worker.submit(work)

    def follow(self) -> None:
        """From now on, open each new generation as soon as it is there, whoever made it."""
        self._follower.start()

    def refresh(self) -> None:
        """Open the newest generation; the next question is answered from it. Raises as `ask`."""
        with self._moving:
            self.open().refresh()

    @property
    def is_warm(self) -> bool:
        return self._warming is None or self._warming.done()

    async def answer(
        self,
        request: Request,
        shown: Callable[[Answer, str], Result],
        done: Callable[[Desk, Answer], Result],
        failed: Callable[[str], Result],
    ) -> AsyncIterator[Result]:
        """What is `shown` of the answer while a language model writes it, step by step, then what
        `done` makes of the whole, or `failed` of a sentence.

        What takes every core is done one question after another; a language model is waited for
        beside it. When the listener goes away the model is stopped.
        """
        latest: deque[tuple[Answer, str]] = deque(maxlen=1)
        follow = Follow(
            tell=lambda so_far, checking: latest.append((so_far, checking)),
            turn=lambda work: self._worker.submit(work).result(),
        )

        def work() -> Result:
            desk = self.open()
            return done(desk, desk.answer(request, follow))

        run = copy_context().run  # the language that is spoken
        task = asyncio.wrap_future(self._writers.submit(run, attempt, work, failed))
        try:
            while not task.done():
                await asyncio.wait([task], timeout=STEP_S)
                if latest and not task.done():
                    yield shown(*latest.pop())
            yield task.result()
        finally:
            follow.cancelled.set()

    async def in_turn(
        self, work: Callable[[Desk], Result], failed: Callable[[str], Result]
    ) -> Result:
        """What `work` makes of the desk, in its turn among the questions, or what `failed` makes
        of a sentence. Whoever stops waiting gives the turn up.
        """
        run = copy_context().run
        turn = self._worker.submit(run, attempt, lambda: work(self.open()), failed)
        return await asyncio.wrap_future(turn)

    def later(self, work: Callable[[Desk], None]) -> None:
        """Do something soon that nobody waits for. The log says why where it does not work."""
        self._errands.submit(lambda: attempt(lambda: work(self.open()), log.warning))

    async def beside(
        self,
        work: Callable[[Desk, Report], Result],
        shown: Callable[[Progress], Result],
        failed: Callable[[str], Result],
    ) -> AsyncIterator[Result]:
        """While questions go on being answered: what is `shown` of the progress of `work`, step
        by step, then what it makes of the desk, or `failed` of a sentence.
        """
        async for step in self.aside(lambda report: work(self.open(), report), shown, failed):
            yield step

    async def aside(
        self,
        work: Callable[[Report], Result],
        shown: Callable[[Progress], Result],
        failed: Callable[[str], Result],
    ) -> AsyncIterator[Result]:
        """The same of work that needs no library yet.

        Whoever listens may go away: the work is done all the same. It ends early when the desk
        is closed.
        """
        latest: deque[Progress] = deque(maxlen=1)

        def report(progress: Progress) -> None:
            if self._closed.is_set():
                raise asyncio.CancelledError
            latest.append(progress)

        run = copy_context().run
        task = self._errands.submit(run, attempt, lambda: work(report), failed)
        while not task.done():
            await asyncio.sleep(STEP_S)
            if latest:
                yield shown(latest.pop())
        yield task.result()

    def close(self) -> None:
        self._closed.set()
        self._worker.shutdown(cancel_futures=True)
        self._writers.shutdown(cancel_futures=True)
        self._errands.shutdown()
        if self._follower.is_alive():
            self._follower.join()
        if self._desk is not None:
            self._desk.close()

    def _follow(self) -> None:
        once, once_with_trace = cache(log.warning), cache(log.exception)
        while not self._closed.wait(FOLLOW_S):
            if self.is_warm:
                attempt(self.refresh, once, once_with_trace)


def attempt(
    work: Callable[[], Result],
    failed: Callable[[str], Result],
    unexpected: Callable[[str], object] = log.exception,
) -> Result:
    """What `work` returns, or what `failed` makes of the sentence that says why it does not.

    `unexpected` is told, with the trace at hand, of what is no FootnoteError.
    """
    try:
        return work()
    except FootnoteError as error:
        return failed(plainly(error))
    except Exception:  # noqa: BLE001  who calls says where it is told
        unexpected("the chat met an error nobody expected")
        return failed(UNEXPECTED)


def held(desk: Desk, generation: int) -> dict[str, Holding]:
    """The documents of a generation by id, none where it was forgotten since."""
    try:
        return {h.document: h for h in desk.library.holdings(generation)}
    except UnknownGeneration:
        return {}
