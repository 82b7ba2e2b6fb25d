"""What lies between the parts: several windows, presses in a hurry, and where the focus is then."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_feedback import select

pytestmark = pytest.mark.browser

GATE, HONEY, LADDER = (
    "When is the gate closed?",
    "When is the honey taken?",
    "Who climbs the ladder?",
)
PRESS_ALL = """(selectors) => {
    for (const selector of selectors) document.querySelector(selector).click();
}"""


@pytest.fixture
def window(own_chat, open_window):
    return open_window(own_chat.url, reduced_motion="reduce")


def questions(page):
    return page.locator("#log .question")


def delete(page, title):
    entry = page.locator("#source .shelf > li", has_text=title)
    entry.get_by_text("Delete", exact=False).first.click()
    entry.get_by_role("button", name="Delete it").click()
    expect(page.locator("#work")).to_contain_text(f"Deleted: {title}.")
    expect(page.locator("#source .shelf > li", has_text=title)).to_have_count(0)


# Several windows


def test_two_windows_that_go_on_in_one_conversation_do_not_overwrite_each_other(
    own_chat, open_window, window
):
    page = window.page
    window.ask(GATE)
    other = open_window(own_chat.url)
    other.go_to("Conversations")
    other.page.locator(".talk-title").click()
    expect(questions(other.page)).to_have_text([GATE])
    window.ask(HONEY)
    other.ask(LADDER)
    expect(questions(other.page)).to_have_text([GATE, LADDER])

    window.go_to("Conversations")
    expect(page.locator(".talk")).to_have_count(2)
    kept = {
        tuple(turn.question for turn in talk.turns) for talk in own_chat.library.conversations("")
    }
    assert kept == {(GATE, HONEY), (GATE, LADDER)}
    expect(page.locator(".talk .here:visible")).to_have_count(1)
    window.ask(LADDER)
    other.go_to("Conversations")
    expect(other.page.locator(".talk")).to_have_count(2)


def test_a_saved_answer_of_a_document_that_is_gone_is_asked_again_with_ways_on(
    own_chat, open_window, window
):
    page = window.page
    ladder = page.locator("#source .shelf > li", has_text="The ladder")
    ladder.get_by_role("button", name="Ask only this").click()
    expect(page.locator("#scope")).to_contain_text("The ladder")
    window.ask(LADDER)
    other = open_window(own_chat.url).page
    delete(other, "The ladder")
    window.go_to("Documents")
    page.locator("#source .library").get_by_role("link", name=LADDER).first.click()
    page.locator("#source .saved").wait_for()
    page.get_by_role("button", name="Ask again", exact=True).last.click()
    notice = page.locator("#log .notice").last
    expect(notice).to_contain_text("“The ladder” was chosen to be asked")
    notice.get_by_role("button", name="Ask all documents").click()
    expect(page.locator("#scope")).to_contain_text("Asking all 3 documents")
    expect(page.locator("#log .notice")).to_have_count(0)
    expect(page.locator("#box textarea")).to_be_focused()


# In a hurry


def test_of_pages_opened_in_a_hurry_the_last_one_stays(window):
    page = window.page
    window.ask(GATE)
    library, talks = "#nav a[href='#library']", "#nav a[href='#talks']"
    page.evaluate(PRESS_ALL, [talks, library, "#log a.cite"])
    assert "eight in the evening" in window.quoted()
    expect(page.locator("#quoted")).to_be_focused()
    page.evaluate(PRESS_ALL, ["#log a.cite", talks, library])
    page.locator("#source:not([aria-busy]) .library").wait_for()
    expect(page.locator("#source")).to_be_focused()


def test_a_page_that_is_as_it_was_is_shown_all_the_same(window):
    page = window.page
    page.locator("#source .library").wait_for()  # what the page begins with may come late
    for _ in range(2):
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator("#source")).to_be_focused()
        expect(page.locator("#source[aria-busy]")).to_have_count(0)


# Where the focus is


def test_the_focus_stays_near_when_the_pressed_button_goes(window):
    page = window.page
    delete(page, "The ladder")
    undo = page.locator("#work").get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#work")).to_contain_text("holds what generation 1 held")
    expect(page.locator("#source")).to_be_focused()


# Picking words


def test_words_across_paragraphs_are_picked_as_they_stand(own_chat, window):
    page = window.page
    window.ask(HONEY)
    page.locator("#log .feedback").get_by_role("button", name="Incomplete").click()
    page.locator("#source .verdict-page a.near-link").first.click()
    page.locator("#source:not([aria-busy]) .picking").wait_for()
    text = own_chat.library.document("texts/bees").text
    start, end = text.index("when the cells"), text.index("Three puffs") + len("Three puffs")
    select(window, start, end).click()
    page.locator("#source .expected-quote").wait_for()
    (given,) = own_chat.library.verdicts()
    assert "\n" in given.words.quote
    assert (given.words.start, given.words.end) == (start, end)
    assert given.words.quote == text[start:end]


def test_the_arrow_keys_lead_on_from_the_quote_one_arrives_at(window):
    page = window.page
    window.ask(HONEY)
    page.locator("#log .feedback").get_by_role("button", name="Incomplete").click()
    page.locator("#source .verdict-page a.near-link").first.click()
    expect(page.locator("#quoted")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#source .gone-to")).to_be_focused()
    expect(page.locator("#source .gone-to")).to_have_text("Smoke")
