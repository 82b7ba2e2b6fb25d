"""Nothing waits for ever that is asked before the page heard that its stream was ended."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.chain import Desk
from tests.browser.conftest import Chat, serving

pytestmark = pytest.mark.browser

LATE_S = 1.5
GATE = "When is the gate closed?"
LADDER = "Where does the ladder stand?"


class LateNews:
    """A wire on which the news that a stream has ended takes its time, as on a busy machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_late(message: Message) -> None:
            if b'"close_stream"' in message.get("body", b""):
                await asyncio.sleep(LATE_S)
            await send(message)

        await self.app(scope, receive, send_late)


@pytest.fixture
def late_chat(own_desk: Callable[[], Desk]) -> Iterator[Chat]:
    with serving(own_desk, wire=LateNews) as running:
        running.desk.warm()
        yield running


def test_a_question_asked_meanwhile_is_answered(late_chat, open_window):
    window = open_window(late_chat.url)
    expect(window.ask(GATE)).to_contain_text("eight")
    expect(window.ask(LADDER)).to_contain_text("shed")
    expect(window.ask(GATE)).to_contain_text("eight")


def test_a_button_pressed_meanwhile_does_what_it_says(late_chat, open_window):
    window = open_window(late_chat.url)
    window.ask(GATE)
    window.page.get_by_role("button", name="New conversation").click()
    expect(window.page.locator("#log .question")).to_have_count(0)
    window.page.locator("#scope").get_by_role("link", name="Choose").click()
    expect(window.page.locator("#source .choose")).to_be_visible()
