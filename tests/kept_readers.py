"""Reading processes that go on from one ingest to the next, as they do from source to source.

To start one takes longer than all else in the ingest of a small text. That each ingest has one of
its own, and ends it, is for tests/ingest/test_sandbox.py, and for whatever runs the command.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.settings import Settings
from ingest.reading_process import Limits
from ingest.sandbox import Read, Sandbox, limits_in


class KeptReaders:
    """Stands for `ingest.sandbox.readers`. Who reads at the same time has another process."""

    def __init__(self) -> None:
        self._spare: dict[Limits, list[Sandbox]] = defaultdict(list)

    @contextmanager
    def readers(self, settings: Settings) -> Iterator[Read]:
        spare = self._spare[limits_in(settings)]
        sandbox = spare.pop() if spare else Sandbox(limits_in(settings))
        try:
            yield sandbox.read
        finally:
            spare.append(sandbox)

    def close(self) -> None:
        for spare in self._spare.values():
            for sandbox in spare:
                sandbox.close()
