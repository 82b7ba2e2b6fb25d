"""What a language model proposes, before anything of it is verified."""

from dataclasses import dataclass

# Bounds on what is read of a model that does not stop.
MOST_DRAFTS = 40
MOST_QUOTES = 10  # of a draft
MOST_CHARS = 2_000  # of a draft's text, and of each quote


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Words said to stand in the passage of that number (from 1), `None` where it is not said.

    The passage need not exist. `text` is empty where a passage is named and nothing quoted.
    """

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as a model wants it said, in plain words on one line, with its quotes."""

    text: str
    quotes: tuple[DraftQuote, ...]
