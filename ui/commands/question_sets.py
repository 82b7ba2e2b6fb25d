"""`footnote eval check` and `footnote eval suggest`: what can be typed, and their JSON."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import FileTaken, FileUnwritable
from ui.commands.feedback import suffix_known
from ui.commands.options import JsonOption, LibraryOption

if TYPE_CHECKING:
    from evals.sets.checking import Checked
    from evals.sets.suggesting import Suggested


def check(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(help="Question sets; the shipped ones where none is given."),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Check question sets against the library: everything that is off, and the nearest text to
    each quote that does not stand in its document.
    """
    from corpus.library import Library
    from evals.sets.checking import check as check_sets
    from evals.sets.reading import default_questions
    from ui.cli import say_json, settings_with
    from ui.terminal.question_sets import checked_view
    from ui.terminal.text import show

    with closing(Library.open(settings_with(library).library)) as known:
        documents = {h.document: known.document(h.document) for h in known.holdings()}
    found = check_sets(questions or default_questions(), documents)
    if as_json:
        say_json({"sets": [checked_record(one) for one in found]})
    else:
        show(checked_view(found))
    if any(one.problems for one in found):
        raise typer.Exit(1)


def checked_record(found: "Checked") -> dict[str, Any]:
    return {
        "file": str(found.file),
        "name": found.name,
        "questions": len(found.questions) - found.proposed,
        "proposed": found.proposed,
        "passed_over": found.passed_over,
        "by_kind": [
            {"kind": kind, "split": split, "questions": number}
            for (kind, split), number in sorted(found.by_kind.items())
        ],
        "problems": [asdict(problem) for problem in found.problems],
    }


# Suggestions


def suggest(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="Documents of the library, by id.")
    ],
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            metavar="FILE.yaml",
            help="Write a question set whose rows wait to be accepted.",
            callback=suffix_known,
        ),
    ] = None,
    most: Annotated[int, typer.Option(help="How many questions at most.", min=1, max=1000)] = 20,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Propose questions that documents answer, each with its gold quote, for a person to accept.

    By templates; where a language model is set, it words them.
    """
    from corpus.library import Library
    from evals.sets.suggesting import suggest as suggested
    from qa.language_model import language_model
    from ui.cli import say_json, settings_with
    from ui.commands.progress import suggestion_bar
    from ui.terminal.question_sets import suggested_view
    from ui.terminal.text import show

    settings = settings_with(library)
    if save and save.exists():
        raise FileTaken(file=save)
    with closing(Library.open(settings.library)) as known, suggestion_bar() as progress:
        found = suggested(known, documents, most, language_model(settings), progress)
    if save and found.questions:
        write(found, save)
    if as_json:
        say_json(suggested_record(found, save))
    else:
        show(suggested_view(found, str(save) if save else ""))


def write(found: "Suggested", file: Path) -> None:
    """Raises FileTaken where there is such a file already, and FileUnwritable."""
    from evals.sets.suggesting import as_yaml

    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(as_yaml(found, file.stem))
    except FileExistsError as error:
        raise FileTaken(file=file) from error
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error


def suggested_record(found: "Suggested", save: Path | None) -> dict[str, Any]:
    from evals.sets.writing import record

    rows: Sequence[dict[str, Any]] = [record(question) for question in found.questions]
    return {
        "questions": rows,
        "model": found.model or None,
        "worded": found.worded,
        "trouble": found.trouble or None,
        "file": str(save) if save and rows else None,
    }
