"""What stands before everything that programs ask: who they are, and whether they still wait."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.chat.visitor import Visitor

VISITOR = "footnote.visitor"
VisitorOf = Callable[[Request], Visitor]


class Gate:
    """Tells what stands behind it who asks, and stops what nobody waits for any longer."""

    def __init__(self, app: ASGIApp, visitor_of: VisitorOf) -> None:
        self.app = app
        self.visitor_of = visitor_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        known = {**scope, VISITOR: self.visitor_of(Request(scope))}
        await while_waited_for(self.app, known, await whole_body(receive), receive, send)


def visitor_in(scope: Scope) -> Visitor:
    """Who asks."""
    visitor: Visitor = scope[VISITOR]
    return visitor


async def whole_body(receive: Receive) -> bytes:
    """What was sent: the server's limits have bounded it."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


async def while_waited_for(
    app: ASGIApp, scope: Scope, body: bytes, receive: Receive, send: Send
) -> None:
    """Run the application on a body that was read, until it is done or whoever asked went away."""
    told: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    left = asyncio.Event()

    async def again() -> Message:
        if told:
            return told.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    working = asyncio.ensure_future(app(scope, again, send))
    leaving = asyncio.ensure_future(gone(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        left.set()
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
