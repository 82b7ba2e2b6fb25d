"""Where the chat listens, who may ask, and what it says when it begins or cannot."""

import asyncio
import logging
import socket

import pytest

from corpus.errors import BadSetting, PortTaken
from ui.chat.visitor import COOKIE, Rules, visitor
from ui.server.accounts import accounts_of
from ui.server.greeting import greeting, refuse_nonsense
from ui.server.serve import address, is_at_home, is_worth_saying, listen, rules_for, serve

LOGIN = accounts_of(["ada:secret"], "--auth")


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


# What is said, and refused


def said(host="127.0.0.1", login=None, names=(), file=None, **given):
    rules = rules_for(host, login, names, **given)
    return " ".join(greeting("http://x", is_at_home(host, names), login, rules, file))


def test_who_reaches_it_and_what_they_may_do_is_said():
    assert said() == (
        "Footnote answers at http://x It is open to whoever uses this machine, without a login. "
        "They may ask, bring in files and change the library."
    )
    assert "nothing is written" in said(read_only=True)
    assert "whoever uses this machine and logs in" in said(login=LOGIN)


def test_an_open_door_is_said():
    for told in (said("0.0.0.0"), said(names=["docs.example.org"])):
        assert "everybody who reaches this machine, without a login" in told
        assert "cannot bring in files" in told
        assert "--auth-file" in told


def test_a_login_without_tls_is_said():
    assert "behind TLS" in said("0.0.0.0", LOGIN)
    assert "TLS" not in said(login=LOGIN)


def test_a_file_of_passwords_that_others_can_read_is_said(tmp_path):
    file = tmp_path / "logins"
    file.write_text("ada:secret\n")
    file.chmod(0o644)
    assert "chmod 600" in said(login=LOGIN, file=file)
    file.chmod(0o600)
    assert "chmod" not in said(login=LOGIN, file=file)


def test_nobody_can_bring_in_files_to_a_chat_that_writes_nothing(settings):
    with pytest.raises(BadSetting, match="leave one of them out"):
        serve(settings, read_only=True, allow_uploads=True)


@pytest.mark.parametrize(
    "name",
    ["", "http://docs.example.org", "docs.example.org:443", "docs.example.org/x", "a b", "*"],
)
def test_a_name_is_a_name_alone(name):
    with pytest.raises(BadSetting, match=r"docs\.example\.org"):
        refuse_nonsense([name], read_only=False, allow_uploads=False)
    refuse_nonsense(["docs.example.org", "desk-7"], read_only=False, allow_uploads=False)


def test_stopping_is_quiet_and_errors_are_not():
    def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
        information = (type(error), error, None) if error else None
        return logging.LogRecord("uvicorn.error", 40, "", 0, message, None, information)

    assert not is_worth_saying(record("Exception", asyncio.CancelledError()))
    assert not is_worth_saying(record("Cancel 2 tasks, timeout graceful shutdown exceeded"))
    assert is_worth_saying(record("Exception", ValueError()))


# What visitors may do


@pytest.mark.parametrize(
    ("host", "login", "names", "given", "rules"),
    [
        ("127.0.0.1", None, (), {}, Rules(uploads=True)),
        ("127.0.0.1", LOGIN, (), {}, Rules(uploads=True)),
        ("127.0.0.1", None, (), {"read_only": True}, Rules(read_only=True, uploads=False)),
        ("127.0.0.1", None, ("docs.example",), {}, Rules(uploads=False, shared=True)),
        ("127.0.0.1", LOGIN, ("docs.example",), {}, Rules(uploads=False)),
        ("0.0.0.0", None, (), {}, Rules(uploads=False, shared=True)),
        ("0.0.0.0", None, (), {"allow_uploads": True}, Rules(uploads=True, shared=True)),
        ("0.0.0.0", LOGIN, (), {"allow_uploads": True}, Rules(uploads=True)),
    ],
)
def test_who_is_not_at_home_may_do_less(host, login, names, given, rules):
    assert rules_for(host, login, names, **given) == rules


def test_questions_are_counted_where_others_ask():
    assert rules_for("127.0.0.1", None, questions_per_minute=5).budget.per_minute == 0
    assert rules_for("127.0.0.1", LOGIN, questions_per_minute=5).budget.per_minute == 5
    assert rules_for("0.0.0.0", None, questions_per_minute=5).budget.per_minute == 5


# Whose is what


def test_a_login_is_an_owner_and_ones_own_machine_has_one():
    assert visitor("ada", {}, {}, Rules()).owner == "login:ada"
    assert visitor(None, {}, {}, Rules()).owner == ""


def test_each_browser_is_an_owner_on_a_shared_server():
    shared = Rules(shared=True)
    one, other = ({COOKIE: digit * 32} for digit in "ab")
    assert visitor(None, one, {}, shared).owner == visitor(None, one, {}, shared).owner
    assert visitor(None, one, {}, shared).owner != visitor(None, other, {}, shared).owner


@pytest.mark.parametrize("cookies", [{}, {COOKIE: ""}, {COOKIE: "mine"}, {COOKIE: "A" * 32}])
def test_without_a_name_of_its_own_each_request_is_of_an_owner_of_its_own(cookies):
    shared = Rules(shared=True)
    owners = {visitor(None, cookies, {}, shared).owner for _ in range(100)}
    assert len(owners) == 100


def test_strangers_are_counted_by_address_and_logins_by_name():
    shared = Rules(shared=True)
    assert visitor(None, {}, {}, shared, "192.0.2.1").counted == "from:192.0.2.1"
    assert visitor("ada", {}, {}, Rules(), "192.0.2.1").counted == "login:ada"
    assert visitor(None, {COOKIE: "from:192"}, {}, shared, "x").owner.startswith("browser:")
