"""A run against an earlier one: what flipped, what was asked in one only, what was unlike."""

import json
from dataclasses import replace

from evals.compare.circumstances import differences
from evals.compare.comparison import Comparison, compare
from evals.compare.tolerances import DEFAULTS
from evals.report.faults import Fault
from evals.runs.record import Evaluation, QuestionFile, Record
from tests.evals.compare.test_resampling import REFUSED, RIGHT, WRONG
from tests.evals.records import a_run, an_evaluation

THEN = {"a": RIGHT, "b": RIGHT, "c": WRONG, "gone": RIGHT}
NOW = {"a": RIGHT, "b": REFUSED, "c": RIGHT, "new": WRONG}


def evaluation(records: dict[str, Record]) -> Evaluation:
    return an_evaluation(a_run(*(replace(record, id=id) for id, record in records.items())))


def compared() -> Comparison:
    return compare(evaluation(THEN), evaluation(NOW), DEFAULTS, "then.json")


def test_questions_that_flipped_are_named_with_what_went_wrong() -> None:
    found = compared()
    assert [(flip.key, flip.fault) for flip in found.lost] == [
        (("tiny", "b"), Fault.WRONGLY_REFUSED)
    ]
    assert [(flip.key, flip.fault) for flip in found.won] == [(("tiny", "c"), Fault.NOT_CHOSEN)]
    assert found.lost[0].question == "?"


def test_only_questions_of_both_runs_count() -> None:
    found = compared()
    right = next(one for one in found.changes if one.figure.name == "right")
    assert found.questions == 3
    assert (right.was, right.now) == (2 / 3, 2 / 3)
    assert found.dropped == (("tiny", "gone"),)
    assert found.added == (("tiny", "new"),)


def test_what_is_beyond_its_tolerance_fails() -> None:
    found = compared()
    assert {breach.change.figure.name for breach in found.breaches} >= {"wrongly_refused"}
    forgiving = replace(found, tolerances=dict.fromkeys(DEFAULTS, 1.0))
    assert not forgiving.breaches


def test_a_comparison_as_json() -> None:
    content = compared().to_json()
    assert json.loads(json.dumps(content)) == content
    assert "wrongly_refused" in content["fails"]
    assert content["lost"] == [{"question": "tiny/b", "asked": "?", "fault": "wrongly refused"}]
    assert content["dropped"] == ["tiny/gone"]
    right = content["figures"]["right"]
    assert (right["difference"], right["tolerance"]) == (0, DEFAULTS["right"])
    assert set(right["interval"]) == {"low", "high"}


def test_alike_runs_differ_in_nothing() -> None:
    known = evaluation(THEN).circumstances
    later = replace(known, created_at="2027-01-01T00:00:00+00:00", generation=5)
    assert differences(known, later) == []


def test_what_two_runs_were_not_made_alike_with_is_said() -> None:
    known = evaluation(THEN).circumstances
    later = replace(
        known,
        library="2" * 32,
        embedding="large",
        model="ollama:m",
        judge="ollama:j",
        seed=8,
        question_files=(QuestionFile("tiny", "tiny.yaml", "1" * 32),),
        settings={"confidence": 0.4},
        versions={"python": "3.12"},
        machine={"cores": "4"},
    )
    assert differences(known, later) == [
        "The library holds other texts.",
        "The question set “tiny” was changed.",
        "The embedding model was tiny and is large.",
        "The language model was none and is ollama:m.",
        "The judge was none and is ollama:j.",
        "The setting confidence was 0.5 and is 0.4.",
        "The seed was 7 and is 8.",
        "The version of python was 3.11 and is 3.12.",
        "The machine's cores was 2 and is 4.",
    ]
