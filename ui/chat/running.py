"""The question that runs in a window: one at a time, and it can be stopped.

The page lets every Enter and every press through, and here it is decided what comes of it: what
Gradio's page would hold back it drops, and of two that overlap it could stop only the later.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from ui.chat.asking import kept_waiting, stopped
from ui.chat.conversation import Conversation

Step = list[Any]
Steps = AsyncIterator[Step]


@dataclass(eq=False, slots=True)
class Run:
    """One question from being asked to its last step, with the conversation after its latest."""

    talk: Conversation | None = None
    shown: asyncio.Event = field(default_factory=asyncio.Event)  # its first step was sent
    over: asyncio.Event = field(default_factory=asyncio.Event)  # its last one was
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def waits(self) -> bool:
        """Whether its answer is still to come."""
        return self.talk is None or self.talk.is_waiting


@dataclass(eq=False, slots=True)
class Running:
    """What runs in one window. All that reads or changes it is in one event loop."""

    now: Run | None = None

    def stop(self) -> bool:
        """Have the question stopped that runs; whether one does. Its own last step says so."""
        if self.now:
            self.now.stopping.set()
        return self.now is not None

    async def end(self) -> None:
        """Have it stopped, and wait until nothing of it comes any more."""
        while run := self.now:
            run.stopping.set()
            await run.over.wait()


async def alone(
    running: Running, talk: Conversation, ask: Callable[[Conversation], Steps]
) -> Steps:
    """The steps of a question that is asked in a conversation, as soon as none runs in the window
    any more; where one waits for its answer, what is said of that.
    """
    while run := running.now:
        await run.shown.wait()
        if run.waits:
            yield kept_waiting()
            return
        await run.over.wait()
        talk = run.talk or talk
    running.now = run = Run()
    try:
        async with aclosing(until_stopped(run, ask(talk))) as steps:  # type: ignore[type-var]
            async for step in steps:
                yield step
                run.shown.set()
    finally:
        running.now = None
        run.shown.set()
        run.over.set()


async def until_stopped(run: Run, steps: Steps) -> Steps:
    """The steps of a question. Once it is to be stopped the last one says that it was, unless the
    answer is there already.
    """
    stopping = asyncio.create_task(run.stopping.wait())
    try:
        while (step := await next_of(steps, stopping)) is not None:
            if isinstance(step[2], Conversation):
                run.talk = step[2]
            yield step
        if run.talk and run.talk.is_waiting:
            step = stopped(run.talk)
            run.talk = step[2]
            yield step
    finally:
        stopping.cancel()
        await steps.aclose()  # type: ignore[attr-defined]


async def next_of(steps: Steps, stopping: asyncio.Task[Any]) -> Step | None:
    """The next step; `None` where there is none, or it is not to be waited for any longer."""
    following = asyncio.ensure_future(anext(steps))
    try:
        await asyncio.wait({following, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        following.cancel()
        await asyncio.wait({following})
    if following.cancelled() or isinstance(following.exception(), StopAsyncIteration):
        return None
    return following.result()
