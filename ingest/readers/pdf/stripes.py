"""White stripes that run down a page between two pieces of text.

The page is looked at as a coarse grid; a stripe is a run of rows in which a window of the
least width is empty. After Breuel, "Two geometric algorithms for layout analysis" (2002).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf.words import Word, most_common

CELLS_TO_A_SIZE = 4  # grid cells to the size of the letters
MOST_CELLS = 800  # along a side
NARROWEST = 3  # cells
CORE = 0.2  # of a word's height above and below its core, which may touch its neighbours'
CELLS_TO_A_ROW = 2.4  # of a line's core, at least
FEWEST_ROWS = 2
MOST_STRIPES = 12


@dataclass(frozen=True, slots=True)
class Stripe:
    """White around `middle`, from `top` to `bottom`; it has text on both sides from `first`
    to `last`. `ends` says that text ends it, and not the region.
    """

    middle: float
    top: float
    bottom: float
    first: float
    last: float
    ends: bool


def stripes(words: Sequence[Word]) -> Iterator[Stripe]:
    """The stripes between words, those with the most text on both sides first."""
    left, top = min(word.left for word in words), min(word.top for word in words)
    extent = max(max(word.right for word in words) - left, max(word.bottom for word in words) - top)
    size = most_common((word.size, word.last - word.first) for word in words)
    cell = max(size / CELLS_TO_A_SIZE, extent / MOST_CELLS, 0.1)
    taken = grid_of(words, left, top, cell)
    for column, rows, flanked in windows(taken):
        yield Stripe(
            middle=left + (column + NARROWEST / 2) * cell,
            top=top + rows[0] * cell,
            bottom=top + rows[1] * cell,
            first=top + flanked[0] * cell,
            last=top + (flanked[1] + 1) * cell,
            ends=rows[1] < len(taken),
        )


def grid_of(words: Sequence[Word], left: float, top: float, cell: float) -> NDArray[np.bool_]:
    """Which cells are taken by the core of a word."""
    edges = np.array([(w.left, w.top, w.right, w.bottom) for w in words])
    heights = (edges[:, 3] - edges[:, 1]) * CORE
    edges += np.column_stack([0 * heights, heights, 0 * heights, -heights])
    edges = (edges - (left, top, left, top)) / cell
    first = np.floor(edges[:, :2]).astype(int)
    last = np.maximum(np.ceil(edges[:, 2:]).astype(int), first + 1)
    taken = np.zeros((last[:, 1].max(), last[:, 0].max()), bool)
    for (x1, y1), (x2, y2) in zip(first.tolist(), last.tolist(), strict=True):
        taken[y1:y2, x1:x2] = True
    return taken


def windows(taken: NDArray[np.bool_]) -> Iterator[tuple[int, tuple[int, int], tuple[int, int]]]:
    """The column, the rows from and up to which it is empty, and the first and last row in
    which text stands on both sides of it.
    """
    sums = np.c_[np.zeros(len(taken), int), taken.cumsum(axis=1)]
    if sums.shape[1] <= NARROWEST:
        return
    before, after = sums[:, :-NARROWEST], sums[:, NARROWEST:]
    empty = before == after
    flanked = empty & (before > 0) & (after < sums[:, -1:])
    for _ in range(MOST_STRIPES):
        counts = flanked.cumsum(axis=0)
        heights = counts - np.maximum.accumulate(np.where(empty, 0, counts), axis=0)
        end, column = np.unravel_index(int(heights.argmax()), heights.shape)
        if heights[end, column] < FEWEST_ROWS * CELLS_TO_A_ROW:
            return
        rows = run_around(empty[:, column], int(end))
        sides = np.flatnonzero(flanked[rows[0] : rows[1], column]) + rows[0]
        same = run_around(empty[sides[0] : sides[-1] + 1].all(axis=0), int(column))
        yield (same[0] + same[1] - 1) // 2, rows, (int(sides[0]), int(sides[-1]))
        flanked[rows[0] : rows[1], same[0] : same[1]] = False


def run_around(flags: NDArray[np.bool_], index: int) -> tuple[int, int]:
    """The run of true flags that holds an index: from and up to where."""
    false = np.flatnonzero(~flags)
    place = int(np.searchsorted(false, index))
    start = int(false[place - 1]) + 1 if place else 0
    return start, int(false[place]) if place < len(false) else len(flags)
