"""Text that nobody sees is left out and reported; recognised text over a picture is kept."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from tests.ingest.pdf.printing import NAME, drawn

INVISIBLE = 3  # the text rendering mode that paints nothing


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, "secret words")


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.98, 0.98, 0.98)
    canvas.drawString(72, 600, "secret words")


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.01)
    canvas.drawString(72, 600, "secret words")


def tiny(canvas: Canvas) -> None:
    canvas.setFont(NAME, 1)
    canvas.drawString(72, 600, "secret words")


def outside(canvas: Canvas) -> None:
    canvas.drawString(72, 2000, "secret words")


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(INVISIBLE)
    text.textLine("secret words")
    canvas.drawText(text)


@pytest.mark.parametrize("hide", [white, nearly_white, transparent, tiny, outside, unpainted])
def test_hidden_text_is_left_out_and_counted(hide) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Kites fly.")
        hide(canvas)

    document = read(drawn(draw), "p", "p.pdf")
    assert document.text == "Kites fly."
    (notice,) = document.notices
    assert notice.startswith("Hidden text was left out: 11 characters")


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(60, 690, 200, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 700, "Kites fly.")

    document = read(drawn(draw), "p", "p.pdf")
    assert document.text == "Kites fly."
    assert document.notices == ()


def test_recognised_text_over_a_scan_is_kept_and_said_to_be_recognised() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan("Kites fly.")), 72, 600, 200, 40)
        text = canvas.beginText(72, 610)
        text.setFont(NAME, 20)
        text.setTextRenderMode(INVISIBLE)
        text.textLine("Kites fly.")
        canvas.drawText(text)

    document = read(drawn(draw), "p", "p.pdf")
    assert document.text == "Kites fly."
    assert document.notices == (
        "Page 1 was read by text recognition (OCR) before: words may be wrong.",
    )


def scan(text: str) -> BytesIO:
    picture = Image.new("L", (400, 80), 255)
    ImageDraw.Draw(picture).text((0, 20), text, fill=0, font_size=40)
    stream = BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return stream
