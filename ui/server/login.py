"""Who is let in: names and passwords tried, and the sessions of those who are logged in."""

import base64
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import Scope

from ui.server.accounts import LONGEST, Accounts
from ui.server.delays import Delays

LOGIN: Final = "footnote.login"  # where a request carries the name it is logged in under
IDLE_S: Final = 7 * 24 * 60 * 60
SESSIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Tried:
    """What trying a name and password comes to: the name that is let in, or `None`; then `wait_s`
    is how long to wait before the next try, when there were too many (HTTP 429), else 0.
    """

    name: str | None = None
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    name: str
    used_at: float


class Logins:
    """The login of one server."""

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._delays = Delays(clock)
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def check(self, name: str, password: str, address: str) -> Tried:
        """Try a name and password from an address. It may take a moment: not for the event loop."""
        name = name.strip()[: LONGEST + 1]
        with self._lock:
            if wait_s := self._delays.wait_s(name, address):
                return Tried(wait_s=wait_s)
            # Counted before it is known: many tries at once are many tries.
            self._delays.fail(name, address)
        if not self._accounts.fits(name, password):
            return Tried()
        with self._lock:
            self._delays.succeed(name, address)
        return Tried(name)

    def begin(self, name: str) -> str:
        """A new session; its token is all that a browser keeps of it."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[token] = Session(name, self._clock())
            if len(self._sessions) > SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def name_of(self, token: str) -> str | None:
        """Whose session it is, `None` where there is none, or none any more."""
        with self._lock:
            session, now = self._sessions.pop(token, None), self._clock()
            if session is None or session.used_at + IDLE_S < now:
                return None
            self._sessions[token] = Session(session.name, now)
            return session.name

    def end(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(token, None)


def logged_in(scope: Scope) -> str | None:
    """The name that a request is logged in under: the wall has found it out."""
    name: str | None = scope.get(LOGIN)
    return name


def cookie_name(request: HTTPConnection) -> str:
    """Cookies are the same for all ports of a machine, and each of them may have a chat."""
    return f"footnote-session-{request.url.port or 'chat'}"


def basic(header: str) -> tuple[str, str] | None:
    """The name and password of a header `Authorization: Basic …`, `None` for any other."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
    except ValueError:  # also of what is no base64, and no UTF-8
        return None
    return (name, password) if colon else None
