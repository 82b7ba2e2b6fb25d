"""Two at once: nothing of one is visible to the other."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from tests.browser.conftest import OWN_TEXTS, Chat, Window, serving
from ui.chat.visitor import COOKIE, Rules
from ui.server.accounts import accounts_of
from ui.server.limits import Budget

HONEY, LAMP = "When is the honey taken?", "Who lights the lamp at the gate?"


@pytest.fixture(scope="module")
def opener(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Callable[[], Desk]:
    """Opens a library of a few texts."""
    folder = tmp_path_factory.mktemp("two")
    settings = Settings(library=folder / "library")
    for name, text in OWN_TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest(settings, [str(folder / name) for name in OWN_TEXTS], embedder=embedder)

    def open_desk() -> Desk:
        desk = Desk(settings)
        desk.embedder = embedder
        return desk

    return open_desk


@pytest.fixture(scope="module")
def shared(opener: Callable[[], Desk]) -> Iterator[Chat]:
    """A chat that strangers share, with no login."""
    with serving(opener, rules=Rules(uploads=True, shared=True)) as running:
        running.desk.warm()
        yield running


@pytest.fixture(scope="module")
def walled(opener: Callable[[], Desk]) -> Iterator[Chat]:
    login = accounts_of(["ada:secret", "ben:other"], "--auth")
    with serving(opener, login) as running:
        running.desk.warm()
        yield running


def log_in(window: Window, name: str, password: str) -> None:
    window.page.get_by_label("Name").fill(name)
    window.page.get_by_label("Password").fill(password)
    window.page.keyboard.press("Enter")
    window.page.locator("#box textarea").wait_for()


def everything_shown(window: Window) -> str:
    """All that a visitor can find of what was asked: the log, the library's page, the list of
    conversations.
    """
    page = window.page
    shown = [page.locator("#log").inner_text()]
    for name, part in (("Conversations", ".talks"), ("Documents", ".library")):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.locator(f"#source {part}").first.wait_for()
        shown.append(page.locator("#source").inner_text())
    return "\n".join(shown)


def cookies_of(window: Window) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in window.page.context.cookies()}


def private(answer: str, talk: str) -> list[str]:
    """What is somebody's own, by its address."""
    of_answer = [f"/pack/{answer}", f"/answer/{answer}.md", f"/answer/{answer}.txt"]
    return [*of_answer, f"/talk/{talk}.md", f"/talk/{talk}.json"]


def assert_apart(chat: Chat, one: Window, other: Window) -> None:
    """Each asks; neither finds anything of the other."""
    assert "July" in one.ask(HONEY).inner_text()
    assert "dusk" in other.ask(LAMP).inner_text()
    files = [own_files(chat, window) for window in (one, other)]
    assert HONEY in everything_shown(one)
    assert HONEY not in everything_shown(other)
    assert LAMP not in everything_shown(one)
    for window, theirs, not_theirs in ((one, files[0], files[1]), (other, files[1], files[0])):
        assert [get(chat, window, path).status_code for path in theirs] == [200] * len(theirs)
        assert {get(chat, window, path).status_code for path in not_theirs} == {404}
    nobody = {httpx.get(chat.url + path).status_code for path in files[0] + files[1]}
    assert nobody <= {401, 404}


def get(chat: Chat, window: Window, path: str) -> httpx.Response:
    return httpx.get(chat.url + path, cookies=cookies_of(window))


def kept(chat: Chat, window: Window) -> dict[str, Any]:
    """The one conversation of a window, once its answer is kept."""
    for _ in range(200):
        found = get(chat, window, "/talks.json").json()["conversations"]
        if found and found[0]["turns"][0]["answer"]:
            assert len(found) == 1
            return dict(found[0])
        time.sleep(0.05)
    raise AssertionError("the conversation was not kept")


def own_files(chat: Chat, window: Window) -> list[str]:
    talk = kept(chat, window)
    return private(talk["turns"][0]["answer"]["id"], talk["id"])


def test_strangers_on_a_shared_server_are_apart(
    shared: Chat, open_window: Callable[..., Window]
) -> None:
    one, other = open_window(shared.url), open_window(shared.url)
    names = {cookies_of(window)[COOKIE] for window in (one, other)}
    assert len(names) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)
    assert_apart(shared, one, other)


def test_two_who_are_logged_in_are_apart(walled: Chat, open_window: Callable[..., Window]) -> None:
    one, other = open_window(walled.url), open_window(walled.url)
    log_in(one, "ada", "secret")
    log_in(other, "ben", "other")
    assert_apart(walled, one, other)


def test_a_window_that_opens_a_page_of_anothers_answer_is_told_there_is_none(
    shared: Chat, open_window: Callable[..., Window]
) -> None:
    one, other = open_window(shared.url), open_window(shared.url)
    one.ask(HONEY)
    id = kept(shared, one)["turns"][0]["answer"]["id"]
    other.page.locator("#source .library").wait_for()
    other.page.evaluate(
        """fragment => {
          const link = document.createElement("a");
          link.href = fragment;
          document.querySelector("#source .library").append(link);
          link.click();
        }""",
        f"#saved/{id}",
    )
    notice = other.page.locator("#source .notice")
    notice.wait_for()
    assert "no saved answer" in notice.inner_text()
    assert "honey" not in other.page.locator("#source").inner_text().lower()


def test_a_browser_keeps_its_name_and_its_past(
    shared: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(shared.url)
    window.ask(HONEY)
    kept(shared, window)
    before = cookies_of(window)[COOKIE]
    window.page.goto(shared.url)
    window.page.locator("#source .library").wait_for()
    assert cookies_of(window)[COOKIE] == before
    assert HONEY in everything_shown(window)


def test_the_name_is_kept_from_scripts_and_other_sites(shared: Chat) -> None:
    cookie = httpx.get(shared.url).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    forged = httpx.get(shared.url, cookies={COOKIE: "login:ada"}).headers["set-cookie"]
    assert re.search(rf"{COOKIE}=[0-9a-f]{{32}};", forged)


def test_ones_own_machine_gives_no_names(opener: Callable[[], Desk]) -> None:
    with serving(opener) as home:
        assert "set-cookie" not in httpx.get(home.url).headers


def test_whoever_asks_too_much_is_told_in_the_chat(
    opener: Callable[[], Desk], open_window: Callable[..., Window]
) -> None:
    with serving(opener, rules=Rules(shared=True, budget=Budget(1))) as running:
        window = open_window(running.url)
        window.ask(HONEY)
        told = window.ask(LAMP).inner_text()
        assert told.startswith("These are more questions than one visitor may ask in a minute")
        assert window.page.locator("#box textarea").input_value() == LAMP


def test_a_busy_server_says_so(shared: Chat, open_window: Callable[..., Window]) -> None:
    window = open_window(shared.url)
    window.page.locator("#source .library").wait_for()
    busy = '{"detail": "So many are asking that this server is busy: try again in a moment."}'
    window.page.route("**/queue/join**", lambda route: route.fulfill(status=503, body=busy))
    window.page.locator("#box textarea").fill(HONEY)
    window.page.keyboard.press("Enter")
    window.page.get_by_text("busy").first.wait_for()
    assert "Traceback" not in window.page.content()
    window.complaints.clear()


def test_a_question_that_is_too_long_is_told_so(
    shared: Chat, open_window: Callable[..., Window]
) -> None:
    window = open_window(shared.url)
    told = window.ask("Why? " * 1_000).inner_text()
    assert "5,000 characters and the limit is 2,000" in told
