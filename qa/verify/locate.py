"""The exact place of a quote in a passage: it stands there, or it does not."""

import re
from collections.abc import Iterator

from corpus.document import Passage
from qa.verify.claim import Located
from qa.verify.normalise import Normal, is_broken, joined, normalise

FEWEST_WORDS = 3  # of a quote that shows anything
FEWEST_CHARACTERS = 12
LEFT_OUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.{3,}|…")
MARKS = " '"
GOES_ON_BEFORE = re.compile(r"(?:\w|\w['-])$")
NUMBER_GOES_ON_BEFORE = re.compile(r"\d[ .,/]$")
GOES_ON = re.compile(r"\w|['-]\w")
NUMBER_GOES_ON = re.compile(r"[.,/]\d| \d{3}(?!\d)|%")


def locate(quote: str, passage: Passage) -> tuple[Located, ...]:
    """The place of each part of a quote in the document, in order; empty where it does not stand
    in the passage. “…” parts a quote: the parts must follow each other.
    """
    return tuple(
        Located(passage.document, passage.start + start, passage.start + end)
        for start, end in places(quote, passage.text)
    )


def places(quote: str, text: str) -> list[tuple[int, int]]:
    """The characters of a text that a quote stands for, one span a part."""
    parts = parts_of(quote)
    said = " ".join(parts)
    if len(said.split()) < FEWEST_WORDS or len(said) < FEWEST_CHARACTERS:
        return []
    found = in_order(parts, normalise(text))
    if not found and (is_broken(quote) or is_broken(text)):
        found = in_order([joined(part).text for part in parts], joined(text))
    return found


def parts_of(quote: str) -> list[str]:
    """The normal forms of what “…” parts, without the marks around them."""
    parts = [normalise(part).text.strip(MARKS) for part in LEFT_OUT.split(quote)]
    return [part for part in parts if any(c.isalnum() for c in part)]


def in_order(parts: list[str], normal: Normal) -> list[tuple[int, int]]:
    found, at = [], 0
    for part in parts:
        place = first_place(part, normal.text, at)
        if place is None:
            return []
        found.append(normal.span(*place))
        at = place[1]
    return found


def first_place(part: str, text: str, at: int = 0) -> tuple[int, int] | None:
    """Where a part stands in a normal form from `at` on, as whole words."""
    for form in forms(part):
        start = text.find(form, at)
        while start >= 0:
            if stands_free(text, start, start + len(form)):
                return start, start + len(form)
            start = text.find(form, start + 1)
    return None


def forms(part: str) -> Iterator[str]:
    """A quote as it stands, without the stop or comma that closes it, and with its first letter
    in the other case.
    """
    for form in dict.fromkeys((part, part.rstrip(" .,;:'"))):
        if form:
            yield form
            yield form[0].swapcase() + form[1:]


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on beyond either end of `start:end`."""
    before = text[max(0, start - 2) : start]
    if text[start].isalnum() and GOES_ON_BEFORE.search(before):
        return False
    if text[start].isdigit() and NUMBER_GOES_ON_BEFORE.search(before):
        return False
    if text[end - 1].isdigit() and NUMBER_GOES_ON.match(text, end):
        return False
    return not (text[end - 1].isalnum() and GOES_ON.match(text, end))
