"""Windows of the chat: each is its visitor's alone.

What a window asked and was shown is known to Gradio under a name that the window gave itself.
Whoever knew it would look over the visitor's shoulder: so it is answered to that visitor only.
"""

import json
import re
from collections import OrderedDict
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.chat.visitor import own_name
from ui.server.login import logged_in
from ui.server.refusals import GRADIO, refusal

REMEMBERED: Final = 20_000
ANOTHERS: Final = "This window was opened by another visitor: load the page again."
IN_PATH: Final = re.compile(rf"{GRADIO}heartbeat/(\w+)")


class Windows:
    """Lets in whoever a window belongs to: who was the first to name it. Those who have no name
    of their own, since their browser keeps no cookies, own none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(GRADIO):
            return await self.app(scope, receive, send)
        body = await whole(receive) if scope["method"] == "POST" else b""
        window = window_of(scope, body)
        if window and not self.is_open_to(window, owner_of(scope)):
            return await refusal(scope, ANOTHERS, 403)(scope, receive, send)
        await self.app(scope, replayed(body, receive) if body else receive, send)

    def is_open_to(self, window: str, owner: str) -> bool:
        known = self.owners.setdefault(window, owner) if owner else self.owners.get(window, "")
        if window in self.owners:
            self.owners.move_to_end(window)
        while len(self.owners) > REMEMBERED:
            self.owners.popitem(last=False)
        return known == owner


def owner_of(scope: Scope) -> str:
    """Who asks, by the login's or the browser's name; nobody where there is neither."""
    name = logged_in(scope)
    return f"login:{name}" if name else own_name(HTTPConnection(scope).cookies) or ""


def window_of(scope: Scope, body: bytes) -> str:
    """The window that a request names, empty where it names none."""
    if found := IN_PATH.fullmatch(scope["path"]):
        return found[1]
    if not body:
        return HTTPConnection(scope).query_params.get("session_hash", "")
    try:
        return str(json.loads(body)["session_hash"] or "")
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""  # Gradio refuses it


async def whole(receive: Receive) -> bytes:
    """What was sent: the server's limits have bounded it."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """The same once more, then what comes."""
    told: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return told.pop() if told else await receive()

    return again
