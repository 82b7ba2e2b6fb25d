"""CELEX numbers: the names of EU acts, and the names people write them by.

The scheme: sector, year, type of act, number (“32016R0679”); a consolidated text has sector 0
and its date behind it (“02016R0679-20160504”). Source: EUR-Lex, “How CELEX numbers are composed”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LETTERS = {"regulation": "R", "directive": "L", "decision": "D", "framework decision": "F"}
NAME = re.compile(
    r"\b(?P<kind>Regulations?|Directives?|Framework Decisions?|Decisions?)\s+"
    r"(?:\((?P<body>EU|EC|EEC|Euratom|EU, Euratom)\)\s+)?(?P<no>No\s+)?"
    r"(?P<first>\d{1,4})/(?P<second>\d{1,4})(?:/(?:EU|EC|EEC|JHA|CFSP|Euratom)\b)?"
)
CONSOLIDATED = re.compile(r"0(\d{4}[A-Z]{1,2}\d{4}).*")


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act that a text names at `start:end`."""

    celex: str
    start: int
    end: int


def named_acts(text: str) -> Iterator[NamedAct]:
    """The acts a text names by kind and number (“Regulation (EU) 2024/1351”), in order."""
    for found in NAME.finditer(text):
        yield NamedAct(celex_of(found), *found.span())


def celex_of(found: re.Match[str]) -> str:
    """The CELEX number of a name: acts before 2015 that say “No” have the year last."""
    kind = found["kind"].lower().removesuffix("s")
    first, second = found["first"], found["second"]
    year, number = (second, first) if found["no"] else (first, second)
    return f"3{full_year(year)}{LETTERS[kind]}{int(number):04d}"


def full_year(year: str) -> str:
    """Until 1998 the years of acts were written with two digits."""
    return year if len(year) == 4 else f"19{year}"


def act_of(celex: str) -> str:
    """The number of the act a text is of: a consolidated text belongs to its basic act."""
    consolidated = CONSOLIDATED.fullmatch(celex)
    return f"3{consolidated[1]}" if consolidated else celex
