"""One writer at a time: a lock the operating system releases when its holder dies."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import LibraryBusy, LibraryUnwritable

NOTE = "writer.json"
Waiting = Callable[[str], None]


@contextmanager
def sole_writer(folder: Path, command: str, waiting: Waiting | None = None) -> Iterator[None]:
    """Hold the library for writing.

    When another process holds it, this raises LibraryBusy, naming the writer; or with `waiting`
    it tells that who writes, once, and waits.
    """
    note = folder / NOTE
    lock = FileLock(folder / "write.lock")
    try:
        acquire(lock, note, waiting)
    except Timeout as error:
        raise LibraryBusy(folder=folder, writer=writer_in(note)) from error
    except OSError as error:
        raise LibraryUnwritable(folder=folder, reason=error.strerror or str(error)) from error
    try:
        leave(note, command)
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def acquire(lock: FileLock, note: Path, waiting: Waiting | None) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is None:
            raise
        waiting(writer_in(note))
        lock.acquire()


def leave(note: Path, command: str) -> None:
    """Write beside the lock who holds it. Raises LibraryUnwritable."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        note.write_text(json.dumps({"pid": os.getpid(), "command": command, "since": since}))
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryUnwritable(folder=note.parent, reason=reason) from error


def writer_in(note: Path) -> str:
    """Who writes, in words, from the note the writer left beside the lock."""
    try:
        writer = json.loads(note.read_text())
        return f"`{writer['command']}` (process {writer['pid']}) since {writer['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
