"""Refusing and confidence, against scikit-learn and against the definitions written with numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_score

from evals.metrics.abstention import (
    area_under_risk,
    calibration_error,
    precision,
    risk_coverage,
)

pairs = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)
levels = st.sampled_from([0.0, 0.1, 0.3, 0.35, 0.5, 0.7, 0.95, 1.0])
answers = st.lists(st.tuples(levels | st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


@settings(max_examples=30, deadline=None)
@given(pairs)
def test_precision_agrees_with_scikit_learn(cases):
    refused, unanswerable = ([case[side] for case in cases] for side in (0, 1))
    ours = precision(refused, unanswerable)
    if ours is None:
        assert not any(refused) or not any(unanswerable)
    else:
        assert ours == pytest.approx(precision_score(unanswerable, refused))


def test_without_anything_to_refuse_refusing_has_no_precision():
    assert precision([True, False], [False, False]) is None
    assert precision([False, False], [True, False]) is None


# Coverage and risk


@given(answers)
def test_the_area_agrees_with_its_definition(cases):
    """Without ties: the mean, over every number answered, of the share that is wrong."""
    rank = np.linspace(1, 0, len(cases))
    wrong = np.array([not right for _, right in cases])
    theirs = np.mean([wrong[:n].mean() for n in range(1, len(cases) + 1)])
    ours = area_under_risk(list(rank), [right for _, right in cases])
    assert ours == pytest.approx(theirs)


@settings(max_examples=10, deadline=None)
@given(answers.filter(lambda cases: len(cases) <= 8))
def test_among_equal_confidences_the_order_is_chance(cases):
    """The mean over many orders, drawn at random, is near."""
    confidence = np.round([c for c, _ in cases], 1)
    wrong = np.array([not right for _, right in cases], dtype=float)
    rng, counts, areas = np.random.default_rng(0), np.arange(1, len(cases) + 1), []
    for _ in range(2_000):
        order = np.lexsort((rng.random(len(cases)), -confidence))
        areas.append((wrong[order].cumsum() / counts).mean())
    ours = area_under_risk(list(confidence), [not w for w in wrong])
    assert ours == pytest.approx(np.mean(areas), abs=0.05)


@given(answers)
def test_the_curve_ends_with_all_questions_and_the_share_that_is_wrong(cases):
    confidences, right = zip(*cases, strict=True)
    curve = risk_coverage(confidences, right)
    assert len(curve) == len(cases)
    assert curve[-1] == (1, pytest.approx(1 - sum(right) / len(right)))


@given(answers)
def test_with_one_confidence_for_all_the_area_is_the_share_that_is_wrong(cases):
    right = [is_right for _, is_right in cases]
    assert area_under_risk([0.9] * len(right), right) == pytest.approx(1 - sum(right) / len(right))


def test_being_surer_of_what_is_right_is_better():
    right = [True, True, False, False]
    told = area_under_risk([0.9, 0.8, 0.2, 0.1], right)
    misled = area_under_risk([0.1, 0.2, 0.8, 0.9], right)
    assert told == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    assert misled == pytest.approx((1 + 1 + 2 / 3 + 1 / 2) / 4)


# Calibration


@given(answers)
def test_calibration_error_agrees_with_numpy(cases):
    confidence = np.array([c for c, _ in cases])
    true = np.array([right for _, right in cases], dtype=float)
    bins = np.minimum(np.floor(confidence * 10), 9)
    gaps = [
        (bins == b).mean() * abs(true[bins == b].mean() - confidence[bins == b].mean())
        for b in np.unique(bins)
    ]
    assert calibration_error(list(confidence), [bool(t) for t in true]) == pytest.approx(sum(gaps))


def test_calibration_by_hand():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([1.0, 0.0], [False, True]) == 1
    assert calibration_error([0.9, 0.1], [True, False]) == pytest.approx(0.1)


def test_nothing_measured_is_no_figure():
    assert area_under_risk([], []) is None
    assert calibration_error([], []) is None
    assert risk_coverage([], []) == []
