"""The page of past conversations: how a list of them looks."""

from datetime import date
from typing import Any

from corpus.anchors import Standing
from corpus.record import SavedConversation, SavedTurn
from tests.ui.test_render import HOSTILE, Reader
from ui.chat import days, talks_pane
from ui.chat.markup import ATTRIBUTES, TAGS
from ui.words import speaking


def test_days_are_named_as_people_name_them() -> None:
    today = date(2026, 11, 27)
    names = [days.named(date(2026, 11, day), today) for day in (27, 26, 25)]
    assert names == ["Today", "Yesterday", "25 November 2026"]
    with speaking("de"):
        assert days.named(date(2026, 10, 3), today) == "3. Oktober 2026"


def many(number: int, title: str = "When?") -> list[SavedConversation]:
    at = "2026-11-26T09:00:00+00:00"
    turn = SavedTurn(0, at, title, "x")
    return [SavedConversation(f"{n:032x}", "", title, at, at, (turn,)) for n in range(number)]


def shown(found: int, talks: list[SavedConversation], **more: Any) -> Reader:
    given: dict[str, Any] = {
        "words": "",
        "standings": {},
        "today": date(2026, 11, 27),
        "writes": True,
    }
    return Reader(talks_pane.talks(talks_pane.Listed(talks, found, **(given | more))))


def test_a_long_list_is_shown_in_parts() -> None:
    read = shown(70, many(30))
    assert "Show more (40 left)" in read.text
    assert ("href", "#talks/60/") in read.attributes
    assert "Show more" not in shown(30, many(30)).text


def test_where_the_chat_is_only_for_reading_nothing_is_offered_that_writes() -> None:
    read = shown(1, many(1), writes=False)
    acts = [value for name, value in read.attributes if name == "value"]
    assert not [act for act in acts if act and act.startswith(("rename", "forget"))]
    assert ("href", "#get/talks.md") in read.attributes


def test_titles_and_words_never_become_markup() -> None:
    for text in HOSTILE:
        read = shown(1, many(1, text), words=text, standings={"x": Standing.GONE})
        assert read.tags <= TAGS
        assert {name for name, _ in read.attributes} <= ATTRIBUTES
