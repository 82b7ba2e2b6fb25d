"""`footnote ingest`: what can be typed, and what is shown of it."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import FootnoteError
from ui.commands.options import JsonOption, LibraryOption, WaitOption, tell_who_writes, waiting_if

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ingest.apply import IngestResult
    from ui.terminal.plans import Before, Proposal


def ingest(
    source: Annotated[
        list[str] | None,
        typer.Argument(help="Files and folders to read; the shipped texts where none is given."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Ingest again after each change, until Ctrl-C.")
    ] = False,
    allow_empty: Annotated[
        bool,
        typer.Option("--allow-empty", help="Remove what a folder lost, be it most of it or all."),
    ] = False,
    wait: WaitOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Read texts into the library; again is cheap: only what changed is embedded."""
    from ui.cli import settings_with

    if watch and dry_run:
        raise typer.BadParameter("--watch and --dry-run exclude each other")
    settings, sources = settings_with(library), tuple(source or ())
    if watch:
        keep_watching(settings, sources, allow_empty=allow_empty, as_json=as_json)
    elif dry_run:
        say_plan(propose(settings, sources, allow_empty=allow_empty), as_json=as_json)
    else:
        result = carry_out(settings, sources, allow_empty=allow_empty, wait=wait)
        say_result(settings, result, as_json=as_json)


# Once


def carry_out(
    settings: "Settings", sources: tuple[str, ...], *, allow_empty: bool, wait: bool
) -> "IngestResult":
    from ingest import apply
    from ui.cli import command_line
    from ui.commands.progress import progress_bar

    with progress_bar() as progress:
        return apply.ingest(
            settings,
            sources,
            allow_empty=allow_empty,
            command=command_line(),
            progress=progress,
            waiting=waiting_if(wait),
        )


def say_result(settings: "Settings", result: "IngestResult", *, as_json: bool) -> None:
    from ui.cli import say_json
    from ui.terminal.plans import notice_lines

    if as_json:
        say_aside(notice_lines(result))
        say_json(result.to_json())
    else:
        show_result(settings, result)


def show_result(settings: "Settings", result: "IngestResult") -> None:
    from ui.terminal.plans import ingest_view
    from ui.terminal.text import show

    before = what_was(settings, result.plan.base) if result.plan.documents.renamed else None
    show(ingest_view(result, before))


def say_aside(lines: Iterable[str]) -> None:
    sys.stderr.writelines(f"{line}\n" for line in lines)


# A plan


def propose(settings: "Settings", sources: tuple[str, ...], *, allow_empty: bool) -> "Proposal":
    from ingest import apply
    from ui.commands.progress import progress_bar
    from ui.terminal.plans import Proposal

    with progress_bar() as progress:
        result = apply.propose(settings, sources, progress=progress)
    return Proposal(
        result,
        what_was(settings, result.plan.base),
        settings.embedding,
        None if allow_empty else apply.removal_refused(settings, result.plan),
        without_dry_run(),
    )


def what_was(settings: "Settings", base: int) -> "Before":
    """What a plan's view needs of the generation that the plan was made for."""
    from corpus.library import Library
    from ui.terminal.plans import Before

    if not base:
        return Before()
    with Library.open(settings.library) as known:
        sources = {h.document: h.origin.source for h in known.holdings(base)}
        return Before(known.generation(base).embedding, sources)


def without_dry_run() -> str:
    """The command that was typed, so that it carries the plan out."""
    import shlex

    return shlex.join(["footnote", *(word for word in sys.argv[1:] if word != "--dry-run")])


def say_plan(proposal: "Proposal", *, as_json: bool) -> None:
    from ui.cli import say_json
    from ui.terminal.plans import notice_lines, plan_view, warning_lines
    from ui.terminal.text import show

    if as_json:
        say_aside([*notice_lines(proposal.result), *warning_lines(proposal)])
        say_json(proposal.result.to_json())
    else:
        show(plan_view(proposal))


# Again and again


def keep_watching(
    settings: "Settings", sources: tuple[str, ...], *, allow_empty: bool, as_json: bool
) -> None:
    """Say what each round did, and of what it was refused why; Ctrl-C ends it."""
    from ingest.watch import watch
    from ui.cli import command_line
    from ui.commands.progress import progress_bar

    say_aside([f"Watching {', '.join(sources) or 'the shipped texts'}, until Ctrl-C."])
    for outcome in watch(
        settings,
        sources,
        allow_empty=allow_empty,
        command=command_line(),
        progress=progress_bar,
        waiting=tell_who_writes,
    ):
        say_round(settings, outcome, as_json=as_json)


def say_round(
    settings: "Settings", outcome: "IngestResult | FootnoteError", *, as_json: bool
) -> None:
    """One round: as any ingest shows it, or as one line of JSON."""
    from ui.terminal.plans import notice_lines
    from ui.terminal.text import complain

    if isinstance(outcome, FootnoteError):
        if as_json:
            say_json_line({"error": str(outcome)})
        else:
            complain(str(outcome))
    elif as_json:
        say_aside(notice_lines(outcome))
        say_json_line(outcome.to_json())
    else:
        show_result(settings, outcome)
    sys.stdout.flush()


def say_json_line(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
