"""One case: a statement, the quotes it is said to rest on, and the passages they are taken from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.document import Passage, digest


class Altered(StrEnum):
    """What is wrong with a false case: the statement alone, or the quote as well."""

    NOTHING = ""
    STATEMENT = "statement"
    QUOTE = "quote"


class Made(StrEnum):
    """How a case came to be. Held ones by hand are never looked at to set anything."""

    RULE = "by rule"
    HAND = "by hand"
    HELD = "by hand, held"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words said to stand in the passage of this number, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """`true` when the quotes carry the statement, and the passages the quotes, as they claim."""

    kind: str
    true: bool
    statement: str
    quotes: tuple[Quote, ...]
    passages: tuple[Passage, ...]
    altered: Altered = Altered.NOTHING
    made: Made = Made.RULE

    @property
    def id(self) -> str:
        """A name that stays as long as the words of the statement and of its quotes do."""
        words = "\n".join([self.kind, self.statement, *(quote.text for quote in self.quotes)])
        return digest(words)[:10]

    def asked(self) -> dict[str, Any]:
        """What a system that is judged may see."""
        return {
            "id": self.id,
            "statement": self.statement,
            "quotes": [{"passage": quote.number, "quote": quote.text} for quote in self.quotes],
            "passages": numbered(self.passages),
        }

    def told(self) -> dict[str, Any]:
        """The case with its solution."""
        solution = {"kind": self.kind, "true": self.true, "altered": self.altered.value}
        return {"id": self.id, **solution, "made": self.made.value, **self.asked()}


def numbered(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [
        {"number": number, "document": p.document, "label": p.label, "text": p.text}
        for number, p in enumerate(passages, start=1)
    ]
