"""Ask, read, press a citation: the marked characters are the quote. By mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from ui.chat.examples import UNANSWERABLE
from ui.chat.place import parse

pytestmark = pytest.mark.browser

QUESTIONS = [
    "Which countries take part in Talent Partnerships?",
    "What did the Commission propose in 2023 against migrant smuggling?",
    "How many countries have a visa-free regime with the EU?",
]


@pytest.fixture
def window(chat, open_window):
    return open_window(chat.url)


def text_at(chat, link):
    """The characters that a link promises, from the library itself."""
    place = parse(link.get_attribute("href"))
    document = chat.library.document(place.document, place.generation)
    return document.text[place.start : place.end]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_marked_characters_are_the_quote(chat, window, question):
    answer = window.ask(question)
    expect(answer.locator(".said").first).not_to_be_empty()
    links = answer.locator("a.cite")
    assert links.count() >= 1
    for number in range(links.count()):
        link = links.nth(number)
        quote = text_at(chat, link)
        assert window.press(link) == quote
        expect(window.page.locator("#source mark.quoted").first).to_be_in_viewport()
    assert answer.locator(".said").first.text_content() in chat_texts(chat)


def chat_texts(chat):
    held = chat.library.holdings()
    return "\n".join(chat.library.document(holding.document).text for holding in held)


def test_the_same_by_keyboard_alone(chat, window):
    page = window.page
    page.locator("#box textarea").wait_for()
    page.keyboard.press("Tab")
    for _ in range(400):
        if page.evaluate("document.activeElement.matches('#box textarea')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type(QUESTIONS[1])
    page.keyboard.press("Enter")
    link = page.locator("#log a.cite").first
    link.wait_for()
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('#log a.cite')"):
            break
        page.keyboard.press("Shift+Tab")
    expect(page.locator("#card")).to_be_visible()
    focused = page.locator("#log a.cite:focus")
    quote = text_at(chat, focused)
    page.keyboard.press("Enter")
    assert window.quoted() == quote
    assert page.evaluate("document.activeElement.id") == "quoted"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#log a.cite')")


def test_a_citation_shows_its_card_when_hovered(window):
    link = window.ask(QUESTIONS[1]).locator("a.cite").first
    card = window.page.locator("#card")
    expect(card).to_be_hidden()
    link.hover()
    expect(card).to_contain_text("migrant smuggling")
    assert link.get_attribute("aria-describedby") == "card"
    window.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_not_found_is_help(window):
    answer = window.ask(UNANSWERABLE)
    expect(answer).to_contain_text("The documents do not say.")
    expect(answer).to_contain_text("World")
    expect(answer).to_contain_text("nowhere")
    near = answer.locator("a.near-link")
    assert near.count() >= 1
    expect(answer.locator("a.cite")).to_have_count(0)
    assert window.press(near.first)


def test_a_section_without_text_is_known_as_such(window):
    answer = window.ask(
        "What does the factsheet say about preventing irregular departures and loss of life?"
    )
    expect(answer).to_contain_text("no text")


def test_examples_come_from_the_texts_and_can_be_pressed(window):
    examples = window.page.locator("#log .example")
    examples.first.wait_for()
    assert examples.all_inner_texts() == [*QUESTIONS, UNANSWERABLE]
    examples.nth(2).click()
    answer = window.page.locator("#log .answer")
    expect(answer).to_contain_text("64")
    expect(answer.locator(".making")).to_contain_text("passages read")


def test_the_source_pane_holds_the_whole_document(chat, window):
    shelf = window.page.locator("#source .shelf a")
    shelf.first.wait_for()
    held = {holding.title: holding for holding in chat.library.holdings()}
    assert set(shelf.all_inner_texts()) == set(held)
    shelf.get_by_text("Pact on Migration and Asylum", exact=True).click()
    text = window.page.locator("#source .source-text")
    text.wait_for()
    document = chat.library.document("pact/factsheet")
    assert text.text_content() == document.text
    assert text.locator(".heading").count() == len(document.outline)
    facts = window.page.locator("#source .facts")
    expect(facts).to_contain_text("official explanation")
    expect(facts).to_contain_text("2024-04")
    window.page.get_by_text("All documents").click()
    shelf.first.wait_for()


def test_back_to_the_answer(window):
    link = window.ask(QUESTIONS[0]).locator("a.cite").first
    window.press(link)
    window.page.get_by_text("Back to the answer").click()
    expect(link).to_be_focused()


def test_a_new_question_comes_into_view_and_earlier_ones_stay_in_reach(window):
    page = window.page
    for question in (UNANSWERABLE, UNANSWERABLE, QUESTIONS[0]):
        window.ask(question)
    questions = page.locator("#log .question")
    expect(questions.last).to_be_in_viewport()
    expect(questions.first).not_to_be_in_viewport()
    page.locator("#log .answer").last.hover()
    page.mouse.wheel(0, -5_000)
    expect(questions.first).to_be_in_viewport()
    page.wait_for_timeout(500)
    expect(questions.first).to_be_in_viewport()


def test_pressing_a_citation_again_shows_it_again(chat, open_window):
    low = {"width": 1280, "height": 500}
    window = open_window(chat.url, viewport=low, reduced_motion="reduce")
    link = window.ask(QUESTIONS[1]).locator("a.cite").first
    quote = window.press(link)
    marked = window.page.locator("#source mark.quoted").first
    window.page.locator("#source").evaluate("pane => pane.scrollTo(0, 0)")
    expect(marked).not_to_be_in_viewport()
    assert window.press(link) == quote
    expect(marked).to_be_in_viewport()
