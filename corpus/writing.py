"""The library, held for writing: opened by the one writer there may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.database import is_there, make_folder
from corpus.errors import LibraryMissing
from corpus.library import FILE, Library
from corpus.lock import Waiting, sole_writer


@contextmanager
def library_to_write(
    folder: Path, command: str, waiting: Waiting | None = None, *, create: bool = False
) -> Iterator[Library]:
    """The library in a folder, as long as nobody else may write it; made with `create`.

    Raises LibraryMissing, what `sole_writer` raises and what opening the library raises.
    """
    if create:
        make_folder(folder)
    elif not is_there(folder / FILE):
        raise LibraryMissing(folder=folder)
    with sole_writer(folder, command, waiting), Library(folder) as library:
        yield library
