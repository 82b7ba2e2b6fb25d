"""How lists look in a terminal: the library, a diagnosis, an evaluation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.document import Document, Section, is_empty
from corpus.record import Generation, Holding
from ui.commands.doctor import Diagnosis, State
from ui.terminal.text import hanging, one_line

if TYPE_CHECKING:
    from evals.table import Table as Figures

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


# Evaluations


def figures_view(tables: "Sequence[Figures]") -> RenderableType:
    """The tables of an evaluation, one below the other."""
    parts: list[RenderableType] = []
    for figures in tables:
        parts += [figures_table(figures), Text()]
    return Group(*parts)


def figures_table(figures: "Figures") -> RenderableType:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(figures.columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in figures.rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return Group(Text(figures.title, "bold"), table)
