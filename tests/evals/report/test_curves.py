"""The curves of a run, as points and as tables."""

import pytest

from evals.report.curves import charts, ticks
from evals.report.measured import measured
from evals.runs.figures import BY_NAME
from tests.evals.compare.test_resampling import MIXED
from tests.evals.records import a_record, a_run, an_evaluation, with_scores

MEASURES = measured(an_evaluation(a_run(*MIXED), a_run(*MIXED[:9], pipeline="stock")))


def chart(title: str):
    return next(one for one in charts(MEASURES) if one.title == title)


def test_hit_at_k_runs_through_the_figures_of_that_name() -> None:
    (name, points), _ = chart("Hit at k").lines
    assert name == "footnote"
    for k in (1, 5, 10):
        assert dict(points)[k] == BY_NAME[f"hit_at_{k}"].value(MIXED)
    assert len(chart("Hit at k").rows[0]) == len(chart("Hit at k").columns) == 10


def test_the_risk_of_answering_all_is_the_share_that_is_wrong() -> None:
    one = chart("Risk against coverage")
    risk = dict(zip(one.columns, one.rows[0], strict=True))["100%"]
    assert risk == pytest.approx(1 - 9 / len(MIXED))


def test_times_stand_between_powers_of_ten() -> None:
    assert ticks([0.03, 4.0]) == (0.01, 0.1, 1.0, 10.0)
    assert ticks([0.1, 1.0]) == (0.1, 1.0)


def test_a_curve_with_nothing_to_draw_is_left_out() -> None:
    untimed = with_scores(a_record(gold=None), seconds={})
    titles = [one.title for one in charts(measured(an_evaluation(a_run(untimed))))]
    assert titles == ["Risk against coverage"]
