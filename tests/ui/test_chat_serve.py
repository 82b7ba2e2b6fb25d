"""Where the chat listens, who may ask, and what it says when it cannot."""

import asyncio
import logging
import socket

import pytest

from corpus.errors import BadSetting, PortTaken
from ui.serve import address, exposed, is_worth_saying, listen, name_and_password, serve


def test_a_taken_port_is_said_at_once(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} on 127.0.0.1 is in use"):
            serve(settings, port=port)


def test_port_0_is_any_free_one():
    with listen("127.0.0.1", 0) as listening:
        assert listening.getsockname()[1] > 0


def test_a_host_that_is_no_address_is_a_wrong_setting(monkeypatch):
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(BadSetting, match="'nowhere' is no address"):
        listen("nowhere", 0)


@pytest.mark.parametrize("auth", ["", "name", "name:", ":password"])
def test_a_login_needs_both(auth):
    with pytest.raises(BadSetting, match="name:password"):
        name_and_password(auth)


def test_a_password_may_hold_a_colon():
    assert name_and_password("reader:a:b") == ("reader", "a:b")
    assert name_and_password(None) is None


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860"),
        ("0.0.0.0", "http://127.0.0.1:7860"),
        ("::1", "http://[::1]:7860"),
        ("library.example", "http://library.example:7860"),
    ],
)
def test_the_address_can_be_typed_into_a_browser(host, url):
    assert address(host, 7860) == url


def test_an_open_door_is_said():
    assert "--auth" in exposed("0.0.0.0", None)
    assert exposed("0.0.0.0", ("reader", "secret")) == ""
    assert exposed("127.0.0.1", None) == ""


def test_stopping_is_quiet_and_errors_are_not():
    def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
        information = (type(error), error, None) if error else None
        return logging.LogRecord("uvicorn.error", 40, "", 0, message, None, information)

    assert not is_worth_saying(record("Exception", asyncio.CancelledError()))
    assert not is_worth_saying(record("Cancel 2 tasks, timeout graceful shutdown exceeded"))
    assert is_worth_saying(record("Exception", ValueError()))
