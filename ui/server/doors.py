"""What stands before the chat: which hosts, origins and addresses are let in.

Gradio answers any Host (DNS rebinding), lets other sites post to it and serves routes the chat
does not use (uploads, files, proxies): none of that passes here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ANY_ADDRESS: Final = frozenset({"0.0.0.0", "::", ""})

SMALL: Final = 1_000_000  # bytes, more than any question with its conversation
DOOR: Final = "footnote.door"  # where a request carries the door it came in by


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of address that is open, with a method of HTTP; where one may GET, one may HEAD.

    `path` is a pattern of the whole path. Behind a login it opens for whoever is logged in; one
    for `anybody` opens for all. One for `programs` takes name and password with each request
    (HTTP Basic) as well, and refuses in JSON. `body` is the most bytes that may be sent.
    """

    method: str
    path: str
    anybody: bool = False
    programs: bool = False
    body: int = SMALL


# A new route needs a line here, and one in the table of docs/security.md.
DOORS: Final = (
    Door("GET", r"/"),
    Door("GET", r"/login", anybody=True),
    Door("POST", r"/login", anybody=True),
    Door("GET", r"/logout", anybody=True),
    Door("GET", r"/alive", anybody=True),
    Door("GET", r"/pack/[0-9a-f]{32}"),
    Door("POST", r"/upload/[0-9a-f]{32}", body=1_000_000_000),
    Door("GET", r"/page/\d{1,9}/[0-9a-f]{32}/\d{1,6}\.png"),
    Door("GET", r"/answer/[0-9a-f]{32}\.(?:md|txt)"),
    Door("GET", r"/talk/[0-9a-f]{32}\.(?:md|json)"),
    Door("GET", r"/talks\.(?:md|json)"),
    Door("GET", r"/verdicts\.yaml"),
    # What programs ask.
    Door("GET", r"/api/(?:documents|openapi\.json)", programs=True),
    Door("POST", r"/api/(?:ask|search|check|ingest)", programs=True),
    Door("GET", r"/mcp", programs=True),
    Door("POST", r"/mcp", programs=True),
    # What Gradio's page is made of.
    Door("GET", r"/(?:assets|static)(?:/[\w-][\w.-]*)+", anybody=True),
    Door("GET", r"/(?:theme\.css|favicon\.ico|manifest\.json|robots\.txt)", anybody=True),
    # What Gradio's page asks.
    Door("GET", r"/config"),
    Door("GET", r"/gradio_api/queue/data"),
    Door("GET", r"/gradio_api/heartbeat/\w+"),
    Door("POST", r"/gradio_api/queue/join"),
    Door("POST", r"/gradio_api/(?:cancel|reset)"),
)


class TrustedHosts:
    """Lets in requests whose Host is this machine, under the names it was asked to answer to."""

    def __init__(self, app: ASGIApp, host: str, names: Iterable[str] = ()) -> None:
        self.app = app
        self.names = LOOPBACK | {name.lower() for name in (host, *names) if name}
        # A page of another site can rebind a name to this machine, but not an address.
        self.addresses = host in ANY_ADDRESS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self.trusts(Headers(scope=scope).get("host", "")):
            return await self.app(scope, receive, send)
        return await refuse("This is not a name of this server.", 400)(scope, receive, send)

    def trusts(self, host: str) -> bool:
        name = hostname(host)
        return name in self.names or (self.addresses and is_address(name))


class SameOrigin:
    """Refuses what another site makes a browser send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_own(scope.get("method", ""), Headers(scope=scope)):
            return await self.app(scope, receive, send)
        return await refuse("Only the chat's own page may ask this.", 403)(scope, receive, send)


class Doors:
    """Opens the doors there are, and no others. What stands behind finds the door in the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        door = door_of(scope.get("method", ""), scope["path"])
        if door is None:
            return await refuse("There is nothing here.", 404)(scope, receive, send)
        return await self.app({**scope, DOOR: door}, receive, send)


def refuse(sentence: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(sentence + "\n", status_code=status)


def is_own(method: str, headers: Headers) -> bool:
    """Whether a request comes from the chat's own page, or from no page at all."""
    origin = headers.get("origin")
    if origin is not None and host_of(origin) != headers.get("host", "").lower():
        return False
    site = headers.get("sec-fetch-site", "none")
    return method in ("GET", "HEAD") or site in ("same-origin", "none")


def door_of(method: str, path: str) -> Door | None:
    """The door that a request comes in by."""
    wanted = "GET" if method == "HEAD" else method
    doors = (door for door in DOORS if door.method == wanted)
    return next((door for door in doors if re.fullmatch(door.path, path)), None)


def host_of(origin: str) -> str:
    """The host of an Origin, none where it is malformed."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def hostname(host: str) -> str:
    """The name in a Host header, without port and brackets; none where either is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "") if parts.port != 0 else ""
    except ValueError:
        return ""


def is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
