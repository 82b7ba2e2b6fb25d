"""Verdicts in a terminal: the list, and what was exported of them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from corpus.verdicts import Verdict
from ui.chat.pane import counted
from ui.terminal.generations import local_time
from ui.terminal.text import hanging, one_line

if TYPE_CHECKING:
    from evals.sets.from_use import FromUse

QUOTE_CHARS = 160


def feedback_view(given: Sequence[Verdict]) -> RenderableType:
    """The verdicts, newest first, each with the words that should have been cited."""
    if not given:
        return Text("No verdicts: the buttons below an answer in `footnote chat` give them.")
    table = hanging()
    for verdict in given:
        table.add_row(Text(str(verdict.row), "cyan"), Text.assemble(*told(verdict)))
    lacking = sum(not verdict.is_complete for verdict in given)
    summary = f"{counted(len(given), 'verdict')}, {lacking:,} to complete"
    return Group(table, Text(), Text(summary, "dim"))


def told(given: Verdict) -> Iterator[str | tuple[str, str]]:
    facts = [given.judged.value, local_time(given.given_at), f"answer {given.answer[:8]}"]
    yield one_line(given.question), "bold"
    yield "\n"
    yield " · ".join(one_line(fact) for fact in facts), "dim"
    if not given.is_complete:
        yield " · to complete", "yellow"
    if given.words:
        yield f"\n“{one_line(given.words.quote, QUOTE_CHARS)}” "
        yield one_line(given.words.document), "dim"


def exported(rows: "FromUse", file: str) -> RenderableType:
    """How many rows were written, and which were not, with the reason."""
    lines = [Text(f"{counted(len(rows.questions), 'question')} written to {one_line(file)}.")]
    if rows.to_complete:
        lines.append(Text(f"{len(rows.to_complete):,} written to be completed in the file:"))
        lines += [Text(f"  {one_line(one.verdict.question)}", "dim") for one in rows.to_complete]
    if rows.unfit:
        lines.append(Text(f"{len(rows.unfit):,} left out:"))
        lines += [
            Text(f"  {one_line(one.verdict.question)}: {one_line(one.reason)}", "dim")
            for one in rows.unfit
        ]
    return Group(*lines)
