"""A page as a picture: as large as asked for, within bounds, marked where the boxes are."""

from io import BytesIO
from threading import Thread

import pypdfium2 as pdfium
import pytest
from PIL import Image

from corpus.layout import Box
from corpus.page_image import MARKER, MOST_PIXELS, PAPER, page_image

BOX = Box(1, 20, 30, 60, 40)


def blank(*sizes: tuple[float, float]) -> bytes:
    pdf = pdfium.PdfDocument.new()
    for width, height in sizes:
        pdf.new_page(width, height)
    stream = BytesIO()
    pdf.save(stream)
    pdf.close()
    return stream.getvalue()


def picture(data: bytes, page: int, boxes: list[Box], scale: float) -> Image.Image:
    image = Image.open(BytesIO(page_image(data, page, boxes, scale)))
    assert image.format == "PNG"
    return image


def test_a_page_is_drawn_at_its_scale() -> None:
    assert picture(blank((200, 100)), 1, [], 1.5).size == (300, 150)


def test_the_boxes_of_the_page_are_marked_and_those_of_others_are_not() -> None:
    data = blank((200, 100), (200, 100))
    first, second = (picture(data, page, [BOX], 2) for page in (1, 2))
    assert first.getpixel((80, 70)) == MARKER
    assert first.getpixel((80, 90)) == PAPER
    assert second.getpixel((80, 70)) == PAPER


def test_a_huge_page_is_drawn_smaller() -> None:
    assert max(picture(blank((14_000, 100)), 1, [], 2).size) <= MOST_PIXELS


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_an_error(page: int) -> None:
    with pytest.raises(IndexError):
        page_image(blank((200, 100)), page, [], 1)


def test_pages_can_be_drawn_from_several_threads() -> None:
    data, drawn = blank((200, 100)), []
    threads = [Thread(target=lambda: drawn.append(page_image(data, 1, [BOX], 1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 8
    assert len(set(drawn)) == 1
