"""How long each step of answering takes. The steps are those that the answers tell of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from evals.metrics.statistics import quantile
from evals.runs.record import Record

TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds of wall-clock time over `questions`, those that took the step."""

    questions: int
    median: float
    p95: float


def by_step(records: Iterable[Record]) -> dict[str, Latency]:
    """The latency of each step, in the order in which steps are first told of, the total last."""
    seconds: dict[str, list[float]] = {}
    for record in records:
        for step, taken in record.scores.seconds.items():
            seconds.setdefault(step, []).append(taken)
    steps = sorted(seconds, key=lambda step: step == TOTAL)
    return {step: latency(seconds[step]) for step in steps}


def latency(seconds: list[float]) -> Latency:
    """Of some times, of which there is at least one."""
    return Latency(len(seconds), quantile(seconds, 0.5) or 0.0, quantile(seconds, 0.95) or 0.0)


def total_seconds(records: Iterable[Record], share: float) -> float | None:
    """The quantile of the total; `None` where no answer tells it."""
    totals = (record.scores.seconds.get(TOTAL) for record in records)
    return quantile((seconds for seconds in totals if seconds is not None), share)
