"""The curves of a run: risk against coverage, hit at k, how long questions take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from evals.metrics.abstention import risk_coverage
from evals.metrics.statistics import quantile
from evals.report.measured import Measured
from evals.runs.figures import ANSWERS, Ratio, answered_well, hit
from evals.runs.record import DEPTH, Record

Point = tuple[float, float]
TENTHS: Final = tuple(step / 10 for step in range(1, 11))
QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis measures, from where to where, and the values that are written at it."""

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A line for each pipeline, and the same as a table: its columns, and a row for each."""

    title: str
    about: str
    x: Axis
    y: Axis
    lines: tuple[tuple[str, tuple[Point, ...]], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]


def charts(measures: Sequence[Measured]) -> list[Chart]:
    """The curves for which there is something to draw."""
    drawn = (risk(measures), hits(measures), latency(measures))
    return [chart for chart in drawn if any(points for _, points in chart.lines)]


SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def risk(measures: Sequence[Measured]) -> Chart:
    curves = lines(measures, lambda records: risk_coverage(*answered_well(records)))
    return Chart(
        "Risk against coverage",
        "Only the surest questions are answered, from the left to all of them on the right: the "
        "share of those answers that is wrong. Lower is better.",
        Axis("coverage", 0, 1, SHARES),
        Axis("wrong", 0, 1, SHARES),
        curves,
        tuple(f"{share:.0%}" for share in TENTHS),
        tuple(tuple(at(points, share) for share in TENTHS) for _, points in curves),
    )


def at(points: Sequence[Point], coverage: float) -> float | None:
    """The risk at the first point of the curve that covers as much."""
    return next((risk for covered, risk in points if covered >= coverage - 1e-9), None)


def hits(measures: Sequence[Measured]) -> Chart:
    curves = lines(measures, hit_curve)
    ks = range(1, DEPTH + 1)
    return Chart(
        "Hit at k",
        "The share of questions for which the first k passages hold enough of the gold. Higher "
        "is better.",
        Axis("k", 1, DEPTH, tuple(map(float, ks))),
        Axis("hit", 0, 1, SHARES),
        curves,
        tuple(f"k = {k}" for k in ks),
        tuple(tuple(value for _, value in points) for _, points in curves),
    )


def hit_curve(records: Sequence[Record]) -> list[Point]:
    known = ((k, hit_at(k, records)) for k in range(1, DEPTH + 1))
    return [(float(k), value) for k, value in known if value is not None]


def hit_at(k: int, records: Sequence[Record]) -> float | None:
    return Ratio(f"hit_at_{k}", f"hit@{k}", ANSWERS, hit(k)).value(records)


def latency(measures: Sequence[Measured]) -> Chart:
    curves = lines(measures, latency_curve)
    decades = ticks([seconds for _, points in curves for seconds, _ in points])
    return Chart(
        "Time to answer",
        "The share of questions that were answered within so many seconds, which are drawn by "
        "powers of ten. Further to the left is faster.",
        Axis("seconds", decades[0], decades[-1], decades, logarithmic=True),
        Axis("answered", 0, 1, SHARES),
        curves,
        tuple(f"{share:.0%} within" for share in QUANTILES),
        tuple(
            tuple(quantile(times(one.records), share) for share in QUANTILES) for one in measures
        ),
    )


def latency_curve(records: Sequence[Record]) -> list[Point]:
    known = times(records)
    steps = [step / 50 for step in range(51)]
    found = ((quantile(known, share), share) for share in steps)
    return [(seconds, share) for seconds, share in found if seconds is not None]


def times(records: Sequence[Record]) -> list[float]:
    """The seconds of each question that was timed."""
    known = (record.scores.seconds.get("total") for record in records)
    return [seconds for seconds in known if seconds]


def ticks(seconds: Sequence[float]) -> tuple[float, ...]:
    """The powers of ten around some times."""
    known = [10.0**power for power in range(-5, 4)]
    low, high = min(seconds, default=0.1), max(seconds, default=1.0)
    first = max((one for one in known if one <= low), default=known[0])
    last = min((one for one in known if one >= high), default=known[-1])
    return tuple(one for one in known if first <= one <= last)


def lines(
    measures: Sequence[Measured], curve: Callable[[Sequence[Record]], list[Point]]
) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    return tuple((one.pipeline, tuple(curve(one.records))) for one in measures)
