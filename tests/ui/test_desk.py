"""The desk that all windows share: work beside the questions, and following the library."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import LibraryBusy, LibraryMissing
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.gather import Progress
from qa import chain
from qa.chain import Desk
from qa.request import Request
from qa.snapshot import Snapshot
from ui.chat import desk as module
from ui.chat.desk import UNEXPECTED, SharedDesk
from ui.chat.plainly import plainly

SOON_S = 20


class Nobody:
    """A desk that only counts how often it is to move on, and fails to as it is told."""

    def __init__(self, *failures: Exception | None) -> None:
        self.failures = list(failures)
        self.refreshed = 0
        self.enough = threading.Event()

    def refresh(self) -> None:
        self.refreshed += 1
        if not self.failures:
            self.enough.set()
        elif failure := self.failures.pop(0):
            raise failure

    def close(self) -> None:
        pass


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOLLOW_S", 0.01)
    monkeypatch.setattr(module, "STEP_S", 0.01)


@pytest.fixture
def shared() -> Iterator[SharedDesk]:
    desk = SharedDesk(lambda: Nobody())  # type: ignore[return-value]
    yield desk
    desk.close()


# Following


@pytest.mark.usefixtures("quickly")
def test_a_new_generation_is_opened_before_anybody_asks(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    class Watched(Snapshot):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            opened.append((self.number, threading.current_thread().name))

    monkeypatch.setattr(chain, "Snapshot", Watched)
    text = tmp_path / "gate.md"
    text.write_text("The gate is closed at eight.")
    ingest(settings, [str(text)])
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().warm()
    desk.follow()
    text.write_text("The gate is closed at nine.")
    ingest(settings, [str(text)])
    wait_until(lambda: len(opened) == 2)
    desk.close()
    assert opened == [(1, "MainThread"), (2, "follower")]


@pytest.mark.usefixtures("quickly")
def test_what_goes_wrong_in_following_is_told_once_and_does_not_end_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    busy, broken = LibraryBusy(folder="f", writer="w"), RuntimeError("secret")
    nobody = Nobody(busy, broken, busy, broken, None)
    desk = SharedDesk(lambda: nobody)  # type: ignore[return-value]
    desk.follow()
    assert nobody.enough.wait(SOON_S)
    desk.close()
    assert [record.message for record in caplog.records] == [
        plainly(busy),
        "the chat met an error nobody expected",
        UNEXPECTED,
    ]


@pytest.mark.usefixtures("quickly")
def test_closing_ends_the_following() -> None:
    nobody = Nobody()
    desk = SharedDesk(lambda: nobody)  # type: ignore[return-value]
    desk.follow()
    assert nobody.enough.wait(SOON_S)
    desk.close()
    before = nobody.refreshed
    threading.Event().wait(0.1)
    assert nobody.refreshed == before


def test_who_asks_for_the_newest_generation_waits_until_it_is_open() -> None:
    go_on, opening, done = threading.Event(), threading.Event(), threading.Event()

    class Slow(Nobody):
        def refresh(self) -> None:
            super().refresh()
            if self.refreshed == 1:  # a desk that is opening one already returns at once
                opening.set()
                go_on.wait(SOON_S)

    slow = Slow()
    desk = SharedDesk(lambda: slow)  # type: ignore[return-value]
    follower = threading.Thread(target=desk.refresh)
    follower.start()
    assert opening.wait(SOON_S)

    def ask() -> None:
        desk.refresh()
        done.set()

    asking = threading.Thread(target=ask)
    asking.start()
    assert not done.wait(0.2)
    go_on.set()
    assert done.wait(SOON_S)
    for thread in (follower, asking):
        thread.join()
    desk.close()


def wait_until(condition: Any) -> None:
    pause = threading.Event()
    for _ in range(SOON_S * 100):
        if condition():
            return
        pause.wait(0.01)
    raise TimeoutError


# Beside the questions


def steps_of(desk: SharedDesk, work: Any) -> list[object]:
    async def gathered() -> list[object]:
        steps = desk.beside(work, lambda progress: progress.done, lambda sentence: sentence)
        return [step async for step in steps]

    return asyncio.run(gathered())


@pytest.mark.usefixtures("quickly")
def test_work_beside_the_questions_shows_how_far_it_is(shared: SharedDesk) -> None:
    def work(_: Desk, report: Any) -> str:
        report(Progress("embed", 1, 2))
        threading.Event().wait(0.5)
        report(Progress("embed", 2, 2))
        threading.Event().wait(0.5)
        return "done"

    assert steps_of(shared, work) == [1, 2, "done"]


@pytest.mark.usefixtures("quickly")
def test_questions_are_answered_while_something_else_is_done(shared: SharedDesk) -> None:
    go_on = threading.Event()

    async def both() -> list[object]:
        steps = shared.beside(lambda *_: go_on.wait(SOON_S), lambda _: None, str)
        waiting = asyncio.ensure_future(anext(steps))
        asked = shared.answer(Request("When?"), lambda *_: "", lambda *_: "an answer", str)
        *_, answer = [step async for step in asked]
        assert not waiting.done()
        go_on.set()
        return [answer, await waiting]

    answer, waited = asyncio.run(both())
    assert answer
    assert waited is True


def test_work_that_fails_is_a_sentence(shared: SharedDesk) -> None:
    def work(*_: object) -> str:
        raise LibraryMissing(folder="nowhere")

    assert steps_of(shared, work) == [str(LibraryMissing(folder="nowhere"))]


def test_work_ends_at_its_next_step_when_the_desk_is_closed(shared: SharedDesk) -> None:
    ended = threading.Event()

    def work(_: Desk, report: Any) -> None:
        try:
            while True:
                report(Progress("embed", 0, 1))
        finally:
            ended.set()

    async def listened() -> None:
        steps = shared.beside(work, lambda _: None, lambda _: None)
        await anext(steps)
        await steps.aclose()  # type: ignore[attr-defined]

    asyncio.run(listened())
    assert not ended.is_set()
    shared.close()
    assert ended.is_set()


def test_what_is_done_later_fails_into_the_log(
    shared: SharedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    busy = LibraryBusy(folder="f", writer="w")

    def work(_: Desk) -> None:
        raise busy

    with caplog.at_level(logging.WARNING):
        shared.later(work)
        shared.close()
    assert caplog.messages == [plainly(busy)]
