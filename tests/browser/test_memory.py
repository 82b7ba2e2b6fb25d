"""Past conversations in the browser: found again, searched, renamed, deleted, taken along."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Chat, Window

GATE, HONEY, LADDER = (
    "When is the gate closed?",
    "When is the honey taken?",
    "Who climbs the ladder?",
)


def listed(page: Page) -> None:
    page.get_by_role("link", name="Conversations").click()
    page.locator("#source .talks").wait_for()


def begin_anew(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#log .question")).to_have_count(0)


def load_again(window: Window) -> None:
    """What Gradio was about to bring then, it complains of while it goes."""
    window.page.reload()
    window.page.locator("#nav a").first.wait_for()
    broken_off = ("AbortError", "errored out")
    kept = [said for said in window.complaints if not any(words in said for words in broken_off)]
    window.complaints[:] = kept


def questions(page: Page) -> list[str]:
    return page.locator("#log .question").all_inner_texts()


def test_a_conversation_is_opened_again_and_goes_on(
    own_chat: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    window.ask(HONEY)
    begin_anew(page)
    window.ask(LADDER)
    listed(page)
    titles = page.locator(".talk-title")
    expect(titles).to_have_text([LADDER, GATE])
    expect(page.locator(".talk .here:visible")).to_have_count(1)
    titles.nth(1).click()
    expect(page.locator("#log .question")).to_have_text([GATE, HONEY])
    expect(page.locator("#box textarea")).to_be_focused()
    expect(titles.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("#status")).to_contain_text("Opened again: When is the gate closed?")
    window.ask(LADDER)
    listed(page)
    expect(titles).to_have_text([GATE, LADDER])
    expect(page.locator(".talk").first).to_contain_text("3 questions")


def test_a_page_that_is_loaded_again_has_its_conversation(
    own_chat: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    load_again(window)
    expect(page.locator("#log .question")).to_have_text([GATE])
    expect(page.locator("#status")).to_contain_text("Your conversation is back.")
    expect(page.locator("#news")).to_be_hidden()
    assert "eight in the evening" in window.press(page.locator("#log a.cite").first)
    window.ask(HONEY)
    begin_anew(page)
    load_again(window)
    page.locator("#source .library").wait_for()
    assert questions(page) == []
    other = open_window(own_chat.url).page
    other.locator("#source .library").wait_for()
    assert questions(other) == []


def test_by_keyboard_a_conversation_is_searched_renamed_and_deleted(
    own_chat: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    begin_anew(page)
    window.ask(HONEY)
    listed(page)
    page.get_by_label("Search questions and answers").focus()
    page.keyboard.type("evening")
    page.keyboard.press("Enter")
    expect(page.locator(".talk-title")).to_have_text([GATE])
    expect(page.locator(".talk-search")).to_contain_text("1 conversation found")
    page.locator(".talk-more > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("The gate and its hours")
    page.keyboard.press("Enter")
    expect(page.locator(".talk-title")).to_have_text(["The gate and its hours"])
    page.locator(".talk-more > summary").focus()
    page.keyboard.press("Enter")
    page.locator(".talk-more .sure > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#work")).to_contain_text("The conversation was deleted.")
    expect(page.locator(".talk-title")).to_have_count(0)
    page.get_by_role("link", name="show all").click()
    expect(page.locator(".talk-title")).to_have_text([HONEY])


def test_the_conversation_that_is_shown_goes_when_it_is_deleted(
    own_chat: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    listed(page)
    page.get_by_text("Delete all").click()
    page.locator(".talks > .sure button").click()
    expect(page.locator("#source")).to_contain_text("There is no conversation yet.")
    expect(page.locator("#log .question")).to_have_count(0)
    load_again(window)
    page.locator("#source .library").wait_for()
    assert questions(page) == []
    window.ask(GATE)


def test_a_conversation_is_taken_along(
    own_chat: Chat, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    listed(page)
    page.locator(".talk-more > summary").click()
    with page.expect_download() as brought:
        page.locator(".talk-more").get_by_role("link", name="Markdown").click()
    text = brought.value.path().read_text(encoding="utf-8")
    assert text.startswith(f"# {GATE}\n")
    assert "“The gate is closed at eight in the evening.”" in text
    with page.expect_download() as brought:
        page.locator(".talks > p").get_by_role("link", name="JSON").click()
    record = json.loads(brought.value.path().read_text(encoding="utf-8"))
    assert [talk["title"] for talk in record["conversations"]] == [GATE]


def test_a_changed_source_is_marked_in_the_list_and_above_the_answer(
    own_chat: Chat, own_texts: Path, open_window: Callable[..., Window]
) -> None:
    window = open_window(own_chat.url)
    page = window.page
    window.ask(GATE)
    rules = own_texts / "rules.md"
    rules.write_text("# House rules\n\nThe gate is closed at nine in the evening.\n")
    window.look("Check for changes")
    window.apply()
    listed(page)
    expect(page.locator(".talk .badge.changed")).to_have_text("the source changed")
    page.locator(".talk-title").click()
    expect(page.locator("#log .since")).to_contain_text("the source changed")
    expect(page.locator("#log .answer")).to_contain_text("at eight")
    page.locator("#log .since a").click()
    expect(page.locator("#source .saved")).to_contain_text("nine")
