"""The section of the report that compares the run with an earlier one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from evals.compare.comparison import Comparison, Flip, Key, named
from evals.compare.paired import Change
from evals.report.faults import Fault
from evals.report.page.markup import Markup, element, join
from evals.report.page.tables import row, table, titled
from evals.report.tables import signed, told

COLUMNS: Final = ("figure", "was", "is", "difference", "p", "tolerance")


def compared(comparison: Comparison) -> Markup:
    return join(
        verdict(comparison),
        *differing(comparison.circumstances),
        element(
            "p",
            f"Paired over the {comparison.questions:,} questions that both were asked: the "
            "difference, its 95 % interval, and how often chance alone makes one as large (p).",
            class_="quiet",
        ),
        figures(comparison),
        *flips("Right before, and no longer", comparison.lost),
        *flips("Right now, and not before", comparison.won),
        *only("Asked in the earlier run only", comparison.dropped),
        *only("Asked in this run only", comparison.added),
    )


def verdict(comparison: Comparison) -> Markup:
    """What is beyond its tolerance, or that nothing is."""
    beyond = comparison.breaches
    if not beyond:
        words = "No figure fell by more than its tolerance."
        return element("p", words, class_="verdict")
    return element(
        "ul", *(element("li", f"{breach}.") for breach in beyond), class_="verdict fails"
    )


def differing(circumstances: Sequence[str]) -> Iterator[Markup]:
    if circumstances:
        words = "The two runs were not made alike:"
        yield element("p", words, class_="quiet")
        yield element("ul", *(element("li", one) for one in circumstances), class_="unlike")


def figures(comparison: Comparison) -> Markup:
    """What moved or has a tolerance; the rest is closed at first."""
    beyond = {breach.change.figure.name for breach in comparison.breaches}
    moved: list[Markup] = []
    still: list[Markup] = []
    for change in comparison.changes:
        name = change.figure.name
        rows = moved if change.difference != 0 or name in comparison.tolerances else still
        rows.append(change_row(change, comparison.tolerances, name in beyond))
    whole = table(COLUMNS, moved)
    if not still:
        return whole
    words = f"Figures that did not move: {len(still):,}"
    return join(whole, element("details", element("summary", words), table(COLUMNS, still)))


def change_row(change: Change, tolerances: Mapping[str, float], is_beyond: bool) -> Markup:
    figure = change.figure
    allowed = tolerances.get(figure.name)
    return row(
        titled(figure),
        (
            told(figure, change.was),
            told(figure, change.now),
            difference(change, is_beyond),
            "–" if change.p is None else f"{change.p:.3f}",
            "" if allowed is None else f"{allowed:g}",
        ),
    )


def difference(change: Change, is_beyond: bool) -> Markup:
    words = signed(change.figure, change.difference)
    shown = element("strong", words, class_="doubt") if is_beyond else element("span", words)
    if not change.interval:
        return shown
    low, high = (signed(change.figure, end) for end in (change.interval.low, change.interval.high))
    return join(shown, element("span", f"{low} to {high}", class_="interval"))


def flips(heading: str, flipped: Sequence[Flip]) -> Iterator[Markup]:
    if flipped:
        yield element("h3", f"{heading}: {len(flipped):,}")
        yield element("ul", *map(flip_line, flipped), class_="flips")


def flip_line(flip: Flip) -> Markup:
    return element(
        "li",
        element("a", named(flip.key), href=f"#{place(flip.key)}"),
        element("span", flip.question, dir="auto"),
        element("span", flip.fault.value if flip.fault is not Fault.NONE else "", class_="chip"),
    )


def place(key: Key) -> str:
    """Where a question stands in the page."""
    return "q-" + "/".join(quote(part, safe="") for part in key)


def only(heading: str, keys: Iterable[Key]) -> Iterator[Markup]:
    if names := [named(key) for key in keys]:
        yield element("details", element("summary", f"{heading}: {len(names):,}"), ", ".join(names))
