"""Readers in a process of their own, with limits: a bad source costs itself alone."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from time import perf_counter
from typing import BinaryIO, cast

from corpus.document import Document
from corpus.errors import FatalSource, HungrySource, LargeText, SlowSource, SourceError
from corpus.settings import Settings
from ingest.confinement import HUNGRY
from ingest.frames import read_frame, write_frame
from ingest.reading_process import OUTLINE_FACTOR, Limits
from ingest.validation import Outcome, Unbelievable, outcome_from

Read = Callable[[bytes, str], Document]

SOURCES_PER_PROCESS = 200
DYING_SECONDS = 1.0
BUSY = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # its processor time was used up
TIRED = 0.5  # of the memory: a process that once held so much is replaced
# The very code that runs here runs there, wherever it is installed; the working directory and
# the variables of Python do not count.
START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from ingest.reading_process import main; main()"
)
CODE = Path(__file__).parent.parent
PYTHON = (sys.executable, "-I", "-B", "-X", "utf8", "-W", "ignore", "-c", START, str(CODE))
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def readers(settings: Settings) -> Iterator[Read]:
    """`read(data, source)`, which gives the document in a source within the limits set.

    It raises the SourceError that says why there is none.
    """
    sandbox = Sandbox(limits_in(settings))
    try:
        yield sandbox.read
    finally:
        sandbox.close()


def limits_in(settings: Settings) -> Limits:
    return Limits(settings.reader_seconds, settings.reader_mb, settings.reader_text_mb)


class Sandbox:
    """One reading process after another, each replaced when it ends, hangs or grows."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: ReadingProcess | None = None

    def read(self, data: bytes, source: str) -> Document:
        """The document in a source.

        One that fails for want of memory, or brings the process down, after other sources gets
        a second chance in a fresh process: it shall not pay for them.
        """
        fresh = self._process is None
        try:
            return self._read(data, source)
        except (FatalSource, HungrySource):
            if fresh:
                raise
        self.close()
        return self._read(data, source)

    def _read(self, data: bytes, source: str) -> Document:
        process = self._process = self._process or ReadingProcess(self.limits)
        try:
            outcome = process.ask(data, source)
        except SourceError:
            self.close()
            raise
        tired = outcome.peak_bytes > TIRED * self.limits.memory_mb * 1e6
        if tired or process.sources >= SOURCES_PER_PROCESS:
            self.close()
        if isinstance(outcome.result, SourceError):
            raise outcome.result
        return outcome.result

    def close(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


class ReadingProcess:
    """A process that reads one source after another. `sources` counts them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sources = 0
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        self._process = subprocess.Popen(
            [*PYTHON, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | ONE_THREAD,
            cwd=os.path.abspath(os.sep),
        )
        self._requests = cast(BinaryIO, self._process.stdin)
        self._replies = cast(BinaryIO, self._process.stdout)

    def ask(self, data: bytes, source: str) -> Outcome:
        """What becomes of a source.

        Raises SlowSource, HungrySource, LargeText or FatalSource when the process is lost on it.
        """
        self.sources += 1
        began = perf_counter()
        most_bytes = int(2 * OUTLINE_FACTOR * self.limits.text_mb * 1e6)
        try:
            with deadline(self.limits.seconds, self._process.kill):
                write_frame(self._requests, source.encode("utf-8", "replace"), data)
                frame = read_frame(self._replies, most_bytes)
            return outcome_from(*frame)
        except (EOFError, OSError) as error:
            slow = perf_counter() - began >= self.limits.seconds
            raise self._cause_of_death(source, slow=slow) from error
        except OverflowError as error:
            raise LargeText(source=source, limit_mb=self.limits.text_mb) from error
        except Unbelievable as error:
            raise FatalSource(source=source) from error

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):
            self._requests.close()
        self._replies.close()

    def _cause_of_death(self, source: str, *, slow: bool) -> SourceError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(DYING_SECONDS)  # it may close its pipes a moment before it ends
        self._process.kill()
        status = self._process.wait()
        if slow or status == BUSY:
            return SlowSource(source=source, limit_s=self.limits.seconds)
        if status == HUNGRY:
            return HungrySource(source=source, limit_mb=self.limits.memory_mb)
        return FatalSource(source=source)


@contextmanager
def deadline(seconds: float, end: Callable[[], object]) -> Iterator[None]:
    """Call `end` when what is done here takes longer."""
    timer = Timer(seconds, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
