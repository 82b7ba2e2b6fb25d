"""Words gathered from mixed markup: white space collapsed, calls of footnotes set aside."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from ingest.readers.eurlex.act import Words

MARK = re.compile(r"\W+")  # punctuation alone: it belongs to the words before it
SPACE = re.compile(r"\s+")  # no-break and thin spaces too: they set type, they say nothing
SUPERSCRIPT = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


@dataclass(frozen=True, slots=True)
class Call:
    """The place of a footnote's mark."""

    key: str


Piece = str | Call


def gathered(pieces: list[Piece]) -> Words:
    """Pieces of text and calls as words. The space before a mark goes with the mark."""
    text = ""
    calls: list[tuple[int, str]] = []
    lost = False
    for piece in pieces:
        if isinstance(piece, Call):
            lost = lost or text.endswith(" ")
            text = text.rstrip(" ")
            calls.append((len(text), piece.key))
            continue
        added = SPACE.sub(" ", normalize("NFC", piece))
        if not text or text.endswith(" "):
            added = added.removeprefix(" ")
        if lost and added[:1].isalnum():
            added = f" {added}"
        lost = lost and not added
        text += added
    text = text.rstrip(" ")
    return Words(text, tuple((min(at, len(text)), key) for at, key in calls))


def raised(text: str) -> str:
    """An exponent in superscript characters, where there are such: 10²⁵ is not 1025."""
    lifted = text.strip().translate(SUPERSCRIPT)
    return text if re.search(r"[\w+-]", re.sub(r"[⁰¹²³⁴-⁹ⁿ]", "", lifted)) else lifted


def flow(
    element: etree._Element,
    is_block: Callable[[etree._Element], bool],
    pieces_of: Callable[[etree._Element], list[Piece]],
) -> Iterator[Words | etree._Element]:
    """The content of an element in order: what runs inline as words, and its block elements."""
    pieces: list[Piece] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            if is_block(child):
                yield from visible(pieces)
                pieces = []
                yield child
            else:
                pieces += pieces_of(child)
        pieces.append(child.tail or "")
    yield from visible(pieces)


def visible(pieces: list[Piece]) -> Iterator[Words]:
    words = gathered(pieces)
    if words.text or words.calls:
        yield words
