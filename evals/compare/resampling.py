"""How sure a figure is: 95 % intervals by the bootstrap over questions.

The percentile bootstrap of Efron and Tibshirani 1993, “An Introduction to the Bootstrap”, ch. 13:
questions are drawn with replacement, as many as there are, and the figure is taken again. It says
how far the figure would be another with other questions of this sort, not with other documents.
Where all questions agree there is nothing to vary, and the interval has no width: it is too
narrow then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evals.runs.figures import FIGURES, Figure, OfAll, Ratio
from evals.runs.record import Record

RESAMPLES: Final = 1_000
FEWER: Final = 300  # for figures that are no ratio, each of which is taken anew
TAILS: Final = (2.5, 97.5)

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a figure, or a difference, lies with 95 % confidence."""

    low: float
    high: float


def intervals(
    records: Sequence[Record], seed: int, figures: Sequence[Figure] = FIGURES
) -> dict[str, Interval]:
    """The intervals of the figures that the records have, by name. The same seed draws the same
    questions.
    """
    if not records:
        return {}
    draws = drawn(len(records), seed)
    found = {
        figure.name: interval(resampled(figure, records, draws))
        for figure in figures
        if figure.value(records) is not None
    }
    return {name: known for name, known in found.items() if known}


def drawn(questions: int, seed: int) -> Counts:
    """How often each question is drawn, a row for each resample."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(questions, np.full(questions, 1 / questions), size=RESAMPLES)


def resampled(figure: Figure, records: Sequence[Record], draws: Counts) -> Floats:
    """The figure over each resample; not a number where it was not measured there."""
    if isinstance(figure, Ratio):
        return ratio(draws @ shares(figure, records))
    rows = (np.repeat(np.arange(len(records)), row).tolist() for row in draws[:FEWER])
    return of_each(figure, ([records[at] for at in row] for row in rows))


def shares(figure: Ratio, records: Sequence[Record]) -> Floats:
    """What each question adds above and below the line."""
    return np.array([figure.share(record) or (0.0, 0.0) for record in records], dtype=float)


def ratio(sums: Floats) -> Floats:
    """Sums above the line by those below it, which stand in columns."""
    over, under = sums[:, 0], sums[:, 1]
    found: Floats = np.divide(over, under, out=np.full(len(sums), np.nan), where=under > 0)
    return found


def of_each(figure: OfAll, samples: Iterable[Sequence[Record]]) -> Floats:
    values = (figure.value(sample) for sample in samples)
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def interval(values: Floats) -> Interval | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, TAILS)
    return Interval(float(low), float(high))
