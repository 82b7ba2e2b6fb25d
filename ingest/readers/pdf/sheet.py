"""A page as it is seen: its characters, and where and how each of them stands."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from unicodedata import category, normalize

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.readers.pdf.frame import Boxes, Size, clipped, turned, turned_size
from ingest.readers.pdf.sight import sight_of
from ingest.readers.pdf.strokes import Strokes, strokes_of

DIVISION = 0x02  # pdfium's sign for the hyphen of a divided word
UNKNOWN = "\ufffd"
SYMBOL_BULLETS = frozenset({0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0A8, 0xF06E, 0xF0FC})
LIGATURES = range(0xFB00, 0xFB07)
PICTURES = frozenset(
    {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING, pdfium_c.FPDF_PAGEOBJ_FORM}
)
MOST_RULES = 20  # paths on a page that are no drawing yet
# How far letters reach above and below the line they stand on, in parts of their size. Fonts
# say more of themselves, and a highlight would touch the neighbouring lines.
ABOVE, BELOW = 0.95, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The characters of one page in the order they are drawn, without what nobody sees.

    `text[i]` stands in `boxes[i]`; white space only separates words. `turns` says by how many
    quarters of a circle the page must be turned clockwise for a character to stand upright.
    """

    number: int
    size: Size
    text: str
    boxes: Boxes
    sizes: NDArray[np.float64]
    bold: NDArray[np.bool_]
    turns: NDArray[np.int8]
    hidden: Counter[str]
    recognised: int
    has_picture: bool

    @property
    def unknown(self) -> int:
        """How many characters the file gives no letter for."""
        return self.text.count(UNKNOWN)


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet:
    """One page's characters. `number` counts from 1."""
    with closing(page.get_textpage()) as textpage:
        strokes = strokes_of(textpage)
    quarters = page.get_rotation() // 90
    left, bottom, right, top = page.get_bbox()
    plain = (right - left, top - bottom)
    size = turned_size(plain, quarters)
    angles = np.degrees(np.arctan2(strokes.matrices[:, 1], strokes.matrices[:, 0])) / 90
    turns = ((np.rint(angles) - quarters) % 4).astype(np.int8)
    straight = np.abs(angles - np.rint(angles)) < 0.02
    shown = turned(downwards(strokes.boxes, left, top), plain, quarters)
    origins = turned(downwards(strokes.matrices[:, [4, 5, 4, 5]], left, top), plain, quarters)
    boxes = trimmed(shown, origins, strokes.sizes, size, np.where(straight, turns, -1))
    sight = sight_of(page, strokes, boxes, size)
    text, rows = letters(strokes, sight.seen)
    return Sheet(
        number=number,
        size=size,
        text=text,
        boxes=clipped(boxes[rows], size),
        sizes=strokes.sizes[rows],
        bold=strokes.bold[rows],
        turns=turns[rows],
        hidden=sight.hidden,
        recognised=sight.recognised,
        has_picture=has_picture(page),
    )


def has_picture(page: pdfium.PdfPage) -> bool:
    """Whether a page shows more than text and a few rules."""
    paths = 0
    for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        kind = pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page.raw, index))
        paths += kind == pdfium_c.FPDF_PAGEOBJ_PATH
        if paths > MOST_RULES or kind in PICTURES:
            return True
    return False


def downwards(boxes: Boxes, left: float, top: float) -> Boxes:
    """Boxes of the page's own space, which counts upwards, from its top left corner."""
    x1, y1, x2, y2 = boxes.T
    lefts, rights = np.minimum(x1, x2) - left, np.maximum(x1, x2) - left
    return np.column_stack([lefts, top - np.maximum(y1, y2), rights, top - np.minimum(y1, y2)])


def trimmed(
    boxes: Boxes, origins: Boxes, sizes: NDArray[np.float64], page: Size, turns: NDArray[np.int8]
) -> Boxes:
    """The boxes no higher than letters are; those of slanted text (turn -1) as they are."""
    result = boxes.copy()
    for turn in range(4):
        rows = turns == turn
        upright = turned(boxes[rows], page, turn)
        base = turned(origins[rows], page, turn)[:, 1]
        lowest, highest = base + BELOW * sizes[rows], base - ABOVE * sizes[rows]
        upright[:, 1] = np.clip(upright[:, 1], highest, lowest)
        upright[:, 3] = np.clip(upright[:, 3], highest, lowest)
        result[rows] = turned(upright, turned_size(page, turn), -turn)
    return result


def letters(strokes: Strokes, seen: NDArray[np.bool_]) -> tuple[str, NDArray[np.intp]]:
    """The text, and for each of its characters the stroke that it is; the unseen are spaces."""
    pieces = [
        letter(code) if visible else " "
        for code, visible in zip(strokes.codes, seen.tolist(), strict=True)
    ]
    lengths = np.array([len(piece) for piece in pieces], np.intp)
    return "".join(pieces), np.repeat(np.arange(len(pieces)), lengths)


@cache
def letter(code: int) -> str:
    """The characters a code stands for: one, or the letters of a ligature."""
    if 0x20 < code < 0x7F:
        return chr(code)
    if code == DIVISION:
        return "-"
    if code in SYMBOL_BULLETS:
        return "•"
    if code in LIGATURES:
        return normalize("NFKC", chr(code))
    if code == 0 or code > 0x10FFFF or code & 0xFFFE == 0xFFFE or category(chr(code)) == "Cs":
        return UNKNOWN
    return " " if category(chr(code)) in ("Cc", "Zs", "Zl", "Zp") else chr(code)
