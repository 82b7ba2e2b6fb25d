"""Where the characters of a paged document stand on its pages, to draw a highlight there."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

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


def pack(boxes: NDArray[np.float64]) -> bytes:
    """Boxes of all characters (n × 4: left, top, right, bottom, in points) in few bytes.

    A character that stands nowhere (a joining space) has four zeros.
    """
    units = np.clip(np.rint(boxes * UNITS_PER_POINT), 0, np.iinfo(np.uint16).max)
    return zlib.compress(units.astype("<u2").tobytes())


def unpack(boxes: bytes) -> NDArray[np.float64]:
    """The n × 4 boxes that `pack` packed, in points."""
    units = np.frombuffer(zlib.decompress(boxes), dtype="<u2").reshape(-1, 4)
    return units.astype(np.float64) / UNITS_PER_POINT


def highlight(layout: Layout, pages: Sequence[int], start: int, end: int) -> list[Box]:
    """The rectangles that cover characters `start:end`: one for each line of each page.

    `pages` are the offsets at which the pages start.
    """
    boxes = unpack(layout.boxes)[start:end]
    numbers = np.searchsorted(np.asarray(pages), np.arange(start, start + len(boxes)), "right")
    placed = [
        Box(int(number), *map(float, box))
        for number, box in zip(numbers, boxes, strict=True)
        if box.any()
    ]
    return [enclosing(list(line)) for line in lines(placed)]


def lines(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes of characters grouped by the line they stand on, in reading order."""
    number = 0
    numbered = []
    for position, box in enumerate(boxes):
        if position and not beside(boxes[position - 1], box):
            number += 1
        numbered.append((number, box))
    for _, members in groupby(numbered, key=lambda pair: pair[0]):
        yield [box for _, box in members]


def beside(one: Box, other: Box) -> bool:
    """Whether a character follows another on the same line: their heights overlap by half."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    shorter = min(one.bottom - one.top, other.bottom - other.top)
    return one.page == other.page and other.left >= one.left and overlap >= shorter / 2


def enclosing(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
