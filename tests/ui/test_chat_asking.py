"""A question in the chat: one at a time, answered, and its answer kept."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from corpus.embedding import Embedder
from corpus.errors import LibraryBusy
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from ui.chat.again import asked_again
from ui.chat.asking import asked, kept_waiting, stopped
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.looking import Looking
from ui.chat.markup import escape
from ui.chat.place import SavedPlace
from ui.chat.plainly import plainly

QUESTION = "When does the gate close?"


def busy(*_: Any) -> None:
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
    steps_of(asked(Looking(shared), Request(QUESTION, ("Where is it?",), ("gate",))))
    shared.close()
    with Library.open(library.library) as kept:
        (saved,) = kept.answers()
    assert saved.question == QUESTION
    assert saved.history == ("Where is it?",)
    assert saved.documents == ("gate",)


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(
    library: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "keep_turn", busy)
    desk = SharedDesk(lambda: Desk(library))
    *_, last = steps_of(asked(Looking(desk), Request(QUESTION)))
    desk.close()
    assert escape("The gate closes at eight in the evening.") in last[0][-1]["content"]
    assert caplog.messages == [plainly(LibraryBusy(folder="f", writer="w"))]


def test_one_question_at_a_time_is_asked_in_a_window(shared: SharedDesk) -> None:
    waiting = Conversation().asking(QUESTION, escape(QUESTION), escape("Reading"))
    (only,) = steps_of(asked(Looking(shared, talk=waiting), Request("And why?")))
    assert only == kept_waiting()


def test_stopping_takes_nothing_back_that_was_answered() -> None:
    done = Conversation().asking("a", escape("a"), escape("…")).replied(escape("b"), None)
    assert stopped(done)[2] == done


def test_a_saved_answer_is_asked_again_with_what_it_was_asked_with(
    shared: SharedDesk,
    library: Settings,
    tmp_path: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[Any, ...]] = []
    answer = Desk.answer

    def watched(desk: Desk, request: Request, *follow: Any) -> Any:
        seen.append((request.question, request.history, request.documents, request.as_of))
        return answer(desk, request, *follow)

    monkeypatch.setattr(Desk, "answer", watched)
    gate, shed = tmp_path / "gate.md", tmp_path / "shed.md"
    shed.write_text("# The shed\n\nThe ladder stands behind the shed.\n")
    ingest(library, [str(gate), str(shed)], embedder=embedder)
    given = (QUESTION, ("Where is it?",), ("gate",), None)
    desk = shared.open()
    desk.keep(desk.ask(*given), *given[1:])
    (saved,) = desk.library.answers()
    pressed = SavedPlace(saved.id).fragment
    first, last = steps_of(asked_again(Looking(shared, opened=pressed), "A draft"))
    assert seen == [given, given]
    assert first[1]["value"] == "A draft"
    assert last[2].history == [QUESTION]


@pytest.mark.parametrize("pressed", ["", "#library"])
def test_nothing_is_asked_again_where_no_saved_answer_is_open(
    shared: SharedDesk, pressed: str
) -> None:
    (only,) = steps_of(asked_again(Looking(shared, opened=pressed), ""))
    assert only == [gr.skip()] * 4


def test_a_saved_answer_that_is_gone_is_a_sentence(shared: SharedDesk) -> None:
    (only,) = steps_of(asked_again(Looking(shared, opened="#saved/gone"), ""))
    assert "There is no saved answer gone" in only[3].replace("&#32;", " ")


def test_threads_are_not_left_behind(shared: SharedDesk) -> None:
    before = set(threading.enumerate())
    steps_of(asked(Looking(shared), Request(QUESTION)))
    started = set(threading.enumerate()) - before
    assert started
    shared.close()
    assert not started & set(threading.enumerate())
