"""Comparing: the same question asked of two choices, the answers side by side."""

import threading

import pytest
from playwright.sync_api import expect

from qa.chain import ALONE, Desk
from tests.browser.test_changes import HONEY, LADDER, NEW, OLD, changed_words, tab_to
from tests.browser.test_look import PHONE, fits, look
from tests.browser.test_narrow import edited, ingest_again, ready, scope  # noqa: F401  fixtures

pytestmark = pytest.mark.browser

GATE = "When is the gate closed?"


class Patient(Desk):
    """Waits before it answers “wait” until told."""

    go_on = threading.Event()

    def answer(self, request, follow=ALONE):
        if request.question.startswith("wait"):
            self.go_on.wait(timeout=30)
        return super().answer(request, follow)


@pytest.fixture
def window(own_chat, open_window):
    return ready(open_window(own_chat.url, reduced_motion="reduce"))


def form(window):
    scope(window).get_by_role("link", name="Compare").click()
    page = window.page.locator("#source .compare")
    page.wait_for()
    return page


def set_side(page, name, documents=None, generation=None):
    side = page.get_by_role("group", name=f"Side {name}")
    if documents:
        side.get_by_label("Documents").select_option(documents)
    if generation is not None:
        side.get_by_label("Generation").select_option(generation)


def compare(window, question=None):
    page = window.page.locator("#source .compare")
    if question:
        page.get_by_label("Question for both").fill(question)
    page.get_by_role("button", name="Compare", exact=True).click()
    shown = window.page.locator("#source .compared")
    shown.wait_for()
    return shown


def test_two_documents_are_asked_the_same_and_stand_side_by_side(window):
    page = form(window)
    set_side(page, "A", "House rules")
    set_side(page, "B", "The ladder")
    shown = compare(window, GATE)
    one, other = shown.locator(".column").all()
    expect(one).to_contain_text("The gate is closed at eight in the evening.")
    expect(other).to_contain_text("The documents do not say.")
    expect(shown).to_contain_text("Only side A says something on it.")
    left, right = one.bounding_box(), other.bounding_box()
    assert left["x"] + left["width"] <= right["x"] + 1
    assert left["y"] == right["y"]


def test_two_generations_after_an_edit_show_the_words_that_changed(edited, window):  # noqa: F811
    expect(window.ask(HONEY)).to_contain_text(NEW)
    page = form(window)
    expect(page.get_by_label("Question for both")).to_have_value(HONEY)
    set_side(page, "A", "Keeping bees", "1")
    set_side(page, "B", "Keeping bees", "")
    shown = compare(window)
    one, other = shown.locator(".column").all()
    expect(one).to_contain_text(OLD)
    expect(one.locator(".badge")).to_have_text("earlier")
    expect(other).to_contain_text(NEW)
    expect(other.locator(".badge")).to_have_text("current")
    assert changed_words(shown) == [["July"], ["August"]]


def test_a_citation_leads_to_its_generation_and_back_to_the_comparison(edited, window):  # noqa: F811
    page = form(window)
    set_side(page, "A", "Keeping bees", "1")
    set_side(page, "B", "Keeping bees", "")
    shown = compare(window, HONEY)
    assert window.press(shown.locator(".column").first.locator("a.cite")) == OLD
    window.page.get_by_role("link", name="Back to the comparison").click()
    expect(shown).to_be_visible()
    assert window.press(shown.locator(".column").last.locator("a.cite")) == NEW
    window.page.keyboard.press("Escape")
    expect(shown).to_be_visible()


def test_an_answer_of_the_conversation_is_compared_from_below_it(window):
    answer = window.ask(GATE)
    answer.get_by_role("link", name="Compare").click()
    page = window.page.locator("#source .compare")
    expect(page.get_by_label("Question for both")).to_have_value(GATE)
    set_side(page, "B", "House rules")
    shown = compare(window)
    expect(shown).to_contain_text("Both answers are the same, word for word.")
    expect(shown.locator(".shared")).to_have_text(["in both", "in both"])


def test_comparing_a_thing_with_itself_is_refused_and_the_form_stays(window):
    page = form(window)
    set_side(page, "A", "House rules")
    set_side(page, "B", "House rules")
    page.get_by_label("Question for both").fill(GATE)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(window.page.locator("#work .failed")).to_contain_text("Both sides are the same")
    expect(page.get_by_label("Question for both")).to_have_value(GATE)


def test_a_comparison_can_be_left_while_it_is_asked(shipped_copy, serve_desk, open_window):
    Patient.go_on.clear()
    with serve_desk(Patient, shipped_copy) as running:
        window = ready(open_window(running.url, reduced_motion="reduce"))
        page = form(window)
        page.get_by_label("Question for both").fill("wait for it")
        page.get_by_role("button", name="Compare", exact=True).click()
        work = window.page.locator("#work")
        expect(work).to_contain_text("Asking side A, 1 of 2…")
        work.get_by_role("button", name="Leave it").click()
        expect(work).to_contain_text("The comparison was left.")
        expect(page).to_be_visible()
        Patient.go_on.set()


def test_it_is_announced_and_done_by_keyboard_alone(window):
    page = window.page
    scope(window).get_by_role("link", name="Compare").wait_for()
    page.locator("#box textarea").focus()
    tab_to(page, "#scope a[href='#compare']")
    page.keyboard.press("Enter")
    page.locator("#source .compare").wait_for()
    tab_to(page, "#compare-question")
    page.keyboard.type(LADDER)
    tab_to(page, "#side-a")
    page.keyboard.type("The ladder")
    tab_to(page, ".compare button.main")
    page.keyboard.press("Enter")
    page.locator("#source .compared").wait_for()
    expect(page.locator("#source")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Two answers side by side.")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stands_out_enough(edited, own_chat, open_window, scheme):  # noqa: F811
    window = ready(open_window(own_chat.url, color_scheme=scheme, reduced_motion="reduce"))
    page = form(window)
    look(window, scheme, at_least=12)
    set_side(page, "A", "Keeping bees", "1")
    set_side(page, "B", "Keeping bees", "")
    shown = compare(window, HONEY)
    look(window, scheme, at_least=15)
    lines = "one => getComputedStyle(one).textDecorationLine"
    assert shown.locator("del").evaluate(lines) == "line-through"
    assert shown.locator("ins").evaluate(lines) == "underline"


def test_on_a_phone_the_answers_stand_below_each_other(edited, own_chat, open_window):  # noqa: F811
    window = ready(open_window(own_chat.url, **PHONE, reduced_motion="reduce"))
    page = form(window)
    fits(window.page)
    set_side(page, "A", "Keeping bees", "1")
    set_side(page, "B", "Keeping bees", "")
    shown = compare(window, HONEY)
    fits(window.page)
    above, below = (one.bounding_box() for one in shown.locator(".column").all())
    assert above["y"] + above["height"] <= below["y"] + 1
