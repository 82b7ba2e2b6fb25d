"""Language models fail in every way there is, each said in one sentence, in the time there is."""

import threading
import time

import pytest

from corpus.errors import (
    LanguageModelError,
    ModelBusy,
    ModelCut,
    ModelFailed,
    ModelKeyMissing,
    ModelKeyRefused,
    ModelPackageMissing,
    ModelRefused,
    ModelSilent,
    ModelSlow,
    ModelUnknown,
    ModelUnreachable,
)
from corpus.settings import Settings
from qa.language_model import LanguageModel
from qa.models import calling
from tests.model_server import Ending, Reply, breaks_off, goes_on, hangs, refuses, says
from tests.qa.models.asking import PROMPT, SOON_S, TEXT, Serve, asked, failure, read

# What is tried again


@pytest.mark.parametrize("first", [refuses(429), refuses(500), refuses(503), breaks_off()])
def test_what_may_pass_is_tried_again(protocol: str, first: Reply, model_server: Serve) -> None:
    server = model_server(first, first, says(TEXT))
    assert read(asked(server, protocol)) == (TEXT, None)
    assert len(server.requests) == 3


def test_a_server_is_given_the_time_that_it_asks_for(model_server: Serve) -> None:
    server = model_server(refuses(429, retry_after=0.3), says(TEXT))
    started = time.monotonic()
    assert read(asked(server, "openai")) == (TEXT, None)
    assert time.monotonic() - started >= 0.3


def test_no_longer_than_there_is_time(model_server: Serve) -> None:
    server = model_server(refuses(429, retry_after=90))
    error = failure(server, "openai", seconds=5)
    assert isinstance(error, ModelBusy)
    assert "try again in 90 s" in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_stays_wrong_is_not_tried_again(
    protocol: str, status: int, model_server: Serve
) -> None:
    server = model_server(refuses(status))
    failure(server, protocol)
    assert len(server.requests) == 1


def test_what_has_begun_is_not_tried_again(protocol: str, model_server: Serve) -> None:
    server = model_server(breaks_off("SAY: Ada "), says(TEXT))
    text, error = read(asked(server, protocol))
    assert text == "SAY: Ada "
    assert isinstance(error, ModelFailed)
    assert "the connection broke off" in str(error)
    assert len(server.requests) == 1


# How it fails


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (refuses(429), ModelBusy, "takes no more requests"),
        (refuses(500, "out of memory"), ModelFailed, "status 500, out of memory"),
        (refuses(503), ModelFailed, "status 503"),
        (refuses(400, "too long"), ModelFailed, "status 400, too long"),
        (refuses(401), ModelKeyRefused, "put the right one in "),
        (refuses(403), ModelKeyRefused, "status 403"),
        (refuses(404), ModelUnknown, "is not known at http://127.0.0.1:"),
        (breaks_off(), ModelFailed, "the connection broke off"),
        (says(""), ModelSilent, "wrote nothing"),
        (says(" \n "), ModelSilent, "wrote nothing"),
        (says("", finish="length"), ModelCut, "cut off at its length"),
        (says("", finish="content_filter"), ModelRefused, "declined to write"),
        (Reply(raw=b"data: {{{\n\n", ending=Ending.BARE), ModelFailed, "cannot be read"),
        (Reply(raw=b"\xff\xfe\x00\n\n", ending=Ending.BARE), LanguageModelError, "scripted"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_failure_is_said_in_words(
    protocol: str, reply: Reply, kind: type[LanguageModelError], words: str, model_server: Serve
) -> None:
    error = failure(model_server(reply), protocol)
    assert isinstance(error, kind)
    assert f"The language model {protocol}:scripted" in str(error)
    assert words in str(error)


def test_a_model_that_ollama_does_not_have_is_to_be_pulled(model_server: Serve) -> None:
    error = failure(model_server(refuses(404)), "ollama")
    assert "`ollama pull scripted` fetches it" in str(error)


def test_a_server_that_does_not_run_is_named(protocol: str, model_server: Serve) -> None:
    server = model_server(says(TEXT))
    server.close()
    error = failure(server, protocol)
    assert isinstance(error, ModelUnreachable)
    assert server.address in str(error)
    assert ("`ollama serve`" in str(error)) == (protocol == "ollama")


@pytest.mark.parametrize("pieces", [(), ("SAY: Ada ",)], ids=["before", "amid"])
def test_what_hangs_ends_at_the_limit(
    protocol: str, pieces: tuple[str, ...], model_server: Serve
) -> None:
    server = model_server(hangs(*pieces))
    text, error = read(asked(server, protocol, seconds=SOON_S))
    assert text == "".join(pieces)
    assert isinstance(error, ModelSlow)
    assert "FOOTNOTE_MODEL_SECONDS" in str(error)
    assert server.requests[0].left.wait(5)


def test_slow_pieces_do_not_put_the_limit_off(protocol: str, model_server: Serve) -> None:
    server = model_server(says(*["word "] * 50, pause=0.1))
    text, error = read(asked(server, protocol, seconds=SOON_S))
    assert text.startswith("word ")
    assert isinstance(error, ModelSlow)


def test_endless_text_is_cut(protocol: str, model_server: Serve) -> None:
    server = model_server(goes_on())
    stream = asked(server, protocol)
    text, error = read(stream)
    assert (len(text), error) == (calling.MOST_CHARS, None)
    assert stream.finish_reason == "length"
    assert server.requests[0].left.wait(5)


@pytest.mark.parametrize(
    ("reply", "finish"),
    [
        (says(TEXT), "stop"),
        (says(TEXT, finish="length"), "length"),
        (says(TEXT, finish="content_filter"), "refused"),
        (Reply((TEXT,), ending=Ending.BARE), ""),
    ],
)
def test_how_it_ended_is_kept(
    protocol: str, reply: Reply, finish: str, model_server: Serve
) -> None:
    stream = asked(model_server(reply), protocol)
    assert read(stream) == (TEXT, None)
    assert stream.finish_reason == finish


def test_half_a_piece_after_text_is_a_failure(protocol: str, model_server: Serve) -> None:
    server = model_server(Reply(("SAY: ",), raw=b'data: {"choi', ending=Ending.CUT))
    text, error = read(asked(server, protocol))
    assert text == "SAY: "
    assert isinstance(error, ModelFailed)


def test_an_error_amid_the_text_is_said(model_server: Serve) -> None:
    server = model_server(Reply(("SAY: ",), raw=b'{"error": "the runner died"}\n'))
    _, error = read(asked(server, "ollama"))
    assert "the runner died" in str(error)


# Keys and packages


@pytest.mark.parametrize(
    ("model", "variable"),
    [("openai:gpt-4.1-mini", "OPENAI_API_KEY"), ("anthropic:claude", "ANTHROPIC_API_KEY")],
)
def test_a_key_that_is_missing_is_named(model: str, variable: str) -> None:
    _, error = read(LanguageModel(Settings(model=model)).stream(PROMPT, threading.Event()))
    assert isinstance(error, ModelKeyMissing)
    assert variable in str(error)


@pytest.mark.parametrize(
    ("model", "install"),
    [
        ("anthropic:claude", "pip install langchain-anthropic"),
        ("groq:llama", "pip install langchain-groq"),
    ],
)
def test_a_package_that_is_missing_is_named(
    model: str, install: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "langchain_anthropic", None)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-nothing")
    monkeypatch.setenv("GROQ_API_KEY", "gsk-nothing")
    _, error = read(LanguageModel(Settings(model=model)).stream(PROMPT, threading.Event()))
    assert isinstance(error, ModelPackageMissing)
    assert install in str(error)
