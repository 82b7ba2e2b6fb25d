"""What is verified, and the verdict, as plain data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Passage
from qa.answer import Support

# How likely each statement is carried by its evidence, 0…1: pairs of statement and evidence in,
# one number a pair out. The support model is one; tests may give another.
Score = Callable[[Sequence[tuple[str, str]]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a statement is said to rest on, and the passage they are said to stand in."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: characters `start:end` of a document."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a statement stands to its quotes. `reasons` say in words why it is unsupported, and are
    empty otherwise; `located` has the place of each quote that was found, in order.
    """

    support: Support
    reasons: tuple[str, ...]
    located: tuple[Located, ...]
