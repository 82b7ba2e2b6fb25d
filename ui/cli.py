"""The command `footnote`: what can be typed, and nothing more.

Only what parses a command line is imported here; each command imports what it needs when it
runs, so that `footnote --help` answers at once.
"""

import json
import os
import sys
import warnings
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from corpus.errors import FootnoteError
from ui.commands.answers import answers
from ui.commands.ask import ask
from ui.commands.check import check
from ui.commands.evaluate import app as evaluate
from ui.commands.feedback import feedback
from ui.commands.fetch import fetch
from ui.commands.generations import diff, history, prune, rebuild, rollback
from ui.commands.impact import impact
from ui.commands.ingest import ingest
from ui.commands.mcp import mcp
from ui.commands.options import BatchOption, DocumentsOption, JsonOption, LibraryOption, well_formed
from ui.commands.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.settings import Settings
    from qa.chain import Desk
    from ui.commands.batch import Request

# Nothing that a library starts by itself leaves this machine or talks into an answer.
SURROUNDINGS = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_GATEWAY": "false",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


class Footnote(TyperGroup):
    """All commands. Errors a user can meet end here, as one sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except FootnoteError as error:
            from ui.terminal.text import complain

            complain(str(error))
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as interruption:
            sys.stderr.write("\nstopped; nothing was lost\n")
            raise typer.Exit(130) from interruption


app = typer.Typer(
    name="footnote",
    cls=Footnote,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"footnote {version('footnote')}")
        raise typer.Exit


@app.callback()
def footnote(
    library: LibraryOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=version, is_eager=True)
    ] = False,
) -> None:
    """Answers questions from documents; every sentence cites the exact characters it rests on."""
    os.environ.update(SURROUNDINGS)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


app.command()(ingest)


app.command()(ask)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("--k", metavar="N", min=1, help="How many passages.")] = 10,
    document: DocumentsOption = None,
    batch: BatchOption = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Find the passages nearest to a query, by meaning and by words."""
    refuse_unless_one(query, batch, "QUERY")
    documents = tuple(document or ())
    if batch:
        search_batch(batch, settings_with(library), documents, k)
        return
    from ui.commands.progress import waiting
    from ui.commands.records import hit_record
    from ui.terminal.text import hits_view, show

    with waiting(), open_desk(settings_with(library)) as desk:
        hits = desk.search(well_formed(query or ""), k, documents)
    if as_json:
        say_json({"query": query, "hits": [hit_record(hit) for hit in hits]})
    else:
        show(hits_view(hits))


app.command()(check)


@app.command("library")
def show_library(
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="One document, with its outline.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Its canonical text, exactly; needs --document.")
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """List the documents; or one document's outline, or its canonical text."""
    if text and not document:
        raise typer.BadParameter("--text needs --document ID")
    if text and as_json:
        raise typer.BadParameter("--text and --json exclude each other")
    from corpus.library import Library
    from ui.commands import records
    from ui.terminal import listings
    from ui.terminal.text import show

    with Library.open(settings_with(library).library) as known:
        generation = known.generation()
        holdings = known.holdings(generation.number)
        found = known.document(well_formed(document), generation.number) if document else None
    if found and text:
        sys.stdout.write(found.text)
    elif found:
        holding = next(h for h in holdings if h.document == found.id)
        if as_json:
            say_json(records.document_record(found, holding))
        else:
            show(listings.outline_view(found, holding))
    elif as_json:
        say_json(records.library_record(generation, holdings))
    else:
        show(listings.library_view(generation, holdings))


@app.command()
def doctor(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """Check Python, packages, model, library, vector index and disk, and say how to mend each."""
    from ui.commands.doctor import examine
    from ui.terminal.listings import doctor_view
    from ui.terminal.text import show

    diagnosis = examine(library)
    if as_json:
        say_json(diagnosis.to_json())
    else:
        show(doctor_view(diagnosis))
    if not diagnosis.healthy:
        raise typer.Exit(1)


@app.command()
def chat(
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 is any free one.")
    ] = 7860,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="NAME", help="A name it is reached under, as behind a proxy; repeat."
        ),
    ] = None,
    auth: Annotated[
        list[str] | None,
        typer.Option(
            "--auth", metavar="NAME:PASSWORD", help="Ask for a name and its password; repeat."
        ),
    ] = None,
    auth_file: Annotated[
        Path | None,
        typer.Option("--auth-file", metavar="FILE", help="Names and passwords, one pair a line."),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Only to ask and read: nothing is written.")
    ] = False,
    allow_uploads: Annotated[
        bool,
        typer.Option(
            "--allow-uploads",
            help="Let visitors bring in files; from this machine alone they always can.",
        ),
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Serve the chat on this machine, until Ctrl-C."""
    settings = settings_with(library)
    from ui.server.serve import serve

    serve(
        settings,
        host=host,
        port=port,
        names=name or (),
        auth=auth or (),
        auth_file=auth_file,
        read_only=read_only,
        allow_uploads=allow_uploads,
    )


app.command()(feedback)


app.add_typer(evaluate, name="eval")


for command in (answers, verify, history, diff, rollback, prune, impact, rebuild, fetch, mcp):
    app.command()(command)


def settings_with(library: Path | None) -> "Settings":
    from corpus.settings import load_settings

    return load_settings(library=library)


def command_line() -> str:
    """What was typed, as the history shows it."""
    import shlex

    return shlex.join(["footnote", *sys.argv[1:]])


def refuse_unless_one(given: str | None, batch: Path | None, name: str) -> None:
    if (given is None) == (batch is None):
        raise typer.BadParameter(f"give either {name} or --batch FILE")


def open_desk(settings: "Settings") -> "closing[Desk]":
    from qa.chain import Desk

    return closing(Desk(settings))


def search_batch(file: Path, settings: "Settings", documents: tuple[str, ...], k: int) -> None:
    from ui.commands.records import hit_record

    with open_desk(settings) as desk:

        def reply(request: "Request") -> dict[str, Any]:
            hits = desk.search(request.question, k, request.documents or documents)
            return {"id": request.id, "hits": [hit_record(hit) for hit in hits]}

        answer_lines(file, reply)


def answer_lines(file: Path, reply: "Callable[[Request], dict[str, Any]]") -> None:
    """Reply to every line on stdout; exit code 1 when one could not be answered."""
    from ui.commands.batch import batch_lines, run_batch

    with batch_lines(file) as lines:
        all_well = run_batch(lines, str(file), reply, sys.stdout)
    if not all_well:
        raise typer.Exit(1)


def say_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        # UTF-8 and bare line ends whatever the locale: texts and JSON are the same everywhere.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    app()
