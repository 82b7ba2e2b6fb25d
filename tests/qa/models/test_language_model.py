"""Language models: text in pieces, tokens, forms of output, and an end when one wants it."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pydantic import BaseModel

from corpus.errors import (
    ModelCancelled,
)
from corpus.settings import Settings
from qa.language_model import LanguageModel, Prompt, Usage
from tests.model_server import hangs, says
from tests.qa.models.asking import PROMPT, TEXT, Serve, asked, read

ROOT = Path(__file__).parents[3]


class Form(BaseModel):
    """A form of output."""

    sender: str


# What goes well


def test_the_text_comes_in_pieces_and_whole(protocol: str, model_server: Serve) -> None:
    pieces = list(asked(model_server(says(TEXT)), protocol))
    assert "".join(pieces) == TEXT
    assert len(pieces) > 1


def test_a_piece_is_given_before_the_next_is_written(protocol: str, model_server: Serve) -> None:
    stream = asked(model_server(hangs("first")), protocol)
    assert next(iter(stream)) == "first"


def test_the_prompt_is_sent_as_it_is_and_nothing_else(protocol: str, model_server: Serve) -> None:
    server = model_server(says(TEXT))
    read(asked(server, protocol))
    (request,) = server.requests
    assert (request.system, request.user) == (PROMPT.system, PROMPT.user)
    assert len(request.body["messages"]) == 2
    assert not request.body.get("tools")
    assert request.streamed


def test_the_model_is_asked_for_what_is_likeliest(protocol: str, model_server: Serve) -> None:
    server = model_server(says(TEXT))
    read(asked(server, protocol))
    body = server.requests[0].body
    assert (body.get("options") or body)["temperature"] == 0
    assert body["model"] == "scripted"


def test_tokens_are_kept_where_they_are_told(protocol: str, model_server: Serve) -> None:
    stream = asked(model_server(says(TEXT, usage=(120, 17))), protocol)
    read(stream)
    assert stream.usage == Usage(120, 17, None)


def test_what_is_not_told_is_not_known(protocol: str, model_server: Serve) -> None:
    stream = asked(model_server(says(TEXT)), protocol)
    read(stream)
    assert stream.usage == Usage(None, None, None)


def test_the_cost_is_kept_where_it_is_told(model_server: Serve) -> None:
    """OpenAI's protocol has none, some who speak it do; LangChain hands it on only here."""
    server = model_server(says('{"sender": "Ada"}', usage=(120, 17), cost=0.0021))
    stream = asked(server, "openai", structured=Form)
    read(stream)
    assert stream.usage == Usage(120, 17, 0.0021)


@pytest.mark.parametrize("form", [Form, Form.model_json_schema()], ids=["class", "schema"])
def test_structured_output_is_asked_for_and_comes_as_text(
    protocol: str, form: object, model_server: Serve
) -> None:
    server = model_server(says('{"sender": "Ada"}'))
    text, error = read(asked(server, protocol, structured=form))
    assert error is None
    assert json.loads(text) == {"sender": "Ada"}
    assert "sender" in json.dumps(server.requests[0].structured)


def test_structured_output_may_be_half_a_json(protocol: str, model_server: Serve) -> None:
    server = model_server(says('{"sender": "A', finish="length"))
    assert read(asked(server, protocol, structured=Form))[0] == '{"sender": "A'


def test_what_a_server_of_ones_own_can_do_is_not_known(protocol: str, model_server: Serve) -> None:
    assert not LanguageModel(model_server(says(TEXT)).settings(protocol)).supports_structured


def test_what_a_providers_model_can_do_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nothing")
    assert LanguageModel(Settings(model="openai:gpt-4.1-mini")).supports_structured
    assert not LanguageModel(Settings(model="openai:gpt-4.1-imagined")).supports_structured


def test_a_whole_text_may_be_asked_for(protocol: str, model_server: Serve) -> None:
    model = LanguageModel(model_server(says("ready")).settings(protocol))
    assert model.complete(PROMPT, threading.Event()) == "ready"
    assert model.name == f"{protocol}:scripted"


def test_several_threads_may_ask_at_once(protocol: str, model_server: Serve) -> None:
    model = LanguageModel(model_server(lambda request: says(request.user)).settings(protocol))
    found: dict[str, str] = {}

    def ask(text: str) -> None:
        found[text] = model.complete(Prompt("", text), threading.Event())

    threads = [threading.Thread(target=ask, args=(f"question {i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {text: text for text in found}
    assert len(found) == 6


def test_a_server_that_wants_no_key_gets_none_of_ours(model_server: Serve) -> None:
    server = model_server(says(TEXT))
    assert read(asked(server, "openai"))[0] == TEXT
    assert server.requests[0].headers["authorization"] == "Bearer no-key-needed"


def test_the_key_of_the_environment_is_used(
    model_server: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    server = model_server(says(TEXT))
    read(asked(server, "openai"))
    assert server.requests[0].headers["authorization"] == "Bearer sk-of-the-environment"


# Stopping


def test_what_is_cancelled_before_it_begins_asks_nobody(protocol: str, model_server: Serve) -> None:
    server = model_server(says(TEXT))
    cancelled = threading.Event()
    cancelled.set()
    model = LanguageModel(server.settings(protocol))
    with pytest.raises(ModelCancelled):
        list(model.stream(PROMPT, cancelled))
    assert not server.requests


@pytest.mark.parametrize("pieces", [(), ("SAY: Ada ",)], ids=["before", "amid"])
def test_cancelling_closes_the_connection(
    protocol: str, pieces: tuple[str, ...], model_server: Serve
) -> None:
    server = model_server(hangs(*pieces))
    cancelled = threading.Event()
    model = LanguageModel(server.settings(protocol))

    def cancel_when_asked() -> None:
        while not server.requests:
            time.sleep(0.01)
        cancelled.set()

    threading.Thread(target=cancel_when_asked).start()
    with pytest.raises(ModelCancelled):
        list(model.stream(PROMPT, cancelled))
    assert server.requests[0].left.wait(5)


def test_whoever_stops_reading_closes_the_connection(protocol: str, model_server: Serve) -> None:
    server = model_server(hangs("SAY: Ada "))
    for _ in asked(server, protocol):
        break
    assert server.requests[0].left.wait(5)


def test_a_call_that_hangs_keeps_no_process_from_ending(protocol: str, model_server: Serve) -> None:
    server = model_server(hangs("SAY: Ada "))
    program = (
        "import sys, threading, time\n"
        "from corpus.settings import Settings\n"
        "from qa.language_model import LanguageModel, Prompt\n"
        "model = LanguageModel(Settings(model=sys.argv[1], base_url=sys.argv[2]))\n"
        "stream = model.stream(Prompt('', 'Who?'), threading.Event())\n"
        "threading.Thread(target=list, args=(stream,), daemon=True).start()\n"
        "sys.stdin.readline()\n"
    )
    settings = server.settings(protocol)
    words = [sys.executable, "-c", program, settings.model, settings.base_url]
    with subprocess.Popen(
        words, cwd=ROOT, text=True, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while not server.requests:
            time.sleep(0.02)
        _, said = process.communicate("end\n", timeout=20)
    assert (process.returncode, said) == (0, "")
