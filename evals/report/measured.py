"""The figures of a run with their intervals: taken once, and told in several ways."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.compare.resampling import Interval, intervals
from evals.report.parts import Figures
from evals.runs.figures import values
from evals.runs.record import Evaluation, Record


@dataclass(frozen=True, slots=True)
class Measured:
    """One pipeline's figures over all its records."""

    pipeline: str
    records: Sequence[Record]
    values: Figures
    intervals: dict[str, Interval]


def measured(evaluation: Evaluation) -> list[Measured]:
    """The runs of an evaluation, Footnote's first."""
    seed = evaluation.circumstances.seed
    return [
        Measured(run.pipeline, run.records, values(run.records), intervals(run.records, seed))
        for run in evaluation.runs
    ]
