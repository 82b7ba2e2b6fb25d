"""`footnote ask` with a language model: what a person and a program are told of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.model_server import ModelServer, refuses
from tests.qa.scripted import citing
from tests.ui.conftest import Terminal

QUESTION = "Which countries take part in Talent Partnerships?"
QUOTE = (
    "Talent partnerships have been launched with Morocco, Tunisia, Egypt, Pakistan and Bangladesh"
)
TRUE = f"{QUOTE}."
FALSE = "Talent partnerships have been launched with Morocco, Tunisia and Libya."


@pytest.fixture
def with_model(
    shipped_library: Path,
    tmp_path: Path,
    model_server: Callable[..., ModelServer],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Terminal]:
    """A terminal whose settings name a scripted model."""

    def made(script: object) -> Terminal:
        shutil.copytree(shipped_library, tmp_path / "library")
        settings = model_server(script).settings("openai")
        monkeypatch.setenv("FOOTNOTE_MODEL", settings.model)
        monkeypatch.setenv("FOOTNOTE_BASE_URL", settings.base_url)
        return Terminal(tmp_path / "library")

    return made


CITING = citing((TRUE, QUOTE), (FALSE, QUOTE), usage=(2000, 100))


def test_prose_with_footnotes_the_model_and_how_much_was_left_out(
    with_model: Callable[..., Terminal],
) -> None:
    out = with_model(CITING)("ask", QUESTION).stdout
    assert f"{TRUE} [1]" in out
    assert "written by openai:scripted · 2,100 tokens" in out
    assert "1 sentence. --unsupported shows what" in out
    assert FALSE not in out


def test_what_was_left_out_is_shown_with_the_reason_to_who_asks(
    with_model: Callable[..., Terminal],
) -> None:
    out = with_model(CITING)("ask", QUESTION, "--unsupported").stdout
    assert f"· {FALSE}" in out
    assert "Libya" in out.rsplit(FALSE, 1)[1]


def test_json_has_all_of_it_behind_the_keys_that_are_always_there(
    with_model: Callable[..., Terminal],
) -> None:
    answer = with_model(CITING).json("ask", QUESTION)
    assert list(answer)[-1] == "writing"
    assert answer["model"] == answer["writing"]["model"] == "openai:scripted"
    assert [left["text"] for left in answer["writing"]["left_out"]] == [FALSE]
    assert answer["writing"]["left_out"][0]["reasons"]
    assert (answer["writing"]["input_tokens"], answer["writing"]["output_tokens"]) == (2000, 100)


def test_a_model_that_fails_is_told_beside_the_answer(with_model: Callable[..., Terminal]) -> None:
    result = with_model(refuses(500, "out of order"))("ask", QUESTION)
    assert result.exit_code == 0
    assert "Morocco, Tunisia, Egypt" in result.stdout
    assert "openai:scripted" in result.stderr
    assert "the documents' own words" in result.stderr


def test_without_a_model_nothing_is_said_of_one(shipped: Terminal) -> None:
    result = shipped("ask", QUESTION, "--json")
    assert "writing" not in json.loads(result.stdout)
    assert result.stderr == ""


def test_a_pack_of_a_written_answer_verifies_until_the_source_changes(
    with_model: Callable[..., Terminal], texts: Callable[..., Path], tmp_path: Path
) -> None:
    gate, key = "The gate closes at eight in the evening.", "The porter keeps the key of the gate."
    terminal = with_model(citing((gate, gate), (key, key)))
    shutil.rmtree(terminal.library)
    folder = texts(gate=f"# The gate\n\n{key}\n\n{gate}\n")
    assert terminal("ingest", str(folder)).exit_code == 0
    pack = tmp_path / "pack.html"
    assert terminal("ask", "When does the gate close?", "--pack", str(pack)).exit_code == 0
    assert terminal("verify", str(pack)).exit_code == 0
    texts(gate=f"# The gate\n\n{key}\n\n{gate.replace('eight', 'nine')}\n")
    terminal("ingest", str(folder))
    result = terminal("verify", str(pack), "--json")
    assert result.exit_code == 1
    standing = {s["text"]: s["standing"] for s in json.loads(result.stdout)["statements"]}
    assert standing == {gate: "changed", key: "kept"}
