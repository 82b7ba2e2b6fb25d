"""Means and quantiles against numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.statistics import mean, quantile

numbers = st.lists(st.floats(0, 1e6), min_size=1, max_size=50)


@given(numbers, st.floats(0, 1))
def test_quantiles_agree_with_numpy(values, share):
    assert quantile(values, share) == pytest.approx(np.quantile(values, share))


@given(numbers)
def test_means_agree_with_numpy(values):
    assert mean(values) == pytest.approx(np.mean(values))


def test_nothing_measured_is_no_figure():
    assert mean([]) is None
    assert quantile([], 0.5) is None
