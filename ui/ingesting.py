"""`footnote ingest`: what can be typed, and what is shown of it."""

import sys
from typing import Annotated

import typer

from ui.options import JsonOption, LibraryOption


def ingest(
    source: Annotated[
        list[str] | None,
        typer.Argument(help="Files and folders to read; the shipped texts where none is given."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Read texts into the library; again is cheap: only what changed is embedded."""
    from ingest import apply
    from ui.cli import command_line, say_json, settings_with
    from ui.listings import ingest_view, notice_lines
    from ui.progress import progress_bar
    from ui.terminal import show

    settings, sources = settings_with(library), source or ()
    with progress_bar() as progress:
        if dry_run:
            result = apply.propose(settings, sources, progress=progress)
        else:
            result = apply.ingest(settings, sources, command=command_line(), progress=progress)
    if as_json:
        sys.stderr.writelines(f"{line}\n" for line in notice_lines(result))
        say_json(result.to_json())
    else:
        show(ingest_view(result))
