"""The one place that opens a connection: polite requests to the hosts that were announced.

Requests go out one at a time, to each host with a pause in between. Redirects are followed
by hand, and only among the announced hosts.
"""

import random
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from corpus.errors import EndlessRedirect, ForeignHost, HostRefuses, InParts, NoAnswer, NotOffered
from ingest.fetch.manifest import Manners

MOST_REDIRECTS = 8
MOVED = frozenset({301, 302, 303, 307, 308})
GOOD = frozenset({200, 206, 304})
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
NOT_THERE = frozenset({400, 404, 406, 410})
LOOPBACK = frozenset({"127.0.0.1", "::1"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, which tests replace."""

    pause: Callable[[float], None] = time.sleep
    seconds: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an attempt came to nothing though the next may not. `wait_s`: what the host asks for."""

    reason: str
    wait_s: float = 0.0


class Connection:
    """Requests to some hosts and to no others. Used as a context."""

    def __init__(self, manners: Manners, hosts: Collection[str], clock: Clock | None = None):
        self.manners = manners
        self.hosts = frozenset(hosts)
        self.clock = clock or Clock()
        self._last: dict[str, float] = {}
        # Without compression a broken answer can be taken up where it ended.
        headers = {"User-Agent": manners.user_agent, "Accept-Encoding": "identity"}
        self._client = httpx.Client(headers=headers, timeout=manners.timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The answer to a request, redirects followed; its body is still to be read.

        Raises ForeignHost, EndlessRedirect, and what httpx raises when there is no answer.
        """
        address = permitted(url, self.hosts, url)
        self._take_turn(urlsplit(address).netloc)
        for _ in range(MOST_REDIRECTS):
            request = self._client.build_request("GET", address, headers=headers)
            with closing(self._client.send(request, stream=True)) as response:
                if response.status_code not in MOVED:
                    yield response
                    return
                onwards = urljoin(address, response.headers.get("Location", ""))
            address = permitted(onwards, self.hosts, url)
        raise EndlessRedirect(url=url)

    def patiently(self, url: str, attempt: Callable[[], T | Trouble]) -> T:
        """What an attempt gives, after as many as the manners allow, ever further apart.

        Raises NoAnswer when the last one came to nothing, and at once when the host asks for
        more patience than there is.
        """
        for number in range(1, self.manners.attempts + 1):
            try:
                outcome = attempt()
            except (httpx.RequestError, httpx.InvalidURL) as error:
                outcome = Trouble(in_words(error))
            if isinstance(outcome, Trouble):
                trouble = outcome
            else:
                return outcome
            if number == self.manners.attempts or trouble.wait_s > self.manners.longest_wait_s:
                break
            self.clock.pause(max(self._backoff_s(number), trouble.wait_s))
        raise NoAnswer(host=urlsplit(url).netloc, attempts=number, reason=trouble.reason)

    def _backoff_s(self, number: int) -> float:
        """Twice as long each time, and never quite the same, so that many do not come at once."""
        return self.manners.backoff_s * 2.0 ** (number - 1) * (0.5 + self.clock.chance())

    def _take_turn(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None:
            remaining = last + self.manners.wait_s - self.clock.seconds()
            if remaining > 0:
                self.clock.pause(remaining)
        self._last[host] = self.clock.seconds()


def permitted(url: str, hosts: Collection[str], asked: str) -> str:
    """The address, by https, if its host was announced. Raises ForeignHost.

    Cellar redirects to http addresses, which answer by https as well.
    """
    try:
        parts = urlsplit(url)
        host, name = parts.netloc.lower(), parts.hostname
    except ValueError as error:
        raise ForeignHost(url=asked, host=url) from error
    if parts.scheme not in ("http", "https") or host not in hosts:
        raise ForeignHost(url=asked, host=host or url)
    scheme = parts.scheme if name in LOOPBACK else "https"
    return urlunsplit((scheme, host, parts.path, parts.query, ""))


def verdict(response: httpx.Response, url: str, now: datetime) -> Trouble | None:
    """None for an answer to go on with, Trouble for one to try again.

    Raises NotOffered, InParts and HostRefuses.
    """
    status = response.status_code
    if status in GOOD:
        return None
    if status in BUSY:
        wait_s = retry_after_s(response.headers.get("Retry-After", ""), now)
        asked = f" and asks to wait {wait_s:.0f} s" if wait_s else ""
        return Trouble(f"it answers with status {status}{asked}", wait_s)
    if status == httpx.codes.MULTIPLE_CHOICES:
        raise InParts(url=url)
    if status in NOT_THERE:
        raise NotOffered(url=url, status=status)
    raise HostRefuses(url=url, status=status)


def retry_after_s(value: str, now: datetime) -> float:
    """The seconds a Retry-After header asks for, given as a number or as a date; 0 if neither."""
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def in_words(error: httpx.RequestError | httpx.InvalidURL) -> str:
    match error:
        case httpx.TimeoutException():
            return "it did not answer in time"
        case httpx.ConnectError():
            return f"no connection: {error}"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "its answer broke off"
        case _:
            return str(error) or type(error).__name__
