"""`footnote check`: what can be typed, and its JSON."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import BadBatchLine
from ui.commands.options import BatchOption, DocumentsOption, JsonOption, LibraryOption, well_formed

if TYPE_CHECKING:
    from qa.checking import Checked


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of a batch."""

    id: Any
    statement: str
    quote: str | None


def check(
    statement: Annotated[
        str | None, typer.Argument(help="The sentence to check.", show_default=False)
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(
            "--quote", metavar="TEXT", help="Words of the documents that are said to carry it."
        ),
    ] = None,
    document: DocumentsOption = None,
    batch: BatchOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Tell whether a sentence is carried by the documents, or by a quote from them, and why not.

    Exit code 0 whatever the verdict; --json says it to programs.
    """
    from ui.cli import open_desk, refuse_unless_one, say_json, settings_with
    from ui.commands.progress import waiting

    refuse_unless_one(statement, batch, "STATEMENT")
    if batch and quote is not None:
        raise typer.BadParameter("--quote stands in the lines of a batch")
    from qa.checking import Checker

    with open_desk(settings_with(library)) as desk:
        checker = Checker(desk, tuple(document or ()))
        if batch:
            check_batch(batch, checker)
            return
        words = well_formed(quote) if quote is not None else None
        with waiting():
            checked = checker.check(well_formed(statement or ""), words)
    if as_json:
        say_json(checked_record(checked))
    else:
        from ui.terminal.check import checked_view
        from ui.terminal.text import show

        show(checked_view(checked))


def check_batch(file: Path, checker: Any) -> None:
    from ui.commands.batch import batch_lines, run_batch

    def reply(claim: Claim) -> dict[str, Any]:
        return {"id": claim.id, **checked_record(checker.check(claim.statement, claim.quote))}

    with batch_lines(file) as lines:
        all_well = run_batch(lines, str(file), reply, sys.stdout, read=claim_from)
    if not all_well:
        raise typer.Exit(1)


def claim_from(fields: Mapping[str, Any], id: Any, file: str, number: int) -> Claim:
    """The claim in a line of a batch. Raises BadBatchLine."""
    statement, quote = fields.get("statement"), fields.get("quote")
    if not isinstance(statement, str):
        reason = "it has no “statement”, which has to be a string"
        raise BadBatchLine(file=file, line=number, reason=reason)
    if quote is not None and not isinstance(quote, str):
        raise BadBatchLine(file=file, line=number, reason="its “quote” is not a string")
    return Claim(id, well_formed(statement), well_formed(quote) if quote is not None else None)


def checked_record(checked: "Checked") -> dict[str, Any]:
    from ui.commands.impact import citation_record

    return {
        "support": checked.support.value,
        "reasons": list(checked.reasons),
        "citations": [citation_record(citation) for citation in checked.citations],
    }
