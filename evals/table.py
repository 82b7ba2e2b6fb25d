"""Figures in rows and columns, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Text in rows and columns. The first column holds names, the rest figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join([self.title, *(aligned(line, widths) for line in lines)])


def aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = f"  {cells[0]:<{widths[0]}}"
    rest = (f"  {cell:>{width}}" for cell, width in zip(cells[1:], widths[1:], strict=True))
    return first + "".join(rest)
