"""The streams by which windows of the chat hear what came of what they asked for.

Gradio ends a window's stream when nothing of the window is under way. Whatever is asked before the
page heard of that end opens no other stream, and would wait for ever: see docs/decisions/0037.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.refusals import GRADIO
from ui.server.windows import replayed, whole, window_of

JOIN: Final = f"{GRADIO}queue/join"
DATA: Final = f"{GRADIO}queue/data"
THE_END: Final = b'"close_stream"'
HEARD_WITHIN_S: Final = 5  # a program may read its stream to the end and not hang up


class Streams:
    """Waits, before it tells a window that something is under way, until the window has heard the
    end of its last stream. A page that heard of it hangs up, so the end is sent and the line held.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.ending: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path == DATA:
            await self.stream(scope, receive, send)
        elif path == JOIN:
            await self.join(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        window = HTTPConnection(scope).query_params.get("session_hash", "")
        heard = asyncio.Event()

        async def send_to_the_end(message: Message) -> None:
            if THE_END in message.get("body", b""):
                self.ending[window].add(heard)
            ends = heard in self.ending.get(window, ()) and not message.get("more_body", False)
            if ends:
                await hung_up(receive)
                self.forget(window, heard)
            await send(message)

        try:
            await self.app(scope, receive, send_to_the_end)
        finally:
            self.forget(window, heard)

    async def join(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await whole(receive)
        window = window_of(scope, body)

        async def send_when_heard(message: Message) -> None:
            if message["type"] == "http.response.start":
                for heard in tuple(self.ending.get(window, ())):
                    await heard.wait()
            await send(message)

        await self.app(scope, replayed(body, receive), send_when_heard)

    def forget(self, window: str, heard: asyncio.Event) -> None:
        heard.set()
        self.ending[window].discard(heard)
        if not self.ending[window]:
            del self.ending[window]


async def hung_up(receive: Receive) -> None:
    """Until whoever listens hangs up, for a while."""
    with suppress(TimeoutError):
        async with asyncio.timeout(HEARD_WITHIN_S):
            while (await receive())["type"] != "http.disconnect":
                pass
