"""A document that tries everything is shown as its very characters, and runs nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from corpus.document import Citation, cite
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.readers import text
from qa.answer import Answer, Nearest, Outcome, Searched, Statement, Support
from qa.chain import ALONE, Desk

pytestmark = pytest.mark.browser
HOSTILE = (Path(__file__).parent / "hostile.txt").read_bytes()
# As a document has them: what nobody sees is taken out when it is read.
LINES = text.read(HOSTILE, "hostile", "hostile.txt").text.split("\n\n")


class Reciting(Desk):
    """Answers with every line of its one document, and fails to answer on demand."""

    def answer(self, request, follow=ALONE):
        question = request.question
        generation = self.library.generation()
        (holding,) = self.library.holdings()
        document = self.library.document(holding.document)
        citations = [cited(document, line) for line in LINES]
        found = "nothing" not in question
        return Answer(
            id="recital",
            question=question,
            standalone_question=question + LINES[1],
            outcome=Outcome.ANSWERED if found else Outcome.NOT_FOUND,
            statements=tuple(
                Statement(c.quote, Support.VERBATIM, (c,), (4, 20)) for c in citations if found
            ),
            nearest=tuple(
                Nearest(c.document, c.label, c.start, c.end, c.quote, 0.5) for c in citations
            ),
            confidence=1.0,
            generation=generation.number,
            model="recital",
            seconds={"total": 0.1},
            searched=Searched((document.id,), generation.passages, 1, (LINES[1], LINES[3])),
        )


def cited(document, line) -> Citation:
    start = document.text.index(line)
    return cite(document, line, start, start + len(line))


@pytest.fixture(scope="session")
def reciting_chat(hostile_library, serve_desk):
    with serve_desk(Reciting, hostile_library) as running:
        yield running


def test_lines_are_shown_and_marked_literally(reciting_chat, open_window):
    window = open_window(reciting_chat.url)
    answer = window.ask(LINES[3])
    assert window.page.locator("#log .question").text_content() == LINES[3]
    said = answer.locator(".said")
    assert said.evaluate_all("all => all.map(one => one.textContent)") == LINES
    links = answer.locator("a.cite")
    for number, line in enumerate(LINES):
        assert window.press(links.nth(number)) == line
    nothing_ran(window)


def test_cards_labels_and_help_are_literal(reciting_chat, open_window):
    window = open_window(reciting_chat.url)
    answer = window.ask("nothing")
    expect(answer.locator("a.near-link")).to_have_count(3)
    assert f"“{LINES[1]}” and “{LINES[3]}” stand nowhere" in answer.text_content()
    window.ask("lines").locator("a.cite").nth(1).hover()
    card = window.page.locator("#card")
    expect(card).to_be_visible()
    assert card.locator(".card-label").text_content() == LINES[1]
    assert card.locator(".card-quote").text_content() == LINES[1]
    nothing_ran(window)


def test_examples_and_titles_from_a_hostile_outline_are_literal(tmp_path, serve_desk, open_window):
    source = tmp_path / "bees.md"
    source.write_text("# $Bees$ ${alert(1)}\n\nText.\n\n## &lt;img src=x&gt; {{x}}\n\nSome text.\n")
    ingest(Settings(library=tmp_path / "library"), [str(source)])
    with serve_desk(Desk, tmp_path / "library") as running:
        window = open_window(running.url)
        example = window.page.locator("#log .example").first
        expect(example).to_have_text("What do the texts say about <img src=x> {{x}}?")
        expect(window.page.locator("#source .shelf a")).to_have_text("$Bees$ ${alert(1)}")
        example.click()
        expect(window.page.locator("#log .question")).to_have_text(
            "What do the texts say about <img src=x> {{x}}?"
        )
        window.page.locator("#log .making").wait_for()
        nothing_ran(window)


def nothing_ran(window):
    """No foreign element in the panes; the window itself watches requests, dialogs, console."""
    assert (
        window.page.locator(
            "#panes :is(script, img, iframe, form form, object, embed, audio, video, .katex, pre)"
        ).count()
        == 0
    )
    for link in window.page.locator("#panes a[href]").all():
        assert link.get_attribute("href").startswith("#")
    assert window.page.locator("#panes a[target]").count() == 0
