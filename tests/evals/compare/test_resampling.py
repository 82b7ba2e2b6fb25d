"""Intervals by resampling, against the same done by hand and against what theory expects."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from evals.compare.resampling import FEWER, drawn, intervals, resampled
from evals.runs.figures import BY_NAME, FIGURES
from evals.runs.record import Record
from tests.evals.records import THREE, TWO, a_record, cited

RIGHT, WRONG, REFUSED = a_record(cited(*TWO)), a_record(cited(*THREE)), a_record()
UNANSWERABLE = a_record(gold=None)


def numbered(*records: Record) -> list[Record]:
    return [replace(record, id=f"q{number}") for number, record in enumerate(records)]


MIXED = numbered(*[RIGHT] * 9, *[WRONG] * 5, *[REFUSED] * 4, *[UNANSWERABLE] * 4)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_a_resample_is_the_figure_over_the_records_drawn(figure) -> None:
    draws = drawn(len(MIXED), seed=1)[:20]
    found = resampled(figure, MIXED, draws)
    for row, value in zip(draws, found, strict=True):
        sample = [r for r, times in zip(MIXED, row, strict=True) for _ in range(times)]
        by_hand = figure.value(sample)
        assert (by_hand is None and np.isnan(value)) or value == pytest.approx(by_hand)


def test_an_interval_of_a_share_is_about_what_theory_says() -> None:
    records = numbered(*[RIGHT] * 280, *[WRONG] * 120)
    found = intervals(records, 7)["answer_right"]
    half = 1.96 * sqrt(0.7 * 0.3 / 400)
    assert found.low == pytest.approx(0.7 - half, abs=0.01)
    assert found.high == pytest.approx(0.7 + half, abs=0.01)


def test_the_same_seed_gives_the_same_intervals() -> None:
    assert intervals(MIXED, 3) == intervals(MIXED, 3)
    assert intervals(MIXED, 3) != intervals(MIXED, 4)


def test_where_all_agree_the_interval_has_no_width() -> None:
    found = intervals(numbered(*[RIGHT] * 10), 7)["answer_right"]
    assert (found.low, found.high) == (1.0, 1.0)


def test_what_was_not_measured_has_no_interval() -> None:
    found = intervals(numbered(*[RIGHT] * 3), 7)
    assert "abstention_recall" not in found
    assert "right" in found
    assert intervals([], 7) == {}


def test_figures_that_are_no_ratio_have_intervals_of_fewer_resamples() -> None:
    figure = BY_NAME["risk"]
    assert len(resampled(figure, MIXED, drawn(len(MIXED), 7))) == FEWER
    found = intervals(MIXED, 7, [figure])["risk"]
    assert found.low <= (figure.value(MIXED) or 0.0) <= found.high
