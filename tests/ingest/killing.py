"""A process that writes a library and is killed in the middle of it."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from corpus.errors import SourceError
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.generations import prune, rollback
from tests.ingest.standin import StandIn


@dataclass(frozen=True)
class Death:
    """At the start or the end of a function: before, or `after`, the transaction that counts."""

    act: str
    function: str
    moment: str
    after: bool = False


DEATHS = (
    Death("ingest", "ingest.apply.gather", "end"),
    Death("ingest", "corpus.library.Library.keep_vectors", "end"),
    Death("ingest", "corpus.vectors.check", "start"),
    Death("ingest", "corpus.vectors.seal", "end"),
    Death("ingest", "corpus.library.Library.note_origins", "end"),
    Death("ingest", "corpus.library.insert_rows", "end"),
    Death("ingest", "corpus.library.Library.open_generation", "end", after=True),
    Death("rollback", "corpus.library.close_rows", "end"),
    Death("rollback", "corpus.library.Library.open_generation", "end", after=True),
    Death("prune", "corpus.pruning.forget_before", "end"),
    Death("prune", "corpus.library.compact", "start", after=True),
    Death("prune", "corpus.library.compact", "end", after=True),
)


def act_and_die(death: Death, settings: Settings, paths: Sequence[str], number: int) -> None:
    """Write, and be killed, if the function is ever called."""
    real, _ = patch(death.function).get_original()

    def deadly(*given: Any, **named: Any) -> None:
        if death.moment == "end":
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    with patch(death.function, deadly), refused_quietly():
        match death.act:
            case "ingest":
                ingest(settings, paths, allow_empty=True, embedder=StandIn())
            case "rollback":
                rollback(settings, number)
            case "prune":
                prune(settings, number)


@contextmanager
def refused_quietly() -> Iterator[None]:
    """End with 1 where nothing is written, as there is nothing to read."""
    try:
        yield
    except SourceError:
        sys.exit(1)
