"""Figures in tables: all of them, by part of the run, and by step."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from evals.compare.resampling import Interval, intervals
from evals.report.measured import Measured
from evals.report.page.markup import Markup, element, join
from evals.report.parts import parted
from evals.report.tables import BY_PART, told
from evals.runs import latency
from evals.runs.figures import BY_NAME, FIGURES, Figure, Ratio
from evals.runs.latency import Latency
from evals.runs.record import Record

MANY: Final = 12  # rows, after which a table is closed at first


def table(columns: Sequence[str], rows: Iterable[Markup]) -> Markup:
    """A table that scrolls by itself where the page is narrow. The first column names the rows."""
    first, *rest = columns
    head = element(
        "tr",
        element("th", first, scope="col"),
        *(element("th", name, scope="col", class_="number") for name in rest),
    )
    body = element("table", element("thead", head), element("tbody", join(*rows)))
    return element("div", body, class_="wide", tabindex="0", role="group", aria_label="Table")


def row(name: str, cells: Iterable[str]) -> Markup:
    return element(
        "tr",
        element("th", name, scope="row"),
        *(element("td", cell, class_="number") for cell in cells),
    )


def cell(figure: Figure, value: float | None, interval: Interval | None) -> Markup:
    """A figure with its interval beneath."""
    if value is None:
        return element("span", "–", class_="quiet")
    if not interval or interval.low == interval.high:
        return element("span", told(figure, value))
    low, high = told(figure, interval.low), told(figure, interval.high)
    return join(told(figure, value), element("span", f"{low} to {high}", class_="interval"))


# All figures


def all_figures(measures: Sequence[Measured]) -> Markup:
    """Each group of figures as rows, the pipelines as columns."""
    shown = [f for f in FIGURES if any(one.values[f.name] is not None for one in measures)]
    groups = dict.fromkeys(figure.group for figure in shown)
    return join(*(group(name, [f for f in shown if f.group == name], measures) for name in groups))


def group(name: str, figures: Sequence[Figure], measures: Sequence[Measured]) -> Markup:
    rows = (
        row(
            titled(figure),
            (cell(figure, m.values[figure.name], m.intervals.get(figure.name)) for m in measures),
        )
        for figure in figures
    )
    return table([name, *(one.pipeline for one in measures)], rows)


def titled(figure: Figure) -> Markup:
    """A figure's title, its name in the JSON, and which way is better where that is down."""
    better = "" if figure.higher_is_better else " · lower is better"
    name = element("code", figure.name)
    return join(figure.title, element("span", name, better, class_="interval"))


# By part


def by_part(footnote: Measured, seed: int) -> Markup:
    """Footnote's figures by kind, split, language and document."""
    ways: tuple[tuple[str, Callable[[Record], Iterable[str]]], ...] = (
        ("kind", lambda record: [record.kind.value]),
        ("split", lambda record: [record.split.value]),
        ("language", lambda record: [record.language]),
        ("document", lambda record: record.documents),
    )
    found = ((name, parted(footnote.records, part)) for name, part in ways)
    return join(*(parts_table(name, parts, seed) for name, parts in found if len(parts) > 1))


def parts_table(name: str, parts: dict[str, list[Record]], seed: int) -> Markup:
    figures = [figure for figure in map(BY_NAME.__getitem__, BY_PART) if isinstance(figure, Ratio)]
    shown = [f for f in figures if any(f.value(some) is not None for some in parts.values())]
    rows = [
        row(
            join(part, element("span", counted(len(some)), class_="interval")),
            part_cells(shown, some, seed),
        )
        for part, some in parts.items()
    ]
    whole = table([f"by {name}", *(figure.title for figure in shown)], rows)
    if len(rows) <= MANY or name == "kind":
        return whole
    return element("details", element("summary", f"By {name}: {len(rows):,}"), whole)


def counted(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions:,} questions"


def part_cells(figures: Sequence[Ratio], some: Sequence[Record], seed: int) -> Iterator[Markup]:
    known = intervals(some, seed, figures)
    return (cell(figure, figure.value(some), known.get(figure.name)) for figure in figures)


# By step


def by_step(measures: Sequence[Measured]) -> Markup:
    """How long each step takes: the median, and the 95th percentile beneath."""
    found = [latency.by_step(one.records) for one in measures]
    steps = dict.fromkeys(step for steps in found for step in steps)
    last = sorted(steps, key=lambda step: step == latency.TOTAL)
    rows = (row(step, (step_cell(known.get(step)) for known in found)) for step in last)
    whole = table(["step", *(one.pipeline for one in measures)], rows)
    note = "The median, and beneath it the 95th percentile, over the questions that took the step."
    return join(element("p", note, class_="quiet"), whole)


def step_cell(known: Latency | None) -> Markup:
    if not known:
        return element("span", "–", class_="quiet")
    return join(f"{known.median:.4f}", element("span", f"{known.p95:.4f}", class_="interval"))
