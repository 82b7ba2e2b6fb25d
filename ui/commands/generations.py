"""The commands about generations: what there is, what differs, going back, forgetting, mending."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, WaitOption, waiting_if

if TYPE_CHECKING:
    from corpus.settings import Settings

Numbered = typer.Argument(metavar="N", help="The number of a generation.", show_default=False)


def history(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """List the library's generations: when each was made, by what, and what it changed."""
    from corpus.library import Library
    from ui.cli import say_json, settings_with
    from ui.commands.records import history_record
    from ui.terminal.generations import history_view
    from ui.terminal.text import show

    with Library.open(settings_with(library).library) as known:
        current = known.generation()
        generations = known.generations()
        sizes = known.sizes()
    if as_json:
        say_json(history_record(current, generations, sizes))
    else:
        show(history_view(current, generations, sizes))


def diff(
    old: Annotated[int, Numbered],
    new: Annotated[
        int | None,
        typer.Argument(metavar="[M]", help="Another; the current one where none is given."),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show what is different between two generations, word by word."""
    from corpus.library import Library
    from ingest.generations import difference
    from ui.cli import say_json, settings_with
    from ui.commands.records import difference_record
    from ui.terminal.generations import difference_view
    from ui.terminal.text import show

    with Library.open(settings_with(library).library) as known:
        found = difference(known, old, new)
    if as_json:
        say_json(difference_record(found))
    else:
        show(difference_view(found))


def rollback(
    number: Annotated[int, Numbered],
    wait: WaitOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Go back to what an earlier generation held, in a new generation; nothing is embedded."""
    from ingest import generations
    from ui.cli import command_line, say_json, settings_with
    from ui.commands.records import rollback_record
    from ui.terminal.generations import rollback_view
    from ui.terminal.text import show

    settings = settings_with(library)
    current = current_in(settings)
    generation = generations.rollback(
        settings, number, command=command_line(), waiting=waiting_if(wait)
    )
    opened = generation.number > current
    held = documents_in(settings, generation.number)
    if as_json:
        say_json(rollback_record(generation, number, held, opened=opened))
    else:
        show(rollback_view(generation, number, len(held), opened=opened))


def current_in(settings: "Settings") -> int:
    from corpus.library import Library

    with Library.open(settings.library) as known:
        return known.current()


def documents_in(settings: "Settings", number: int) -> list[str]:
    from corpus.library import Library

    with Library.open(settings.library) as known:
        return [holding.document for holding in known.holdings(number)]


def prune(
    keep: Annotated[
        int, typer.Option("--keep", metavar="K", min=1, help="How many, the newest, are kept.")
    ],
    wait: WaitOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Forget old generations, and give back the room that only they took."""
    from corpus.library import Library
    from ingest import generations
    from ui.cli import command_line, say_json, settings_with
    from ui.terminal.generations import pruned_view
    from ui.terminal.text import show

    settings = settings_with(library)
    pruned = generations.prune(settings, keep, command=command_line(), waiting=waiting_if(wait))
    with Library.open(settings.library) as known:
        kept = [generation.number for generation in known.generations()]
    if as_json:
        say_json({"forgotten": [*pruned.forgotten], "kept": kept, "freed_bytes": pruned.freed})
    else:
        show(pruned_view(pruned, kept))


def rebuild(
    wait: WaitOption = False, as_json: JsonOption = False, library: LibraryOption = None
) -> None:
    """Make the vector index again from the library, without embedding anything."""
    from ingest import generations
    from ui.cli import command_line, say_json, settings_with
    from ui.commands.progress import progress_bar

    settings = settings_with(library)
    with progress_bar() as progress:
        generation = generations.rebuild(
            settings, command=command_line(), progress=progress, waiting=waiting_if(wait)
        )
    if as_json:
        say_json({"generation": generation.number, "passages": generation.passages})
    else:
        typer.echo(
            f"The vector index of generation {generation.number} is made anew: "
            f"{generation.passages} passages, nothing embedded."
        )
