"""A question in the chat: one at a time, answered, and its answer kept."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.embedding import Embedder
from corpus.errors import LibraryBusy
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from ui.asking import ONE_AT_A_TIME, asked, asked_again, stopped
from ui.conversation import Conversation
from ui.desk import SharedDesk
from ui.markup import escape
from ui.place import SavedPlace

QUESTION = "When does the gate close?"


class Forgetful(Desk):
    """Cannot keep an answer."""

    def keep(self, *_: Any) -> None:
        raise LibraryBusy(folder="f", writer="w")


@pytest.fixture
def library(settings: Settings, tmp_path: Path, embedder: Embedder) -> Settings:
    text = tmp_path / "gate.md"
    text.write_text("# The gate\n\nThe gate closes at eight in the evening.\n")
    ingest(settings, [str(text)], embedder=embedder)
    return settings


@pytest.fixture
def shared(library: Settings, embedder: Embedder) -> Iterator[SharedDesk]:
    desk = SharedDesk(lambda: Desk(library))
    desk.open().embedder = embedder
    yield desk
    desk.close()


def steps_of(steps: Any) -> list[Any]:
    async def gathered() -> list[Any]:
        return [step async for step in steps]

    return asyncio.run(gathered())


def test_an_answer_is_kept_with_what_it_was_asked_with(
    shared: SharedDesk, library: Settings
) -> None:
    steps_of(asked(shared, Request(QUESTION, ("Where is it?",), ("gate",)), Conversation()))
    shared.close()
    with Library.open(library.library) as kept:
        (saved,) = kept.answers()
    assert saved.question == QUESTION
    assert saved.history == ("Where is it?",)
    assert saved.documents == ("gate",)


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(
    library: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    desk = SharedDesk(lambda: Forgetful(library))
    *_, last = steps_of(asked(desk, Request(QUESTION), Conversation()))
    desk.close()
    assert escape("The gate closes at eight in the evening.") in last[0][-1]["content"]
    assert caplog.messages == [str(LibraryBusy(folder="f", writer="w"))]


def test_one_question_at_a_time_is_asked_in_a_window(shared: SharedDesk) -> None:
    waiting = Conversation().asking(QUESTION, escape(QUESTION), escape("Reading"))
    (only,) = steps_of(asked(shared, Request("And why?"), waiting))
    assert only[3] == ONE_AT_A_TIME


def test_stopping_takes_nothing_back_that_was_answered() -> None:
    done = Conversation().asking("a", escape("a"), escape("…")).replied(escape("b"), answered=True)
    assert stopped(done)[2] == done


def test_a_saved_answer_is_asked_again_with_what_it_was_asked_with(
    shared: SharedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Any, ...]] = []
    answer = Desk.answer

    def watched(desk: Desk, request: Request, *follow: Any) -> Any:
        seen.append((request.question, request.history, request.documents, request.as_of))
        return answer(desk, request, *follow)

    monkeypatch.setattr(Desk, "answer", watched)
    given = (QUESTION, ("Where is it?",), ("gate",), 1)
    desk = shared.open()
    desk.keep(desk.ask(*given), *given[1:])
    (saved,) = desk.library.answers()
    pressed = f"{SavedPlace(saved.id).fragment} 4"
    first, last = steps_of(asked_again(shared, pressed, "A draft", Conversation()))
    assert seen == [given, given]
    assert first[1]["value"] == "A draft"
    assert last[2].history == [QUESTION]


@pytest.mark.parametrize("pressed", ["", "#library 3"])
def test_nothing_is_asked_again_where_no_saved_answer_is_open(
    shared: SharedDesk, pressed: str
) -> None:
    assert steps_of(asked_again(shared, pressed, "", Conversation())) == []


def test_a_saved_answer_that_is_gone_is_a_sentence(shared: SharedDesk) -> None:
    (only,) = steps_of(asked_again(shared, "#saved/gone 1", "", Conversation()))
    assert "There is no saved answer gone" in only[3].replace("&#32;", " ")


def test_threads_are_not_left_behind(shared: SharedDesk) -> None:
    before = set(threading.enumerate())
    steps_of(asked(shared, Request(QUESTION), Conversation()))
    started = set(threading.enumerate()) - before
    assert started
    shared.close()
    assert not started & set(threading.enumerate())
