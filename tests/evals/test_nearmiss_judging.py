"""Who judges near misses, and what is made of the judgements."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Passage
from evals.nearmiss.__main__ import main
from evals.nearmiss.case import Altered, Case, Quote
from evals.nearmiss.judges import Judgement, NoVerdict, exact, fuzzy, program
from evals.nearmiss.outcome import Outcome, wilson

TEXT = "Data on applicants stay in Eurodac for ten years."
PASSAGE = Passage("p", "a.md", "A", 0, "1", (), 0, 0, len(TEXT), TEXT)
TRUE = Case("verbatim", True, TEXT, (Quote(1, TEXT),), (PASSAGE,))
ALTERED = Case(
    *("number", False, TEXT.replace("ten", "two")),
    *((Quote(1, TEXT.replace("ten", "two")),), (PASSAGE,), Altered.QUOTE),
)
CASES = [TRUE, ALTERED]
ACCEPTS_ALL = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    print(json.dumps({'id': json.loads(line)['id'], 'accepted': True}))\n"
)


def written(folder: Path, script: str) -> str:
    file = folder / "judge.py"
    file.write_text(script, encoding="utf-8")
    return f'"{sys.executable}" "{file}"'


def test_exact_words_refuse_a_changed_quote() -> None:
    assert accepted(exact(CASES)) == [True, False]


def test_a_fuzzy_matcher_takes_a_changed_quote_for_a_source() -> None:
    assert accepted(fuzzy(CASES)) == [True, True]


def test_any_program_can_judge(tmp_path: Path) -> None:
    assert accepted(program(written(tmp_path, ACCEPTS_ALL))(CASES)) == [True, True]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("raise SystemExit(3)", "ended with code 3"),
        ("print('yes')", "“yes” is no verdict"),
        ("", "gave no verdict on 2 of 2 cases"),
    ],
)
def test_a_program_that_gives_no_verdicts_is_told_so(
    tmp_path: Path, script: str, message: str
) -> None:
    with pytest.raises(NoVerdict, match=message):
        program(written(tmp_path, script))(CASES)


def test_a_program_that_accepts_everything_fails_the_suite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.json"
    command = written(tmp_path, ACCEPTS_ALL)
    assert main(["--command", command, "--save", str(saved), "--examples", "1"]) == 1
    kept = json.loads(saved.read_text(encoding="utf-8"))
    false = [case for case in kept["cases"] if not case["true"]]
    assert kept["false_accepted"] == len(false)
    assert f"False accepted: {len(false)}." in capsys.readouterr().out


def test_the_export_is_a_case_a_line_with_its_solution(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    assert main(["--export", str(file)]) == 0
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {"id", "kind", "true", "statement", "quotes", "passages"} <= set(lines[0])
    assert {line["true"] for line in lines} == {True, False}


def test_an_outcome_counts_what_went_wrong() -> None:
    judged = {case.id: Judgement(case is ALTERED) for case in CASES}
    outcome = Outcome(CASES, {"tested": judged})
    assert outcome.false_accepted == [ALTERED]
    assert outcome.true_rejected == [TRUE]
    assert (outcome.quotes.accepted, outcome.quotes.cases) == (0, 1)


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    """Newcombe 1998, “Two-sided confidence intervals for the single proportion”, table I."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_rate(rate: tuple[int, int]) -> None:
    low, high = wilson(*rate)
    share, rounding = rate[0] / rate[1], 1e-12
    assert 0 <= low <= share + rounding
    assert share - rounding <= high <= 1


def accepted(judged: dict[str, Judgement]) -> list[bool]:
    return [judged[case.id].accepted for case in CASES]
