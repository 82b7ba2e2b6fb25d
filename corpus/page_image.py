"""A page of a PDF as a picture, with the quoted characters marked on it."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from threading import Lock

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from corpus.layout import Box

MARKER = (255, 226, 110)
PAPER = (255, 255, 255)
MOST_PIXELS = 4000  # along the longer side: a page may be as large as a football field
PDFIUM = Lock()  # pdfium works for one thread at a time


def page_image(data: bytes, page: int, boxes: Sequence[Box], scale: float) -> bytes:
    """Page `page` (from 1) of a PDF as PNG, `scale` pixels to a point, its boxes highlighted.

    Boxes of other pages are passed over. Raises IndexError where there is no such page.
    """
    with PDFIUM, closing(pdfium.PdfDocument(data)) as pdf:
        if not 1 <= page <= len(pdf):
            raise IndexError(f"there is no page {page}")
        with closing(pdf[page - 1]) as sheet:
            scale = min(scale, MOST_PIXELS / max(sheet.get_size()))
            picture = sheet.render(scale=scale).to_pil().convert("RGB")
    marked = ImageChops.multiply(picture, overlay(picture.size, page, boxes, scale))
    stream = BytesIO()
    marked.save(stream, "PNG")
    return stream.getvalue()


def overlay(size: tuple[int, int], page: int, boxes: Sequence[Box], scale: float) -> Image.Image:
    """Paper of that size in pixels with the marker where the page's boxes are."""
    paper = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(paper)
    for box in boxes:
        if box.page == page:
            edges = (box.left, box.top, box.right, box.bottom)
            pen.rectangle([edge * scale for edge in edges], fill=MARKER)
    return paper
