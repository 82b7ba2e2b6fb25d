"""A run as a file: saved, read again, and made small."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import BadRun, FileUnwritable
from evals.report.faults import fault
from evals.report.measured import measured
from evals.report.saved import keep, load, save, to_json
from evals.runs import machine
from evals.runs.figures import values
from tests.evals.compare.test_resampling import MIXED
from tests.evals.records import a_run, an_evaluation

EVALUATION = an_evaluation(a_run(*MIXED), a_run(*MIXED[:5], pipeline="stock"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "run.json"


def test_a_saved_run_comes_back_as_it_was(file: Path) -> None:
    save(EVALUATION, measured(EVALUATION), file)
    assert load(file) == EVALUATION


def test_figures_are_told_with_their_intervals_and_by_part() -> None:
    content = to_json(EVALUATION, measured(EVALUATION), records=False)
    footnote, stock = (run["figures"] for run in content["runs"])
    assert footnote["overall"] == values(MIXED)
    low, high = footnote["intervals"]["right"]
    assert low < footnote["overall"]["right"] < high
    assert set(footnote["by_kind"]) == {"fact", "unanswerable"}
    assert stock["by_document"]["a"]["answer_right"] == 1
    assert all("records" not in run for run in content["runs"])
    assert json.loads(json.dumps(content)) == content


def test_questions_are_listed_by_what_went_wrong() -> None:
    figures = to_json(EVALUATION, measured(EVALUATION))["runs"][0]["figures"]
    assert sum(map(len, figures["faults"].values())) == len(MIXED)
    for record in MIXED:
        assert f"tiny/{record.id}" in figures["faults"][fault(record).value]


def test_what_is_kept_has_footnotes_scores_and_no_answers(file: Path) -> None:
    keep(EVALUATION, file)
    (run,) = load(file).runs
    assert run.records == tuple(replace(record, detail=None) for record in MIXED)
    assert load(file).circumstances == EVALUATION.circumstances
    assert "second" not in file.read_text(encoding="utf-8").replace("seconds", "")


def test_what_is_kept_has_a_question_a_line(file: Path) -> None:
    keep(EVALUATION, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert sum('"id": "q' in line for line in lines) == len(MIXED)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", "it is no run"),
        ("not JSON", "it is no run"),
        ('{"format": 1, "runs": []}', "saved by another version"),
        ('{"format": 2, "runs": [{}]}', "it is no run"),
    ],
)
def test_something_else_is_no_run(file: Path, content: str, reason: str) -> None:
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadRun, match=reason):
        load(file)


def test_a_run_that_is_not_there_is_none(file: Path) -> None:
    with pytest.raises(BadRun, match="cannot be opened"):
        load(file)


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="it is a folder"):
        save(EVALUATION, measured(EVALUATION), tmp_path)


def test_neither_paths_nor_names_are_kept(settings) -> None:
    kept = machine.public_settings(settings.model_copy(update={"embedding": "/models/mine"}))
    assert kept["embedding"] == "mine"
    assert "library" not in kept
    assert set(machine.machine()) == {"system", "architecture", "processor", "cores"}


def test_versions_name_what_can_change_a_figure() -> None:
    assert {"python", "chromadb", "torch"} <= set(machine.versions())
    assert machine.without_folder("all-MiniLM-L6-v2") == "all-MiniLM-L6-v2"
    assert machine.without_folder("~/models/tiny") == "tiny"
