"""Differences between two runs, question by question."""

import numpy as np
import pytest

from evals.compare.paired import by_chance, changes, p_value, swapped
from evals.runs.figures import FIGURES
from evals.runs.record import Record
from tests.evals.compare.test_resampling import REFUSED, RIGHT, UNANSWERABLE, WRONG, numbered


def change_of(name: str, before: list[Record], after: list[Record]):
    return next(one for one in changes(before, after, 7) if one.figure.name == name)


def test_a_run_does_not_differ_from_itself() -> None:
    run = numbered(*[RIGHT] * 6, *[WRONG] * 3, UNANSWERABLE)
    for one in changes(run, run, 7):
        assert one.difference == 0
        assert (one.interval.low, one.interval.high) == (0, 0)
        assert one.p == 1


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_a_throw_of_the_coin_swaps_the_answers_to_a_question(figure) -> None:
    before = numbered(*[RIGHT] * 5, *[REFUSED] * 3, *[UNANSWERABLE] * 2)
    after = numbered(*[WRONG] * 3, *[RIGHT] * 5, *[UNANSWERABLE] * 2)
    throws = swapped(len(before), seed=1)[:20]
    found = by_chance(figure, before, after, throws)
    for row, value in zip(throws, found, strict=True):
        pairs = [(b, a) if swap else (a, b) for b, a, swap in zip(before, after, row, strict=True)]
        one, other = figure.value([a for a, _ in pairs]), figure.value([b for _, b in pairs])
        nothing = one is None or other is None
        assert (nothing and np.isnan(value)) or value == pytest.approx(one - other)


@pytest.mark.parametrize(("lost", "expected"), [(1, 1.0), (3, 0.25), (5, 0.0625), (12, 0.0005)])
def test_the_chance_is_that_of_a_sign_test_where_all_flips_go_one_way(lost, expected) -> None:
    """Of n questions that flipped the same way: twice one half to the power of n."""
    before = numbered(*[RIGHT] * 40)
    after = numbered(*[WRONG] * lost, *[RIGHT] * (40 - lost))
    one = change_of("answer_right", before, after)
    assert one.difference == pytest.approx(-lost / 40)
    assert one.p == pytest.approx(expected, abs=0.04)
    assert one.p > 0


def test_the_interval_holds_the_difference_and_leaves_out_nothing_that_is_sure() -> None:
    before = numbered(*[WRONG] * 100)
    after = numbered(*[RIGHT] * 30, *[WRONG] * 70)
    one = change_of("answer_right", before, after)
    assert 0 < one.interval.low < 0.3 < one.interval.high < 0.5


def test_what_only_one_run_has_has_no_difference() -> None:
    before, after = numbered(RIGHT, RIGHT), numbered(REFUSED, REFUSED)
    one = change_of("citation_precision", before, after)
    assert (one.was, one.now, one.difference, one.interval, one.p) == (1, None, None, None, None)


def test_which_way_is_worse_depends_on_the_figure() -> None:
    before, after = numbered(RIGHT, RIGHT), numbered(RIGHT, REFUSED)
    assert change_of("wrongly_refused", before, after).worse_by == 0.5
    assert change_of("answer_right", before, after).worse_by == 0.5
    assert change_of("answer_right", after, before).worse_by == -0.5


def test_chance_is_never_ruled_out() -> None:
    assert p_value(1.0, np.zeros(999)) == 0.001
    assert p_value(0.0, np.zeros(999)) == 1


def test_no_questions_make_no_changes() -> None:
    assert changes([], [], 7) == []
