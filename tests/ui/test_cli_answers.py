"""`footnote answers`: listed, searched, shown, exported, deleted."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.conftest import Terminal

GATE, KEY = "When does the gate close?", "Who keeps the key?"


@pytest.fixture
def asked(terminal: Terminal, texts: Callable[..., Path]) -> Terminal:
    """A library of one document, asked two questions."""
    folder = texts(gate="# The gate\n\nThe gate closes at eight.\n\nThe porter keeps the key.\n")
    assert terminal("ingest", str(folder)).exit_code == 0
    for question in (GATE, KEY):
        assert terminal("ask", question).exit_code == 0
    return terminal


def ids(terminal: Terminal) -> dict[str, str]:
    return {a["answer"]["question"]: a["id"] for a in terminal.json("answers")["answers"]}


def test_the_newest_stands_first(asked: Terminal) -> None:
    listed = asked("answers").stdout
    assert listed.index(KEY) < listed.index(GATE)
    assert "answered · 1 citation · extractive · generation 1" in listed


def test_answers_are_found_by_their_words(asked: Terminal) -> None:
    found = asked("answers", "porter").stdout
    assert KEY in found
    assert GATE not in found


def test_there_may_be_none(asked: Terminal) -> None:
    assert asked("answers", "zebra").stdout.startswith("No saved answers")


def test_only_the_newest_few(asked: Terminal) -> None:
    assert [a["answer"]["question"] for a in asked.json("answers", "--limit", "1")["answers"]] == [
        KEY
    ]


def test_one_is_shown_as_it_was_given(asked: Terminal) -> None:
    shown = asked("answers", "--show", ids(asked)[GATE][:8]).stdout
    assert "The gate closes at eight. [1]" in shown
    assert "gate, characters" in shown


def test_json_has_what_it_was_asked_with_and_how_its_sources_stand(
    asked: Terminal, texts: Callable[..., Path]
) -> None:
    saved = asked.json("answers", "--show", ids(asked)[GATE])
    assert saved["standing"] == "kept"
    assert saved["settings"]["confidence"] == 0.45
    assert saved["answer"]["statements"][0]["text"] == "The gate closes at eight."
    folder = texts(gate="# The gate\n\nThe gate closes at nine.\n\nThe porter keeps the key.\n")
    asked("ingest", str(folder))
    assert asked.json("answers", "--show", saved["id"])["standing"] == "changed"
    assert "sources changed" in asked("answers").stdout


def test_an_id_that_is_not_there(asked: Terminal) -> None:
    result = asked("answers", "--show", "ffff")
    assert result.exit_code == 2
    assert "no saved answer ffff" in result.stderr


# Exporting


def test_lines_hold_everything(asked: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    assert "2 answers written" in asked("answers", "--export", str(file)).stdout
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["answer"]["question"] for line in lines] == [KEY, GATE]


def test_markdown_is_to_be_read(asked: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "kept.md"
    asked("answers", "gate", "--export", str(file))
    text = file.read_text(encoding="utf-8")
    assert f"## {GATE}" in text
    assert "The gate closes at eight. [1]" in text


def test_a_table_has_a_row_for_each_citation(asked: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    asked("answers", "--export", str(file))
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert {row["statement"] for row in rows} >= {"The gate closes at eight."}
    assert {row["question"] for row in rows} == {GATE, KEY}


def test_no_cell_of_a_table_is_a_formula(
    terminal: Terminal, texts: Callable[..., Path], tmp_path: Path
) -> None:
    terminal("ingest", str(texts(sums="# Sums\n\nThe sum of the gates is twelve.\n")))
    terminal("ask", "=HYPERLINK(1) What is the sum of the gates?")
    file = tmp_path / "kept.csv"
    terminal("answers", "--export", str(file))
    (row, *_) = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    assert row["question"].startswith("'=")


def test_a_file_that_is_there_is_left_as_it_is(asked: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "kept.md"
    file.write_text("mine")
    result = asked("answers", "--export", str(file))
    assert result.exit_code == 2
    assert "was left as it is" in result.stderr
    assert file.read_text() == "mine"


def test_another_kind_of_file_is_refused(asked: Terminal, tmp_path: Path) -> None:
    assert asked("answers", "--export", str(tmp_path / "kept.pdf")).exit_code == 2


# Deleting


def test_deleting_asks_first(asked: Terminal) -> None:
    result = asked("answers", "--delete", ids(asked)[GATE])
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert len(ids(asked)) == 2


def test_what_is_deleted_is_gone(asked: Terminal) -> None:
    id = ids(asked)[GATE]
    assert "1 answer deleted" in asked("answers", "--delete", id[:10], "--yes").stdout
    assert list(ids(asked)) == [KEY]


def test_all_that_was_found_is_deleted(asked: Terminal) -> None:
    assert asked.json("answers", "porter", "--delete-found", "--yes")["deleted"]
    assert list(ids(asked)) == [GATE]
