"""Which paragraphs are headings, and of which level: by size, weight and number."""

import re
from collections.abc import Sequence

from ingest.readers.pdf.markers import SECTION_NUMBER
from ingest.readers.pdf.paragraphs import Kind, Paragraph
from ingest.readers.pdf.words import most_common

LARGER = 1.08  # times the size of the body, of a heading told by its size
NOT_SMALLER = 0.95  # of one told by its weight, number or capitals
LONGEST, LONGEST_PLAIN = 200, 120  # characters
MOST_LINES = 4
MUCH_BOLD = 0.4  # of a document's letters: then weight says nothing
RUNS_ON = (".", ",", ";", ":")
PARTS = ("title", "part", "annex", "chapter", "section", "article")
NUMBERED_PART = re.compile(rf"({'|'.join(PARTS)})\s+(\d+|[IVXLC]+)[a-z]?\b", re.IGNORECASE)
SEVERAL_NUMBERS = re.compile(r"\d+(\.\d+)+\.?\s+[^\W\d_]")
LETTERS = re.compile(r"[^\W\d_]")

Style = tuple[float, bool, int]  # less is further out


def body_size_of(paragraphs: Sequence[Paragraph]) -> float:
    """The size most of a document's letters have."""
    return most_common((line.size, len(line.text)) for p in paragraphs for line in p.lines)


def levels_of(paragraphs: Sequence[Paragraph], body: float) -> list[int]:
    """The level of each paragraph's heading, from 1; 0 for what is none."""
    letters = sum(len(p.text) for p in paragraphs) or 1
    bold = sum(len(p.text) for p in paragraphs if p.is_bold)
    weight_counts = bold <= MUCH_BOLD * letters
    styles = [
        style_of(p) if is_heading(p, body, weight_counts=weight_counts) else None
        for p in paragraphs
    ]
    ranks = {style: rank for rank, style in enumerate(sorted({s for s in styles if s}), start=1)}
    return [ranks[style] if style else 0 for style in styles]


def is_heading(paragraph: Paragraph, body: float, *, weight_counts: bool) -> bool:
    text = paragraph.text
    if paragraph.kind in (Kind.ROW, Kind.NOTE) or len(paragraph.lines) > MOST_LINES:
        return False
    if len(text) > LONGEST or not LETTERS.search(text) or text.startswith("•"):
        return False
    if paragraph.size >= LARGER * body:
        return len(LETTERS.findall(text)) > 1
    if paragraph.size < NOT_SMALLER * body or len(text) > LONGEST_PLAIN:
        return False
    if text.endswith(RUNS_ON):
        return False
    return (weight_counts and paragraph.is_bold) or is_numbered(text) or is_capital(paragraph)


def is_numbered(text: str) -> bool:
    """Whether a line in plain letters is a heading by its number (“2.1 Scope”, “Article 5”)."""
    part = NUMBERED_PART.match(text)
    alone = part is not None and part.end() == len(text)
    return alone or SEVERAL_NUMBERS.match(text) is not None


def is_capital(paragraph: Paragraph) -> bool:
    return paragraph.text.isupper() and len(LETTERS.findall(paragraph.text)) >= 4


def style_of(paragraph: Paragraph) -> Style:
    return -round(paragraph.size * 2) / 2, not paragraph.is_bold, depth_of(paragraph.text)


def depth_of(text: str) -> int:
    """How deep a heading's number says that it stands; 1 where it has none."""
    if part := NUMBERED_PART.match(text):
        return 1 + PARTS.index(part[1].lower())
    number = SECTION_NUMBER.match(text.split()[0])
    return number[1].count(".") + 1 if number and number[1] else 1
