"""Answers that a command gives, recorded in the library."""

import sys
from collections.abc import Callable, Sequence
from functools import cache

from corpus.errors import FootnoteError, LibraryBusy
from qa.answer import Answer
from qa.chain import Desk

Keep = Callable[[Answer, Sequence[str], Sequence[str], int | None], None]


def keep_in(desk: Desk) -> Keep:
    """What records an answer and what it was asked with: history, documents, generation.

    Where that cannot be done, one line on stderr says why, the same reason once.
    """
    say_once = cache(say_not_kept)

    def keep(
        answer: Answer, history: Sequence[str], documents: Sequence[str], as_of: int | None
    ) -> None:
        try:
            desk.keep(answer, history, documents, as_of)
        except LibraryBusy:
            say_once("another process is writing the library.")
        except FootnoteError as error:
            say_once(str(error))

    return keep


def say_not_kept(reason: str) -> None:
    from ui.terminal.text import one_line

    sys.stderr.write(f"Not kept for later: {one_line(reason)}\n")
    sys.stderr.flush()
