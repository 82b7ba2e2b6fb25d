"""A long document in Chromium: what is around the quote comes first, the rest without a jerk."""

import pytest
from playwright.sync_api import expect

from corpus.document import cite, label_at
from corpus.settings import Settings
from evals.benchmarks.acts import page as page_of_act
from ingest.apply import ingest
from qa.answer import Answer, Outcome, Statement, Support
from qa.chain import Desk
from tests.browser.test_axe import accessible
from ui.chat.source import first_part, window

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1440, "height": 800}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 800}, "reduced_motion": "reduce"}
ARTICLES = 500
ACT = {
    "celex": "32099R0001",
    "title": "REGULATION (EU) 2099/1 OF THE COUNCIL of 1 January 2099 on kites",
    "recitals": [{"number": n, "text": f"Reason {n} is a good one."} for n in range(1, 31)],
    "articles": [
        {
            "number": n,
            "content": f"Rule {n}\n1. Rule {n} holds for all who fly.\n\n"
            f"2. Each kite has {n} tails. {'The wind is asked first. ' * 6}",
        }
        for n in range(1, ARTICLES + 1)
    ],
}
# In what comes first of the first, in the rest of its window, beyond it, and near the beginning.
QUOTES = [f"Rule {n} holds for all who fly." for n in (250, 252, 300, 490, 60)]


class Citing(Desk):
    """Answers every question with the same quotes."""

    def answer(self, request, follow=None):
        return Answer(
            id="0f" * 16,
            question=request.question,
            standalone_question=request.question,
            outcome=Outcome.ANSWERED,
            statements=tuple(map(self.statement, QUOTES)),
            nearest=(),
            confidence=1.0,
            generation=1,
            model="extractive",
            seconds={"total": 0.1},
        )

    def statement(self, quote):
        document = self.library.document("kites", 1)
        start = document.text.index(quote)
        label = label_at(document, start, start + len(quote))
        citation = cite(document, label, start, start + len(quote))
        return Statement(quote, Support.VERBATIM, (citation,))


@pytest.fixture(scope="module")
def long_chat(tmp_path_factory, serve_desk):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "kites.html").write_text(page_of_act(ACT), encoding="utf-8")
    ingest(Settings(library=folder / "library"), [str(folder / "kites.html")])
    with serve_desk(Citing, folder / "library") as running:
        yield running


@pytest.fixture
def window_of(long_chat, open_window):
    def open_one(**settings):
        window = open_window(long_chat.url, **settings)
        window.ask("What about the kites?")
        return window

    return open_one


@pytest.fixture
def held(window_of):
    """A window in which the rest comes only when it is let through."""
    window = window_of(**WIDE)
    held_back(window)
    return window


def held_back(window):
    window.page.evaluate(
        """() => {
          const later = setTimeout;
          window.setTimeout = (go, ms, ...rest) =>
            ms === 200 ? (window.letThrough = go) : later(go, ms, ...rest);
        }"""
    )


def let_through(window):
    window.page.evaluate("() => window.letThrough()")
    whole(window)


def whole(window):
    window.page.locator("#source:not([aria-busy]):not(:has(.more)) .source-text").wait_for()


def link(window, number):
    return window.page.locator("#log a.cite").nth(number - 1)


def asked_of_the_server(window):
    return [url for url in window.requests if "queue/join" in url]


def shown_text(window):
    return window.page.locator("#source .source-text").evaluate(
        """(shown) => {
          const copy = shown.cloneNode(true);
          for (const aside of copy.querySelectorAll(".aside")) aside.remove();
          return copy.textContent;
        }"""
    )


def quote_top(window):
    return window.page.locator("#quoted").evaluate("one => one.getBoundingClientRect().top")


def test_what_is_around_the_quote_comes_first_and_stays_where_it_is(long_chat, held):
    document = long_chat.library.document("kites")
    at = document.text.index(QUOTES[0])
    quoted = at, at + len(QUOTES[0])
    held.press(link(held, 1))
    start, end = first_part(document, quoted)
    assert shown_text(held) == document.text[start:end]
    before = quote_top(held)
    let_through(held)
    assert quote_top(held) == pytest.approx(before, abs=1)
    expect(held.page.locator("#quoted")).to_be_focused()
    expect(held.page.locator("#quoted")).to_be_in_viewport()
    assert held.quoted() == QUOTES[0]
    start, end = window(document, quoted)
    assert shown_text(held) == document.text[start:end]


def test_a_reader_who_scrolled_meanwhile_stays_there(held):
    held.press(link(held, 1))
    held.page.locator("#source .source-text").hover()
    held.page.mouse.wheel(0, 700)
    held.page.wait_for_timeout(300)
    before = quote_top(held)
    let_through(held)
    assert quote_top(held) == pytest.approx(before, abs=1)


def test_once_the_rest_is_there_nothing_of_the_window_is_asked_for(window_of):
    window = window_of(**WIDE)
    page = window.page
    window.press(link(window, 1))
    whole(window)
    asked = asked_of_the_server(window)
    assert window.press(link(window, 3)) == QUOTES[2]
    position = page.locator("#source .head:not([hidden]) .position")
    expect(position).to_have_text(f"Citation 3 of {len(QUOTES)}")
    expect(page.locator("#quoted")).to_be_in_viewport()
    page.keyboard.press("p")
    expect(page.locator("#quoted")).to_have_text(QUOTES[1])
    assert asked_of_the_server(window) == asked
    window.press(link(window, 5))
    whole(window)
    asked = asked_of_the_server(window)
    tree = page.locator("#source .outline-tree")
    expect(tree.locator("[aria-current]")).to_have_text("Article 60 Rule 60")
    tree.get_by_text("Preamble").click()
    page.locator("#source .numbers a", has_text="Recital 17").click()
    expect(page.get_by_text("Reason 17 is a good one.")).to_be_in_viewport()
    assert asked_of_the_server(window) == asked


def test_what_has_not_come_yet_is_asked_for_and_what_was_left_comes_no_more(held):
    held.press(link(held, 1))
    assert held.press(link(held, 3)) == QUOTES[2]
    held.page.evaluate("() => window.letThrough()")
    assert held.press(link(held, 4)) == QUOTES[3]
    let_through(held)
    assert held.quoted() == QUOTES[3]
    expect(held.page.locator("#quoted")).to_be_in_viewport()
    ids = held.page.evaluate("() => [...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_an_outline_that_was_opened_stays_open(window_of):
    window = window_of(**PHONE)
    held_back(window)
    window.press(link(window, 1))
    window.page.locator("#source .outline summary").click()
    entry = window.page.locator("#source .outline-tree a", has_text="Article 250")
    expect(entry).to_be_visible()
    before = quote_top(window)
    let_through(window)
    expect(entry).to_be_visible()
    assert quote_top(window) == pytest.approx(before, abs=1)
    accessible(window, "a document that came in two parts")
