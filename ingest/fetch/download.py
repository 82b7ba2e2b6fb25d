"""One request on its way into a part file: again where it broke off, and only if it has changed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from corpus.errors import LargeDownload
from ingest.fetch.connection import Connection, Trouble, verdict
from ingest.fetch.ledger import Validator
from ingest.fetch.orders import Request

RANGE_NOT_THERE = 416
HTML_END = re.compile(rb"</html\s*>", re.IGNORECASE)
HTML_END_WITHIN_BYTES = 2_000
ZIP_END = b"PK\x05\x06"
# A zip ends with a record of 22 bytes and a comment of up to 64 KiB.
ZIP_END_WITHIN_BYTES = 22 + 65_535


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file came whole. What it is, is still to be found out."""

    validator: Validator


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The host says that what is here is what it has."""


class Download:
    """`begun` is the mark of what the part file already holds; `note` is told of a new mark
    before the first byte that it stands for is written.
    """

    def __init__(
        self,
        request: Request,
        part: Path,
        *,
        max_bytes: float,
        begun: Validator | None,
        note: Callable[[Validator | None], None],
    ) -> None:
        self.request = request
        self.part = part
        self.max_bytes = max_bytes
        self._begun = begun
        self._note = note

    def attempt(
        self, connection: Connection, known: Validator | None
    ) -> Arrival | Unchanged | Trouble:
        """Ask once. `known` is the mark of the file that is here and right, if there is one.

        Raises what Connection.get and verdict raise, and LargeDownload.
        """
        offset = self._offset()
        with connection.get(self.request.url, self._headers(offset, known)) as response:
            if response.status_code == RANGE_NOT_THERE:
                return self._begin_again("the part that is here no longer fits")
            trouble = verdict(response, self.request.url, connection.clock.now())
            if trouble:
                return trouble
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Unchanged()
            mark = mark_of(response, self.request.url)
            if response.status_code == httpx.codes.PARTIAL_CONTENT:
                if first_byte(response) != offset:
                    return self._begin_again("it sent another part than was asked for")
            else:
                offset = 0
                self._remember(None if "Content-Encoding" in response.headers else mark)
            trouble = self._write(response, offset, connection)
        if trouble is None and not is_whole(self.part):
            return self._begin_again("its answer is not whole")
        return trouble or Arrival(mark)

    def _offset(self) -> int:
        """How much is here that the rest can be joined to."""
        if self._begun and self._begun.if_same() and self.part.is_file():
            return self.part.stat().st_size
        return 0

    def _headers(self, offset: int, known: Validator | None) -> dict[str, str]:
        headers = self.request.headers
        if self._begun and offset:
            return headers | {"Range": f"bytes={offset}-", "If-Range": self._begun.if_same()}
        return headers | (known.unless_same() if known else {})

    def _remember(self, mark: Validator | None) -> None:
        self._begun = mark
        self._note(mark)

    def _begin_again(self, reason: str) -> Trouble:
        self.part.unlink(missing_ok=True)
        self._remember(None)
        return Trouble(reason)

    def _write(
        self, response: httpx.Response, offset: int, connection: Connection
    ) -> Trouble | None:
        """Append the body to the part. Raises LargeDownload."""
        end = connection.clock.seconds() + connection.manners.deadline_s
        size = offset
        self._refuse_if_large(size + int(response.headers.get("Content-Length", "0")))
        with self.part.open("ab" if offset else "wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                self._refuse_if_large(size)
                file.write(chunk)
                if connection.clock.seconds() > end:
                    return Trouble("its answer takes too long")
        return None

    def _refuse_if_large(self, size: int) -> None:
        if size > self.max_bytes:
            self._begin_again("")
            raise LargeDownload(url=self.request.url, limit_mb=self.max_bytes / 1e6)


def mark_of(response: httpx.Response, url: str) -> Validator:
    headers = response.headers
    return Validator(url, headers.get("ETag", ""), headers.get("Last-Modified", ""))


def first_byte(response: httpx.Response) -> int | None:
    """Where a partial answer begins, by its Content-Range."""
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(found.group(1)) if found else None


def is_whole(file: Path) -> bool:
    """Whether a file ends as its kind does: an answer cut short in silence does not."""
    with file.open("rb") as opened:
        begins_as_zip = opened.read(2) == b"PK"
        within = ZIP_END_WITHIN_BYTES if begins_as_zip else HTML_END_WITHIN_BYTES
        opened.seek(max(0, file.stat().st_size - within))
        ending = opened.read()
    return ZIP_END in ending if begins_as_zip else bool(HTML_END.search(ending))
