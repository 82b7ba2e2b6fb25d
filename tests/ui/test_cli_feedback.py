"""`footnote feedback`: verdicts are listed, and exported as questions that `footnote eval` asks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.verdicts import Judged, Words
from evals.sets.reading import load_questions
from tests.ui.conftest import Terminal

GATE, KEY = "When does the gate close?", "Who keeps the key?"
KEEPS = "The porter keeps the key."


@pytest.fixture
def asked(terminal: Terminal, texts: Callable[..., Path]) -> Terminal:
    """A library of one document, asked two questions."""
    folder = texts(gate=f"# The gate\n\nThe gate closes at eight.\n\n{KEEPS}\n")
    assert terminal("ingest", str(folder)).exit_code == 0
    for question in (GATE, KEY):
        assert terminal("ask", question).exit_code == 0
    return terminal


@pytest.fixture
def judged(asked: Terminal) -> Terminal:
    """One answer is found helpful by one person, the other in need of a source by another."""
    with Library.open(asked.library) as library:
        ids = {saved.question: saved.id for saved in library.answers()}
        library.give_verdict("login:anna", ids[GATE], GATE, Judged.HELPFUL)
        library.give_verdict("login:ben", ids[KEY], KEY, Judged.WRONG_SOURCE)
    return asked


def complete(terminal: Terminal) -> None:
    """Pick the words that lack."""
    with Library.open(terminal.library) as library:
        (lacking,) = (verdict for verdict in library.verdicts() if not verdict.is_complete)
        document = library.document("texts/gate")
        start = document.text.index(KEEPS)
        words = Words("texts/gate", document.version, start, start + len(KEEPS), KEEPS)
        library.pick_words(lacking.owner, lacking.row, words)


def test_everybodys_verdicts_are_listed(judged: Terminal) -> None:
    listed = judged("feedback").stdout
    assert GATE in listed
    assert KEY in listed
    assert "wrong source" in listed
    assert "2 verdicts, 1 to complete" in listed


def test_there_may_be_none(asked: Terminal) -> None:
    assert asked("feedback").stdout.startswith("No verdicts")
    assert asked.json("feedback") == {"verdicts": []}


def test_those_that_lack_their_words_alone(judged: Terminal) -> None:
    listed = judged("feedback", "--open").stdout
    assert KEY in listed
    assert GATE not in listed


def test_json_has_the_words_and_nobodys_name(judged: Terminal) -> None:
    complete(judged)
    verdicts = judged.json("feedback")["verdicts"]
    by_question = {verdict["question"]: verdict for verdict in verdicts}
    assert by_question[GATE]["words"] is None
    words = by_question[KEY]["words"]
    assert (words["document"], words["quote"]) == ("texts/gate", KEEPS)
    assert "anna" not in json.dumps(verdicts)


def test_what_is_complete_is_exported_and_the_rest_to_be_completed(
    judged: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "use.yaml"
    said = judged("feedback", "--export", str(file)).stdout
    assert "1 question written to" in said
    assert f"1 written to be completed in the file:\n  {KEY}" in said
    rows = load_questions(file).questions
    assert [(row.question, row.proposed) for row in rows] == [(GATE, False), (KEY, True)]


def test_what_was_exported_is_evaluated_as_it_is(judged: Terminal, tmp_path: Path) -> None:
    complete(judged)
    file = tmp_path / "use.yaml"
    told = judged.json("feedback", "--export", str(file))
    assert (told["exported"], told["to_complete"], told["left_out"]) == (2, [], [])
    assert "footnote" in judged("eval", str(file)).stdout.lower()
    report = judged("eval", str(file), "--json")
    assert json.loads(report.stdout)["circumstances"]["question_files"][0]["name"] == "use"


def test_nothing_complete_is_said(asked: Terminal, tmp_path: Path) -> None:
    result = asked("feedback", "--export", str(tmp_path / "use.yaml"))
    assert result.exit_code == 2
    assert "No verdict is a question" in result.stderr
    assert not (tmp_path / "use.yaml").exists()


def test_a_file_that_is_there_is_left_alone(judged: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "use.yaml"
    file.write_text("mine")
    assert judged("feedback", "--export", str(file)).exit_code == 2
    assert file.read_text() == "mine"


@pytest.mark.parametrize("words", [["--export", "use.json"], ["--open", "--export", "use.yaml"]])
def test_what_cannot_be_meant_is_refused(judged: Terminal, words: list[str]) -> None:
    assert judged("feedback", *words).exit_code == 2
