"""`footnote feedback`: what can be typed, and its JSON."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import FileTaken, FileUnwritable, NoRows
from ui.commands.options import JsonOption, LibraryOption

if TYPE_CHECKING:
    from corpus.library import Library
    from corpus.verdicts import Verdict
    from evals.sets.from_use import FromUse

SUFFIXES = (".yaml", ".yml")


def suffix_known(file: Path | None) -> Path | None:
    if file and file.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"the file's name has to end in {' or '.join(SUFFIXES)}")
    return file


def feedback(
    only_open: Annotated[
        bool,
        typer.Option("--open", help="Only those that lack the words that should have been cited."),
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="Write them to a .yaml file that `footnote eval` runs.",
            callback=suffix_known,
        ),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List what people said of answers in the chat; export it as a question set."""
    if only_open and export:
        raise typer.BadParameter("--open and --export exclude each other: all are exported")
    from corpus.library import Library
    from ui.cli import settings_with

    with closing(Library.open(settings_with(library).library)) as known:
        if export:
            write(known, export, as_json=as_json)
        else:
            tell(found(known, only_open=only_open), as_json=as_json)


def found(known: "Library", *, only_open: bool) -> "list[Verdict]":
    return [given for given in known.verdicts() if not (only_open and given.is_complete)]


def tell(given: "Sequence[Verdict]", *, as_json: bool) -> None:
    from ui.cli import say_json
    from ui.terminal.feedback import feedback_view
    from ui.terminal.text import show

    if as_json:
        say_json({"verdicts": [verdict_record(verdict) for verdict in given]})
    else:
        show(feedback_view(given))


def verdict_record(given: "Verdict") -> dict[str, Any]:
    """A verdict without its owner, who may be known by a browser's secret name."""
    return {
        "row": given.row,
        "given_at": given.given_at,
        "answer": given.answer,
        "question": given.question,
        "verdict": given.judged.value,
        "complete": given.is_complete,
        "words": asdict(given.words) if given.words else None,
    }


# Exporting


def write(known: "Library", file: Path, *, as_json: bool) -> None:
    """Raises NoRows, FileTaken where there is such a file already, and FileUnwritable."""
    from evals.sets.from_use import as_yaml, from_use
    from ui.cli import say_json
    from ui.terminal.feedback import exported
    from ui.terminal.text import show

    rows = from_use(known, known.verdicts())
    if rows.is_empty:
        raise NoRows
    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(as_yaml(rows, file.stem))
    except FileExistsError as error:
        raise FileTaken(file=file) from error
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error
    if as_json:
        say_json(export_record(rows, file))
    else:
        show(exported(rows, str(file)))


def export_record(rows: "FromUse", file: Path) -> dict[str, Any]:
    left_out = [{"row": one.verdict.row, "reason": one.reason} for one in rows.unfit]
    return {
        "exported": len(rows.questions),
        "to_complete": [one.verdict.row for one in rows.to_complete],
        "left_out": left_out,
        "file": str(file),
    }
