"""The benchmark of verification tells each part beside an answer's time."""

import pytest

from evals.benchmarks.verifying import main, table


def test_it_is_a_share_of_an_extractive_answer_time_per_statement() -> None:
    shown = str(table([0.2, 0.4], 3, [(0.01, True), (0.03, True), (0.08, False)]))
    assert "2 answers of 3 statements, 3 verified" in shown
    assert "10.0%" in shown
    assert "40.0%" in shown


def test_where_nothing_was_refused_there_is_no_figure() -> None:
    assert "–" in str(table([0.2], 1, [(0.01, True)]))


@pytest.mark.slow
@pytest.mark.usefixtures("few_are_shipped")
def test_it_runs_on_real_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--most", "5"]) == 0
    assert "a statement verified and accepted" in capsys.readouterr().out
