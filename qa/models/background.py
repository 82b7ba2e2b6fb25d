"""One event loop in the background, in which all calls of language models run.

What hangs there hangs alone: a call is cancelled, which closes its connection, and neither it
nor a look-up of a name keeps the process from ending.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cache, partial
from typing import Any, TypeVar

T = TypeVar("T")


class PassingThreads(ThreadPoolExecutor):
    """A thread for each piece of work, which the end of the process does not wait for."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        work = partial(fn, *args, **kwargs)
        threading.Thread(target=do, args=(work, future), daemon=True).start()
        return future


def do(work: Callable[[], T], future: Future[T]) -> None:
    """Do the work and put into the future what comes of it, an error too."""

    async def working() -> T:
        return work()

    if not future.set_running_or_notify_cancel():
        return
    with closing(asyncio.new_event_loop()) as own:
        task = own.create_task(working())
        own.run_until_complete(asyncio.wait([task]))
    if error := task.exception():
        future.set_exception(error)
    else:
        future.set_result(task.result())


@cache
def loop() -> asyncio.AbstractEventLoop:
    """The loop, started when it is first asked for."""
    made = asyncio.new_event_loop()
    made.set_default_executor(PassingThreads())
    threading.Thread(target=made.run_forever, name="language models", daemon=True).start()
    return made


def start(work: Coroutine[Any, Any, T]) -> Future[T]:
    """Begin the work in the background; cancelling what is returned ends it there."""
    return asyncio.run_coroutine_threadsafe(work, loop())
