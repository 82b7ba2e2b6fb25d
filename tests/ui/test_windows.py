"""A window of the chat is answered to the visitor whose it is, and to nobody else."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.chat.visitor import COOKIE
from ui.server import windows
from ui.server.login import LOGIN
from ui.server.windows import Windows

JOIN, DATA = "/gradio_api/queue/join", "/gradio_api/queue/data"
BEAT = "/gradio_api/heartbeat"
ANNA, BEN = {COOKIE: "a" * 32}, {COOKIE: "b" * 32}


class LoggedIn:
    """Takes a header for the login."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = dict(scope.get("headers", [])).get(b"login")
        named = {LOGIN: known.decode()} if known else {}
        await self.app({**scope, **named}, receive, send)


@pytest.fixture
def chat() -> Callable[..., int]:
    """Asks the chat, each time as somebody: the status."""

    async def answer(request: Request) -> Response:
        return Response(await request.body())

    app = Starlette(
        routes=[Route("/{path:path}", answer, methods=["GET", "POST"])],
        middleware=[Middleware(LoggedIn), Middleware(Windows)],
    )

    def ask(path: str, cookies: dict[str, str] | None = None, login: str = "", **more) -> int:
        client = TestClient(app, cookies=cookies, headers={"login": login} if login else None)
        method = "POST" if "json" in more or "content" in more else "GET"
        answered = client.request(method, path, **more)
        if answered.status_code == 200 and "content" in more:
            assert answered.content == more["content"]
        return answered.status_code

    # The application is built, with its middleware, by the first request.
    assert ask("/") == 200
    return ask


WAYS = pytest.mark.parametrize(
    ("path", "more"),
    [
        (JOIN, {"json": {"session_hash": "w1", "data": []}}),
        ("/gradio_api/cancel", {"json": {"session_hash": "w1", "event_id": "e"}}),
        (DATA, {"params": {"session_hash": "w1"}}),
        (f"{BEAT}/w1", {}),
    ],
)


@WAYS
def test_a_window_belongs_to_whoever_named_it_first(chat, path, more):
    assert chat(f"{BEAT}/w1", ANNA) == 200
    assert chat(path, ANNA, **more) == 200
    assert chat(path, BEN, **more) == 403
    assert chat(path, None, **more) == 403
    assert chat(path, ANNA, **more) == 200


@WAYS
def test_a_login_has_windows_of_its_own(chat, path, more):
    assert chat(path, login="ada", **more) == 200
    assert chat(path, login="ben", **more) == 403
    assert chat(path, ANNA, login="ada", **more) == 200


def test_who_keeps_no_cookies_owns_no_window_and_has_one_all_the_same(chat):
    assert chat(f"{BEAT}/w1") == 200
    assert chat(JOIN, json={"session_hash": "w1"}) == 200


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"session_hash": null}', b"[" * 100_000])
def test_what_names_no_window_goes_on_as_it_is(chat, content):
    assert chat(JOIN, ANNA, content=content) == 200


def test_only_so_many_are_remembered(chat, monkeypatch):
    monkeypatch.setattr(windows, "REMEMBERED", 2)
    for window in ("w1", "w2", "w1", "w3"):
        assert chat(f"{BEAT}/{window}", ANNA) == 200
    assert [chat(f"{BEAT}/{window}", BEN) for window in ("w1", "w3", "w2")] == [403, 403, 200]
