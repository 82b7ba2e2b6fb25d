"""A real chat, served once a session, and Chromium to drive it."""

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from starlette.types import ASGIApp

from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules
from ui.server.serve import listen, server

STARTED_WITHIN_S = 30
# How long something may take depends on the machine and on what else runs there.
PATIENCE_MS = 90_000
SEEN_CHARS = 300
ONE_LOOK_MS = 1_000
OWN_TEXTS = {
    "bees.md": "# Keeping bees\n\n"
    "## Honey\n\nThe honey is taken in July, when the cells are capped.\n\n"
    "## Smoke\n\nThree puffs of smoke at the entrance are enough.\n",
    "lamp.txt": "The lamp at the gate is lit at dusk by whoever comes home first of us all.\n",
    "ladder.md": "# The ladder\n\nThe ladder stands behind the shed, and nobody climbs it alone.\n",
    "rules.md": "# House rules\n\nThe gate is closed at eight in the evening.\n",
}
HOSTILE = Path(__file__).parent / "hostile.txt"
expect.set_options(timeout=PATIENCE_MS)


# Gradio 6.31 counts its queue with pandas in a way that pandas 4 will refuse.
KNOWN_WARNINGS = "ignore::pandas.errors.Pandas4Warning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.filterwarnings(KNOWN_WARNINGS))


@dataclass
class Chat:
    """A running chat. `desk` is the one its questions go to."""

    url: str
    desk: SharedDesk

    @property
    def library(self) -> Library:
        return self.desk.open().library


@contextmanager
def serving(
    opener: Callable[[], Desk],
    login: tuple[str, str] | None = None,
    rules: Rules | None = None,
    settings: Settings | None = None,
    wire: Callable[[ASGIApp], ASGIApp] = lambda app: app,
) -> Iterator[Chat]:
    """The chat as `footnote chat` serves it, in a thread, on a free port; `wire` stands for what
    lies between it and the browser.
    """
    listening = listen("127.0.0.1", 0)
    desk = SharedDesk(opener, settings)
    running: list[uvicorn.Server] = []

    async def serve() -> None:
        running.append(server(desk, "127.0.0.1", login, rules))
        running[0].config.app = wire(running[0].config.app)
        await running[0].serve(sockets=[listening])

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    port = listening.getsockname()[1]
    try:
        wait_for(port)
        yield Chat(f"http://127.0.0.1:{port}", desk)
    finally:
        running[0].should_exit = True
        thread.join()
        desk.close()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTED_WITHIN_S
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the chat did not start")


@pytest.fixture(scope="session")
def shipped_copy(shipped_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of the shipped texts that a chat may keep its answers in."""
    copy = tmp_path_factory.mktemp("chat") / "library"
    shutil.copytree(shipped_library, copy)
    return copy


@pytest.fixture(scope="session")
def chat(shipped_copy: Path) -> Iterator[Chat]:
    """The chat over the shipped texts, with the real model."""
    settings = Settings(library=shipped_copy)
    with serving(lambda: Desk(settings)) as running:
        running.desk.warm()
        yield running


@pytest.fixture
def own_texts(tmp_path: Path) -> Path:
    """A folder of texts to edit."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in OWN_TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own_desk(own_texts: Path, tmp_path: Path, embedder: Embedder) -> Callable[[], Desk]:
    """Opens a desk over texts of the test's own."""
    settings = Settings(library=tmp_path / "library")
    ingest(settings, [str(own_texts)], embedder=embedder)

    def opener() -> Desk:
        desk = Desk(settings)
        desk.embedder = embedder
        return desk

    return opener


@pytest.fixture
def own_chat(own_desk: Callable[[], Desk]) -> Iterator[Chat]:
    """The chat over texts of the test's own, as `footnote chat` runs it."""
    with serving(own_desk) as running:
        running.desk.warm()
        running.desk.follow()
        yield running


@pytest.fixture(scope="session")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one document that tries everything."""
    folder = tmp_path_factory.mktemp("hostile") / "library"
    ingest(Settings(library=folder), [str(HOSTILE)])
    return folder


@pytest.fixture(scope="session")
def serve_desk() -> Callable[[type[Desk], Path], AbstractContextManager[Chat]]:
    """Serves a chat whose questions go to another kind of desk."""
    return lambda kind, library: serving(lambda: kind(Settings(library=library)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a sandbox since tests may run as root.

    For a module, not the session: while it runs, Playwright's event loop is in the way of tests
    that run one of their own.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium on this machine: install it to test the chat in a browser")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Window:
    """One window of the chat, and everything it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Locator:
        """Ask by keyboard; the reply that appears."""
        replies = self.page.locator("#log .bot-row :is(.answer, .notice)")
        before = replies.count()
        self.page.locator("#box textarea").fill(question)
        self.page.keyboard.press("Enter")
        try:
            replies.nth(before).wait_for()
        except PlaywrightTimeout as error:
            raise AssertionError(f"no reply to {question!r}: {self.as_seen()}") from error
        return replies.nth(before)

    def as_seen(self) -> dict[str, str]:
        """What the page shows, for whoever reads why a test failed."""
        page = self.page
        return {
            "box": page.locator("#box textarea").input_value(),
            "status": page.locator("#status").inner_text(),
            "questions": str(page.locator("#log .question").all_inner_texts()),
            "buttons": str(page.locator("#box button").all_inner_texts()),
            "source": page.locator("#source").inner_text()[:SEEN_CHARS],
            "busy": str(page.locator("#source[aria-busy]").count()),
            "work": page.locator("#work").inner_text()[:SEEN_CHARS],
        }

    def go_to(self, name: str) -> None:
        """Press one of the links on top, until its page is shown."""
        self.page.locator("#nav").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator("#source[aria-busy]")).to_have_count(0)

    def look(self, button: str) -> Locator:
        """Press a button of the library's page; the plan that appears."""
        self.page.get_by_role("button", name=button, exact=True).click()
        plan = self.page.locator("#source .plan")
        plan.wait_for()
        return plan

    def apply(self, button: str = "Apply") -> str:
        """Press a button that carries a plan out; what is said when it is done."""
        self.page.get_by_role("button", name=button, exact=True).click()
        done = self.page.locator("#work .done")
        done.wait_for()
        self.page.locator("#source .library").wait_for()
        return done.inner_text()

    def saved(self, question: str) -> Locator:
        """Open the newest saved answer to a question, from the library's page."""
        page = self.page
        if page.locator("#source .library").count() == 0:
            page.get_by_text("All documents").click()
        page.locator("#source .answers a", has_text=question).first.click()
        page.locator("#source .saved").wait_for()
        return page.locator("#source .saved")

    def quoted(self) -> str:
        """The marked characters of the source pane, once there are any."""
        self.page.locator("#source:not([aria-busy]) mark.quoted").first.wait_for()
        marks = self.page.locator("#source mark.quoted")
        return "".join(marks.evaluate_all("marks => marks.map(mark => mark.textContent)"))

    def press(self, link: Locator) -> str:
        """Open a link's place; the marked characters."""
        link.click()
        return self.quoted()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def open_window(
    browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Window]]:
    """Opens windows with sessions of their own, and holds each to the rules of every page."""
    opened: list[Window] = []

    def open_one(url: str, **settings: object) -> Window:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | settings))
        context.set_default_timeout(PATIENCE_MS)
        window = Window(context.new_page())
        window.page.on("request", lambda sent: window.requests.append(sent.url))
        window.page.on("console", lambda message: complain(window, message))
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.page.on("dialog", lambda dialog: window.complaints.append("a dialog opened"))
        opened.append(window)
        window.page.goto(url)
        return window

    yield open_one
    if request.node.stash.get(FAILED, False):
        for window in opened:
            with suppress(PlaywrightError):  # a page that is no chat, or closed
                window.page.set_default_timeout(ONE_LOOK_MS)
                request.node.add_report_section("teardown", "window", str(window.as_seen()))
    for window in opened:
        assert window.complaints == []
        assert [url for url in window.requests if not is_local(url)] == []
        window.page.context.close()


def complain(window: Window, message: ConsoleMessage) -> None:
    if message.location.get("url", "").endswith("/alive"):
        return  # asked of a server that was stopped before the window was closed
    kind, text = message.type, message.text
    if kind in ("error", "warning") or "Content Security Policy" in text:
        window.complaints.append(f"{kind}: {text}")


def is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "about:", "data:", "blob:"))
