"""The command `footnote fetch`: the only one that opens the network, and says so first."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import NetworkUnasked
from ingest.fetch.choice import LANGUAGES, Choice, Edition, Form
from ui.commands.options import JsonOption, LibraryOption

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ingest.fetch.manifest import Manifest
    from ingest.fetch.run import FetchResult


def official(languages: list[str] | None) -> list[str] | None:
    """Refuse what is no official language of the Union."""
    for language in languages or ():
        if language not in LANGUAGES:
            raise typer.BadParameter(f"“{language}” is none of {', '.join(LANGUAGES)}")
    return languages


def fetch(
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            "-l",
            metavar="CODE",
            help="A language of the Union, such as en or fr; may be given more than once.",
            callback=official,
        ),
    ] = None,
    edition: Annotated[
        Edition, typer.Option("--edition", help="The text as published, as amended, or both.")
    ] = Edition.ORIGINAL,
    form: Annotated[Form, typer.Option("--format", help="Pages, or Formex packages.")] = Form.XHTML,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="The folder the files go into.")
    ] = Path("official"),
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="CELEX", help="Only this act; may be given more than once."),
    ] = None,
    pages: Annotated[
        bool | None,
        typer.Option(
            "--pages/--no-pages",
            help="The institutions' pages as well; without them where --only is given.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask before the network is opened.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be asked of whom, and ask nothing.")
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Bring the official documents onto this machine. The only command that opens the network."""
    from ingest.fetch.manifest import load_manifest
    from ui.cli import settings_with

    settings = settings_with(library)
    manifest = load_manifest()
    choice = Choice(
        languages=tuple(dict.fromkeys(language or ("en",))),
        edition=edition,
        form=form,
        only=tuple(celex.upper() for celex in only or ()),
        pages=not only if pages is None else pages,
    )
    if dry_run:
        list_requests(manifest, choice, as_json)
        return
    ask_for_the_network(manifest, choice, to, agreed=yes)
    result = run(settings, manifest, choice, to)
    tell(result, as_json)
    if not as_json and result.holds_files:
        offer_ingest(settings, to)
    if result.failed:
        raise typer.Exit(1)


def list_requests(manifest: "Manifest", choice: Choice, as_json: bool) -> None:
    from ingest.fetch.orders import everything_asked
    from ui.cli import say_json
    from ui.terminal.fetched import requests_record, requests_view
    from ui.terminal.text import show

    asked = everything_asked(manifest, choice)
    if as_json:
        say_json(requests_record(asked))
    else:
        show(requests_view(asked))


def ask_for_the_network(
    manifest: "Manifest", choice: Choice, folder: Path, *, agreed: bool
) -> None:
    """Say which hosts will be contacted and get a yes. Raises NetworkUnasked where nobody can
    give one.
    """
    from ingest.fetch.orders import chosen_acts, hosts

    chosen_acts(manifest, choice)
    named = ", ".join(hosts(manifest, choice))
    if not agreed and not in_terminal():
        raise NetworkUnasked(hosts=named)
    typer.echo(f"This opens the network, to no other hosts than: {named}.", err=True)
    typer.echo(f"The files go into {folder.resolve()}.", err=True)
    if not agreed:
        typer.confirm("Go on?", abort=True, err=True)


def in_terminal() -> bool:
    return sys.stdin.isatty()


def run(settings: "Settings", manifest: "Manifest", choice: Choice, folder: Path) -> "FetchResult":
    from ingest.fetch.run import fetch as bring
    from ingest.sandbox import readers

    with readers(settings) as read, fetch_bar() as report:
        return bring(
            manifest,
            choice,
            folder,
            read=read,
            max_bytes=settings.source_mb * 1e6,
            report=report,
        )


@contextmanager
def fetch_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A callback that shows which file is being fetched."""
    from ui.commands.progress import bars_on_stderr
    from ui.terminal.text import one_line

    with bars_on_stderr() as shown:
        bar = shown.add_task("Fetching", total=None)

        def update(name: str, number: int, total: int) -> None:
            shown.update(bar, description=one_line(name), completed=number - 1, total=total)

        yield update


def tell(result: "FetchResult", as_json: bool) -> None:
    from ui.cli import say_json
    from ui.terminal.fetched import result_record, result_view
    from ui.terminal.text import show

    if as_json:
        command = ingest_command(result.folder) if result.holds_files else None
        say_json(result_record(result, command))
    else:
        show(result_view(result))


def offer_ingest(settings: "Settings", folder: Path) -> None:
    """In a terminal the plan of ingesting the folder, and a question; else the command."""
    if not in_terminal():
        typer.echo(f"To take them into the library: {ingest_command(folder)}")
        return
    typer.echo("Ingesting the folder would change the library so:")
    plan_then_apply(settings, folder)


def plan_then_apply(settings: "Settings", folder: Path) -> None:
    """Show what ingesting a folder would change, and do it where the answer is yes."""
    from ingest.apply import apply, propose
    from ui.cli import command_line
    from ui.commands.progress import progress_bar
    from ui.terminal.plans import ingest_view
    from ui.terminal.text import show

    with progress_bar() as progress:
        proposed = propose(settings, [str(folder)], progress=progress)
    show(ingest_view(proposed))
    if proposed.plan.changes_anything and typer.confirm("Ingest it now?", err=True):
        with progress_bar() as progress:
            done = apply(settings, proposed.plan, command=command_line(), progress=progress)
        show(ingest_view(done))


def ingest_command(folder: Path) -> str:
    import shlex

    return shlex.join(["footnote", "ingest", str(folder)])
