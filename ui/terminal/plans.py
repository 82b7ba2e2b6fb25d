"""How an ingest looks in a terminal: what it did, or for a plan what it would do and cost."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.changes import DocumentEdit, edits
from corpus.errors import RemovalRefused
from ui.terminal.text import hanging, one_line
from ui.terminal.wording import edit_view, passages

if TYPE_CHECKING:
    from ingest.apply import IngestResult
    from ingest.plan import Plan

CHANGE_STYLES = {"added": "green", "edited": "yellow", "renamed": "yellow", "removed": "red"}
MANY = 50  # passages


@dataclass(frozen=True, slots=True)
class Before:
    """What the library held before an ingest: which model embedded it, empty before the first
    ingest, and the documents' sources.
    """

    embedding: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan, the library it was made for, and what carrying it out would meet.

    `embedding` is the model that would embed, `command` what carries the plan out.
    """

    result: "IngestResult"
    before: Before
    embedding: str
    refused: RemovalRefused | None
    command: str


# What was done


def ingest_view(result: "IngestResult", before: Before | None = None) -> RenderableType:
    """What an ingest did to documents and passages."""
    summary = [*out_lines(result.plan), Text(passages_line(result), "dim")]
    if changes_anything(result):
        return Group(changes_table(result.plan, before), notices_table(result), *summary)
    unchanged = len(result.plan.documents.unchanged)
    same = Text(f"Nothing to change: {documents(unchanged)} as before.")
    return Group(changes_table(result.plan, before), same, *summary)


def out_lines(plan: "Plan") -> list[Text]:
    """That documents were deleted in the chat, and how to have them back."""
    if not plan.left_out:
        return []
    count = documents(len(plan.left_out))
    said = f"{count} stayed left out, deleted in the chat: naming a file takes it in again."
    return [Text(said, "dim")]


def changes_anything(result: "IngestResult") -> bool:
    """Whether there is a new generation, or would be one if the plan is carried out."""
    return result.plan.changes_anything or result.generation not in (None, result.plan.base)


def changes_table(plan: "Plan", before: Before | None = None) -> Table:
    """A line for each document that changes and for each source that was refused, with why."""
    table, said = hanging(), remarks(plan, before)
    for change, style in CHANGE_STYLES.items():
        for document in getattr(plan.documents, change):
            line = Text(one_line(document))
            if document in said:
                line.append(f" ({said[document]})", "dim")
            table.add_row(Text(change, style), line)
    if anew := cut_anew(plan):
        table.add_row(Text("cut anew", "yellow"), Text(documents(anew)))
    unchanged = len(plan.documents.unchanged) - anew
    if unchanged and len(table.rows):
        table.add_row(Text("unchanged", "dim"), Text(documents(unchanged)))
    for refusal in plan.documents.refused:
        table.add_row(Text("refused", "bold red"), Text(one_line(refusal.reason)))
    return table


def remarks(plan: "Plan", before: Before | None) -> dict[str, str]:
    """What else there is to say of a changed document: its size, or where it came from."""
    new = {held.document.id: held for held in plan.hold}
    old = Counter(passage.document for passage in plan.before)
    said = {id: passages(new[id].passages) for id in plan.documents.added}
    said |= {id: passages(old[id]) for id in plan.documents.removed}
    if before:
        renamed = plan.documents.renamed
        said |= {id: from_to(before.sources[id], new[id].origin.source) for id in renamed}
    return said


def from_to(old: str, new: str) -> str:
    """Two sources; their names alone where they lie in one folder."""
    if PurePath(old).parent == PurePath(new).parent:
        old, new = PurePath(old).name, PurePath(new).name
    return f"{one_line(old)} → {one_line(new)}"


def cut_anew(plan: "Plan") -> int:
    """How many documents are as before and cut into other passages."""
    return len({held.document.id for held in plan.hold} & {*plan.documents.unchanged})


def notices_table(result: "IngestResult") -> Table:
    """What of the new documents is not in their text, and why."""
    table = hanging()
    for line in notice_lines(result):
        table.add_row(Text("notice", "yellow"), Text(line))
    return table


def notice_lines(result: "IngestResult") -> list[str]:
    return [f"{document}: {one_line(notice)}" for document, notice in result.notices]


def passages_line(result: "IngestResult") -> str:
    counts, is_done = result.plan.passages, result.generation is not None
    said = (
        f"Passages: {counts.embedded} {'embedded' if is_done else 'to embed'}, "
        f"{counts.reused} reused, {counts.moved} moved, {counts.closed} closed"
    )
    if is_done:
        return f"{said}. Generation {result.generation}, {speed(result)}."
    expected_s = result.seconds.get("expected")
    if expected_s is None or not counts.embedded:
        return f"{said}."
    return f"{said}, {duration(expected_s)}."


def speed(result: "IngestResult") -> str:
    embedded, seconds = result.plan.passages.embedded, result.seconds.get("embed", 0.0)
    telling = embedded >= MANY and seconds  # of fewer, loading the model is most of the time
    rate = f", {embedded / seconds:.0f} passages/s embedded" if telling else ""
    return f"{result.seconds['total']:.1f} s{rate}"


def duration(seconds: float) -> str:
    """A time to be waited, as exact as it can be known: in seconds, or in minutes."""
    if seconds < 1:
        return "in less than a second"
    return f"in about {seconds:.0f} s" if seconds < 100 else f"in about {seconds / 60:.0f} min"


def documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"


# What would be done


def plan_view(proposal: Proposal) -> RenderableType:
    """A plan: documents, passages old against new, what it costs, and how to carry it out."""
    parts = [ingest_view(proposal.result, proposal.before)]
    for edit in edits_in(proposal.result.plan):
        parts += [Text(), edit_view(edit)]
    parts += [Text()] if len(parts) > 1 else []
    parts += [Text(line, "yellow") for line in warning_lines(proposal)]
    return Group(*parts, Text(last_line(proposal)))


def edits_in(plan: "Plan") -> Sequence[DocumentEdit]:
    return edits(plan.documents.edited, plan.before, plan.after)


def warning_lines(proposal: Proposal) -> Iterator[str]:
    """What a person should know before the plan is carried out."""
    built = proposal.before.embedding
    if switches_model(proposal):
        yield (
            f"The library was embedded with {one_line(built)} and FOOTNOTE_EMBEDDING says "
            f"{one_line(proposal.embedding)} now: {cost(proposal.result)}. The old vectors go on "
            "answering until all new ones are there."
        )
    if proposal.refused:
        yield f"This would be refused: {one_line(str(proposal.refused))}"


def switches_model(proposal: Proposal) -> bool:
    return proposal.before.embedding not in ("", proposal.embedding)


def cost(result: "IngestResult") -> str:
    embedded, expected_s = result.plan.passages.embedded, result.seconds.get("expected", 0.0)
    if not embedded:
        return "all of it was embedded with that already"
    return f"{passages(embedded)} must be embedded anew, {duration(expected_s)}"


def last_line(proposal: Proposal) -> str:
    if not (changes_anything(proposal.result) or switches_model(proposal)):
        return "This was a dry run: nothing was written."
    allow = " --allow-empty" if proposal.refused else ""
    command = one_line(proposal.command) + allow
    return f"This was a dry run: nothing was written. To carry it out: {command}"
