"""Where the characters of a paged document stand on its pages, to draw a highlight there."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy takes longer to import than most sources to read
    import numpy as np
    from numpy.typing import NDArray

BYTES_PER_BOX = 8  # four numbers of two bytes
UNITS_PER_POINT = 4  # fine enough for the eye; the largest page a PDF may have still fits
NOWHERE = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages' sizes (width, height, in points) and the packed boxes of all characters."""

    sizes: tuple[tuple[float, float], ...]
    boxes: bytes


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page (counted from 1), in points from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Way(Enum):
    """Which way a line of text runs on the page as it is shown."""

    ACROSS = "to the right"
    ALONG = "up or down"


def pack(boxes: "NDArray[np.float64]") -> bytes:
    """Boxes of all characters (n × 4: left, top, right, bottom, in points) in few bytes.

    A character that stands nowhere (a joining space) has four zeros.
    """
    import numpy as np

    units = np.clip(np.rint(boxes * UNITS_PER_POINT), 0, np.iinfo(np.uint16).max)
    return zlib.compress(units.astype("<u2").tobytes())


def unpack(boxes: bytes, start: int = 0, end: int | None = None) -> "NDArray[np.float64]":
    """The n × 4 boxes that `pack` packed, in points; of characters `start:end` alone."""
    import numpy as np

    units = np.frombuffer(zlib.decompress(boxes), dtype="<u2").reshape(-1, 4)
    return units[start:end].astype(np.float64) / UNITS_PER_POINT


def highlight(layout: Layout, pages: Sequence[int], start: int, end: int) -> list[Box]:
    """The rectangles that cover characters `start:end`: one for each line of each page.

    `pages` are the offsets at which the pages start.
    """
    import numpy as np

    boxes = unpack(layout.boxes, start, end)
    numbers = np.searchsorted(np.asarray(pages), np.arange(start, start + len(boxes)), "right")
    placed = [
        Box(int(number), *map(float, box))
        for number, box in zip(numbers, boxes, strict=True)
        if box.any()
    ]
    return [enclosing(line) for line in lines(placed)]


def lines(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes of characters grouped by the line they stand on, in reading order."""
    found: list[list[Box]] = []
    way: Way | None = None
    for position, box in enumerate(boxes):
        step = step_between(boxes[position - 1], box) if position else None
        if step is None or (way is not None and step is not way):
            found.append([])
            step = None
        found[-1].append(box)
        way = step
    return found


def step_between(one: Box, other: Box) -> Way | None:
    """Which way the line runs on which two characters follow each other, if they share one.

    They share half of their heights and go to the right, or half of their widths, as on a
    page with a sideways table, and stand close.
    """
    if one.page != other.page:
        return None
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if other.left >= one.left and 2 * height >= min(tall(one), tall(other)):
        return Way.ACROSS
    width = min(one.right, other.right) - max(one.left, other.left)
    is_close = -height <= max(wide(one), wide(other))
    if is_close and 2 * width >= max(wide(one), wide(other)):
        return Way.ALONG
    return None


def tall(box: Box) -> float:
    return box.bottom - box.top


def wide(box: Box) -> float:
    return box.right - box.left


def enclosing(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
