"""What is told when something fails: one sentence, with no trace, no path and no value in it."""

import json
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.chat.desk import UNEXPECTED
from ui.server.doors import DOOR
from ui.server.headers import HEADERS, USUAL
from ui.server.refusals import refusal

SENTENCES: Final[Mapping[int, str]] = {
    401: "Log in first: only then is anything told here.",
    403: "This is not open.",
    404: "There is nothing here.",
    405: "There is nothing here.",
    413: "What was sent is larger than this server takes.",
    429: "That was too often: wait a moment, then try again.",
    503: "So many are asking that this server is busy: try again in a moment.",
}
OTHERWISE: Final = "This is not what the chat's page asks."


async def calmly(request: Request, _: Exception) -> Response:
    """One sentence where the application breaks. The server raises the error again, and its log
    has the trace.
    """
    told = refusal(request.scope, UNEXPECTED, 500)
    told.headers.update({**HEADERS, **USUAL, "Cache-Control": "no-store"})
    return told


class PlainErrors:
    """Puts a sentence in place of the errors that Gradio and FastAPI tell in JSON: those repeat
    what was sent, and name what is inside. Routes for programs write their own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (DOOR in scope and scope[DOOR].programs):
            return await self.app(scope, receive, send)
        replaced = False

        async def send_plainly(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and is_theirs(message):
                replaced = True
                await tell(message["status"], send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_plainly)


def is_theirs(message: Message) -> bool:
    """Whether an error is told by a framework, and not by a route of ours."""
    headers = {name.lower(): value for name, value in message["headers"]}
    is_json: bool = headers.get(b"content-type", b"").startswith(b"application/json")
    return message["status"] == 500 or (is_json and message["status"] >= 400)


async def tell(status: int, send: Send) -> None:
    sentence = UNEXPECTED if status == 500 else SENTENCES.get(status, OTHERWISE)
    # Gradio's page looks for `detail`.
    body = json.dumps({"detail": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
