"""`footnote impact`: what can be typed, what it finds, and its JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import JsonOption, LibraryOption

if TYPE_CHECKING:
    from corpus.document import Citation
    from corpus.library import Library
    from evals.impact import QuestionStand
    from qa.impact import AnswerStand, Stand
    from ui.terminal.impact import Impact


def impact(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(help="Question sets (YAML); the shipped ones where none is given."),
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            metavar="N",
            help="Compare evaluation questions with generation N; the one before where not given.",
        ),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the saved answers and evaluation questions whose cited text is not as it was."""
    from corpus.library import Library
    from ui.cli import say_json, settings_with
    from ui.commands.progress import waiting
    from ui.terminal.impact import impact_view
    from ui.terminal.text import show

    with waiting(), Library.open(settings_with(library).library) as known:
        found = found_in(known, since, questions or ())
    if as_json:
        say_json(impact_record(found))
    else:
        show(impact_view(found))


def found_in(
    library: "Library",
    since: int | None,
    question_files: Sequence[Path],
    owner: str | None = None,
) -> "Impact":
    """Saved answers, all or those an owner may see, against the current generation; evaluation
    questions against an earlier one, where there is one.
    """
    from evals.impact import questions_touched
    from qa.impact import impact, watched
    from ui.terminal.impact import Impact

    now = library.generation().number
    earlier = [g.number for g in library.generations() if g.number < now]
    since = library.generation(since).number if since is not None else max(earlier, default=None)
    answers = impact(library, now, owner)
    questions = [] if since is None else questions_touched(library, since, now, question_files)
    return Impact(now, since, len(watched(library, owner)), answers, questions)


# JSON


def impact_record(found: "Impact") -> dict[str, Any]:
    return {
        "generation": found.generation,
        "answers": [answer_record(stand) for stand in found.answers],
        "questions": [question_record(stand) for stand in found.questions],
    }


def answer_record(stand: "AnswerStand") -> dict[str, Any]:
    return {
        "id": stand.saved.id,
        "question": stand.saved.question,
        "asked_at": stand.saved.asked_at,
        "generation": stand.saved.generation,
        "standing": stand.standing.value,
        "citations": [
            {
                "standing": one.standing.value,
                "old": citation_record(one.old),
                "new": citation_record(one.new) if one.new else None,
            }
            for one in stand.touched
        ],
    }


def citation_record(citation: "Citation") -> dict[str, Any]:
    from qa.answer import CITATION_KEYS

    return {name: getattr(citation, name) for name in CITATION_KEYS}


def question_record(stand: "QuestionStand") -> dict[str, Any]:
    return {
        "set": stand.question_set,
        "id": stand.question.id,
        "question": stand.question.question,
        "standing": stand.standing.value,
        "quotes": [quote_record(one) for one in stand.touched],
    }


def quote_record(stand: "Stand") -> dict[str, Any]:
    """A gold quote, or the words a gold label named; `document` and `label` say where it is now,
    or was last.
    """
    place = stand.new or stand.old
    return {
        "standing": stand.standing.value,
        "document": place.document,
        "old": stand.old.quote,
        "new": stand.new.quote if stand.new else None,
        "label": place.label,
    }
