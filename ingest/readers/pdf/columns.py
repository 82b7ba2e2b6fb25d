"""The order in which a page is read: columns one after the other, tables row by row.

The white between columns is looked for, not the columns: the tallest empty stripe with text
on both sides divides what lies above, left, right of and below it, and each part is read in
the same way (after Nagy and Seth, "Hierarchical representation of optically scanned
documents", 1984).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from ingest.readers.pdf.markers import is_marker
from ingest.readers.pdf.stripes import Stripe, stripes
from ingest.readers.pdf.tables import cells_in, gaps_in
from ingest.readers.pdf.words import Line, Word, are_alike, lines_of

# A column of running text, unlike one of a table, has lines of some length, mostly full.
SHORTEST_LINE = 14  # characters
FULL_LINE = 0.7  # of the width of the column
FULL_LINES = 0.5  # of all letters stand in such
FLOWING = 0.3  # of the lines go on with a small letter
# In parts of the size of the letters:
LEVEL = 0.2  # how far apart the bases of two pieces of a row may be
NEW_ROW = 1.2  # times the least distance of lines
CELL_GAP = 1.2  # the least white between the cells of a row
DISTANT = 1.6  # of lines that do not belong together
MOSTLY = 0.6  # of the lines of a list have a number
MOST = 0.8  # of the paragraphs of two columns stand level: they are cells of rows
SOME = 0.3  # of short lines: cells may be empty, or have several lines
TABLE_ROWS, MANY_ROWS = 3, 6
LOW_ROW = 5  # lines, on the average
TAIL_LINES = 2
RIVER_LINES, RIVER_GAP = 5, 2.0  # what is less is a river in justified text


class Reading(Enum):
    """How two pieces of text beside each other are read."""

    COLUMNS = "one after the other"
    TABLE = "row by row"
    LINES = "as the lines they share"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read from top to bottom; of a table where `is_table`."""

    lines: tuple[Line, ...]
    is_table: bool = False


def blocks_of(words: Sequence[Word]) -> Iterator[Block]:
    """The words of a region in reading order."""
    if not words:
        return
    for stripe in stripes(words):
        top, bottom = reach(words, stripe)
        inside = [word for word in words if top <= word.middle < bottom]
        left = [word for word in inside if word.left < stripe.middle]
        right = [word for word in inside if word.left >= stripe.middle]
        reading = reading_of(lines_of(left), lines_of(right))
        if reading is Reading.LINES:
            continue
        yield from blocks_of([word for word in words if word.middle < top])
        if reading is Reading.COLUMNS:
            yield from blocks_of(left)
            yield from blocks_of(right)
        else:
            yield Block(tuple(lines_of(inside)), is_table=True)
        yield from blocks_of([word for word in words if word.middle >= bottom])
        return
    yield Block(tuple(lines_of(words)))


def reach(words: Sequence[Word], stripe: Stripe) -> tuple[float, float]:
    """From where to where a stripe divides the page.

    A heading that happens to end before the stripe, set apart from the columns, is not of
    them: it is read before or after both.
    """
    top, bottom = stripe.top, stripe.bottom
    within = [word for word in words if top <= word.middle < bottom]
    if all(stripe.first <= word.middle <= stripe.last for word in within):
        return top, bottom
    inside = lines_of(within)
    for place, (above, below) in enumerate(pairwise(inside), start=1):
        is_head = place <= TAIL_LINES and above.center < stripe.first
        is_tail = len(inside) - place <= TAIL_LINES and below.center > stripe.last
        if is_head and is_apart(above, below):
            top = below.top
        if is_tail and (not are_alike(above, below) or (stripe.ends and is_apart(above, below))):
            return top, below.top
    return top, bottom


def is_apart(one: Line, other: Line) -> bool:
    """Whether two neighbouring lines differ in size, or stand further apart than most."""
    return not are_alike(one, other) or other.base - one.base > DISTANT * other.size


def reading_of(left: Sequence[Line], right: Sequence[Line]) -> Reading:
    if not left or not right or is_list(left):
        return Reading.LINES
    gap = min(line.left for line in right) - max(line.right for line in left)
    running = is_running(left) + is_running(right)
    if max(len(left), len(right)) < RIVER_LINES and gap < RIVER_GAP * left[0].size:
        return Reading.LINES
    if running == 2 or (running and max(len(left), len(right)) >= RIVER_LINES):
        return Reading.TABLE if are_rows(left, right) else Reading.COLUMNS
    is_table = gap >= CELL_GAP * left[0].size and level_share(left, right) >= SOME
    return Reading.TABLE if is_table else Reading.LINES


def is_running(lines: Sequence[Line]) -> bool:
    """Whether lines look like a column, or columns, of running text."""
    pieces = [piece for column in cells_in(lines, gaps_in(lines)) for piece in column]
    widths = np.array([piece.right - piece.left for piece in pieces])
    lengths = np.array([len(piece.text) for piece in pieces])
    full = widths >= FULL_LINE * np.quantile(widths, 0.9)
    return bool(
        np.median(lengths) >= SHORTEST_LINE
        and lengths[full].sum() >= FULL_LINES * lengths.sum()
        and is_flowing(pieces)
    )


def is_flowing(pieces: Sequence[Line]) -> bool:
    """Whether lines go on in the middle of a sentence, where the script can tell."""
    firsts = [piece.words[0].text[0] for piece in pieces]
    cased = [sign for sign in firsts if sign.isupper() or sign.islower() or sign.isdigit()]
    small = sum(letter.islower() for letter in cased)
    return 2 * len(cased) < len(firsts) or small >= FLOWING * len(cased)


def is_list(lines: Sequence[Line]) -> bool:
    """Whether lines are but the numbers or bullets of what stands right of them."""
    marked = sum(is_marker(line.words[0].text) and len(line.words) == 1 for line in lines)
    return marked >= MOSTLY * len(lines)


def are_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the paragraphs of two columns are the cells of rows: they begin level.

    Some do so by chance, and have the same gap above them. Where the cells of a row differ in
    length, the shorter one leaves white under it; and many low rows are no chance.
    """
    starts = starts_in(left), starts_in(right)
    if level_share([line for line, _ in starts[0]], [line for line, _ in starts[1]]) < MOST:
        return False
    play = LEVEL * left[0].size
    rows = min(map(len, starts))
    return (rows >= MANY_ROWS and len(left) <= LOW_ROW * rows) or any(
        abs(one.base - other.base) <= play and abs(gap - other_gap) > play
        for one, gap in starts[0]
        for other, other_gap in starts[1]
    )


def starts_in(lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """The lines that stand further from the one above than lines of a paragraph do, and how
    far; the first line, with 0.
    """
    distances = [below.base - above.base for above, below in pairwise(lines)]
    usual = float(np.quantile(distances, 0.2)) if distances else 0.0
    others = zip(lines[1:], distances, strict=True)
    return [(lines[0], 0.0), *(other for other in others if other[1] > NEW_ROW * usual)]


def level_share(left: Sequence[Line], right: Sequence[Line]) -> float:
    """How many of the lines of one side have one of the other side beside them; the lesser
    share of the two, and 0 where they make too few rows.
    """
    distances = np.abs(np.subtract.outer([x.base for x in left], [x.base for x in right]))
    beside = distances <= LEVEL * left[0].size
    rows = int(beside.any(axis=1).sum())
    return rows / max(len(left), len(right)) if rows >= TABLE_ROWS else 0.0
