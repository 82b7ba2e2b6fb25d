"""Documents that change: looked at before anything is written, applied, and old answers told."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from corpus.lock import sole_writer
from tests.browser.test_hostile import nothing_ran
from tests.browser.test_look import PHONE, fits, look

pytestmark = pytest.mark.browser

HONEY = "When is the honey taken?"
LADDER = "Where does the ladder stand?"
OLD = "The honey is taken in July, when the cells are capped."
NEW = "The honey is taken in August, when the cells are capped."
REMOVE = "Apply, and remove 4 documents"
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{7*7}} ![i](http://e.example/i)"


@pytest.fixture
def window(own_chat, open_window):
    return open_window(own_chat.url, reduced_motion="reduce")


@pytest.fixture
def edit(own_texts):
    """Edits the text on honey."""

    def replaced(old="July", new="August"):
        file = own_texts / "bees.md"
        file.write_text(file.read_text().replace(old, new))

    return replaced


def changed_words(shown):
    """The old and the new words of all changes shown, without what screen readers are told."""
    of = "all => all.map(one => one.lastChild.textContent)"
    return [shown.locator(tag).evaluate_all(of) for tag in ("del", "ins")]


def said(window, sentence):
    return expect(window.page.get_by_role("status").filter(has_text=sentence)).to_have_count(1)


def test_a_change_is_looked_at_applied_and_told_of_the_answers_it_touches(own_chat, window, edit):
    page = window.page
    expect(window.ask(HONEY)).to_contain_text(OLD)
    edit()

    plan = window.look("Check for changes")
    said(window, "1 document changed.")
    expect(plan).to_contain_text("1 passage to embed")
    assert changed_words(plan) == [["July"], ["August"]]
    assert own_chat.library.current() == 1

    assert window.apply() == "Done: generation 2."
    said(window, "Done: generation 2.")
    expect(window.ask(HONEY)).to_contain_text(NEW)

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#source .touched a")).to_have_text([HONEY])
    saved = window.saved(HONEY)
    expect(saved.locator(".badge")).to_have_text("the source changed")
    expect(saved.locator(".said")).to_have_text(OLD)
    assert changed_words(saved) == [["July"], ["August"]]


def test_an_old_answer_leads_to_the_old_text_and_to_the_new(window, edit):
    page = window.page
    window.ask(HONEY)
    edit()
    window.look("Check for changes")
    window.apply()
    expect(page.locator("#source .touched")).to_contain_text(
        "1 answer rests on words that are not as they were"
    )

    saved = window.saved(HONEY)
    assert window.press(saved.locator(".answer a.cite")) == OLD
    expect(page.locator("#source .earlier")).to_contain_text("An earlier text of this document")
    page.get_by_text("Back to the answer").click()
    expect(saved.locator("h2")).to_have_text(HONEY)
    now = saved.get_by_role("link", name="Honey, Keeping bees", exact=True)
    assert window.press(now) == NEW
    expect(page.locator("#source .earlier")).to_have_count(0)


def test_an_old_answer_is_asked_again_in_one_press(own_chat, window, edit):
    page = window.page
    window.ask(LADDER)
    window.ask(HONEY)
    edit()
    window.look("Check for changes")
    window.apply()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#log .question")).to_have_count(0)
    window.saved(HONEY)
    page.locator("#box textarea").fill("A draft")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#log .question")).to_have_text(HONEY)
    expect(page.locator("#log .answer")).to_contain_text(NEW)
    expect(page.locator("#box textarea")).to_have_value("A draft")
    page.get_by_text("All documents").click()
    expect(page.locator("#source .library")).to_be_visible()
    expect(page.locator("#source .touched")).to_have_count(0)
    asked = [saved for saved in own_chat.library.answers() if saved.question == HONEY]
    assert [(a.generation, a.history) for a in asked] == [(2, (LADDER,)), (1, (LADDER,))]


def test_documents_come_go_and_get_other_names(own_texts, window):
    window.ask(LADDER)
    (own_texts / "rules.md").rename(own_texts / "gate.md")
    (own_texts / "ladder.md").unlink()
    (own_texts / "wasps.md").write_text("# Wasps\n\nWasps come in August.\n")
    (own_texts / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    plan = window.look("Check for changes")
    said(window, "3 documents changed.")
    expect(plan.locator(".facts").first).to_have_text(
        "1 document added, 1 document renamed, 1 document removed, 1 source refused"
    )
    *names, refused = plan.locator(".names").all_inner_texts()
    assert names == ["Wasps 1 passage", "House rules rules.md → gate.md", "The ladder ladder.md"]
    assert "broken.pdf" in refused
    window.apply()
    saved = window.saved(LADDER)
    expect(saved.locator(".badge")).to_have_text("the source is gone")
    assert changed_words(saved)[1] == []


def test_a_plan_can_be_left(own_chat, window, edit):
    edit()
    window.look("Check for changes")
    window.page.get_by_role("button", name="Leave it").click()
    expect(window.page.locator("#source .library")).to_be_visible()
    said(window, "The library was left as it is.")
    assert own_chat.library.current() == 1
    expect(window.ask(HONEY)).to_contain_text(OLD)


def test_where_nothing_changed_it_says_so(own_chat, window):
    window.page.get_by_role("button", name="Check for changes").click()
    expect(window.page.locator("#work")).to_have_text("Nothing has changed.")
    expect(window.page.locator("#source .library")).to_be_visible()
    assert own_chat.library.current() == 1


def test_two_windows_have_plans_of_their_own(own_chat, window, open_window, edit):
    other = open_window(own_chat.url)
    edit()
    window.look("Check for changes")
    expect(other.page.locator("#source .library")).to_be_visible()
    edit("Three puffs", "Two puffs")
    plan = other.look("Check for changes")
    assert changed_words(plan) == [["July", "Three"], ["August", "Two"]]
    assert changed_words(window.page.locator("#source .plan")) == [["July"], ["August"]]
    window.apply()
    other.page.get_by_role("button", name="Apply", exact=True).click()
    expect(other.page.locator("#work .failed")).to_contain_text("look at a new plan")
    assert changed_words(other.look("Check for changes")) == [["Three"], ["Two"]]


def test_while_another_writes_it_says_who_and_the_plan_stays(own_chat, window, edit):
    edit()
    plan = window.look("Check for changes")
    with sole_writer(own_chat.library.folder, "somebody else"):
        window.page.get_by_role("button", name="Apply", exact=True).click()
        expect(window.page.locator("#work .failed")).to_contain_text("somebody else")
    expect(plan).to_be_visible()
    assert window.apply() == "Done: generation 2."


def test_a_removal_that_is_more_often_a_mistake_takes_a_second_button(own_chat, window, own_texts):
    for file in own_texts.iterdir():
        file.unlink()
    (own_texts / "wasps.md").write_text("# Wasps\n\nWasps come in August.\n")
    plan = window.look("Check for changes")
    expect(plan.locator(".notice")).to_contain_text("4 of the 4 documents that came from")
    expect(window.page.get_by_role("button", name="Apply", exact=True)).to_have_count(0)
    assert window.apply(REMOVE) == "Done: generation 2."
    assert [h.title for h in own_chat.library.holdings()] == ["Wasps"]


def test_hostile_words_are_shown_and_run_nothing(window, own_texts):
    lamp = own_texts / "lamp.txt"
    window.ask("When is the lamp lit?")
    lamp.write_text(lamp.read_text().replace("by", HOSTILE))
    plan = window.look("Check for changes")
    assert HOSTILE in "".join(changed_words(plan)[1])
    nothing_ran(window)
    window.apply()
    saved = window.saved("When is the lamp lit?")
    assert HOSTILE in "".join(changed_words(saved)[1])
    nothing_ran(window)


def test_a_plan_is_kept_while_citations_are_read(window, edit):
    link = window.ask(HONEY).locator("a.cite")
    edit()
    plan = window.look("Check for changes")
    window.press(link)
    window.page.get_by_text("All documents").click()
    expect(plan).to_be_visible()
    window.apply()


@pytest.mark.slow
def test_what_another_process_ingests_answers_the_next_questions(own_chat, window, edit, own_texts):
    expect(window.ask(HONEY)).to_contain_text(OLD)
    edit()
    library = str(own_chat.library.folder)
    words = ["-m", "ui", "ingest", str(own_texts), "--library", library]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    for _ in range(20):  # at the latest when the new generation is warm
        answer = window.ask(HONEY)
        if "August" in answer.inner_text():
            break
    expect(answer).to_contain_text(NEW)
    expect(answer).to_contain_text("generation 2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_changed_stands_out_enough(own_chat, open_window, edit, scheme):
    window = open_window(own_chat.url, color_scheme=scheme, reduced_motion="reduce")
    window.ask(HONEY)
    edit()
    plan = window.look("Check for changes")
    look(window, scheme, at_least=12)
    lines = "one => getComputedStyle(one).textDecorationLine"
    assert plan.locator("del").evaluate(lines) == "line-through"
    assert plan.locator("ins").evaluate(lines) == "underline"
    assert plan.locator("del").text_content() == "old: July"
    assert plan.locator("ins").text_content() == "new: August"
    window.apply()
    look(window, scheme, at_least=12)
    window.saved(HONEY)
    look(window, scheme, at_least=12)


def test_the_same_on_a_phone(own_chat, open_window, edit):
    window = open_window(own_chat.url, **PHONE)
    window.ask(HONEY)
    edit()
    window.look("Check for changes")
    fits(window.page)
    expect(window.page.get_by_role("button", name="Apply", exact=True)).to_be_in_viewport()
    window.apply()
    fits(window.page)
    window.saved(HONEY)
    fits(window.page)
    window.page.locator("#ask-again").click()
    expect(window.page.locator("#log .answer").last).to_contain_text(NEW)
    expect(window.page.locator("#log .question").last).to_be_in_viewport()


def test_the_same_by_keyboard_alone(window, edit):
    page = window.page
    edit()
    page.locator("#box textarea").wait_for()
    page.locator("#source .library").wait_for()
    tab_to(page, "#check")
    page.keyboard.press("Enter")
    page.locator("#source .plan").wait_for()
    expect(page.locator("#source")).to_be_focused()
    tab_to(page, "#apply")
    page.keyboard.press("Enter")
    expect(page.locator("#source .library")).to_be_visible()
    said(window, "Done: generation 2.")
    expect(page.locator("#source")).to_be_focused()


def tab_to(page, target):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{target} is not reached")
