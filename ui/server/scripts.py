"""Which scripts the page may run: those that this server wrote into it, known by their hashes."""

import base64
import gzip
import hashlib
import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.headers import policy
from ui.server.look import first_script, script

INLINE: Final = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


class HashedScripts:
    """Writes the first script into the page, and gives it a policy with the hashes of its scripts
    in place of 'unsafe-inline': one that came in by way of a document or an answer would not run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            return await self.app(scope, receive, send)
        start: Message = {}
        page = b""

        async def gather(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
                return
            page += message.get("body", b"")
            if not message.get("more_body", False):
                headers = MutableHeaders(scope=start)
                page = with_first_script(page)
                if page:
                    headers["Content-Length"] = str(len(page))
                headers.setdefault("Content-Security-Policy", policy_of(page))
                page = compressed(page, scope, headers)
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self.app(uncompressed(scope), receive, gather)


def with_first_script(page: bytes) -> bytes:
    return page.replace(b"<head>", f"<head><script>{first_script()}</script>".encode(), 1)


def policy_of(page: bytes) -> str:
    own = [found[1] for found in INLINE.finditer(page)]
    hashes = {hash_of(text) for text in [*own, script().encode()]}
    return policy(script_src=" ".join(["'self'", *sorted(hashes)]))


def hash_of(text: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


def compressed(page: bytes, scope: Scope, headers: MutableHeaders) -> bytes:
    """The page as it is sent, when whoever asks can unpack it."""
    if not page or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return page
    packed = gzip.compress(page, compresslevel=5, mtime=0)
    headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(packed))})
    return packed


def uncompressed(scope: Scope) -> Scope:
    """The request of someone who reads only plain text."""
    kept = [(k, v) for k, v in Headers(scope=scope).raw if k.lower() != b"accept-encoding"]
    return {**scope, "headers": kept}
