"""One writer at a time: a lock the operating system releases when its holder dies."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import LibraryBusy, LibraryUnwritable


@contextmanager
def sole_writer(folder: Path, command: str) -> Iterator[None]:
    """Hold the library for writing. Raises LibraryBusy, naming the writer, when it is held."""
    note = folder / "writer.json"
    lock = FileLock(folder / "write.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryBusy(folder=folder, writer=writer_in(note)) from error
    except OSError as error:
        raise LibraryUnwritable(folder=folder, reason=error.strerror or str(error)) from error
    try:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        note.write_text(json.dumps({"pid": os.getpid(), "command": command, "since": since}))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def writer_in(note: Path) -> str:
    """Who writes, in words, from the note the writer left beside the lock."""
    try:
        writer = json.loads(note.read_text())
        return f"`{writer['command']}` (process {writer['pid']}) since {writer['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
