"""How much memory the reading processes of this one hold, watched from outside."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WATCH_SECONDS = 0.005
READING = b"ingest.reading_process"


class Watch:
    """The most that any reading process has been seen to hold, in megabytes.

    A process that ends says nothing any more, and what the system reckons of ended children
    counts what their parent held when it started them: so they are watched while they live.
    """

    def __init__(self) -> None:
        self.most_mb = 0.0
        self.seen = 0
        self.over = False

    def look(self) -> None:
        for process in children():
            # They may end at any moment; before it runs our code a child is a copy of its parent.
            with suppress(OSError, StopIteration):
                if READING in (process / "cmdline").read_bytes():
                    status = (process / "status").read_text().splitlines()
                    peak = next(line for line in status if line.startswith("VmHWM:"))
                    self.most_mb = max(self.most_mb, int(peak.split()[1]) / 1e3)
                    self.seen += 1

    def keep_looking(self) -> None:
        while not self.over:
            self.look()
            time.sleep(WATCH_SECONDS)


def children() -> Iterator[Path]:
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            for number in (task / "children").read_text().split():
                yield Path("/proc", number)


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    thread = threading.Thread(target=watch.keep_looking, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.over = True
        thread.join()


def can_watch() -> bool:
    return Path(f"/proc/self/task/{os.getpid()}/children").exists()
