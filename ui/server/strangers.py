"""Strangers on a shared server: each browser gets a name of its own, which nobody can guess."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.chat.visitor import COOKIE, new_name, own_name

KEPT_S: Final = 365 * 24 * 60 * 60


class Strangers:
    """With the page each browser gets its name, if it has none, in a cookie."""

    def __init__(self, app: ASGIApp, shared: bool) -> None:
        self.app = app
        self.shared = shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.shared or scope["type"] != "http" or scope["path"] != "/":
            return await self.app(scope, receive, send)
        request = HTTPConnection(scope)
        cookie = cookie_of(own_name(request.cookies) or new_name(), request.url.scheme)

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_name)


def cookie_of(name: str, scheme: str) -> str:
    """The header that gives a browser its name."""
    response = Response()
    # Not Strict: a browser that follows a link to the chat would come without its name, and be
    # given another in its place.
    response.set_cookie(
        COOKIE, name, max_age=KEPT_S, httponly=True, samesite="lax", secure=scheme == "https"
    )
    return response.headers["set-cookie"]
