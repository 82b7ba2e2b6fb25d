"""The options that several commands share."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer


def from_before(ctx: typer.Context, library: Path | None) -> Path | None:
    """`--library`, whether it stands before or after the command's name."""
    before = ctx.parent
    while library is None and before:
        library, before = before.params.get("library"), before.parent
    return library


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


def well_formed(text: str) -> str:
    """The text with halves of surrogate pairs replaced: no model and no file takes them.

    They come from JSON escapes, and from bytes on the command line that are not UTF-8.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


DocumentsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--document", metavar="ID", help="Only this document; may be given more than once."
    ),
]


def existing(file: Path | None) -> Path | None:
    """Refuse a file that is not there; Typer's own `exists` refuses “-” as well."""
    if file and str(file) != "-" and not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    return file


BatchOption = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Read JSON lines from a file, or from “-”, and write one result a line.",
        callback=existing,
    ),
]


WaitOption = Annotated[
    bool,
    typer.Option("--wait", help="Wait while another process writes, instead of giving up."),
]


def waiting_if(wait: bool) -> Callable[[str], None] | None:
    """What `sole_writer` asks for: how a person is told who writes, or that nobody waits."""
    return tell_who_writes if wait else None


def tell_who_writes(writer: str) -> None:
    """Say on stderr for whom the command waits."""
    from ui.terminal.text import one_line

    sys.stderr.write(f"Waiting: the library is being written by {one_line(writer)}.\n")
    sys.stderr.flush()
