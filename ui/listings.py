"""How lists look in a terminal: the library, its history, a plan, a diagnosis."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.document import Document, Section, is_empty
from corpus.record import Generation, Holding
from ui.doctor import Diagnosis, State
from ui.terminal import hanging, one_line

if TYPE_CHECKING:
    from evals.report import Report
    from evals.summary import Table as Figures
    from ingest.apply import IngestResult
    from ingest.plan import DocumentChanges

CHANGE_STYLES = {"added": "green", "edited": "yellow", "renamed": "yellow", "removed": "red"}
STATE_STYLES = {State.GOOD: "green", State.NOTICE: "yellow", State.BROKEN: "bold red"}


def library_view(generation: Generation, holdings: Sequence[Holding]) -> RenderableType:
    table = listing("id", "title", "language", "authority", "date", "version")
    for column in ("passages", "characters"):
        table.add_column(column, justify="right", no_wrap=True)
    for h in holdings:
        words = (h.document, h.title, h.metadata.language, h.metadata.authority, h.metadata.date)
        table.add_row(
            *(Text(one_line(word)) for word in words),
            Text(h.version[:8], "dim"),
            str(h.passages),
            str(h.characters),
        )
    count = f"{len(holdings)} documents, {generation.passages} passages"
    return Group(table, Text(), Text(f"{count}, generation {generation.number}.", "dim"))


def listing(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        # Ids are copied into the next command: they are never cut.
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    return table


def outline_view(document: Document, holding: Holding) -> RenderableType:
    """A document's head and its sections, indented by level, with their characters."""
    facts = [
        ("id", document.id),
        ("version", document.version),
        ("publisher", document.metadata.publisher),
        ("date", document.metadata.date),
        ("identifier", document.metadata.identifier),
        ("edition", document.metadata.edition),
        ("language", document.metadata.language),
        ("authority", document.metadata.authority),
        ("origin", document.metadata.origin),
        ("licence", document.metadata.licence),
        ("source", holding.origin.source),
        ("size", f"{holding.passages} passages, {holding.characters} characters"),
    ]
    head = hanging()
    for name, value in facts:
        if value:
            head.add_row(Text(name, "dim"), Text(one_line(value)))
    for notice in document.notices:
        head.add_row(Text("notice", "yellow"), Text(one_line(notice)))
    title = Text(one_line(document.title), "bold")
    return Group(title, head, Text(), outline_table(document))


def outline_table(document: Document) -> Table:
    table = listing("section", "characters")
    for section in document.outline:
        table.add_row(
            section_name(section, document.text), Text(f"{section.start} to {section.end}", "dim")
        )
    return table


def section_name(section: Section, text: str) -> Text:
    name = Text("  " * (section.level - 1) + one_line(section.label))
    if is_empty(section, text):
        name.append(" (no text)", "yellow")
    return name


def history_view(generations: Sequence[Generation]) -> RenderableType:
    """The generations, the current one last and marked."""
    table = listing("generation", "when", "command", "passages", "documents")
    for generation in generations:
        mark = " (current)" if generation is generations[-1] else ""
        table.add_row(
            Text(f"{generation.number}{mark}"),
            Text(generation.created_at, "dim"),
            Text(one_line(generation.command)),
            Text(str(generation.passages)),
            Text(counts(generation.summary.get("documents", {}))),
        )
    return table


def counts(groups: Mapping[str, Sequence[object]]) -> str:
    """“2 added, 1 removed”: the groups that have anything in them."""
    said = ", ".join(f"{len(members)} {name}" for name, members in groups.items() if members)
    return said or "none"


def doctor_view(diagnosis: Diagnosis) -> RenderableType:
    """Each check with what was found and how to mend it, then the settings in force."""
    table = hanging(3)
    for check in diagnosis.checks:
        finding = Text(one_line(check.finding))
        if check.mend:
            finding.append(f"\n{one_line(check.mend)}", "italic")
        mark = Text(check.state, STATE_STYLES[check.state])
        table.add_row(mark, Text(check.name, "bold"), finding)
    settings = hanging()
    for name, value in diagnosis.settings.items():
        settings.add_row(Text(f"FOOTNOTE_{name.upper()}", "dim"), Text(one_line(str(value))))
    return Group(table, Text(), Text("Settings in force", "bold"), settings)


# Ingests


def ingest_view(result: "IngestResult") -> RenderableType:
    """What an ingest did to documents and passages; for a dry run, what it would do."""
    changes = result.plan.documents
    summary = Text(passages_line(result), "dim")
    if result.plan.changes_anything:
        return Group(changes_table(changes), notices_table(result), summary)
    same = Text(f"Nothing to change: {len(changes.unchanged)} documents as before.")
    return Group(changes_table(changes), same, summary)


def notices_table(result: "IngestResult") -> Table:
    """What of the new documents is not in their text, and why."""
    table = hanging()
    for line in notice_lines(result):
        table.add_row(Text("notice", "yellow"), Text(line))
    return table


def notice_lines(result: "IngestResult") -> list[str]:
    return [f"{document}: {one_line(notice)}" for document, notice in result.notices]


def changes_table(changes: "DocumentChanges") -> Table:
    """A line for each document that changes and for each source that was refused, with why."""
    table = hanging()
    for change, style in CHANGE_STYLES.items():
        for document in getattr(changes, change):
            table.add_row(Text(change, style), Text(one_line(document)))
    if changes.unchanged and len(table.rows):
        table.add_row(Text("unchanged", "dim"), Text(f"{len(changes.unchanged)} documents"))
    for refusal in changes.refused:
        table.add_row(Text("refused", "bold red"), Text(one_line(refusal.reason)))
    return table


def passages_line(result: "IngestResult") -> str:
    counts = result.plan.passages
    said = (
        f"{counts.embedded} embedded, {counts.reused} reused, {counts.moved} moved, "
        f"{counts.closed} closed"
    )
    if result.generation is not None:
        return f"Passages: {said}. Generation {result.generation}, {speed(result)}."
    expected_s = result.seconds.get("expected")
    expected = "" if expected_s is None else f", in about {expected_s:.0f} s"
    return f"Passages: {said}{expected}. This was a dry run: nothing was written."


def speed(result: "IngestResult") -> str:
    embedded, seconds = result.plan.passages.embedded, result.seconds.get("embed", 0.0)
    rate = f", {embedded / seconds:.0f} passages/s embedded" if embedded and seconds else ""
    return f"{result.seconds['total']:.1f} s{rate}"


# Evaluations


def report_view(report: "Report") -> RenderableType:
    """The tables of an evaluation, then what falls short."""
    parts: list[RenderableType] = []
    for figures in report.tables():
        parts += [figures_table(figures), Text()]
    parts += [Text(str(shortfall), "bold red") for shortfall in report.shortfalls]
    if not report.shortfalls:
        parts.append(Text("Every figure is where it is wanted.", "green"))
    return Group(*parts)


def figures_table(figures: "Figures") -> RenderableType:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(figures.columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in figures.rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return Group(Text(figures.title, "bold"), table)
