"""What the source pane shows of a document: its blocks, in order, with the quote marked in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Document, page_at, sections_at
from corpus.record import Holding
from corpus.sentences import ITEM, ROW, blocks

# A browser lays out this much at once without a pause; a longer document is shown in parts.
SHOWN_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text, in the quote or beside it."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item, row, or the white space between them (a gap)."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document around a citation: characters `shown` of it, of which `quoted` are marked.

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


def view(document: Document, holding: Holding, generation: int, span: tuple[int, int]) -> Source:
    """The document around `span`, cut to what lies in it."""
    length = len(document.text)
    start = min(max(span[0], 0), length)
    quoted = (start, min(max(span[1], start), length))
    shown = window(document, quoted)
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
        blocks=tuple(layout(document, quoted, shown)),
    )


def window(document: Document, quoted: tuple[int, int]) -> tuple[int, int]:
    """All of a document, or SHOWN_CHARS around the quote, from and to line ends near by."""
    text = document.text
    if len(text) <= SHOWN_CHARS:
        return 0, len(text)
    start = max(0, quoted[0] - SHOWN_CHARS // 2)
    end = min(len(text), max(start + SHOWN_CHARS, quoted[1]))
    if start:
        start = text.rfind("\n", 0, start) + 1
    if end < len(text) and (line_end := text.find("\n", end, end + 2_000)) >= 0:
        end = line_end + 1
    return start, end


def layout(document: Document, quoted: tuple[int, int], shown: tuple[int, int]) -> Iterator[Block]:
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
        yield from body_blocks(document.text, (position, max(position, start)), quoted)
        begin = max(position, start)
        position = min(body, shown[1])
        yield from trimmed(document.text, (begin, position), quoted, "heading", level)
    yield from body_blocks(document.text, (position, shown[1]), quoted)


def body_blocks(text: str, span: tuple[int, int], quoted: tuple[int, int]) -> Iterator[Block]:
    for start, end in blocks(text, *span):
        line = text[start:end].lstrip("\n")
        kind = "item" if ITEM.match(line) else "row" if ROW.match(line) else "paragraph"
        yield from trimmed(text, (start, end), quoted, kind, 0)


def trimmed(
    text: str, span: tuple[int, int], quoted: tuple[int, int], kind: str, level: int
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
            yield Block(name, depth, pieces(text, (begin, stop), quoted))


def pieces(text: str, span: tuple[int, int], quoted: tuple[int, int]) -> tuple[Piece, ...]:
    """`text[span]` cut where the quote begins and ends."""
    start, end = span
    cuts = sorted({start, end, *(cut for cut in quoted if start < cut < end)})
    return tuple(
        Piece(text[a:b], quoted=quoted[0] <= a and b <= quoted[1]) for a, b in pairwise(cuts)
    )
