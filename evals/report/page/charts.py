"""Curves as drawings, each with its figures in a table beneath."""

from collections.abc import Iterator, Sequence
from math import log10
from typing import Final

from evals.report.curves import Axis, Chart, Point
from evals.report.page.markup import Markup, element, join

WIDTH, HEIGHT = 380, 260
LEFT, RIGHT, TOP, BOTTOM = 42, 20, 12, 42
# Lines are told apart by their strokes and marks, not by colour. Footnote's is the first.
DASHES: Final = ("", "6 4", "2 3", "10 3 2 3", "1 5", "12 5")
EVERY: Final = 5  # at most so many marks on a line


def drawing(chart: Chart, number: int) -> Markup:
    """A chart with its legend and its table."""
    return element(
        "figure",
        element("h3", chart.title),
        element("p", chart.about, class_="quiet"),
        element(
            "svg",
            element("title", chart.title, id=f"chart{number}"),
            element("desc", described(chart), id=f"chart{number}-desc"),
            *frame(chart),
            *(line(chart, at, points) for at, (_, points) in enumerate(chart.lines)),
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_labelledby=f"chart{number} chart{number}-desc",
        ),
        legend(chart),
        element("details", element("summary", "As a table"), in_figures(chart)),
        class_="chart",
    )


def described(chart: Chart) -> str:
    names = ", ".join(name for name, _ in chart.lines)
    return f"{chart.about} Lines: {names}. The figures stand in the table below the drawing."


def frame(chart: Chart) -> Iterator[Markup]:
    """Axes with their values."""
    bottom = HEIGHT - BOTTOM
    for value in chart.y.ticks:
        y = up(chart.y, value)
        yield stroke("grid", LEFT, y, WIDTH - RIGHT, y)
        yield label(shown(value, chart.y), LEFT - 6, y + 4, "end")
    for value in chart.x.ticks:
        x = across(chart.x, value)
        yield stroke("grid", x, bottom, x, bottom + 4)
        yield label(shown(value, chart.x), x, bottom + 18, "middle")
    yield stroke("axis", LEFT, bottom, WIDTH - RIGHT, bottom)
    yield label(chart.x.title, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle")


def stroke(name: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element(
        "line", class_=name, x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}"
    )


def label(words: str, x: float, y: float, anchor: str) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def line(chart: Chart, number: int, points: Sequence[Point]) -> Markup:
    places = [(across(chart.x, x), up(chart.y, y)) for x, y in points]
    marked = places[:: max(1, len(places) // EVERY)]
    return element(
        "g",
        element(
            "polyline",
            points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
            stroke_dasharray=DASHES[number % len(DASHES)],
        ),
        *(mark(number, x, y) for x, y in marked),
        class_="line first" if number == 0 else "line",
    )


def mark(number: int, x: float, y: float) -> Markup:
    """A full circle, an empty one, a square, a triangle, a diamond, a cross."""
    shapes = (
        "M -3.5 0 A 3.5 3.5 0 1 1 3.5 0 A 3.5 3.5 0 1 1 -3.5 0 Z",
        "M -3.5 0 A 3.5 3.5 0 1 1 3.5 0 A 3.5 3.5 0 1 1 -3.5 0 Z",
        "M -3 -3 H 3 V 3 H -3 Z",
        "M 0 -4 L 4 3 H -4 Z",
        "M 0 -4.5 L 4.5 0 L 0 4.5 L -4.5 0 Z",
        "M -3.5 -3.5 L 3.5 3.5 M -3.5 3.5 L 3.5 -3.5",
    )
    shape = shapes[number % len(shapes)]
    return element("path", d=shape, transform=f"translate({x:.1f} {y:.1f})")


def across(axis: Axis, value: float) -> float:
    return LEFT + share(axis, value) * (WIDTH - LEFT - RIGHT)


def up(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - share(axis, value) * (HEIGHT - TOP - BOTTOM)


def share(axis: Axis, value: float) -> float:
    """Where a value stands on an axis, from 0 to 1."""
    if axis.logarithmic:
        low, high, value = log10(axis.low), log10(axis.high), log10(value)
    else:
        low, high = axis.low, axis.high
    return min(1.0, max(0.0, (value - low) / (high - low))) if high > low else 0.5


def shown(value: float, axis: Axis) -> str:
    return f"{value:.0%}" if axis.high == 1 and not axis.logarithmic else f"{value:g}"


def legend(chart: Chart) -> Markup:
    samples = (
        element("li", sample(number), element("span", name))
        for number, (name, points) in enumerate(chart.lines)
        if points
    )
    return element("ul", *samples, class_="legend")


def sample(number: int) -> Markup:
    return element(
        "svg",
        element(
            "g",
            element("polyline", points="0,7 34,7", stroke_dasharray=DASHES[number % len(DASHES)]),
            mark(number, 17, 7),
            class_="line first" if number == 0 else "line",
        ),
        viewBox="0 0 34 14",
        aria_hidden="true",
    )


def in_figures(chart: Chart) -> Markup:
    names = (element("th", name, scope="col", class_="number") for name, _ in chart.lines)
    head = element("tr", element("td"), *names)
    rows = (
        element(
            "tr",
            element("th", column, scope="row"),
            *(element("td", exactly(value), class_="number") for value in values),
        )
        for column, values in zip(chart.columns, padded(chart), strict=True)
    )
    return element(
        "div",
        element("table", element("thead", head), element("tbody", join(*rows))),
        class_="wide",
    )


def exactly(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def padded(chart: Chart) -> Iterator[tuple[float | None, ...]]:
    """The table's values, turned around; a line without points has none."""
    for at in range(len(chart.columns)):
        yield tuple(row[at] if at < len(row) else None for row in chart.rows)
