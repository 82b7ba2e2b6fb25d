"""Where sentences begin and end: the unit that is never split and that is quoted."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

BULLET = re.compile(r"[-*•–—] +")
# Lines that stand for themselves, whatever punctuation precedes them.
ITEM = re.compile(r"[ \t]*(?:[-*•–—] |\(?[0-9]{1,3}[.)] |\([a-z]{1,4}\) )")
# Abbreviations of law that a number follows, where sentencex sees the end of a sentence.
BEFORE_NUMBER = re.compile(
    r"\b(?:arts?|cf|ch|cl|dir|lit|nos?|paras?|pp?|pts?|recs?|regs?|subparas?|vols?)\.\s*$", re.I
)
NUMBER = re.compile(r"[(\[]?\d")
ROW = re.compile(r".* \|(?: |$)")


def sentence_spans(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> list[tuple[int, int]]:
    """The spans of the sentences in `text[start:end]`, in order, without white space around them.

    Every character that is not white space lies in exactly one span. Paragraphs, list items
    and table rows end a sentence whatever their punctuation.
    """
    end = len(text) if end is None else end
    return [
        trimmed
        for block in blocks(text, start, end)
        for span in within_block(text, *block, language)
        if (trimmed := trim(text, *span))
    ]


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs, list items and table rows of `text[start:end]`."""
    opened, position, row = start, start, False
    for line in text[start:end].splitlines(keepends=True):
        starts_anew = not line.strip() or row or ITEM.match(line)
        row = bool(ROW.match(line))
        if (starts_anew or row) and position > opened:
            yield opened, position
            opened = position
        position += len(line)
    yield opened, end


def within_block(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of one block; a number alone (“1.”) belongs to what follows it."""
    opened = start
    for boundary in get_sentence_boundaries(language or "en", text[start:end]):
        closed = start + boundary["end_index"]
        piece = text[opened:closed]
        number_follows = BEFORE_NUMBER.search(piece) and NUMBER.match(text, closed, end)
        if any(character.isalpha() for character in piece) and not number_follows:
            yield opened, closed
            opened = closed
    yield opened, end


def after_bullet(text: str, start: int, end: int) -> int:
    """Where the words of a sentence begin: past the dash of a list item, if it has one."""
    bullet = BULLET.match(text, start, end)
    return bullet.end() if bullet and bullet.end() < end else start


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends, `None` when nothing else is left."""
    inner = text[start:end]
    stripped = inner.strip()
    if not stripped:
        return None
    lead = len(inner) - len(inner.lstrip())
    return start + lead, start + lead + len(stripped)
