"""What pdfium tells of each character of a page, asked once and put into arrays.

pdfium's functions are called directly: a page has thousands of characters, and pypdfium2's
friendly methods would take most of the time of a reader.
"""

import ctypes
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

WHITE = (0x09, 0x0A, 0x0D, 0x20)
BOLD_WEIGHT = 600
BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
FORCED_BOLD = 1 << 18  # a flag of a font descriptor, PDF 32000-1 table 123
LONGEST_FONT_NAME = 128
LIGHT = 235  # of 255: the darkest colour that is lost on white paper
FAINT = 25  # of 255: ink thinner than that is not seen
OUTLINED_AND_FILLED = 2
UNPAINTED = frozenset({3, 7})  # text rendering modes that leave no ink


@dataclass(frozen=True, slots=True)
class Strokes:
    """One entry for each character: its code, its box and matrix in the page's own space
    (points from its bottom left corner, upwards), and how it is painted.
    """

    codes: list[int]
    boxes: NDArray[np.float64]  # n × 4: left, top, right, bottom
    matrices: NDArray[np.float64]  # n × 6
    sizes: NDArray[np.float64]
    bold: NDArray[np.bool_]
    light: NDArray[np.bool_]
    unpainted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Style:
    size: float = 0
    bold: bool = False
    light: bool = False
    unpainted: bool = False


def strokes_of(textpage: pdfium.PdfTextPage) -> Strokes:
    raw, count = textpage.raw, textpage.count_chars()
    get_code, get_box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    get_matrix = pdfium_c.FPDFText_GetMatrix
    rectangles = (pdfium_c.FS_RECTF * count)()
    transforms = (pdfium_c.FS_MATRIX * count)()
    for index in range(count):
        get_box(raw, index, rectangles[index])
        get_matrix(raw, index, transforms[index])
    codes = [get_code(raw, index) for index in range(count)]
    boxes = np.frombuffer(bytes(rectangles), np.float32).reshape(count, 4)
    matrices = np.frombuffer(bytes(transforms), np.float32).reshape(count, 6).astype(np.float64)
    styles, which = styles_of(raw, codes, matrices)
    sizes = np.array([style.size for style in styles])[which]
    return Strokes(
        codes=codes,
        boxes=boxes.astype(np.float64),
        matrices=matrices,
        sizes=sizes * np.hypot(matrices[:, 2], matrices[:, 3]),
        bold=np.array([style.bold for style in styles])[which],
        light=np.array([style.light for style in styles])[which],
        unpainted=np.array([style.unpainted for style in styles])[which],
    )


def styles_of(
    raw: object, codes: list[int], matrices: NDArray[np.float64]
) -> tuple[list[Style], NDArray[np.intp]]:
    """The styles of a page, and which of them each character has.

    Style changes with the text object only, and each object has a matrix of its own.
    """
    solid = np.flatnonzero(~np.isin(codes, WHITE))
    changes = np.ones(len(solid), bool)
    changes[1:] = (matrices[solid[1:]] != matrices[solid[:-1]]).any(axis=1)
    fonts: dict[tuple[bytes, int], bool] = {}
    styles = [style_at(raw, int(index), fonts) for index in solid[changes]]
    which = np.zeros(len(codes), np.intp)
    which[solid] = np.cumsum(changes)
    return [Style(), *styles], which


def style_at(raw: object, index: int, fonts: dict[tuple[bytes, int], bool]) -> Style:
    """How one character is painted. `fonts` remembers which fonts are bold."""
    size = pdfium_c.FPDFText_GetFontSize(raw, index)
    name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(raw, index, name, LONGEST_FONT_NAME, flags)
    font = (name.value, flags.value)
    if font not in fonts:
        heavy = pdfium_c.FPDFText_GetFontWeight(raw, index) >= BOLD_WEIGHT
        named = any(part in name.value.lower() for part in BOLD_NAMES)
        fonts[font] = heavy or named or bool(flags.value & FORCED_BOLD)
    colours = [ctypes.c_uint() for _ in range(4)]
    coloured = pdfium_c.FPDFText_GetFillColor(raw, index, *colours)
    *channels, opacity = (colour.value for colour in colours)
    text_object = pdfium_c.FPDFText_GetTextObject(raw, index)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    return Style(
        size=size,
        bold=fonts[font] or mode == OUTLINED_AND_FILLED,
        light=bool(coloured) and (min(channels) >= LIGHT or opacity <= FAINT),
        unpainted=mode in UNPAINTED,
    )
