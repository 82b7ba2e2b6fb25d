"""`footnote eval check` and `footnote eval suggest`, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.sets.reading import load_questions
from tests.ui.conftest import Terminal

KEEPS = "The porter keeps the key."
GATE = f"# The gate\n\n## Keys\n\n{KEEPS} The gate was built on 3 May 1921 by the town.\n"


@pytest.fixture
def house(terminal: Terminal, texts: Callable[..., Path]) -> Terminal:
    assert terminal("ingest", str(texts(gate=GATE))).exit_code == 0
    return terminal


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A stranger's questions: one that is sound, one with a quote that has a slip."""
    file = tmp_path / "mine.csv"
    file.write_text(f"question,quote\nWho has it?,{KEEPS}\nWho?,The porter keps the key.\n")
    return file


def test_a_broken_quote_fails_the_check_with_the_nearest_text(house: Terminal, mine: Path) -> None:
    result = house("eval", "check", str(mine))
    assert result.exit_code == 1
    assert "row-3, quotes: “The porter keps the key.” does not stand in any" in result.stdout
    assert f"nearest: “{KEEPS}” texts/gate, characters" in result.stdout
    assert "2 questions, 1 problem" in result.stdout


def test_a_check_as_json_has_every_problem(house: Terminal, mine: Path) -> None:
    result = house("eval", "check", str(mine), str(mine.with_name("none.yaml")), "--json")
    assert result.exit_code == 1
    first, second = json.loads(result.stdout)["sets"]
    assert (first["questions"], first["proposed"]) == (2, 0)
    assert first["problems"][0]["near"]["text"] == KEEPS
    assert second["problems"][0]["problem"] == "there is no such file"


def test_suggestions_are_kept_checked_and_not_asked(house: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "proposed.yaml"
    told = house.json("eval", "suggest", "texts/gate", "--save", str(file))
    assert (told["file"], told["model"]) == (str(file), None)
    (row,) = told["questions"]
    assert row["question"] == "When was the gate built by the town?"
    assert load_questions(file).questions[0].proposed
    result = house("eval", "check", str(file))
    assert result.exit_code == 0
    assert "0 questions, 1 proposed and not asked" in result.stdout


def test_suggestions_leave_a_file_alone_that_is_there(house: Terminal, mine: Path) -> None:
    file = mine.with_suffix(".yaml")
    file.write_text("mine")
    assert house("eval", "suggest", "texts/gate", "--save", str(file)).exit_code == 2
    assert file.read_text() == "mine"


def test_suggestions_for_an_unknown_document_are_refused(house: Terminal) -> None:
    result = house("eval", "suggest", "gat")
    assert result.exit_code == 2
    assert "There is no document “gat”" in result.stderr
