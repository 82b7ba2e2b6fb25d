"""Answers: asked again, edited, taken back, copied, looked into, gone on from. Also by keyboard."""

import pytest
from playwright.sync_api import expect

from ui.chat.examples import UNANSWERABLE

pytestmark = pytest.mark.browser

TALENT = "Which countries take part in Talent Partnerships?"
SMUGGLING = "What did the Commission propose in 2023 against migrant smuggling?"
BEDS = "How many beds does Malta have?"
MISSPELT = "What are smugglars of migrants paid by airlines?"


@pytest.fixture
def window(chat, open_window):
    return open_window(chat.url, permissions=["clipboard-read", "clipboard-write"])


def press(window, name, nth=-1):
    button = window.page.locator("#log").get_by_role("button", name=name, exact=True)
    button.nth(nth).click()


def press_by_key(window, name):
    button = window.page.locator("#log").get_by_role("button", name=name, exact=True).last
    button.focus()
    window.page.keyboard.press("Enter")


def questions(window):
    return window.page.locator("#log .question")


def said(window, sentence):
    expect(window.page.locator("#status")).to_contain_text(sentence)


def settled(window, count):
    """Waits until so many questions have their answers."""
    window.page.locator("#log .answer").nth(count - 1).wait_for()
    expect(window.page.locator("#log .thinking")).to_have_count(0)


def test_asking_again_takes_the_place_of_the_answer(window):
    window.ask(TALENT)
    window.ask(UNANSWERABLE)
    press(window, "Ask again")
    settled(window, 2)
    expect(questions(window)).to_have_text([TALENT, UNANSWERABLE])
    expect(window.page.locator("#log .answer")).to_have_count(2)
    said(window, "The documents do not say.")


def test_an_earlier_question_asked_again_takes_away_what_followed_until_it_is_undone(window):
    window.ask(TALENT)
    window.ask(UNANSWERABLE)
    window.page.locator("#log .user-row").first.hover()
    press(window, "Ask again", 0)
    expect(questions(window)).to_have_text([TALENT])
    said(window, "Answered, with 1 citation.")
    press(window, "Undo the change")
    expect(questions(window)).to_have_text([TALENT, UNANSWERABLE])


def test_a_question_is_edited_and_the_edit_undone_by_keyboard_alone(window):
    page, box = window.page, window.page.locator("#box textarea")
    window.ask(TALENT)
    press_by_key(window, "Edit")
    expect(box).to_have_value(TALENT)
    expect(box).to_be_focused()
    said(window, "The question is in the box.")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(UNANSWERABLE)
    page.keyboard.press("Enter")
    expect(questions(window)).to_have_text([UNANSWERABLE])
    page.locator("#log .answer .verdict").wait_for()
    press_by_key(window, "Undo the change")
    expect(questions(window)).to_have_text([TALENT])
    expect(page.locator("#log a.cite")).to_have_count(1)
    said(window, "It is as it was before.")


def test_an_edit_is_left_and_nothing_has_changed(window):
    window.ask(TALENT)
    press(window, "Edit")
    press(window, "Leave it as it is")
    expect(window.page.locator("#box textarea")).to_have_value("")
    expect(questions(window)).to_have_text([TALENT])
    expect(window.page.locator("#log .editing")).to_have_count(0)


def test_a_question_is_taken_back_and_brought_back(window):
    window.ask(TALENT)
    press(window, "Take back")
    expect(questions(window)).to_have_count(0)
    said(window, "taken back")
    press_by_key(window, "Undo")
    expect(questions(window)).to_have_text([TALENT])
    expect(window.page.locator("#log a.cite")).to_have_count(1)


def test_a_follow_up_refers_to_what_is_left_after_taking_back(window):
    window.ask(TALENT)
    window.ask(UNANSWERABLE)
    press(window, "Take back")
    expect(questions(window)).to_have_text([TALENT])
    expect(window.ask("And why?")).to_contain_text("Talent Partnerships")


def test_the_buttons_of_earlier_turns_keep_quiet_and_are_reached_by_keyboard(window):
    window.ask(TALENT)
    window.ask(UNANSWERABLE)
    window.page.mouse.move(900, 400)
    first = window.page.locator("#log .turn-row").first
    expect(first).to_have_css("opacity", "0")
    window.page.locator("#log .turn-row button").first.focus()
    expect(first).to_have_css("opacity", "1")
    expect(window.page.locator("#log .turn-row").last).to_have_css("opacity", "1")


# Copying


@pytest.mark.parametrize("way", ["as plain text", "as Markdown"])
def test_an_answer_is_copied_with_its_citations(window, way):
    answer = window.ask(TALENT)
    answer.locator(".copies summary").click()
    button = answer.locator(".copies").get_by_role("button", name=way)
    button.click()
    expect(answer.locator(".copies")).to_contain_text("Copied.")
    said(window, "Copied.")
    copied = window.page.evaluate("navigator.clipboard.readText()")
    sentence = answer.locator(".said").first.text_content()
    assert f"{sentence} [1]" in copied
    assert f"“{sentence}”" in copied
    assert "characters" in copied
    assert ("**" in copied) == (way == "as Markdown")


def test_an_answer_is_copied_where_browsers_keep_the_clipboard_closed(chat, open_window):
    window = open_window(chat.url)
    answer = window.ask(TALENT)
    window.page.evaluate(
        """() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("closed"));
        document.addEventListener("copy", () => (window.taken = getSelection().toString()
          || document.activeElement.value));
        }"""
    )
    answer.locator(".copies summary").press("Enter")
    answer.locator(".copies").get_by_role("button", name="as plain text").press("Enter")
    expect(answer.locator(".copies")).to_contain_text("Copied.")
    assert "[1]" in window.page.evaluate("window.taken")


def test_the_ways_to_copy_close_again(window):
    copies = window.ask(TALENT).locator(".copies")
    copies.locator("summary").click()
    expect(copies.locator(".copy-as")).to_be_visible()
    window.page.keyboard.press("Escape")
    expect(copies.locator(".copy-as")).to_be_hidden()
    expect(copies.locator("summary")).to_be_focused()
    copies.locator("summary").click()
    window.page.locator("#box textarea").click()
    expect(copies.locator(".copy-as")).to_be_hidden()


# What was searched


def test_behind_the_quiet_line_stands_why_each_passage_was_chosen(window):
    answer = window.ask(TALENT)
    passages = answer.locator(".picked li")
    expect(passages.first).to_be_hidden()
    answer.locator(".searched summary").press("Enter")
    expect(passages).to_have_count(12)
    expect(passages.first).to_contain_text("nearest in meaning · best match of words")
    expect(answer.locator(".picked")).to_contain_text("cited as 1")
    label = passages.first.locator("a").inner_text()
    marked = window.press(passages.first.locator("a"))
    assert "alent" in marked
    expect(window.page.locator("#source")).to_contain_text(label)
    window.page.get_by_text("Back to the answer").click()
    expect(passages.first.locator("a")).to_be_focused()


# Where the documents do not say


def test_searching_wider_reads_more_and_says_so(window):
    window.ask(BEDS)
    press(window, "Search wider")
    wide = window.page.locator("#log .answer", has_text="Searching wider found nothing either.")
    wide.wait_for()
    expect(wide.locator(".searched summary")).to_contain_text("48 of")
    expect(wide.get_by_role("button", name="Search wider")).to_have_count(0)
    expect(questions(window)).to_have_text([BEDS])


def test_a_misspelt_word_is_one_press_from_the_right_one(window):
    answer = window.ask(MISSPELT)
    answer.get_by_role("button", name="“smugglers”").click()
    expect(questions(window)).to_have_text([MISSPELT.replace("smugglars", "smugglers")])


def test_the_words_asked_with_stand_out_in_what_is_near(window):
    near = window.ask(BEDS).locator("a.near-link .match")
    assert "Malta" in near.all_inner_texts()


# Going on


def test_a_suggested_question_is_asked_and_the_suggestions_move_on(window):
    window.ask(SMUGGLING)
    suggested = window.page.locator("#log .suggestions button").first
    question = suggested.inner_text()
    suggested.click()
    expect(questions(window)).to_have_text([SMUGGLING, question])
    settled(window, 2)
    assert window.page.locator("#log .answer").last.locator("a.cite").count() >= 1
    expect(window.page.locator("#log .suggestions").first).to_be_hidden()


def test_each_of_several_questions_heads_its_own_sentences(window):
    answer = window.ask("Who runs the screening and how long may a border procedure last?")
    expect(answer.locator(".part")).to_have_text(
        ["Who runs the screening?", "How long may a border procedure last?"]
    )


def test_a_question_written_from_right_to_left_is_shown_so(window):
    answer = window.ask("ما هي الدول المشاركة؟")
    expect(questions(window)).to_have_css("direction", "rtl")
    expect(answer.locator("p").first).to_have_css("direction", "ltr")


def test_what_is_below_an_answer_fits_a_phone(chat, open_window):
    window = open_window(chat.url, viewport={"width": 390, "height": 844}, has_touch=True)
    answer = window.ask(BEDS)
    answer.locator(".searched summary").click()
    answer.locator(".copies summary").click()
    width = window.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    box = answer.locator(".copy-as").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
