"""How much one visitor, one address and one request may take of this server."""

import asyncio
import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.addresses import address_of
from ui.server.doors import DOOR, SMALL
from ui.server.refusals import refusal

MINUTE_S: Final = 60
ROUNDING_S: Final = 1e-6
REMEMBERED: Final = 10_000  # visitors whose questions are counted at a time
BODY_S: Final = 30  # the longest wait for the next piece of what is sent
# A window of the chat holds one connection, and one more while it waits for something.
OPEN_AT_ONCE: Final = 256
TOO_LARGE: Final = "What was sent is larger than this server takes."
TOO_SLOW: Final = "What was sent did not arrive in time."
TOO_MANY: Final = "This address has too many windows open: close some, then load the page again."


class Budget:
    """How many questions each visitor may ask in a minute; 0 is as many as they like.

    A visitor who was quiet may ask that many at once, then one after the other. Of more visitors
    than are remembered the one that asked longest ago is forgotten.
    """

    def __init__(self, per_minute: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._free_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, owner: str) -> int:
        """Take one question: 0 when it may be asked, or the seconds to wait before the next try."""
        if not self.per_minute:
            return 0
        with self._lock:
            now, each = self._clock(), MINUTE_S / self.per_minute
            # When all that was asked is paid for, at one question each `each` seconds.
            due = max(self._free_at.pop(owner, now), now) + each
            late = due - now - MINUTE_S
            asked = late <= ROUNDING_S
            self._free_at[owner] = due if asked else due - each
            if len(self._free_at) > REMEMBERED:
                self._free_at.popitem(last=False)
            return 0 if asked else math.ceil(late)


class Crowds:
    """Answers only so many requests of one address at a time."""

    def __init__(self, app: ASGIApp, at_once: int = OPEN_AT_ONCE) -> None:
        self.app = app
        self.at_once = at_once
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        address = address_of(scope)
        if self.open[address] >= self.at_once:
            return await refusal(scope, TOO_MANY, 429, wait_s=BODY_S)(scope, receive, send)
        self.open[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open[address] -= 1
            if not self.open[address]:
                del self.open[address]


class BodyRefused(Exception):
    """What is sent is larger than the door takes, or too slow. It ends where it is raised for."""


class BodyLimits:
    """Refuses what is larger than its door takes, whether it says so or not."""

    def __init__(self, app: ASGIApp, wait_s: float = BODY_S) -> None:
        self.app = app
        self.wait_s = wait_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = scope[DOOR].body if DOOR in scope else SMALL
        if announced(scope) > limit:
            return await refusal(scope, TOO_LARGE, 413)(scope, receive, send)
        body = Body(receive, send, limit, self.wait_s)
        with suppress(BodyRefused):
            await self.app(scope, body.receive, body.send)
        if body.refused is not None and not body.answered:
            status, sentence = body.refused
            await refusal(scope, sentence, status)(scope, receive, send)


class Body:
    """What one request sends. Once it is refused, nothing that is made of it is answered."""

    def __init__(self, receive: Receive, send: Send, limit: int, wait_s: float) -> None:
        self._receive, self._send = receive, send
        self._left, self._wait_s = limit, wait_s
        self._whole = False
        self.answered = False
        self.refused: tuple[int, str] | None = None

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._wait_s)
        except TimeoutError as error:
            self.refused = 408, TOO_SLOW
            raise BodyRefused from error
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            self.refused = 413, TOO_LARGE
            raise BodyRefused
        return message

    async def send(self, message: Message) -> None:
        if self.refused is None or self.answered:
            self.answered = True
            await self._send(message)


def announced(scope: Scope) -> int:
    """How many bytes a request says it sends."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:20]) if length.isdecimal() else 0
