"""Lines of a table → rows of cells."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import fmean

import numpy as np

from ingest.readers.pdf.words import Line, Word, line_of, pieces_of

Cell = tuple[Line, ...]

# In parts of the size of the letters:
CELL_GAP = 0.75
ONE_CELL = 1.4  # how far apart lines of one cell stand at most
WIDER = 1.25  # times the least distance: what parts rows whose cells have several lines
FILLED = 0.6  # of its cells: a line with so many begins a row
FEWER = 0.85  # times the cells of lines that begin rows
CROSSED = 0.1  # of the lines: so many headings may span a gap between columns
STEPS = 4  # to the size of the letters, along a row


def rows_of(lines: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, from top to bottom; empty cells are left out."""
    edges = gaps_in(lines)
    for band in bands(lines, edges):
        yield tuple(cells_in(band, edges))


def cells_in(lines: Sequence[Line], edges: Sequence[float]) -> list[Cell]:
    """The lines cut at the gaps between columns, column by column."""
    cells: dict[int, list[Line]] = {}
    for line in lines:
        for column, words in groupby(line.words, key=lambda word: column_at(word, edges)):
            cells.setdefault(column, []).append(line_of(words))
    return [tuple(cells[column]) for column in sorted(cells)]


def gaps_in(lines: Sequence[Line]) -> list[float]:
    """The middles of the gaps between a table's columns."""
    left = min(line.left for line in lines)
    step = lines[0].size / STEPS
    covered = np.zeros(int((max(line.right for line in lines) - left) / step) + 2, int)
    for line in lines:
        for piece in pieces_of(line, CELL_GAP):
            covered[int((piece.left - left) / step) : int((piece.right - left) / step) + 1] += 1
    free = covered <= CROSSED * len(lines)
    changes = np.flatnonzero(np.diff(np.r_[False, free, False].astype(int)))
    runs = zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)
    return [
        left + (start + end) / 2 * step
        for start, end in runs
        if start > 0 and end < len(free) - 1 and end - start >= CELL_GAP * STEPS
    ]


def column_at(place: Line | Word, edges: Sequence[float]) -> int:
    return sum(edge < place.left + place.size / STEPS for edge in edges)


def bands(lines: Sequence[Line], edges: Sequence[float]) -> Iterator[list[Line]]:
    """The lines of each row.

    Where lines stand at two distances, and those close to the one above fill few cells, the
    wider distance parts rows. Else a line begins one that has a first cell, or most cells.
    """
    distances = [(below.base - above.base) / below.size for above, below in pairwise(lines)]
    filled = [{column_at(p, edges) for p in pieces_of(line, CELL_GAP)} for line in lines]
    wider = WIDER * min(distances, default=0.0)
    wrapped = is_wrapped(distances, [len(columns) for columns in filled], wider)
    many = FILLED * (len(edges) + 1)
    band = [lines[0]]
    for line, columns, distance in zip(lines[1:], filled[1:], distances, strict=True):
        if distance > wider if wrapped else 0 in columns or len(columns) >= many:
            yield band
            band = []
        band.append(line)
    yield band


def is_wrapped(distances: Sequence[float], filled: Sequence[int], wider: float) -> bool:
    """Whether lines close to the one above go on with its cells: they fill fewer of them."""
    close = [count for count, d in zip(filled[1:], distances, strict=True) if d <= wider]
    apart = [count for count, d in zip(filled[1:], distances, strict=True) if d > wider]
    if not close or not apart or min(distances) >= ONE_CELL:
        return False
    return fmean(close) < FEWER * fmean([filled[0], *apart])
