"""Which characters of a page a person sees, and why the others are not seen.

Text that nobody sees but a program reads can carry anything: it is left out and reported.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from ingest.readers.pdf.frame import Boxes, Size
from ingest.readers.pdf.strokes import Strokes

SMALLEST_SEEN = 2.0  # points
LARGEST_PICTURE = 1600  # pixels along the longer side
SHARPEST_PICTURE = 2.0  # pixels to a point
LEAST_CONTRAST = 40  # of 255, between the darkest and the lightest spot of a character's box
LEAST_SHARE = 0.3  # of the characters of a stretch of text that must have ink under them

NO_INK = (0x00A0, 0x00AD, 0x200B)  # may be drawn without any: spaces, a soft hyphen

OUTSIDE = "outside the page"
TINY = f"smaller than {SMALLEST_SEEN:g} points"
PALE = "without ink, or in the colour of the paper"


@dataclass(frozen=True, slots=True)
class Sight:
    """`seen` says which characters are seen; `recognised` how many of them are the unpainted
    text that text recognition lays over a picture.
    """

    seen: NDArray[np.bool_]
    hidden: Counter[str]
    recognised: int


def sight_of(page: pdfium.PdfPage, strokes: Strokes, boxes: Boxes, size: Size) -> Sight:
    blank = (strokes.sizes == 0) | np.isin(strokes.codes, NO_INK)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    outside = ((middles < 0) | (middles > size)).any(axis=1) & ~blank
    # Recognised text may be tiny: a scan can be set on a page of any size.
    tiny = (strokes.sizes < SMALLEST_SEEN) & ~blank & ~outside & ~strokes.unpainted
    doubtful = (strokes.light | strokes.unpainted) & ~blank & ~outside & ~tiny
    pale = doubtful & ~inked(page, strokes, boxes, doubtful)
    counts = {OUTSIDE: outside, TINY: tiny, PALE: pale}
    return Sight(
        seen=~(outside | tiny | pale),
        hidden=Counter({why: int(mask.sum()) for why, mask in counts.items() if mask.any()}),
        recognised=int((doubtful & strokes.unpainted & ~pale).sum()),
    )


def inked(
    page: pdfium.PdfPage, strokes: Strokes, boxes: Boxes, doubtful: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of the doubtful characters have something to be seen where they stand.

    White letters on a dark ground do, and recognised text over a scan; judged by stretches,
    as recognised boxes seldom fit each letter.
    """
    found = np.zeros(len(doubtful), bool)
    if not doubtful.any():
        return found
    scale = min(SHARPEST_PICTURE, LARGEST_PICTURE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
    indexes = np.flatnonzero(doubtful)
    contrasts = np.array([contrast(pixels, boxes[index] * scale) for index in indexes])
    found[indexes] = contrasts >= LEAST_CONTRAST
    bitmap.close()
    for stretch in np.split(indexes, np.flatnonzero(leaps(strokes, indexes)) + 1):
        found[stretch] = found[stretch].mean() >= LEAST_SHARE
    return found


def contrast(pixels: NDArray[np.uint8], box: NDArray[np.float64]) -> int:
    """How far light and dark lie apart in the middle of a box, where a neighbour has no part."""
    left, top, right, bottom = box
    inset = (bottom - top) / 4
    rows = slice(max(int(top + inset), 0), max(int(np.ceil(bottom - inset)), 1))
    columns = slice(max(int(left), 0), max(int(np.ceil(right)), 1))
    spots = pixels[rows, columns]
    return int(spots.max()) - int(spots.min()) if spots.size else 0


def leaps(strokes: Strokes, indexes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where one text object ends and the next begins."""
    matrices = strokes.matrices[indexes]
    changes: NDArray[np.bool_] = (matrices[1:] != matrices[:-1]).any(axis=1)
    return changes
