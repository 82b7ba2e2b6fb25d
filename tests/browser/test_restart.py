"""A server that goes away under an open page: the page says so, and recovers by itself."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from qa.answer import Answer
from qa.chain import Desk
from qa.request import Request
from tests.browser.conftest import PATIENCE_MS, Window, wait_for
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules
from ui.server.serve import listen, server

GATE = "When is the gate closed?"


class Slow(Desk):
    """Does not come to an end with one question before it is let."""

    let = threading.Event()

    def answer(self, request: Request, *args: object, **named: object) -> Answer:
        if "ladder" in request.question:
            self.let.wait(PATIENCE_MS / 1000)
        return super().answer(request, *args, **named)


@dataclass
class House:
    """A place for one chat after another, over one library, at one address."""

    settings: Settings
    embedder: Embedder
    rules: Rules
    port: int = 0
    kind: type[Desk] = Desk
    _running: uvicorn.Server | None = None
    _thread: threading.Thread | None = None
    _desk: SharedDesk | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listening = listen("127.0.0.1", self.port)
        self.port = listening.getsockname()[1]
        self._desk = desk = SharedDesk(self._open)

        async def serve() -> None:
            self._running = server(desk, "127.0.0.1", rules=self.rules)
            await self._running.serve(sockets=[listening])

        self._thread = threading.Thread(target=asyncio.run, args=[serve()])
        self._thread.start()
        wait_for(self.port)
        desk.warm()

    def stop(self) -> None:
        if self._running and self._thread and self._desk:
            self._running.should_exit = True
            self._thread.join()
            self._desk.close()
        self._running = None

    def _open(self) -> Desk:
        desk = self.kind(self.settings)
        desk.embedder = self.embedder
        return desk


@pytest.fixture
def house(own_texts: Path, tmp_path: Path, embedder: Embedder) -> Iterator[House]:
    settings = Settings(library=tmp_path / "library")
    ingest(settings, [str(own_texts)], embedder=embedder)
    house = House(settings, embedder, Rules())
    yield house
    house.stop()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[str], Window]]:
    """A window that may complain of a server that is gone, but of nothing in the page itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    errors: list[str] = []

    def open_one(url: str) -> Window:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return Window(page)

    yield open_one
    context.close()
    assert errors == []


def news(page: Page, sentence: str) -> None:
    expect(page.locator("#news")).to_contain_text(sentence)


def test_the_page_says_that_the_server_is_gone_and_finds_the_conversation_with_the_next(
    house: House, look: Callable[[str], Window]
) -> None:
    house.start()
    window = look(house.url)
    page = window.page
    answer = window.ask(GATE)
    expect(answer).to_contain_text("eight in the evening")
    page.locator("#box textarea").fill("a thought begun")
    house.stop()
    news(page, "The server does not answer. Trying again…")
    assert page.locator("#log .answer").is_visible()
    expect(page.locator(".toast-body:visible")).to_have_count(0)
    house.start()
    news(page, "The server was started again; your conversation is back.")
    expect(page.locator("#status")).to_contain_text("your conversation is back")
    expect(page.locator("#log .question")).to_have_text([GATE])
    expect(page.locator("#log .answer")).to_contain_text("eight in the evening")
    expect(page.locator("#box textarea")).to_have_value("a thought begun")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#news")).to_be_hidden()
    window.ask("Who climbs the ladder?")
    expect(page.locator("#log .question")).to_have_count(2)


def test_a_question_that_was_lost_stands_in_the_box_again(
    house: House, look: Callable[[str], Window]
) -> None:
    house.kind = Slow
    house.start()
    window = look(house.url)
    page = window.page
    window.ask(GATE)
    page.locator("#box textarea").fill("Who climbs the ladder?")
    page.keyboard.press("Enter")
    expect(page.locator("#log .thinking")).to_be_visible()
    threading.Timer(2, Slow.let.set).start()  # stopping waits for it
    house.stop()
    house.start()
    news(page, "The last question was lost: it stands in the box again.")
    expect(page.locator("#log .question")).to_have_text([GATE])
    expect(page.locator("#box textarea")).to_have_value("Who climbs the ladder?")
    window.ask("Who climbs the ladder?")
    expect(page.locator("#log .question")).to_have_count(2)


def test_where_nothing_is_kept_the_page_says_that_the_conversation_is_gone(
    house: House, look: Callable[[str], Window]
) -> None:
    house.rules = replace(house.rules, read_only=True)
    house.start()
    window = look(house.url)
    window.ask(GATE)
    house.stop()
    house.start()
    news(window.page, "It keeps no conversations: the one before is gone.")
    expect(window.page.locator("#log .question")).to_have_count(0)
    window.ask(GATE)


def test_after_a_pause_of_the_same_server_the_page_goes_on(
    house: House, look: Callable[[str], Window]
) -> None:
    house.start()
    window = look(house.url)
    page = window.page
    window.ask(GATE)
    page.route("**/alive", lambda route: route.abort())
    news(page, "The server does not answer. Trying again…")
    page.unroute("**/alive")
    expect(page.locator("#news")).to_be_hidden()
    expect(page.locator("#log .question")).to_have_text([GATE])
    window.ask("Who climbs the ladder?")
    expect(page.locator("#log .question")).to_have_count(2)
