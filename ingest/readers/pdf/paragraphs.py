"""Lines of a column → paragraphs: by their distance, their indent and how they end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np

from ingest.readers.pdf.columns import Block
from ingest.readers.pdf.hyphens import HYPHENS
from ingest.readers.pdf.markers import NOTE_MARK, SECTION_NUMBER, ends_sentence, is_marker
from ingest.readers.pdf.tables import rows_of
from ingest.readers.pdf.words import Line, Word, are_alike

# In parts of the size of the letters:
USUAL_LEADING = 1.2
EXTRA_LEADING = 0.22  # more than usual parts paragraphs
INDENT = 0.8
CENTRED = 0.5
FITTED = 0.8  # the space a word needs beside its own width, with some play
SMALL, RAISED = 0.85, 0.2  # the size of a footnote mark, to its line's, and how high it stands
FULL = 0.15  # of a column's width: what a full line may lack
BROKEN_OFF = 0.4  # of a column's width: what only a line that was ended on purpose lacks


class Kind(Enum):
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    HEADING = "heading"


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Lines that belong together; those of a table's row, cell by cell.

    `is_full` says that the last line goes to the edge of its column, so that the paragraph
    may go on elsewhere; `is_tight` that it stands close under the one before. `level` is a
    heading's, from 1.
    """

    kind: Kind
    cells: tuple[tuple[Line, ...], ...]
    level: int = 0
    is_full: bool = False
    is_tight: bool = False

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.cells for line in cell)

    @cached_property
    def text(self) -> str:
        """Its words, for comparing; what is kept is made elsewhere."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[0].words[0].sheet.number


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines of a column begin and end, and how far apart they stand, in their size."""

    left: float
    right: float
    leading: float

    @property
    def width(self) -> float:
        return self.right - self.left


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, in order."""
    if block.is_table:
        for position, row in enumerate(rows_of(block.lines)):
            yield Paragraph(Kind.ROW, row, is_tight=position > 0)
        return
    column = column_of(block.lines)
    current: list[Line] = []
    is_tight = True
    for line in block.lines:
        if current and begins(current, line, column):
            yield paragraph(current, column, is_tight)
            is_tight = not is_distant(current[-1], line, column)
            current = []
        current.append(line)
    yield paragraph(current, column, is_tight)


def paragraph(lines: Sequence[Line], column: Column, is_tight: bool) -> Paragraph:
    kind = Kind.ITEM if starts_item(lines[0]) else Kind.TEXT
    is_full = column.right - lines[-1].right <= FULL * column.width
    return Paragraph(kind, (tuple(lines),), is_full=is_full, is_tight=is_tight)


def column_of(lines: Sequence[Line]) -> Column:
    distances = [
        (below.base - above.base) / below.size
        for above, below in pairwise(lines)
        if are_alike(above, below)
    ]
    close = [distance for distance in distances if 0.5 < distance < 2.5]
    return Column(
        left=float(np.quantile([line.left for line in lines], 0.1)),
        right=float(np.quantile([line.right for line in lines], 0.9)),
        leading=float(np.quantile(close, 0.4)) if close else USUAL_LEADING,
    )


def begins(current: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line begins a new paragraph after the lines of the current one."""
    last = current[-1]
    return (
        not are_alike(last, line)
        or is_distant(last, line, column)
        or changes_weight(current, line, column)
        or begins_item(current, line, column)
        or begins_section(current, line)
        or (not are_centred(last, line) and is_moved(current, line))
        or is_ended(current, line, column)
    )


def is_distant(last: Line, line: Line, column: Column) -> bool:
    return line.base - last.base > (column.leading + EXTRA_LEADING) * line.size


def changes_weight(current: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a bold heading ends, or begins after the end of a paragraph."""
    if line.is_bold:
        return not current[-1].is_bold and (
            ends_sentence(current[-1].text) or is_short(current[-1], line, column.right)
        )
    return all(before.is_bold for before in current)


def starts_item(line: Line) -> bool:
    return is_marker(line.words[0].text) and len(line.words) > 1


def starts_note(line: Line) -> bool:
    """Whether a line begins with a raised footnote mark."""
    mark, *rest = line.words
    return bool(rest) and rest[0].text[0] not in "0123456789" and is_raised_mark(mark, line)


def is_raised_mark(word: Word, line: Line) -> bool:
    """Whether a word is a small mark above the line that the others stand on."""
    is_small = word.size < SMALL * line.size and word.bottom < line.base - RAISED * line.size
    return is_small and NOTE_MARK.fullmatch(word.text) is not None


def begins_item(current: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line begins an item of a list, and not by chance with what looks like one."""
    if starts_note(line):
        return True
    if not starts_item(line):
        return False
    marker, word = line.words[:2]
    set_apart = word.left - marker.right > INDENT * line.size
    last = current[-1]
    return (
        set_apart
        or starts_item(current[0])
        or abs(line.left - last.left) > INDENT * line.size
        or ends_sentence(last.text)
        or last.text.endswith((";", ","))
        or is_short(last, line, column.right)
    )


def begins_section(current: Sequence[Line], line: Line) -> bool:
    """Whether a bold line begins with a number of its own (“2.1”) under another bold line."""
    number = SECTION_NUMBER.fullmatch(line.words[0].text)
    return number is not None and line.is_bold and current[-1].is_bold


def is_moved(current: Sequence[Line], line: Line) -> bool:
    """Whether a line is indented as the first of a paragraph, or set back after an item."""
    if line.is_bold and current[-1].is_bold:
        return False
    step = line.left - current[-1].left
    play = INDENT * line.size
    is_item = starts_item(current[0]) or starts_note(current[0])
    if len(current) == 1:
        return step > play if not is_item else step < -play
    return abs(step) > play


def are_centred(one: Line, other: Line) -> bool:
    return abs(one.left + one.right - other.left - other.right) < 2 * CENTRED * one.size


def is_short(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have fitted behind the last one."""
    word = line.words[0]
    return edge - last.right > word.right - word.left + FITTED * line.size


def is_ended(current: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether the last line was ended before its edge, on purpose."""
    last = current[-1]
    if (last.is_bold and line.is_bold) or last.text.endswith(HYPHENS):
        return False
    edge = column.right if len(current) < 3 else max(before.right for before in current)
    broken_off = edge - last.right > BROKEN_OFF * column.width and not are_centred(last, line)
    return is_short(last, line, edge) and (ends_sentence(last.text) or broken_off)
