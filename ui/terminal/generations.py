"""How generations look in a terminal: their history, what differs between two, and what became
of them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.record import Generation
from ui.terminal.listings import listing
from ui.terminal.plans import CHANGE_STYLES, documents
from ui.terminal.text import hanging, one_line
from ui.terminal.wording import edit_view, passages

if TYPE_CHECKING:
    from ingest.generations import Difference, Pruned

LEAST_SAID = 50_000  # bytes: less is no tenth of a megabyte
Sizes = Mapping[int, tuple[int, int]]


def local_time(stamp: str) -> str:
    """“2026-07-01 14:05”: a time of the record (ISO 8601) on this machine's clock."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"


# History


def history_view(
    current: Generation, generations: Sequence[Generation], sizes: Sizes
) -> RenderableType:
    """The generations, oldest first, the current one marked."""
    table = listing()
    for column in ("generation", "when"):
        table.add_column(column, no_wrap=True)
    table.add_column("changed")
    for column in ("documents", "passages", "characters"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("command", overflow="fold")
    for generation in generations:
        mark = " (current)" if generation.number == current.number else ""
        held, characters = sizes[generation.number]
        table.add_row(
            Text(f"{generation.number}{mark}"),
            Text(local_time(generation.created_at), "dim"),
            Text(changed_in(generation)),
            str(held),
            str(generation.passages),
            str(characters),
            Text(one_line(generation.command), "dim"),
        )
    return table


def changed_in(generation: Generation) -> str:
    """What a generation changed: “2 added, 1 removed”, “back to 3: 1 removed”."""
    summary = generation.summary
    groups = summary.get("documents", {})
    said = ", ".join(f"{len(groups[kind])} {kind}" for kind in CHANGE_STYLES if groups.get(kind))
    if "rollback" in summary:
        return f"back to {summary['rollback']}: {said or 'no document'}"
    embedded = summary.get("passages", {}).get("embedded")
    return said or (f"{passages(embedded)} embedded anew" if embedded else "no document")


# What differs


def difference_view(found: "Difference") -> RenderableType:
    """Two generations, the documents that differ, and of the edited ones the passages."""
    head = Text.assemble(*stamp(found.old), ("  →  ", "dim"), *stamp(found.new))
    table = changes_table({kind: getattr(found.documents, kind) for kind in CHANGE_STYLES})
    if not table.rows:
        return Group(head, Text("They hold the same documents."))
    parts: list[RenderableType] = [head, table]
    for edit in found.edits:
        parts += [Text(), edit_view(edit)]
    return Group(*parts)


def stamp(generation: Generation) -> tuple[tuple[str, str], tuple[str, str]]:
    when = local_time(generation.created_at)
    return (f"Generation {generation.number}", "bold"), (f" of {when}", "dim")


def changes_table(groups: Mapping[str, Sequence[str]]) -> Table:
    """A line for each document that changed, and how."""
    table = hanging()
    for kind, style in CHANGE_STYLES.items():
        for document in groups.get(kind, ()):
            table.add_row(Text(kind, style), Text(one_line(document)))
    return table


# What became of them


def rollback_view(
    generation: Generation, restored: int, held: int, *, opened: bool
) -> RenderableType:
    if not opened:
        holds = (
            "" if generation.number == restored else f" and holds what generation {restored} held"
        )
        return Text(f"Nothing to do: generation {generation.number} is current{holds}.")
    groups: Mapping[str, Any] = generation.summary["documents"]
    done = (
        f"Generation {generation.number} holds what generation {restored} held: "
        f"{documents(held)}, {passages(generation.passages)}. Nothing was embedded."
    )
    table = changes_table(groups)
    if not table.rows:
        return Text(done)
    warning = "The next ingest of their sources brings these documents as they are now."
    return Group(table, Text(done), Text(warning, "dim"))


def pruned_view(pruned: "Pruned", kept: Sequence[int]) -> RenderableType:
    if not pruned.forgotten:
        return Text(f"Nothing to forget: the library has {generations(kept)}.")
    freed = f"{pruned.freed / 1e6:.1f}" if pruned.freed >= LEAST_SAID else "Less than 0.1"
    forgotten = f"Forgotten: {generations(pruned.forgotten)}; "
    theirs = "it" if len(pruned.forgotten) == 1 else "they"
    return Group(
        Text(f"{forgotten}{theirs} can no longer be asked or gone back to."),
        Text(f"Kept: {generations(kept)}. {freed} MB given back."),
        Text("What saved answers quote is kept too.", "dim"),
    )


def generations(numbers: Sequence[int]) -> str:
    """“generation 3”, “generations 3 and 4”, “generations 3 to 5”."""
    first, last = min(numbers), max(numbers)
    if first == last:
        return f"generation {first}"
    return f"generations {first} {'and' if last == first + 1 else 'to'} {last}"
