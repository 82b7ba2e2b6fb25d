"""`footnote answers`: what can be typed, and its JSON."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import FileTaken, FileUnwritable
from ui.commands.options import JsonOption, LibraryOption, well_formed

if TYPE_CHECKING:
    from corpus.library import Library
    from corpus.record import SavedAnswer
    from qa.impact import AnswerStand

SUFFIXES = (".jsonl", ".md", ".csv")


def suffix_known(file: Path | None) -> Path | None:
    if file and file.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"the file's name has to end in {', '.join(SUFFIXES)}")
    return file


def answers(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Words that stand in the question, the answer or its quotes."),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="ID", help="One answer, as it was given."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="Write what was found to a .jsonl, .md or .csv file.",
            callback=suffix_known,
        ),
    ] = None,
    delete: Annotated[
        list[str] | None,
        typer.Option("--delete", metavar="ID", help="Delete this answer; more than once for more."),
    ] = None,
    delete_found: Annotated[
        bool, typer.Option("--delete-found", help="Delete all answers that were found.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Only the newest N.")
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the answers that were given and kept; search, show, export or delete them.

    An id may be cut short, as far as it stays the only one that begins so.
    """
    from corpus.library import Library
    from ui.cli import settings_with

    with closing(Library.open(settings_with(library).library)) as known:
        if delete or delete_found:
            chosen = [known.answer(id) for id in delete or ()]
            chosen += found(known, words, limit) if delete_found else []
            forget(known, chosen, yes=yes, as_json=as_json)
            return
        picked = [known.answer(show)] if show else found(known, words, limit)
        if export:
            write(export, picked, as_json=as_json)
        else:
            tell(known, picked, whole=show is not None, as_json=as_json)


def found(known: "Library", words: Sequence[str] | None, limit: int | None) -> "list[SavedAnswer]":
    typed = [word for text in words or () for word in well_formed(text).split()]
    return known.answers(typed)[:limit]


def tell(known: "Library", picked: "Sequence[SavedAnswer]", *, whole: bool, as_json: bool) -> None:
    from qa.impact import Later, answer_stand
    from ui.cli import say_json
    from ui.terminal.answers import answers_view, saved_view
    from ui.terminal.text import show

    later = Later(known)
    stands = [answer_stand(saved, later) for saved in picked]
    if as_json:
        records = [saved_record(stand) for stand in stands]
        say_json(records[0] if whole else {"answers": records})
    elif whole:
        show(saved_view(stands[0]))
    else:
        show(answers_view(stands))


def saved_record(stand: "AnswerStand") -> dict[str, Any]:
    """A saved answer: what it was asked with, the answer as `ask` prints it, and how its sources
    stand now.
    """
    saved = stand.saved
    return {
        "id": saved.id,
        "asked_at": saved.asked_at,
        "history": list(saved.history),
        "documents": list(saved.documents),
        "as_of": saved.as_of,
        "settings": saved.settings,
        "standing": stand.standing.value,
        "answer": stand.answer.to_json(),
    }


# Exporting


def write(file: Path, picked: "Sequence[SavedAnswer]", *, as_json: bool) -> None:
    """Raises FileTaken where there is such a file already, and FileUnwritable."""
    from ui.chat.pane import counted
    from ui.cli import say_json
    from ui.terminal.export import FORMATS

    text = FORMATS[file.suffix.lower()](picked)
    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
    except FileExistsError as error:
        raise FileTaken(file=file) from error
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error
    if as_json:
        say_json({"exported": len(picked), "file": str(file)})
    else:
        typer.echo(f"{counted(len(picked), 'answer')} written to {file}.")


# Deleting


def forget(known: "Library", chosen: "Sequence[SavedAnswer]", *, yes: bool, as_json: bool) -> None:
    """Delete answers, once somebody says yes to it."""
    from ui.chat.pane import counted
    from ui.cli import say_json
    from ui.terminal.text import one_line

    ids = {saved.id: saved.question for saved in chosen}
    if ids and not yes:
        for id, question in ids.items():
            sys.stderr.write(f"  {id[:8]}  {one_line(question, 90)}\n")
        agree(f"Delete {counted(len(ids), 'answer')} for good? (--export keeps a copy)")
    deleted = known.forget_answers(ids) if ids else 0
    if as_json:
        say_json({"deleted": list(ids)})
    else:
        typer.echo(f"{counted(deleted, 'answer')} deleted.")


def agree(question: str) -> None:
    """Go on if the person in the terminal says yes; where there is none, say how to agree."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody is here to agree: give --yes to delete without asking")
    typer.confirm(question, abort=True, err=True)
