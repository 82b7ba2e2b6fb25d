"""What the source pane shows of a document: its blocks, in order, with the quote marked in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Document, page_at, sections_at
from corpus.record import Holding
from corpus.sentences import ITEM, ROW, blocks

# A browser lays out this much at once without a pause; a longer document is shown in parts.
SHOWN_CHARS = 60_000
# What is sent first: some screens around the quote, which are there several times sooner.
FIRST_CHARS = 12_000
BORDER_CHARS = 2_000  # so far off the end of a paragraph is looked for


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start:end` that an answer cites under a number."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text: what is `quoted`, and what the same answer cites beside it."""

    quoted: tuple[int, int]
    cited: tuple[Mark, ...] = ()

    def cuts(self) -> Iterator[int]:
        """Where something marked begins or ends."""
        yield from self.quoted
        for mark in self.cited:
            yield from (mark.start, mark.end)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text, in the quote or beside it, and the numbers they are cited under."""

    text: str
    quoted: bool
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item, row, or the white space between them (a gap). It `start`s at
    that offset of the text.
    """

    kind: str
    level: int
    start: int
    pieces: tuple[Piece, ...]

    @property
    def end(self) -> int:
        return self.start + sum(len(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Source:
    """A document around a citation: characters `shown` of it, of which `quoted` are marked, and
    more quietly what the same answer has `cited` beside them.

    The texts of all pieces make up `text[shown]`, the quoted ones the quote.
    """

    document: Document
    holding: Holding
    generation: int
    label: str
    path: tuple[str, ...]
    page: int | None
    quoted: tuple[int, int]
    shown: tuple[int, int]
    blocks: tuple[Block, ...]
    cited: tuple[Mark, ...] = ()


def view(
    document: Document,
    holding: Holding,
    generation: int,
    span: tuple[int, int],
    cited: Sequence[Mark] = (),
    shown: tuple[int, int] | None = None,
) -> Source:
    """The document around `span`, cut to what lies in it, with what else is `cited` of it: the
    characters `shown`, by default its window.
    """
    quoted = within(document, span)
    start = quoted[0]
    shown = shown or window(document, quoted)
    path = tuple(section.label for section in sections_at(document.outline, start))
    return Source(
        document=document,
        holding=holding,
        generation=generation,
        label=path[-1] if path else document.title,
        path=tuple(step for step in path if step != document.title),
        page=page_at(document.pages, start),
        quoted=quoted,
        shown=shown,
        blocks=tuple(layout(document, Marks(quoted, tuple(cited)), shown)),
        cited=tuple(cited),
    )


def within(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    """A span cut to what lies in the document."""
    length = len(document.text)
    start = min(max(span[0], 0), length)
    return start, min(max(span[1], start), length)


def window(document: Document, quoted: tuple[int, int]) -> tuple[int, int]:
    """All of a document, or SHOWN_CHARS around the quote, from and to line ends near by."""
    text = document.text
    if len(text) <= SHOWN_CHARS:
        return 0, len(text)
    start = max(0, quoted[0] - SHOWN_CHARS // 2)
    end = min(len(text), max(start + SHOWN_CHARS, quoted[1]))
    if start:
        start = text.rfind("\n", 0, start) + 1
    if end < len(text) and (line_end := text.find("\n", end, end + BORDER_CHARS)) >= 0:
        end = line_end + 1
    return start, end


def first_part(
    document: Document, quoted: tuple[int, int], cited: Sequence[Mark] = ()
) -> tuple[int, int]:
    """What of a window is sent first: all of a short one, or FIRST_CHARS around the quote, from
    and to ends of paragraphs near by, through no heading and nothing that is cited.
    """
    floor, ceiling = window(document, quoted)
    if ceiling - floor <= 2 * FIRST_CHARS:
        return floor, ceiling
    headings = [(s.start, s.body) for s in document.outline if not s.is_numbered]
    uncut = [quoted, *headings, *((mark.start, mark.end) for mark in cited)]
    around = max(floor, quoted[0] - FIRST_CHARS // 2)
    start = border_before(document, around)
    end = border_after(document, max(around + FIRST_CHARS, quoted[1]))
    while cut := [first for first, last in uncut if first < start < last]:
        start = border_before(document, min(cut))
    while cut := [last for first, last in uncut if first < end < last]:
        end = border_after(document, max(cut))
    return max(start, floor), min(end, ceiling)


def border_before(document: Document, at: int) -> int:
    """Where the paragraph begins that holds the character before `at`; its line, if that is far."""
    text = document.text
    blank = text.rfind("\n\n", max(0, at - BORDER_CHARS), at)
    return blank + 2 if blank >= 0 else text.rfind("\n", 0, at) + 1


def border_after(document: Document, at: int) -> int:
    """Where the paragraph ends that holds the character before `at`; its line, if that is far."""
    text = document.text
    blank = text.find("\n\n", max(0, at - 2), at + BORDER_CHARS)
    if blank >= 0:
        return blank + 2
    line_end = text.find("\n", max(0, at - 1))
    return line_end + 1 if line_end >= 0 else len(text)


def layout(document: Document, marks: Marks, shown: tuple[int, int]) -> Iterator[Block]:
    """The blocks of `text[shown]`: nothing left out, nothing twice."""
    headings = [
        (s.start, s.body, s.level)
        for s in document.outline
        if s.body > s.start and not s.is_numbered
    ]
    position = shown[0]
    for start, body, level in headings:
        if body <= position or start >= shown[1]:
            continue
        yield from body_blocks(document.text, (position, max(position, start)), marks)
        begin = max(position, start)
        position = min(body, shown[1])
        yield from trimmed(document.text, (begin, position), marks, "heading", level)
    yield from body_blocks(document.text, (position, shown[1]), marks)


def body_blocks(text: str, span: tuple[int, int], marks: Marks) -> Iterator[Block]:
    for start, end in blocks(text, *span):
        line = text[start:end].lstrip("\n")
        kind = "item" if ITEM.match(line) else "row" if ROW.match(line) else "paragraph"
        yield from trimmed(text, (start, end), marks, kind, 0)


def trimmed(
    text: str, span: tuple[int, int], marks: Marks, kind: str, level: int
) -> Iterator[Block]:
    """A block, the line breaks around it set apart as gaps."""
    start, end = span
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip("\n"))
    last = max(first, start + len(inner.rstrip()))
    for name, depth, begin, stop in (
        ("gap", 0, start, first),
        (kind, level, first, last),
        ("gap", 0, last, end),
    ):
        if stop > begin:
            yield Block(name, depth, begin, pieces(text, (begin, stop), marks))


def pieces(text: str, span: tuple[int, int], marks: Marks) -> tuple[Piece, ...]:
    """`text[span]` cut where something marked begins and ends."""
    start, end = span
    cuts = sorted({start, end, *(cut for cut in marks.cuts() if start < cut < end)})
    return tuple(
        Piece(
            text[a:b],
            quoted=marks.quoted[0] <= a and b <= marks.quoted[1],
            cited=tuple(mark.number for mark in marks.cited if mark.start <= a and b <= mark.end),
        )
        for a, b in pairwise(cuts)
    )
