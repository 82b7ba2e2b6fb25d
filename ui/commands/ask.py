"""`footnote ask`: what can be typed, and the answer printed, kept and packed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import BatchOption, DocumentsOption, JsonOption, LibraryOption, well_formed
from ui.commands.verify import PackOption, write_pack

if TYPE_CHECKING:
    from corpus.settings import Settings
    from qa.answer import Answer
    from qa.chain import Desk
    from ui.commands.batch import Request


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    document: DocumentsOption = None,
    as_of: Annotated[
        int | None, typer.Option("--as-of", metavar="N", help="Ask generation N.")
    ] = None,
    batch: BatchOption = None,
    pack: PackOption = None,
    unsupported: Annotated[
        bool,
        typer.Option(
            "--unsupported",
            help="Show as well what a language model wrote and its quotes do not carry.",
        ),
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Answer a question from the documents, each sentence with its citation."""
    from ui.cli import open_desk, refuse_unless_one, say_json, settings_with

    refuse_unless_one(question, batch, "QUESTION")
    if batch and pack:
        raise typer.BadParameter("--pack holds one answer: give it with a QUESTION")
    documents = tuple(document or ())
    if batch:
        ask_batch(batch, settings_with(library), documents, as_of)
        return
    from ui.commands.keeping import keep_in

    with open_desk(settings_with(library)) as desk:
        answer = answered(desk, well_formed(question or ""), documents, as_of)
        if as_json:
            say_json(answer.to_json())
        else:
            print_answer(answer, unsupported=unsupported)
        sys.stdout.flush()
        keep_in(desk)(answer, (), documents, as_of)
        if pack:
            write_pack(pack, desk, answer, (), documents, as_of)


def answered(
    desk: "Desk", question: str, documents: tuple[str, ...], as_of: int | None
) -> "Answer":
    """The answer; while a language model writes it, a terminal tells how far it is."""
    from qa.request import Request
    from qa.writing import Follow
    from ui.commands.progress import writing

    with writing() as tell:
        return desk.answer(Request(question, (), documents, as_of), Follow(tell=tell))


def print_answer(answer: "Answer", *, unsupported: bool) -> None:
    from ui.terminal.text import answer_view, show
    from ui.terminal.written import left_out_view, made_by, stands_in

    if answer.writing:
        stands_in(answer)
    show(answer_view(answer))
    if answer.is_written:
        show(made_by(answer))
    if answer.writing and answer.writing.left_out:
        show(left_out_view(answer.writing.left_out, whole=unsupported))


def ask_batch(
    file: Path, settings: "Settings", documents: tuple[str, ...], as_of: int | None
) -> None:
    from ui.cli import answer_lines, open_desk
    from ui.commands.keeping import keep_in

    with open_desk(settings) as desk:
        keep = keep_in(desk)

        def reply(request: "Request") -> dict[str, Any]:
            chosen = request.documents or documents
            answer = desk.ask(request.question, request.history, chosen, as_of)
            keep(answer, request.history, chosen, as_of)
            return answer.to_json() | {"id": request.id}

        answer_lines(file, reply)
