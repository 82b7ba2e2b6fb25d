"""One writer at a time: a lock the operating system releases when its holder dies."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import LibraryBusy, LibraryUnwritable

NOTE = "writer.json"
NOTE_S = 0.5  # within which a writer leaves its note
RETRY_S = 0.01
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
        with suppress(OSError):
            note.unlink()
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
    """Who writes, in words, from the note the writer left beside the lock.

    It is left a moment after the lock is taken. Until then there is none, or that of a writer
    that was killed before.
    """
    deadline = time.monotonic() + NOTE_S
    writer = written_in(note)
    while (writer is None or is_gone(writer["pid"])) and time.monotonic() < deadline:
        time.sleep(RETRY_S)
        writer = written_in(note)
    if writer is None:
        return "another process"
    return f"`{writer['command']}` (process {writer['pid']}) since {writer['since']}"


def written_in(note: Path) -> dict[str, Any] | None:
    """What a note says: command, process and time; None where it is missing or half written."""
    try:
        writer = json.loads(note.read_text())
        known = isinstance(writer["pid"], int) and {"command", "since"} <= writer.keys()
        return writer if known else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_of_the_dead(folder: Path) -> Path | None:
    """The note of a writer that was killed, if there is one."""
    note = folder / NOTE
    writer = written_in(note)
    return note if writer and is_gone(writer["pid"]) else None


def is_gone(process: int) -> bool:
    """Whether there is no such process; one that may not be looked at counts as living."""
    if os.name == "nt":  # where a signal of 0 is no question
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
