"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer


def from_before(ctx: typer.Context, library: Path | None) -> Path | None:
    """`--library`, whether it stands before or after the command's name."""
    return library or (ctx.parent.params.get("library") if ctx.parent else None)


LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="The folder of the library; `.footnote` where nothing says otherwise.",
        callback=from_before,
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
DocumentsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--document", metavar="ID", help="Only this document; may be given more than once."
    ),
]
BatchOption = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Read JSON lines from a file, or from “-”, and write one result a line.",
        exists=True,
        dir_okay=False,
        readable=True,
        allow_dash=True,
    ),
]
