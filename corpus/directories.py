"""The library's vector directories: named, made again when damaged, and cleared away.

What writes here is for the holder of the lock.
"""

from contextlib import suppress
from pathlib import Path

from corpus import seal, vectors
from corpus.errors import LibraryError, VectorsDamaged, VectorsIncomplete
from corpus.library import Library
from corpus.record import Generation

KEPT = 3  # generations whose directory stays, so that going back to them is quick


def folder_of(library: Library) -> Path:
    return library.folder / vectors.FOLDER


def path_of(library: Library, generation: Generation) -> Path:
    return folder_of(library) / generation.directory


def fresh_name(library: Library, number: int) -> str:
    """A directory name that no generation uses: the number, with a second one after a rebuild."""
    used = {generation.directory for generation in library.generations()}
    name, attempt = str(number), 1
    while name in used:
        attempt += 1
        name = f"{number}-{attempt}"
    return name


def rebuild(library: Library, generation: Generation) -> Generation:
    """Make the directory of a generation anew from the library, embedding nothing.

    Raises VectorsIncomplete when the library lacks a vector, which the next ingest then makes.
    """
    passages = library.passages(generation.number)
    try:
        entries = vectors.entries_of(library, generation.embedding, passages)
    except VectorsIncomplete:
        library.doubt_vectors(generation.embedding)
        raise
    name = fresh_name(library, generation.number)
    vectors.build(folder_of(library) / name, entries)
    library.use_directory(generation.number, name)
    clear(library)
    return library.generation(generation.number)


def mend(library: Library, generation: Generation) -> bool:
    """Make the directory anew if it is not as it was sealed; whether that was needed.

    Clears away what a killed run left. Raises as `rebuild`.
    """
    try:
        seal.verify_quickly(path_of(library, generation))
    except VectorsDamaged:
        rebuild(library, generation)
        return True
    clear(library)
    return False


def leftovers(library: Library) -> list[Path]:
    """Directories of old generations, and what killed runs left."""
    newest = library.generations()[-KEPT:]
    kept = {generation.directory for generation in newest}
    folder = folder_of(library)
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name not in kept)


def clear(library: Library) -> None:
    """Remove the leftovers; what cannot be removed now is left for the next time."""
    with suppress(OSError, LibraryError):
        for path in leftovers(library):
            with suppress(OSError):
                vectors.remove(path)
