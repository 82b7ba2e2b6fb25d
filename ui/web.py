"""What stands before the chat: which hosts, origins and paths are let in, and what may leave.

Gradio answers any Host (DNS rebinding), lets other sites post to it, serves routes the chat does
not use (uploads, files, proxies) and sends no security headers; these four classes do.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ANY_ADDRESS: Final = frozenset({"0.0.0.0", "::", ""})

# Gradio's page has inline scripts that differ from page to page, so 'unsafe-inline' must stay;
# without 'unsafe-eval' nothing from a document can become a script by way of a template.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

READ: Final = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/(?:assets|static)/.+"
    r"|/login_check/?|/logout/?|/pack/[0-9a-f]{32}"
    r"|/gradio_api/(?:info|login_check|startup-events|theme\.css|queue/data|heartbeat/\w+)/?"
)
WRITTEN: Final = re.compile(r"/login/?|/gradio_api/(?:queue/join|cancel|reset)/?")


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
    """Opens the paths that the chat uses, and no others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_open(scope.get("method", ""), scope["path"]):
            return await self.app(scope, receive, send)
        return await refuse("There is nothing here.", 404)(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that keep the page to itself to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def refuse(sentence: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(sentence + "\n", status_code=status)


def is_own(method: str, headers: Headers) -> bool:
    """Whether a request comes from the chat's own page, or from no page at all."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return False
    site = headers.get("sec-fetch-site", "none")
    return method in ("GET", "HEAD") or site in ("same-origin", "none")


def is_open(method: str, path: str) -> bool:
    if method in ("GET", "HEAD"):
        return READ.fullmatch(path) is not None
    return method == "POST" and WRITTEN.fullmatch(path) is not None


def hostname(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
