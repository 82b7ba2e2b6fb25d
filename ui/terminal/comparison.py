"""How it looks in a terminal when a run is compared with an earlier one."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from ui.terminal.listings import figures_table
from ui.terminal.text import one_line

if TYPE_CHECKING:
    from evals.compare.comparison import Comparison, Flip, Key


def comparison_view(compared: "Comparison") -> RenderableType:
    """The figures that moved, the questions that flipped, and last whether it is too much."""
    from evals.report.tables import compared_table

    parts: list[RenderableType] = [figures_table(compared_table(compared)), Text()]
    for sentence in compared.circumstances:
        parts.append(Text(one_line(sentence), "yellow"))
    parts += flips("Right before, and no longer", compared.lost)
    parts += flips("Right now, and not before", compared.won)
    parts += only("Asked in the earlier run only", compared.dropped)
    parts += only("Asked in this run only", compared.added)
    return Group(*parts, *verdict(compared))


def flips(heading: str, flipped: "Iterable[Flip]") -> Iterator[RenderableType]:
    from evals.compare.comparison import named

    listed = list(flipped)
    if listed:
        yield Text(f"{heading}: {len(listed)}", "bold")
        for flip in listed:
            words = map(one_line, (named(flip.key), flip.fault.value, flip.question))
            yield Text("  ".join(("", *words)))


def only(heading: str, keys: "Iterable[Key]") -> Iterator[RenderableType]:
    from evals.compare.comparison import named

    if names := [named(key) for key in keys]:
        yield Text(f"{heading}: {one_line(', '.join(names))}", "dim")


def verdict(compared: "Comparison") -> Iterator[RenderableType]:
    beyond = compared.breaches
    for breach in beyond:
        yield Text(f"{breach}.", "bold red")
    if not beyond:
        yield Text("No figure fell by more than its tolerance.", "green")
