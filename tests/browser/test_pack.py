"""An evidence pack in a browser: from a file, offline, in any light, on any width."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from corpus.document import Document, cite
from qa.answer import Support
from qa.pack import EvidencePack
from tests.browser.test_look import CONTRASTS
from tests.generations import answer, cited
from tests.qa.packs import DATE, KITES, RED, STRING, act, pack, packed_answer
from ui.pack.page import pack_page

pytestmark = pytest.mark.browser

LONG = act(KITES.replace("## Article 2", "Kites fly high. " * 250 + "\n\n## Article 2"))
PACK = pack(*(cited(LONG, words) for words in (STRING, RED, DATE)), document=LONG)
DOUBTED = replace(
    PACK,
    history=("What is a kite?",),
    standalone_question="Which kites?",
    statements=(
        *PACK.statements,
        replace(PACK.statements[0], support=Support.UNSUPPORTED, reasons=("Nothing says it.",)),
    ),
)
HOSTILE = "</script><script>evil=1</script><img src=x onerror='evil=1'><!-- \0\u202e {{7*7}}"
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


@pytest.fixture
def open_pack(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a pack as a file, offline, and holds the page to asking for nothing."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def open_one(shown: EvidencePack = PACK, **settings: object) -> Page:
        file = tmp_path / "pack.html"
        file.write_text(pack_page(shown), encoding="utf-8")
        contexts.append(browser.new_context(**({"offline": True} | settings)))
        page = contexts[-1].new_page()
        page.on("request", lambda sent: requests.append(sent.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("a dialog opened"))
        page.goto(file.as_uri())
        return page

    yield open_one
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    for context in contexts:
        context.close()


def is_seen(place: Locator) -> bool:
    """Whether it lies within the window."""
    return place.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight; }"
    )


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_a_number_leads_to_its_words_and_the_arrow_back(open_pack: Open, width: int) -> None:
    page = open_pack(viewport={"width": width, "height": 420}, reduced_motion="reduce")
    assert not is_seen(page.locator("mark").nth(2))
    page.locator(".cite").nth(2).click()
    assert is_seen(page.locator("mark").nth(2))
    assert page.locator("mark").nth(2).text_content() == DATE
    page.locator(".places a[href='#s3']").click()
    assert is_seen(page.locator("#s3"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_enough(open_pack: Open, scheme: str) -> None:
    page = open_pack(DOUBTED, color_scheme=scheme)
    page.locator(".cite").first.click()
    found = page.evaluate(CONTRASTS)
    assert len(found) >= 30
    assert [text for text in found if not text["enough"]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_reader_into_the_dark(open_pack: Open, scheme: str) -> None:
    page = open_pack(color_scheme=scheme)
    red = page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0]"
    )
    assert (int(red) < 100) == (scheme == "dark")


@pytest.mark.parametrize("words", ["", "Donaudampfschifffahrt" * 20])
def test_nothing_is_wider_than_a_phone(open_pack: Open, words: str) -> None:
    page = open_pack(replace(DOUBTED, question=f"What? {words}"), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_paper_the_quotes_are_marked_and_nothing_is_cut_off(open_pack: Open) -> None:
    page = open_pack(viewport={"width": 1400, "height": 700})
    page.emulate_media(media="print")
    assert page.locator(".answer").evaluate("e => getComputedStyle(e).position") == "static"
    assert page.locator(".answer").evaluate("e => getComputedStyle(e).overflowY") == "visible"
    adjusted = "e => getComputedStyle(e).getPropertyValue('print-color-adjust')"
    assert page.locator("mark").first.evaluate(adjusted) == "exact"


def test_the_json_can_be_read_out_of_the_page(open_pack: Open) -> None:
    page = open_pack()
    data = page.evaluate("JSON.parse(document.getElementById('evidence-pack').textContent)")
    assert data["question"] == PACK.question
    quote = data["statements"][2]["citations"][0]
    assert LONG.text[quote["start"] : quote["end"]] == quote["quote"] == DATE


def test_hostile_words_stay_words(open_pack: Open) -> None:
    document = Document("evil", HOSTILE, f"Before. {HOSTILE} After.\n")
    citation = cite(document, HOSTILE, 8, 8 + len(HOSTILE))
    given = replace(answer(citation), question=HOSTILE, standalone_question=HOSTILE)
    page = open_pack(packed_answer(given, document, history=[HOSTILE]))
    assert page.evaluate("typeof evil") == "undefined"
    assert page.locator("img").count() == 0
    shown = HOSTILE.replace("\0", "\ufffd").replace("\u202e", "\ufffd")
    assert page.locator("h1").text_content() == shown
    assert page.locator(".said .text").text_content() == shown
    assert page.locator("mark").text_content() == shown
