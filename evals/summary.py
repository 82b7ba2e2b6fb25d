"""A run's figures, what is asked of them, and tables of both ready to print."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

from evals import metrics
from evals.record import Record


@dataclass(frozen=True)
class Summary:
    """Figures over some records; `None` where there was nothing to measure.

    Retrieval and answer figures are over the answerable questions, a refused one counting as
    missed. `cited_characters` and the seconds are medians, `seconds_p95` the 95th percentile.
    `first_hit` is the answer hit of the first statement alone.
    """

    questions: int
    answerable: int
    citations: int
    hit_at_1: float | None
    hit_at_3: float | None
    hit_at_5: float | None
    hit_at_10: float | None
    mrr: float | None
    answer_hit: float | None
    first_hit: float | None
    citation_exactness: float | None
    cited_characters: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    coverage: float | None
    seconds: float | None
    seconds_p95: float | None


def summarise(records: Sequence[Record]) -> Summary:
    """The figures over records."""
    verdicts = [record.verdict for record in records]
    answerable = [record.verdict for record in records if record.answerable]
    refused = [verdict.refused for verdict in verdicts]
    unanswerable = [not record.answerable for record in records]
    answered = [verdict for verdict in verdicts if not verdict.refused]
    citations = sum(verdict.citations for verdict in verdicts)
    exact = sum(verdict.exact for verdict in verdicts)
    seconds = [record.seconds for record in records]
    return Summary(
        questions=len(records),
        answerable=len(answerable),
        citations=citations,
        hit_at_1=metrics.mean(metrics.hit_at(1, verdict.rank) for verdict in answerable),
        hit_at_3=metrics.mean(metrics.hit_at(3, verdict.rank) for verdict in answerable),
        hit_at_5=metrics.mean(metrics.hit_at(5, verdict.rank) for verdict in answerable),
        hit_at_10=metrics.mean(metrics.hit_at(10, verdict.rank) for verdict in answerable),
        mrr=metrics.mean(metrics.reciprocal_rank(verdict.rank) for verdict in answerable),
        answer_hit=metrics.mean(verdict.answer_hit for verdict in answerable),
        first_hit=metrics.mean(verdict.first_hit for verdict in answerable),
        citation_exactness=exact / citations if citations else None,
        cited_characters=metrics.quantile((v.cited_characters for v in answered), 0.5),
        abstention_precision=metrics.abstention_precision(refused, unanswerable),
        abstention_recall=metrics.abstention_recall(refused, unanswerable),
        coverage=metrics.coverage(refused),
        seconds=metrics.quantile(seconds, 0.5),
        seconds_p95=metrics.quantile(seconds, 0.95),
    )


def summaries_by(records: Sequence[Record], part: Callable[[Record], str]) -> dict[str, Summary]:
    """The figures of each part of the records, parts in the order in which they come."""
    return {
        name: summarise([record for record in records if part(record) == name])
        for name in dict.fromkeys(part(record) for record in records)
    }


@dataclass(frozen=True)
class Thresholds:
    """The least that each figure may be. A figure that could not be measured is not judged.

    They guard against a step back: each lies a little under what the first answerer reaches
    on the shipped questions (docs/decisions/0007-first-answerer.md).
    """

    hit_at_5: float = 0.85
    answer_hit: float = 0.55
    citation_exactness: float = 1.0
    abstention_precision: float = 0.5
    abstention_recall: float = 0.55


@dataclass(frozen=True)
class Shortfall:
    """A figure below its threshold."""

    metric: str
    value: float
    threshold: float

    def __str__(self) -> str:
        return f"{TITLES[self.metric]} is {self.value:.3f}, below {self.threshold:g}"


def shortfalls(summary: Summary, thresholds: Thresholds) -> tuple[Shortfall, ...]:
    """The figures that are below their thresholds."""
    judged = (
        (field.name, getattr(summary, field.name), getattr(thresholds, field.name))
        for field in fields(thresholds)
    )
    return tuple(
        Shortfall(metric, value, threshold)
        for metric, value, threshold in judged
        if value is not None and value < threshold
    )


# What people read for each figure, in the order in which they read it.
TITLES = {
    "questions": "questions",
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "hit_at_5": "hit@5",
    "hit_at_10": "hit@10",
    "mrr": "MRR",
    "answer_hit": "answer hit",
    "first_hit": "answer hit, first statement",
    "citation_exactness": "citation exactness",
    "cited_characters": "cited characters (median)",
    "abstention_precision": "abstention precision",
    "abstention_recall": "abstention recall",
    "coverage": "coverage",
    "seconds": "seconds (median)",
    "seconds_p95": "seconds (95th percentile)",
}
RETRIEVAL_AND_ANSWER = ("questions", "hit_at_1", "hit_at_5", "mrr", "answer_hit", "first_hit")
# A kind is answerable or not as a whole: whether it was answered says all about abstention.
KIND_COLUMNS = (*RETRIEVAL_AND_ANSWER, "coverage", "seconds")
SPLIT_COLUMNS = (*RETRIEVAL_AND_ANSWER, "abstention_precision", "abstention_recall", "seconds")
WHOLE = ("questions", "cited_characters")
FINE = ("seconds", "seconds_p95")


@dataclass(frozen=True)
class Table:
    """Text in rows and columns, ready to print. The first column holds names, the rest figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join([self.title, *(aligned(line, widths) for line in lines)])


def aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = f"  {cells[0]:<{widths[0]}}"
    rest = (f"  {cell:>{width}}" for cell, width in zip(cells[1:], widths[1:], strict=True))
    return first + "".join(rest)


def overall_table(summaries: dict[str, Summary], thresholds: Thresholds) -> Table:
    """A row for each figure, a column for each pipeline, and what is asked of the first."""
    rows = (
        (
            title,
            *(figure(metric, getattr(summary, metric)) for summary in summaries.values()),
            f"≥ {getattr(thresholds, metric):g}" if hasattr(thresholds, metric) else "",
        )
        for metric, title in TITLES.items()
    )
    return Table("All questions", ("", *summaries, "wanted"), tuple(rows))


def part_table(title: str, parts: dict[str, Summary], columns: Sequence[str]) -> Table:
    """A row for each part, a column for each of the figures named."""
    rows = (
        (name, *(figure(metric, getattr(summary, metric)) for metric in columns))
        for name, summary in parts.items()
    )
    return Table(title, ("", *short_titles(columns)), tuple(rows))


def short_titles(columns: Iterable[str]) -> Iterable[str]:
    shorter = {"answer hit, first statement": "first", "seconds (median)": "seconds"}
    return (
        shorter.get(title, title.replace("abstention ", "abst. "))
        for title in (TITLES[metric] for metric in columns)
    )


def figure(metric: str, value: float | None) -> str:
    """A figure as it is printed; a dash where nothing was measured."""
    if value is None:
        return "–"
    if metric in WHOLE:
        return f"{value:,.0f}"
    return f"{value:.4f}" if metric in FINE else f"{value:.3f}"
