"""The source pane in Chromium: moving among citations, the outline, what helps to read, pages."""

import pytest
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from corpus.document import cite, label_at
from corpus.settings import Settings
from evals.benchmarks.acts import page as page_of_act
from ingest.apply import ingest
from qa.answer import Answer, Outcome, Statement, Support
from qa.chain import Desk
from tests.browser.test_axe import accessible
from tests.ingest.pdf.printing import NAME, drawn

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1440, "height": 800}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 800}, "reduced_motion": "reduce"}
# Characters outside the basic plane, combined ones and right-to-left ones before the quotes:
# offsets count code points, and a browser does not.
ODD = "\U0001fa81\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 الريح 𝔎𝔦𝔱𝔢𝔰"
GATE = f"""# The gate {ODD}

{ODD} The gate is closed at eight. {ODD} Whoever comes later rings the bell.

- The bell hangs on the left {ODD}.
- The key hangs behind the door.

## الساعات

تفتح البوابة في الساعة الثامنة صباحا.
"""
ARTICLES = 40
ACT = {
    "celex": "32099R0001",
    "title": "REGULATION (EU) 2099/1 OF THE COUNCIL of 1 January 2099 on kites",
    "recitals": [{"number": n, "text": f"Reason {n} is a good one."} for n in range(1, 31)],
    "articles": [
        {
            "number": 1,
            "content": "Definitions\nFor the purposes of this Regulation:\n\n"
            "(1) ‘kite’ means a body held by a string;\n\n(2) ‘string’ means what holds it.",
        },
        *(
            {
                "number": n,
                "content": f"Rule {n}\n1. Rule {n} holds for all who fly.\n\n"
                f"2. Each kite as referred to in Article {n - 1} has {n} tails.",
            }
            for n in range(2, ARTICLES + 1)
        ),
    ],
}
PRINTED = "The kite is flown in the morning."
# What the answer cites, in the order of its numbers.
QUOTES = [
    ("gate", "The gate is closed at eight."),
    ("gate", "The key hangs behind the door."),
    ("gate", "Whoever comes later rings the bell."),
    ("kites", "Each kite as referred to in Article 19 has 20 tails."),
    ("printed", PRINTED),
]


class Citing(Desk):
    """Answers every question with the same quotes."""

    def answer(self, request, follow=None):
        statements = tuple(self.statement(*quote) for quote in QUOTES)
        return Answer(
            id="0f" * 16,
            question=request.question,
            standalone_question=request.question,
            outcome=Outcome.ANSWERED,
            statements=statements,
            nearest=(),
            confidence=1.0,
            generation=1,
            model="extractive",
            seconds={"total": 0.1},
        )

    def statement(self, id, quote):
        document = self.library.document(id, 1)
        start = document.text.index(quote)
        label = label_at(document, start, start + len(quote))
        citation = cite(document, label, start, start + len(quote))
        return Statement(quote, Support.VERBATIM, (citation,))


def printed(canvas: Canvas) -> None:
    for words in ("Kites", PRINTED):
        canvas.setFont(NAME, 12)
        canvas.drawString(80, 400, words)
        canvas.showPage()


@pytest.fixture(scope="module")
def citing_chat(tmp_path_factory, serve_desk):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "gate.md").write_text(GATE, encoding="utf-8")
    (folder / "kites.html").write_text(page_of_act(ACT), encoding="utf-8")
    (folder / "printed.pdf").write_bytes(drawn(printed))
    files = [str(folder / name) for name in ("gate.md", "kites.html", "printed.pdf")]
    ingest(Settings(library=folder / "library"), files)
    with serve_desk(Citing, folder / "library") as running:
        yield running


@pytest.fixture
def window(citing_chat, open_window):
    return asking(open_window(citing_chat.url, **WIDE))


def asking(window):
    window.ask("What about the gate?")
    return window


def link(window, number):
    return window.page.locator("#log a.cite").nth(number - 1)


def asked_of_the_server(window):
    return [url for url in window.requests if "queue/join" in url]


def is_current(window, number):
    head = window.page.locator("#source .head:not([hidden]) .position")
    expect(head).to_have_text(f"Citation {number} of {len(QUOTES)}")
    assert window.quoted() == QUOTES[number - 1][1]
    expect(window.page.locator("#quoted")).to_be_in_viewport()


# Moving


def test_within_a_text_the_highlight_moves_exactly_and_nothing_is_asked(window):
    window.press(link(window, 1))
    asked = asked_of_the_server(window)
    for number in (2, 3, 1):
        assert window.press(link(window, number)) == QUOTES[number - 1][1]
        is_current(window, number)
    assert asked_of_the_server(window) == asked


def test_keys_lead_through_the_citations_across_documents_and_back(window):
    window.press(link(window, 1))
    for number in (2, 3, 4, 5):
        window.page.keyboard.press("n")
        is_current(window, number)
    window.page.keyboard.press("n")
    is_current(window, 5)
    for number in (4, 3):
        window.page.keyboard.press("p")
        is_current(window, number)


def test_the_keys_mean_nothing_outside_the_pane(window):
    window.press(link(window, 1))
    box = window.page.locator("#box textarea")
    box.press_sequentially("pnnp")
    expect(box).to_have_value("pnnp")
    is_current(window, 1)


def test_neighbouring_citations_have_numbers_to_press(window):
    window.press(link(window, 1))
    neighbours = window.page.locator("#source .source-text a.number")
    assert neighbours.evaluate_all("all => all.map((one) => one.lastChild.textContent)") == [
        *("1", "3", "2")
    ]
    neighbours.last.click()
    is_current(window, 2)


def test_the_text_stays_the_documents_own(citing_chat, window):
    window.press(link(window, 1))
    text = window.page.locator("#source .source-text").evaluate(
        """(shown) => {
          const copy = shown.cloneNode(true);
          for (const aside of copy.querySelectorAll(".aside")) aside.remove();
          return copy.textContent;
        }"""
    )
    assert text == citing_chat.library.document("gate").text


def test_back_leads_to_the_citation_that_is_read(window):
    window.press(link(window, 1))
    window.page.keyboard.press("n")
    is_current(window, 2)
    window.page.get_by_text("Back to the answer").click()
    expect(link(window, 2)).to_be_focused()


# The outline


def test_the_outline_leads_to_a_section_and_follows_the_reader(window):
    window.press(link(window, 4))
    tree = window.page.locator("#source .outline-tree")
    current = tree.locator("[aria-current]")
    expect(current).to_have_text("Article 20 Rule 20")
    asked = asked_of_the_server(window)
    tree.get_by_text("Article 30").click()
    expect(current).to_have_text("Article 30 Rule 30")
    heading = window.page.locator("#source .heading", has_text="Article 30")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    window.page.locator("#source .source-text").hover()
    window.page.mouse.wheel(0, -30_000)
    expect(current).to_have_count(0)
    assert asked_of_the_server(window) == asked


def test_recitals_are_a_row_of_numbers_that_opens_with_the_preamble(window):
    window.press(link(window, 4))
    number = window.page.locator("#source .numbers a", has_text="Recital 17")
    expect(number).to_be_hidden()
    window.page.locator("#source .outline-tree").get_by_text("Preamble").click()
    number.click()
    expect(window.page.get_by_text("Reason 17 is a good one.")).to_be_in_viewport()


def test_where_there_is_no_room_the_outline_opens_above_the_text(citing_chat, open_window):
    window = asking(open_window(citing_chat.url, **PHONE))
    window.press(link(window, 4))
    entry = window.page.locator("#source .outline-tree a", has_text="Article 25")
    expect(entry).to_be_hidden()
    window.page.locator("#source .outline summary").click()
    entry.click()
    expect(entry).to_be_hidden()
    expect(window.page.locator("#source .heading", has_text="Article 25")).to_be_in_viewport()


# What helps to read


def test_definitions_and_references_are_a_press_away_and_lead_back(window):
    window.press(link(window, 4))
    head = window.page.locator("#source .head:not([hidden])")
    head.locator(".beside summary").click()
    aids = head.locator("a.aid")
    assert aids.all_inner_texts() == ["“kite” Article 1(1)", "Article 19"]
    assert "‘kite’ means a body" in window.press(aids.first)
    back = window.page.locator("#source .trail-back")
    expect(back).to_have_text("Back to Article 20(2)")
    back.click()
    is_current(window, 4)
    expect(back).to_be_hidden()


def test_the_official_text_is_linked_at_its_article_and_said_to_lead_away(window):
    window.press(link(window, 4))
    official = window.page.locator("#source .head:not([hidden]) a.official")
    expect(official).to_have_text("Official text opens eur-lex.europa.eu")
    assert official.get_attribute("href") == (
        "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32099R0001#020.002"
    )
    assert official.get_attribute("target") == "_blank"
    assert set(official.get_attribute("rel").split()) >= {"noopener", "noreferrer"}


def test_a_paragraph_runs_the_way_its_letters_do(window):
    window.press(link(window, 1))
    ways = "all => all.map((one) => getComputedStyle(one).direction)"
    arabic = window.page.locator("#source .source-text > p", has_text="البوابة")
    english = window.page.locator("#source .source-text > p", has_text="The key")
    assert arabic.evaluate_all(ways) == ["rtl"]
    assert english.evaluate_all(ways) == ["ltr"]


# Pages


def test_the_page_of_a_pdf_is_shown_with_ways_back_and_on(window):
    window.press(link(window, 5))
    page = window.page
    with page.expect_response("**/page/**") as reply:
        page.locator("#source .view", has_text="Page").click()
    assert reply.value.status == 200
    picture = page.locator("#source img.page-picture")
    expect(picture).to_have_attribute("alt", f"Page 2, printed. {LABEL} is marked on it; {WORDS}.")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("picture => picture.naturalWidth") > 1_000
    page.locator("#source .sheet-row").get_by_text("Previous page").click()
    expect(picture).to_have_attribute("alt", "Page 1, printed")
    page.locator("#source .view", has_text="Text").click()
    is_current(window, 5)


LABEL, WORDS = "printed", "its words are in the text"


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_pane_can_be_used_by_everybody(citing_chat, open_window, scheme):
    window = asking(open_window(citing_chat.url, **(WIDE | {"color_scheme": scheme})))
    window.press(link(window, 4))
    window.page.locator("#source .head:not([hidden]) .beside summary").click()
    accessible(window, "an act with its outline and what helps to read it")
    window.press(link(window, 1))
    accessible(window, "neighbouring citations")
    window.press(link(window, 5))
    window.page.locator("#source .view", has_text="Page").click()
    window.page.locator("#source img").wait_for()
    accessible(window, "a page")
    window.page.set_viewport_size({"width": 390, "height": 800})
    window.press(link(window, 4))
    window.page.locator("#source .outline summary").click()
    accessible(window, "an outline on a phone")
