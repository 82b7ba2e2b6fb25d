"""The cases written by hand on the shipped texts: faithful paraphrases, and ones with one fact
changed. Every third pair of them is held.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby

from corpus.document import Passage
from evals.nearmiss.case import Altered, Case, Made, Quote

PARAPHRASE = "paraphrase"
HELD_EVERY = 3


@dataclass(frozen=True, slots=True)
class Handmade:
    """A line of the file: `kind` is “paraphrase” where the quote carries the statement."""

    document: str
    quote: str
    statement: str
    kind: str


def handmade_lines() -> list[Handmade]:
    text = (files("evals.nearmiss") / "paraphrases.jsonl").read_text(encoding="utf-8")
    return [Handmade(**json.loads(line)) for line in text.splitlines()]


def handmade_cases(lines: Iterable[Handmade], passages: Sequence[Passage]) -> Iterator[Case]:
    """The cases, without those whose quote stands in none of the passages."""
    for number, (_, pair) in enumerate(groupby(lines, key=lambda line: line.quote)):
        made = Made.HELD if number % HELD_EVERY == HELD_EVERY - 1 else Made.HAND
        for line in pair:
            passage = passage_of(line, passages)
            if passage:
                yield from of_line(line, passage, made)


def of_line(line: Handmade, passage: Passage, made: Made) -> Iterator[Case]:
    """The line's case, and where it is false one more in which the quote says the same thing."""
    true = line.kind == PARAPHRASE
    altered = Altered.NOTHING if true else Altered.STATEMENT
    case = Case(line.kind, true, line.statement, (Quote(1, line.quote),), (passage,), altered, made)
    yield case
    if not true:
        own = (Quote(1, line.statement),)
        yield replace(case, quotes=own, altered=Altered.QUOTE)


def passage_of(line: Handmade, passages: Sequence[Passage]) -> Passage | None:
    return next((p for p in passages if p.document == line.document and line.quote in p.text), None)
