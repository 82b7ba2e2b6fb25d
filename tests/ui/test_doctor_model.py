"""`footnote doctor` tries the language model with one short call, where one is set."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.settings import Settings
from tests.model_server import PROTOCOLS, ModelServer, Reply, hangs, refuses, says
from ui.commands import doctor
from ui.commands.doctor import Check, State, language_model

Serve = Callable[..., ModelServer]


def check(server: ModelServer, protocol: str = "openai") -> Check:
    return language_model(server.settings(protocol))


def test_none_set_is_well_and_says_how_to_set_one(settings: Settings) -> None:
    found = language_model(settings)
    assert (found.state, found.mend) == (State.GOOD, "")
    assert "in the documents' own words" in found.finding
    assert "FOOTNOTE_MODEL" in found.finding


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_one_that_answers_is_well(protocol: str, model_server: Serve) -> None:
    server = model_server(says("ready"))
    found = check(server, protocol)
    assert found.state is State.GOOD
    assert found.finding.startswith(f"{protocol}:scripted, answered in ")
    (request,) = server.requests
    assert request.user == "Answer with the word ready."


@pytest.mark.parametrize(
    ("reply", "finding", "mend"),
    [
        (refuses(401), "refuses the key (status 401)", "put the right one in OPENAI_API_KEY."),
        (refuses(404), "is not known at http://127.0.0.1:", "correct the name in FOOTNOTE_MODEL"),
        (refuses(400, "no: never"), "failed (status 400, no: never)", "try again, or look"),
        (says(""), "wrote nothing", "choose another model"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(
    reply: Reply, finding: str, mend: str, model_server: Serve
) -> None:
    found = check(model_server(reply))
    assert found.state is State.BROKEN
    assert finding in found.finding
    assert mend in found.mend


def test_one_that_hangs_is_not_waited_for(
    model_server: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "MODEL_SECONDS", 2.0)
    found = check(model_server(hangs()))
    assert found.state is State.BROKEN
    assert "was not done within 2 s" in found.finding


def test_one_that_does_not_run_makes_doctor_end_with_1(
    terminal: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOOTNOTE_MODEL", "ollama:llama3.2")
    monkeypatch.setenv("FOOTNOTE_BASE_URL", "http://127.0.0.1:1")
    result = terminal("doctor")
    assert result.exit_code == 1
    assert "cannot be reached at http://127.0.0.1:1" in result.stdout
    assert "`ollama serve` starts it" in result.stdout
