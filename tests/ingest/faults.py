"""A disk that fails: every call that writes below a folder is counted, and one of them fails.

Python's own calls are seen by an audit hook and by stand-ins for those that audit nothing; what
SQLite is told, by a connection that reads along. What Chroma writes in Rust is not seen here.
"""

import builtins
import errno
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from sqlite3 import dbapi2
from typing import Any

import pytest

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
AUDITED = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}
STATEMENTS = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "VACUUM")
SAID_BY_SQLITE = {
    errno.ENOSPC: "database or disk is full",
    errno.EIO: "disk I/O error",
    errno.EACCES: "attempt to write a readonly database",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong. A lasting one goes on; a short one takes half of what is written first."""

    name: str
    number: int
    lasting: bool = False
    short: bool = False


FAULTS = (
    Fault("no space", errno.ENOSPC),
    Fault("no space any more", errno.ENOSPC, lasting=True),
    Fault("input/output error", errno.EIO),
    Fault("input/output errors from then on", errno.EIO, lasting=True),
    Fault("permission denied", errno.EACCES),
    Fault("permission denied from then on", errno.EACCES, lasting=True),
    Fault("short write", errno.ENOSPC, short=True),
)


@dataclass
class Disk:
    """The calls that wrote below a folder so far; the one numbered `at` fails."""

    folder: Path
    fault: Fault = FAULTS[0]
    at: int | None = None
    calls: list[str] = field(default_factory=list)

    def fails(self, call: str) -> bool:
        """Count a call; whether it is to fail."""
        number = len(self.calls)
        self.calls.append(call)
        return self.at is not None and (
            number == self.at or (self.fault.lasting and number > self.at)
        )

    def call(self, name: str, path: object) -> None:
        """A call of Python's that writes. Raises OSError when it is to fail."""
        if self.fails(f"{name} {self.named(path)}"):
            raise self.error(path)

    def error(self, path: object) -> OSError:
        return OSError(self.fault.number, os.strerror(self.fault.number), str(path))

    def statement(self, words: str) -> None:
        """A statement that writes. Raises sqlite3.OperationalError when it is to fail."""
        if self.fails(f"sqlite {words}"):
            raise sqlite3.OperationalError(SAID_BY_SQLITE[self.fault.number])

    def holds(self, path: object) -> bool:
        return isinstance(path, str | Path) and Path(path).is_relative_to(self.folder)

    def named(self, path: object) -> str:
        return Path(str(path)).relative_to(self.folder).as_posix() if self.holds(path) else "…"


# Audit hooks stay as long as the process does, so there is one, and it asks what disk is watched.
watched: list[Disk] = []


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not watched or not (event == "open" or event in AUDITED):
        return
    disk, path = watched[-1], arguments[0]
    if event == "open":
        if disk.holds(path) and isinstance(arguments[2], int) and arguments[2] & WRITES:
            disk.call("open", path)
    elif disk.holds(path) or is_in_a_folder_that_is_open(arguments):
        disk.call(event.removeprefix("os."), path)


def is_in_a_folder_that_is_open(arguments: tuple[Any, ...]) -> bool:
    """Whether a path is relative to a descriptor, as when a folder is removed with its content."""
    return isinstance(arguments[-1], int) and arguments[-1] > 0 and len(arguments) > 1


sys.addaudithook(audit)


class File(io.FileIO):
    """A file whose writes are counted."""

    def write(self, data: Any) -> int:
        disk = watched[-1]
        if disk.fails(f"write {disk.named(self.name)}"):
            if disk.fault.short:
                super().write(memoryview(data)[: len(data) // 2])
            raise disk.error(self.name)
        return super().write(data)


@contextmanager
def watching(disk: Disk) -> Iterator[Disk]:
    """Count what writes below the disk's folder, and let it fail."""
    with pytest.MonkeyPatch.context() as patch:
        opened = partial(open_file, io.open)
        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        patch.setattr(os, "fsync", partial(fsync, os.fsync))
        patch.setattr(os, "sendfile", partial(sendfile, os.sendfile))
        patch.setattr(dbapi2, "connect", partial(dbapi2.connect, factory=Connection))
        watched.append(disk)
        try:
            yield disk
        finally:
            watched.pop()


def open_file(real: Callable[..., Any], file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
    if not (watched and watched[-1].holds(file)) or mode in ("r", "rb", "rt"):
        return real(file, mode, *args, **how)
    buffered = io.BufferedWriter(File(file, mode.replace("b", "").replace("t", "")))
    return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding="utf-8")


def fsync(real: Callable[[int], None], descriptor: int) -> None:
    watched[-1].call("fsync", "")
    real(descriptor)


def sendfile(real: Callable[..., int], out: int, source: int, offset: int, count: int) -> int:
    disk = watched[-1]
    if disk.fails("sendfile"):
        if disk.fault.short:
            real(out, source, offset, min(count, 1000))
        raise disk.error("")
    return real(out, source, offset, count)


class Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *parameters: Any) -> "Cursor":
        look_at(sql)
        return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> "Cursor":
        look_at(sql)
        return super().executemany(sql, *parameters)


class Connection(sqlite3.Connection):
    """A connection whose statements are counted, where they write."""

    writing = False

    def cursor(self, *_: Any) -> Cursor:  # type: ignore[override]
        return super().cursor(Cursor)

    def commit(self) -> None:
        if self.in_transaction and self.total_changes and watched:
            watched[-1].statement("COMMIT")
        super().commit()


def look_at(sql: str) -> None:
    writes = sql.startswith(STATEMENTS) or (sql.startswith("PRAGMA") and "=" in sql)
    if watched and writes:
        watched[-1].statement(sql.split("(")[0].strip()[:40])
