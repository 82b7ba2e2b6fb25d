"""How the figures of two runs differ on the questions that both were asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evals.compare.resampling import (
    FEWER,
    RESAMPLES,
    Counts,
    Floats,
    Interval,
    drawn,
    interval,
    of_each,
    ratio,
    resampled,
    shares,
)
from evals.runs.figures import FIGURES, Figure, Ratio
from evals.runs.record import Record

Swaps = NDArray[np.bool_]
# Sums of the same numbers in another order differ by less.
ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in two runs. What only one of them has, has no difference.

    `interval` is the paired bootstrap's (Koehn 2004, “Statistical significance tests for machine
    translation evaluation”, EMNLP): the same questions are drawn of both runs. `p` is how often
    a difference as large comes about when the two runs' answers to each question are swapped by
    the throw of a coin (the randomization test in Smucker, Allan and Carterette 2007,
    doi:10.1145/1321440.1321528).
    """

    figure: Figure
    was: float | None
    now: float | None
    interval: Interval | None = None
    p: float | None = None

    @property
    def difference(self) -> float | None:
        return None if self.was is None or self.now is None else self.now - self.was

    @property
    def worse_by(self) -> float:
        """How far the figure went the wrong way; below 0 the right one."""
        difference = self.difference or 0.0
        return -difference if self.figure.higher_is_better else difference


def changes(before: Sequence[Record], after: Sequence[Record], seed: int) -> list[Change]:
    """Every figure that one of the runs has. The records are pairs: one question in each place."""
    if not before:
        return []
    draws, swaps = drawn(len(before), seed), swapped(len(before), seed)
    found = (change(figure, before, after, draws, swaps) for figure in FIGURES)
    return [one for one in found if not one.was is one.now is None]


def change(
    figure: Figure,
    before: Sequence[Record],
    after: Sequence[Record],
    draws: Counts,
    swaps: Swaps,
) -> Change:
    was, now = figure.value(before), figure.value(after)
    if was is None or now is None:
        return Change(figure, was, now)
    differences = resampled(figure, after, draws) - resampled(figure, before, draws)
    return Change(
        figure,
        was,
        now,
        interval(differences),
        p_value(now - was, by_chance(figure, before, after, swaps)),
    )


def swapped(questions: int, seed: int) -> Swaps:
    """Which questions' answers change places, a row for each throw."""
    return np.random.default_rng(seed).random((RESAMPLES, questions)) < 0.5


def by_chance(
    figure: Figure, before: Sequence[Record], after: Sequence[Record], swaps: Swaps
) -> Floats:
    """The differences where chance says which run an answer is of."""
    if isinstance(figure, Ratio):
        one, other = shares(figure, before), shares(figure, after)
        moved = swaps @ (one - other)
        return ratio(other.sum(0) + moved) - ratio(one.sum(0) - moved)
    return of_each(figure, chosen(before, after, swaps)) - of_each(
        figure, chosen(after, before, swaps)
    )


def chosen(
    other: Sequence[Record], own: Sequence[Record], swaps: Swaps
) -> Iterable[Sequence[Record]]:
    pairs = list(zip(own, other, strict=True))
    for row in swaps[:FEWER]:
        yield [pair[is_swapped] for pair, is_swapped in zip(pairs, row.astype(int), strict=True)]


def p_value(difference: float, chance: Floats) -> float:
    """Never 0: what was seen counts as one of the throws (Phipson and Smyth 2010,
    doi:10.2202/1544-6115.1585).
    """
    known = chance[~np.isnan(chance)]
    as_large = np.count_nonzero(np.abs(known) >= abs(difference) - ROUNDING)
    return float((as_large + 1) / (len(known) + 1))
