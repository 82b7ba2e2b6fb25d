"""The commands about generations: listing them, and making the vector index of one again."""

import typer

from ui.options import JsonOption, LibraryOption


def history(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """List the library's generations: when each was made, and what it changed."""
    from corpus.library import Library
    from ui.cli import say_json, settings_with
    from ui.listings import history_view
    from ui.records import history_record
    from ui.terminal import show

    with Library.open(settings_with(library).library) as known:
        current = known.generation()
        generations = known.generations()
    if as_json:
        say_json(history_record(current, generations))
    else:
        show(history_view(generations))


def rebuild(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """Make the vector index again from the library, without embedding anything."""
    from ingest.generations import rebuild as rebuild_index
    from ui.cli import say_json, settings_with
    from ui.progress import progress_bar

    settings = settings_with(library)
    with progress_bar() as progress:
        generation = rebuild_index(settings, progress=progress)
    if as_json:
        say_json({"generation": generation.number, "passages": generation.passages})
    else:
        typer.echo(
            f"The vector index of generation {generation.number} is made anew: "
            f"{generation.passages} passages, nothing embedded."
        )
