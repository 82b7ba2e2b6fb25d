"""Pages of PDF documents as pictures: from the bytes that were read, for whoever may look."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.embedding import Embedder
from corpus.errors import FatalSource
from corpus.page_image import MARKER
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.drawing import draw
from qa.chain import Desk
from tests.ingest.pdf.printing import NAME, drawn
from tests.ui.programs import Served, served
from tests.ui.test_render import Reader
from ui.chat import pages
from ui.chat.desk import SharedDesk
from ui.chat.looking import Looking, Page
from ui.chat.place import Place, SheetPlace
from ui.chat.sheet_pane import PIXELS_PER_POINT

FIRST, SECOND = "The kite is flown in the morning.", "The string is wound up in the evening."


def two_pages() -> bytes:
    def draw_both(canvas: Canvas) -> None:
        for words in (FIRST, SECOND):
            canvas.setFont(NAME, 12)
            canvas.drawString(80, 700, words)
            canvas.showPage()

    return drawn(draw_both)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "kites.pdf"
    file.write_bytes(two_pages())
    return file


@pytest.fixture
def library(file: Path, settings: Settings, embedder: Embedder) -> Settings:
    ingest(settings, [str(file)], embedder=embedder)
    return settings


@pytest.fixture
def shared(library: Settings) -> Iterator[SharedDesk]:
    desk = SharedDesk(lambda: Desk(library))
    yield desk
    desk.close()


@pytest.fixture
def chat(library: Settings) -> Iterator[Served]:
    with served(lambda: Desk(library)) as running:
        yield running


def place_of(desk: Desk, quote: str) -> Place:
    document = desk.library.document("kites")
    start = document.text.index(quote)
    return Place("kites", 1, start, start + len(quote), document.version)


def opened(shared: SharedDesk, page: int, quote: str) -> Page:
    sheet = SheetPlace(page, place_of(shared.open(), quote))
    return pages.page(Looking(shared), sheet.fragment)


def attribute(markup: str, name: str) -> str:
    return next(value or "" for key, value in Reader(markup).attributes if key == name)


# In the pane


def test_the_page_says_what_it_shows(shared: SharedDesk) -> None:
    page = opened(shared, 2, SECOND)
    assert page.said == "Page 2 of kites."
    assert attribute(page.shown, "alt").startswith("Page 2, kites.")
    assert "Page 2 of 2" in Reader(page.shown).text


def test_text_and_page_lead_to_each_other_and_to_the_pages_around(shared: SharedDesk) -> None:
    place = place_of(shared.open(), SECOND)
    hrefs = [
        value for key, value in Reader(opened(shared, 2, SECOND).shown).attributes if key == "href"
    ]
    assert place.fragment in hrefs
    assert SheetPlace(1, place).fragment in hrefs
    assert SheetPlace(3, place).fragment not in hrefs
    text = pages.page(Looking(shared), place.fragment)
    assert ("href", SheetPlace(2, place).fragment) in Reader(text.shown).attributes


def test_a_file_that_changed_has_no_pictures_and_the_text_stays(
    shared: SharedDesk, file: Path
) -> None:
    file.write_bytes(two_pages() + b"\n")
    page = opened(shared, 1, FIRST)
    assert "has changed since" in page.said
    assert "<img" not in page.shown
    text = pages.page(Looking(shared), place_of(shared.open(), FIRST).fragment)
    assert FIRST in Reader(text.shown).text


def test_a_page_that_is_not_there_is_a_sentence(shared: SharedDesk) -> None:
    assert opened(shared, 3, FIRST).said == "This document has no page 3."


# Over HTTP


def picture(chat: Served, page: int, quote: str) -> Image.Image:
    address = attribute(opened(chat.desk, page, quote).shown, "src")
    reply = chat.get(f"/{address}")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["cache-control"].startswith("private")
    return Image.open(BytesIO(reply.content)).convert("RGB")


def marked(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what has the marker's colour."""
    found = [
        (x, y)
        for x in range(0, image.width, 4)
        for y in range(0, image.height, 4)
        if image.getpixel((x, y)) == MARKER
    ]
    if not found:
        return None
    xs, ys = zip(*found, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_the_quote_is_marked_on_its_page_and_on_no_other(chat: Served) -> None:
    box = marked(picture(chat, 2, SECOND))
    assert box
    top, bottom = box[1] / PIXELS_PER_POINT, box[3] / PIXELS_PER_POINT
    assert 842 - 700 - 14 <= top <= bottom <= 842 - 700 + 6
    assert marked(picture(chat, 1, SECOND)) is None


@pytest.mark.parametrize(
    "path",
    [
        "/page/1/{version}/9.png?document=kites",
        "/page/9/{version}/1.png?document=nothing",
        "/page/1/{version}/1.png",
        "/page/1/{version}/1.png?document=kites&start=-1&end=2",
        "/page/1/{version}/1.png?document=kites&start=1&end=9999999999999",
        "/page/1/{version}/1.png?document=../../etc/passwd",
        "/page/1/{version}/..%2f..%2fetc%2fpasswd",
        "/page/1/zz/1.png?document=kites",
        "/page/1/{version}/1.pdf?document=kites",
        "/page/99999999999/{version}/1.png?document=kites",
    ],
)
def test_nothing_else_can_be_fetched_this_way(chat: Served, path: str) -> None:
    version = chat.desk.open().library.document("kites").version
    reply = chat.get(path.format(version=version))
    assert reply.status_code in (400, 404)
    assert "/tmp" not in reply.text
    assert "Traceback" not in reply.text


def test_a_file_that_changed_is_not_drawn(chat: Served, file: Path) -> None:
    address = attribute(opened(chat.desk, 1, FIRST).shown, "src")
    file.write_bytes(b"%PDF-1.4 something else")
    reply = chat.get(f"/{address}")
    assert reply.status_code == 404
    assert "has changed since" in reply.text
    assert str(file) not in reply.text


def test_pages_stand_behind_the_login(library: Settings) -> None:
    with served(lambda: Desk(library), ("ann", "s3cret-enough")) as chat:
        version = chat.desk.open().library.document("kites").version
        reply = chat.get(f"/page/1/{version}/1.png?document=kites")
        assert reply.status_code in (401, 403, 303)


def test_what_is_no_pdf_costs_its_picture_alone() -> None:
    with pytest.raises(FatalSource):
        draw(b"no PDF at all", 1, [], 1.0, Settings(), "kites")
