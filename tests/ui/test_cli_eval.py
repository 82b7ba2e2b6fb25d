"""`footnote eval`: questions are asked, and what came of it is printed, written and compared."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

import qa.extract
from corpus.document import Citation, Document, cite
from evals.report.saved import load
from tests.ui.conftest import Terminal
from ui.cli import app

QUESTIONS = """
name: gate
questions:
  - id: closes
    question: When does the gate close?
    quotes: [{document: texts/gate, text: The gate closes at eight.}]
  - id: keeps
    question: Who keeps the key?
    quotes: [{document: texts/gate, text: The porter keeps the key.}]
  - {id: moon, question: How heavy is the moon?, kind: unanswerable}
"""


@pytest.fixture
def gate(terminal: Terminal, texts: Callable[..., Path]) -> Terminal:
    content = "# The gate\n\nThe gate closes at eight.\n\nThe porter keeps the key.\n"
    assert terminal("ingest", str(texts(gate=content))).exit_code == 0
    return terminal


@pytest.fixture
def questions(tmp_path: Path) -> str:
    file = tmp_path / "gate.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return str(file)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words, catch_exceptions=False)


def test_a_run_is_printed_saved_reported_and_compared(
    gate: Terminal, questions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, page, xml = (tmp_path / "new" / name for name in ("run.json", "page.html", "junit.xml"))
    first = gate("eval", questions, "--save", str(run), "--report", str(page), "--junit", str(xml))
    assert first.exit_code == 0
    assert first.stdout.startswith("3 questions")
    assert "citations exact" in first.stdout
    assert [record.id for record in load(run).footnote.records] == ["closes", "keeps", "moon"]
    assert "When does the gate close?" in page.read_text(encoding="utf-8")
    assert ET.parse(xml).find("testsuite").get("tests") == "3"

    kept = tmp_path / "baseline.json"
    assert typed("eval", "keep", str(run), str(kept)).exit_code == 0
    assert len(kept.read_bytes()) < len(run.read_bytes()) / 2

    again = gate.json("eval", questions, "--baseline", str(kept))
    assert again["comparison"]["fails"] == []
    assert again["comparison"]["questions"] == 3
    assert again["comparison"]["circumstances"] == []
    assert again["runs"][0]["figures"]["overall"]["citation_exactness"] == 1

    monkeypatch.setattr(qa.extract, "cite", shifted)
    broken = gate("eval", questions, "--baseline", str(kept), "--report", str(page))
    assert broken.exit_code == 1
    assert "Citations exact fell from 1.000 to 0.000" in broken.stdout
    assert "Citations exact fell from 1.000 to 0.000" in page.read_text(encoding="utf-8")

    allowed = [f"--tolerance={name}=1" for name in broken_figures(gate, questions, kept)]
    assert gate("eval", questions, "--baseline", str(kept), *allowed).exit_code == 0


def broken_figures(gate: Terminal, questions: str, kept: Path) -> list[str]:
    result = gate("eval", questions, "--baseline", str(kept), "--json")
    assert result.exit_code == 1
    fails = json.loads(result.stdout)["comparison"]["fails"]
    assert "citation_exactness" in fails
    return list(fails)


def shifted(document: Document, label: str, start: int, end: int) -> Citation:
    """A citation of the characters one further on than those that it says."""
    return replace(cite(document, label, start, end), start=start + 1, end=end + 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--tolerance", "right=0.1"], "--baseline"),
        (["--baseline", "x.json", "--tolerance", "rihgt=0.1"], "there is no figure"),
        (["--baseline", "x.json", "--tolerance", "right=lots"], "needs a number"),
        (["--baseline", "x.json"], "There is nothing to compare with in x.json"),
        (["--report", "."], "it is a folder"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_asked(
    gate: Terminal, questions: str, words: list[str], sentence: str
) -> None:
    result = gate("eval", questions, *words)
    assert result.exit_code == 2
    assert sentence in " ".join(result.output.replace("│", " ").split())


def test_a_baseline_of_other_questions_is_none(
    gate: Terminal, questions: str, tmp_path: Path
) -> None:
    run, other = tmp_path / "run.json", tmp_path / "other.yaml"
    other.write_text(QUESTIONS.replace("name: gate", "name: other"), encoding="utf-8")
    assert gate("eval", questions, "--save", str(run)).exit_code == 0
    result = gate("eval", str(other), "--baseline", str(run))
    assert result.exit_code == 2
    assert "none of these questions was asked in it" in result.output
