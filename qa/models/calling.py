"""One call of a language model: tries, waits, time limit, and the pieces that come of it."""

import asyncio
import queue
import random
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.errors import LanguageModelError, ModelSlow
from qa.models import failures
from qa.models.providers import Target

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

MOST_TRIES = 3
FIRST_WAIT_S = 0.5
MOST_CHARS = 40_000  # of one reply that are read
Asked = Callable[[], "Runnable[Any, AIMessageChunk]"]


@dataclass(frozen=True, slots=True)
class End:
    """The last thing that comes out of a call: how it ended."""

    failure: LanguageModelError | None = None


@dataclass(slots=True)
class Told:
    """What the provider told beside the text. Cost in US dollars."""

    finish: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None

    def take(self, chunk: "AIMessageChunk") -> None:
        said = chunk.response_metadata
        for name in ("finish_reason", "done_reason", "stop_reason"):
            if said.get(name):
                self.finish = failures.kind_of_finish(str(said[name]))
        if usage := chunk.usage_metadata:
            self.count(usage["input_tokens"], usage["output_tokens"])
        raw = said.get("token_usage") or {}
        self.count(raw.get("prompt_tokens"), raw.get("completion_tokens"))
        cost = said.get("cost", raw.get("cost"))
        if isinstance(cost, int | float):
            self.cost = float(cost)

    def count(self, asked: int | None, written: int | None) -> None:
        """Totals, which some providers tell once and others tell as they grow."""
        if asked is not None:
            self.input_tokens = max(self.input_tokens or 0, asked)
        if written is not None:
            self.output_tokens = max(self.output_tokens or 0, written)


@dataclass(slots=True)
class Call:
    """A call as it runs. `pieces` gives texts, then one End; it may be read from any thread.

    `asked` makes what is asked: it imports the provider's package, which takes a while.
    """

    target: Target
    asked: Asked
    messages: list[tuple[str, str]]
    seconds: float
    pieces: "queue.SimpleQueue[str | End]" = field(default_factory=queue.SimpleQueue)
    told: Told = field(default_factory=Told)
    chars: int = 0

    async def run(self) -> None:
        """Try until there is an answer, a failure that stays, or the time is up."""
        until = time.monotonic() + self.seconds
        for tries in range(1, MOST_TRIES + 1):
            error = await self.outcome(until)
            if error is None:
                break
            wait = wait_before(tries + 1, failures.wait_asked(error))
            last = tries == MOST_TRIES or self.chars or not failures.may_pass(error)
            if last or time.monotonic() + wait >= until:
                self.end(error, tries)
                return
            await asyncio.sleep(wait)
        self.pieces.put(End(None if self.chars else self.without_text()))

    async def outcome(self, until: float) -> BaseException | None:
        """What one try raised, if anything; a provider's package raises what it likes."""
        trying = asyncio.ensure_future(self.attempt())
        try:
            await asyncio.wait([trying], timeout=until - time.monotonic())
        finally:
            trying.cancel()
        if not trying.done() or trying.cancelled():
            return ModelSlow(model=self.target.name, seconds=self.seconds)
        return trying.exception()

    async def attempt(self) -> None:
        self.told = Told()
        async with aclosing(self.asked().astream(self.messages)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                self.told.take(chunk)
                piece = text_of(chunk)
                if piece := piece if self.chars else piece.lstrip():
                    self.pieces.put(piece[: MOST_CHARS - self.chars])
                    self.chars += len(piece)
                if self.chars >= MOST_CHARS:
                    self.told.finish = "length"
                    return

    def end(self, error: BaseException, tries: int) -> None:
        failure = failures.failure_of(error, self.target, seconds=self.seconds, tries=tries)
        self.pieces.put(End(failure))

    def without_text(self) -> LanguageModelError:
        return failures.without_text(self.target, self.told.finish)


def wait_before(attempt: int, asked: float | None) -> float:
    """Seconds before an attempt: what the server asks, or twice as long each time, with chance."""
    growing = FIRST_WAIT_S * 2.0 ** (attempt - 2) * random.uniform(0.5, 1.5)
    return growing if asked is None else asked + random.uniform(0.0, 0.1)


def text_of(chunk: "AIMessageChunk") -> str:
    """The text of a chunk; where a provider gives structured output as the call of a tool, that."""
    return str(chunk.text) or "".join(call["args"] or "" for call in chunk.tool_call_chunks)
