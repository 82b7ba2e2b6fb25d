"""Means and quantiles: `None` of nothing, never 0 or 1. What was not measured is no figure."""

from collections.abc import Iterable
from math import floor


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean, `None` of nothing. Truth counts as 1."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value below which a share of the values lies, between neighbours by a straight line.

    Definition 7 of Hyndman and Fan 1996, numpy's default; 0.5 is the median.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    position = share * (len(ordered) - 1)
    below = floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
