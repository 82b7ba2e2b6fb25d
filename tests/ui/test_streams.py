"""A window is told that something is under way only once it heard the end of its last stream."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui.server import streams
from ui.server.streams import DATA, JOIN, Streams

END = b'data: {"msg":"close_stream"}\n\n'
Test = Callable[[Streams], Coroutine[Any, Any, None]]


async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
    """A stream that ends at once, and a number for whatever is asked."""
    if scope["path"] == JOIN:
        body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == DATA:
        await send({"type": "http.response.body", "body": END, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    else:
        await send({"type": "http.response.body", "body": body, "more_body": False})


class Request:
    """One request of a window, as the server sees it."""

    def __init__(self, app: Streams, path: str, window: str) -> None:
        self.sent: list[Message] = []
        self.gone = asyncio.Event()
        self.body = json.dumps({"session_hash": window}).encode() if path == JOIN else b""
        self.read = False
        query = b"session_hash=" + window.encode()
        scope = {"type": "http", "path": path, "query_string": query, "headers": []}
        self.task = asyncio.create_task(app(scope, self.receive, self.send))

    async def receive(self) -> Message:
        if self.body and not self.read:
            self.read = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def heard(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


async def a_while() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def in_a_loop(test: Test) -> None:
    app = Streams(gradio)
    asyncio.run(test(app))
    assert app.ending == {}, "nothing is remembered"


def test_it_waits_until_the_window_hangs_up_and_is_then_told() -> None:
    async def scene(app: Streams) -> None:
        stream = Request(app, DATA, "one")
        await a_while()
        assert stream.heard == END
        asked = Request(app, JOIN, "one")
        await a_while()
        assert asked.sent == []
        stream.gone.set()
        await asyncio.gather(stream.task, asked.task)
        assert asked.heard == asked.body

    in_a_loop(scene)


def test_other_windows_do_not_wait() -> None:
    async def scene(app: Streams) -> None:
        stream = Request(app, DATA, "one")
        await a_while()
        await Request(app, JOIN, "another").task
        stream.gone.set()
        await stream.task

    in_a_loop(scene)


def test_a_window_without_a_stream_does_not_wait() -> None:
    async def scene(app: Streams) -> None:
        await Request(app, JOIN, "one").task

    in_a_loop(scene)


def test_a_program_that_does_not_hang_up_is_waited_for_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "HEARD_WITHIN_S", 0.01)

    async def scene(app: Streams) -> None:
        stream, asked = Request(app, DATA, "one"), Request(app, JOIN, "one")
        await asyncio.gather(stream.task, asked.task)
        assert stream.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    in_a_loop(scene)


def test_a_stream_that_breaks_off_holds_nobody() -> None:
    async def scene(app: Streams) -> None:
        stream = Request(app, DATA, "one")
        await a_while()
        asked = Request(app, JOIN, "one")
        stream.task.cancel()
        await asked.task
        with pytest.raises(asyncio.CancelledError):
            await stream.task

    in_a_loop(scene)
