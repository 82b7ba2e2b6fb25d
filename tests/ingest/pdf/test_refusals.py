"""What cannot be read is refused, or named page by page, in a sentence."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import ingest.readers.pdf
from corpus.errors import EmptySource, LockedSource, LongSource, ScannedSource
from ingest.readers.pdf import read
from tests.ingest.pdf.printing import NAME, drawn, paragraphs, passages, printed
from tests.ingest.pdf.test_hidden import scan


def pages(*texts: str | None) -> bytes:
    """A page for each text; a scan for `None`, an empty page for an empty text."""

    def draw(canvas: Canvas) -> None:
        for text in texts:
            canvas.setFont(NAME, 10)
            if text is None:
                canvas.drawImage(ImageReader(scan("Kites")), 72, 600, 200, 40)
            else:
                canvas.drawString(72, 700, text)
            canvas.showPage()

    return drawn(draw)


def test_pages_that_are_pictures_are_named() -> None:
    document = read(pages("Kites fly.", None, "High.", None, None, None), "p", "p.pdf")
    assert document.notices == (
        "Page 2 is a picture without text and was not read.",
        "Pages 4 to 6 are pictures without text and were not read.",
    )
    assert document.pages == (0, 12, 12, 17, 17, 17)


def test_an_empty_page_is_no_picture() -> None:
    assert read(pages("Kites fly.", ""), "p", "p.pdf").notices == ()


def test_a_file_of_pictures_alone_is_refused() -> None:
    with pytest.raises(ScannedSource, match=r"scan\.pdf holds pictures of pages and no text"):
        read(pages(None, None), "p", "scan.pdf")


def test_a_file_without_anything_is_refused() -> None:
    with pytest.raises(EmptySource):
        read(pages(""), "p", "p.pdf")


def test_a_file_with_a_password_is_refused() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("open sesame"))
    canvas.drawString(72, 700, "Kites fly.")
    canvas.save()
    with pytest.raises(LockedSource, match="password"):
        read(stream.getvalue(), "p", "p.pdf")


def test_a_file_that_may_be_read_but_not_changed_is_read() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("", ownerPassword="x", canModify=0))
    canvas.drawString(72, 700, "Kites fly.")
    canvas.save()
    assert read(stream.getvalue(), "p", "p.pdf").text == "Kites fly."


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.readers.pdf, "MOST_PAGES", 2)
    with pytest.raises(LongSource, match="3 pages and the limit is 2"):
        read(pages("a", "b", "c"), "p", "p.pdf")


@pytest.mark.parametrize("cut", [0, 20, 400, 2000])
def test_a_broken_file_fails_as_pdfium_says(cut: int) -> None:
    data = printed(paragraphs(passages(3)))
    with pytest.raises(pdfium.PdfiumError):
        read(data[:cut], "p", "p.pdf")
