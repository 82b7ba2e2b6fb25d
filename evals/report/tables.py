"""An evaluation as tables to print."""

from collections.abc import Callable, Iterator, Sequence

from evals.compare.comparison import Comparison
from evals.compare.paired import Change
from evals.compare.resampling import Interval
from evals.report.measured import Measured
from evals.report.parts import Figures, by_kind, by_language, by_split
from evals.runs.figures import FIGURES, Figure
from evals.table import Table

WHOLE = ("cited_characters",)
FINE = ("seconds", "seconds_p95")
BY_PART = (
    "right",
    "first_right",
    "answer_right",
    "hit_at_1",
    "hit_at_5",
    "citation_precision",
    "abstention_recall",
    "wrongly_refused",
)


def tables(measures: Sequence[Measured]) -> Iterator[Table]:
    """All pipelines overall, and Footnote by kind, split and language."""
    records = measures[0].records
    yield overall(measures)
    yield part_table("Footnote by kind", by_kind(records))
    yield part_table("Footnote by split", by_split(records))
    languages = by_language(records)
    if len(languages) > 1:
        yield part_table("Footnote by language", languages)


def overall(measures: Sequence[Measured]) -> Table:
    """A row for each figure that was measured, a column for each pipeline; beside Footnote's the
    interval.
    """
    footnote, *others = measures
    names = (footnote.pipeline, "95 %", *(one.pipeline for one in others))
    rows = (
        (
            figure.title,
            told(figure, footnote.values[figure.name]),
            told_interval(figure, footnote.intervals.get(figure.name)),
            *(told(figure, one.values[figure.name]) for one in others),
        )
        for figure in FIGURES
        if any(one.values[figure.name] is not None for one in measures)
    )
    return Table(f"{len(footnote.records):,} questions", ("", *names), tuple(rows))


def part_table(title: str, parts: dict[str, Figures]) -> Table:
    """A row for each part, a column for each figure that one of them has."""
    shown = [f for f in FIGURES if f.name in BY_PART and has(parts, f)]
    rows = ((name, *(told(f, some[f.name]) for f in shown)) for name, some in parts.items())
    return Table(title, ("", *(figure.title for figure in shown)), tuple(rows))


def compared_table(compared: Comparison) -> Table:
    """A row for each figure that moved or has a tolerance."""
    rows = (
        (
            change.figure.title,
            told(change.figure, change.was),
            told(change.figure, change.now),
            signed(change.figure, change.difference),
            told_interval(change.figure, change.interval, signed),
            "" if change.p is None else f"{change.p:.3f}",
            allowed(compared, change),
        )
        for change in compared.changes
        if change.difference or change.figure.name in compared.tolerances
    )
    columns = ("", "was", "is", "difference", "95 %", "p", "tolerance")
    title = f"Against {compared.baseline}, on {compared.questions:,} questions"
    return Table(title, columns, tuple(rows))


def allowed(compared: Comparison, change: Change) -> str:
    tolerance = compared.tolerances.get(change.figure.name)
    return "" if tolerance is None else f"{tolerance:g}"


def has(parts: dict[str, Figures], figure: Figure) -> bool:
    return any(some[figure.name] is not None for some in parts.values())


def told(figure: Figure, value: float | None) -> str:
    """A figure as it is printed; a dash where nothing was measured."""
    if value is None:
        return "–"
    if figure.name in WHOLE:
        return f"{value:,.0f}"
    return f"{value:.4f}" if figure.name in FINE else f"{value:.3f}"


def signed(figure: Figure, difference: float | None) -> str:
    """A difference between two values of a figure, with its sign."""
    if difference is None:
        return "–"
    words = told(figure, abs(difference))
    if not words.strip("0.,"):
        return words
    return f"+{words}" if difference > 0 else f"−{words}"


def told_interval(
    figure: Figure,
    interval: Interval | None,
    tell: Callable[[Figure, float | None], str] = told,
) -> str:
    return f"{tell(figure, interval.low)} to {tell(figure, interval.high)}" if interval else ""
