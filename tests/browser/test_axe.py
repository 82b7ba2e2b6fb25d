"""Every state of the chat passes axe-core, light and dark: nothing critical, nothing serious."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from corpus.settings import Settings
from qa.chain import Desk
from tests.browser.conftest import serving
from ui.chat.examples import UNANSWERABLE

pytestmark = pytest.mark.browser
SMUGGLING = "What did the Commission propose in 2023 against migrant smuggling?"
GATE = "When is the gate closed?"
SERIOUS = ("critical", "serious")
# Every rule of WCAG 2.0 to 2.2, A and AA, and of good practice.
EVERY_RULE = {"resultTypes": ["violations"]}


def accessible(window, state):
    """Nothing of the page fails a rule in a way that keeps somebody out."""
    found = Axe().run(window.page, options=EVERY_RULE).response["violations"]
    told = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
    assert told == [], state


@pytest.fixture(params=["light", "dark"])
def look(request):
    return {"color_scheme": request.param, "reduced_motion": "reduce"}


def test_the_first_page(chat, open_window, look):
    window = open_window(chat.url, **look)
    window.page.locator("#log .example").first.wait_for()
    accessible(window, "first page")


def test_answers_and_their_sources(chat, open_window, look):
    window = open_window(chat.url, **look)
    answer = window.ask(SMUGGLING)
    accessible(window, "an answer")
    answer.locator("a.cite").first.focus()
    expect(window.page.locator("#card")).to_be_visible()
    accessible(window, "the card of a citation")
    window.press(answer.locator("a.cite").first)
    accessible(window, "a source")
    answer.locator("details summary").first.click()
    accessible(window, "what was searched")
    window.ask(UNANSWERABLE)
    accessible(window, "not found")
    window.ask("Give me an overview of the Pact")
    accessible(window, "a long answer")


@pytest.mark.parametrize("page", ["Documents", "Conversations"])
def test_pages_from_the_top(chat, open_window, look, page):
    window = open_window(chat.url, **look)
    window.ask(SMUGGLING)
    window.page.locator("#nav").get_by_role("link", name=page).click()
    window.page.locator("#source section").first.wait_for()
    accessible(window, page)


def test_a_plan_and_a_saved_answer(own_chat, own_texts, open_window, look):
    window = open_window(own_chat.url, **look)
    window.ask(GATE)
    (own_texts / "rules.md").write_text("# House rules\n\nThe gate is closed at nine.\n")
    (own_texts / "bees.md").unlink()
    window.look("Check for changes")
    accessible(window, "a plan")
    window.apply()
    accessible(window, "the library after it")
    window.saved(GATE)
    accessible(window, "a saved answer")


def test_an_empty_library(tmp_path, open_window, look):
    with serving(lambda: Desk(Settings(library=tmp_path / "none"))) as running:
        window = open_window(running.url, **look)
        window.page.locator("#log .notice").first.wait_for()
        accessible(window, "no library")


def test_the_login(tmp_path, open_window, look):
    with serving(lambda: Desk(Settings(library=tmp_path / "none")), ("ada", "secret")) as running:
        window = open_window(running.url, **look)
        window.page.locator("input").first.wait_for()
        accessible(window, "the login")
