"""The one desk all windows of the chat share."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

from corpus.errors import FootnoteError
from qa.chain import Desk

Result = TypeVar("Result")
UNEXPECTED = (
    "Something went wrong that Footnote did not expect. "
    "The terminal it was started from says what; asking again may help."
)
log = logging.getLogger(__name__)


class SharedDesk:
    """Opened when first needed; asked one question at a time, since a model uses every core."""

    def __init__(self, opener: Callable[[], Desk]) -> None:
        self._opener = opener
        self._desk: Desk | None = None
        self._opening = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._warming: Future[None] | None = None

    def open(self) -> Desk:
        """The desk. Where there is no library yet this raises, and tries again the next time."""
        with self._opening:
            if self._desk is None:
                self._desk = self._opener()
            return self._desk

    def warm(self) -> None:
        """Load the models in the background; questions wait for it."""
        self._warming = self._worker.submit(lambda: self.open().warm())

    @property
    def is_warm(self) -> bool:
        return self._warming is None or self._warming.done()

    async def run(self, work: Callable[[Desk], Result], failed: Callable[[str], Result]) -> Result:
        """What `work` makes of the desk, after the work before it; `failed` of a sentence."""
        future = self._worker.submit(lambda: attempt(lambda: work(self.open()), failed))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        if self._desk is not None:
            self._desk.close()


def attempt(work: Callable[[], Result], failed: Callable[[str], Result]) -> Result:
    """What `work` returns, or what `failed` makes of the sentence that says why it does not."""
    try:
        return work()
    except FootnoteError as error:
        return failed(str(error))
    except Exception:
        log.exception("the chat met an error nobody expected")
        return failed(UNEXPECTED)
