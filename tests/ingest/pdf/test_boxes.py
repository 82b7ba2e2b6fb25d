"""The highlight of a quote covers its ink on the page, and no other ink.

Pages are printed twice: with all words, and with the quote's words alone. What differs is
the ink of the others.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.layout import Box, highlight
from corpus.page_image import page_image
from ingest.readers.pdf import read
from tests.ingest.pdf.printing import NAME, WORDS, drawn, fonts

SIZE, LEADING = 10.0, 12.0
LEFTS, WIDTH, TOP, LINES = (60.0, 310.0), 220.0, 760.0, 55
SCALE = 3.0  # pixels to a point
DARK = 128
WORD_COUNT = 1200

Spot = tuple[int, int, float, float, str]  # word, page, left, base, what of it stands there


def story() -> list[str]:
    return Random(21).choices(WORDS, k=WORD_COUNT)


def spots(words: list[str]) -> Iterator[Spot]:
    """Where the words stand in two columns a page, long ones divided where they do not fit."""
    fonts()
    line, x = 0, 0.0
    for index, word in enumerate(words):
        width = stringWidth(word, NAME, SIZE)
        head = f"{word[:5]}-"
        if x + width > WIDTH and len(word) > 9 and x + stringWidth(head, NAME, SIZE) <= WIDTH:
            yield (index, *place(line, x), head)
            line, x, word = line + 1, 0.0, word[5:]
        elif x + width > WIDTH:
            line, x = line + 1, 0.0
        yield (index, *place(line, x), word)
        x += stringWidth(f"{word} ", NAME, SIZE)


def place(line: int, x: float) -> tuple[int, float, float]:
    page, column = divmod(line // LINES, 2)
    return page + 1, LEFTS[column] + x, TOP - LEADING * (line % LINES)


def pages(words: list[str], shown: range) -> bytes:
    def draw(canvas: Canvas) -> None:
        for _, on_page in groupby(spots(words), key=lambda spot: spot[1]):
            canvas.setFont(NAME, SIZE)
            for index, _, x, y, part in on_page:
                if index in shown:
                    canvas.drawString(x, y, part)
            canvas.showPage()

    return drawn(draw)


def ink(data: bytes, page: int) -> NDArray[np.bool_]:
    picture = Image.open(BytesIO(page_image(data, page, [], SCALE))).convert("L")
    return np.asarray(picture) < DARK


def inside(boxes: list[Box], page: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    mask = np.zeros(shape, bool)
    for box in boxes:
        if box.page == page:
            edges = [round(edge * SCALE) for edge in (box.top, box.bottom, box.left, box.right)]
            mask[edges[0] : edges[1] + 1, edges[2] : edges[3] + 1] = True
    return mask


def words_before(words: list[str], what: str) -> int:
    """The number of the first word that begins a column or page, or is divided."""
    found = list(spots(words))
    if what == "divided":
        return next(spot[0] for spot in found if spot[4].endswith("-"))
    if what == "column":
        return next(spot[0] for spot in found if spot[2] == LEFTS[1])
    return next(spot[0] for spot in found if spot[1] == 2)


WORDS_OF_STORY = story()
QUOTES = {
    "in one line": range(2, 4),
    "over two lines": range(2, 9),
    "over many lines": range(20, 90),
    "with a divided word": range(words_before(WORDS_OF_STORY, "divided"), 0),
    "over two columns": range(words_before(WORDS_OF_STORY, "column") - 6, 0),
    "over two pages": range(words_before(WORDS_OF_STORY, "page") - 6, 0),
}
QUOTES = {
    name: span if span else range(span.start, span.start + 12) for name, span in QUOTES.items()
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_a_highlight_covers_the_ink_of_the_quote_and_no_other(quote: range) -> None:
    everything = pages(WORDS_OF_STORY, range(WORD_COUNT))
    document = read(everything, "p", "p.pdf")
    start = len(" ".join(WORDS_OF_STORY[: quote.start])) + (quote.start > 0)
    said = " ".join(WORDS_OF_STORY[quote.start : quote.stop])
    assert document.text[start : start + len(said)] == said
    boxes = highlight(document.layout, document.pages, start, start + len(said))
    alone = pages(WORDS_OF_STORY, quote)
    for page in {box.page for box in boxes}:
        all_ink, own_ink = ink(everything, page), ink(alone, page)
        covered = inside(boxes, page, own_ink.shape)
        assert (own_ink & covered).sum() >= 0.99 * own_ink.sum()
        assert (all_ink & ~own_ink & covered).sum() <= 0.01 * own_ink.sum()
