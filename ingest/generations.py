"""Between generations: what differs, going back to one, forgetting old ones, mending the index."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus import directories, seal, vectors
from corpus.changes import DocumentEdit, edits
from corpus.document import Passage
from corpus.errors import EmbeddingForgotten, VectorsDamaged
from corpus.library import Library
from corpus.lock import Waiting
from corpus.record import Change, Generation, Held
from corpus.settings import Settings
from corpus.writing import library_to_write
from ingest.gather import Progress, Report
from ingest.left_out import left_out, noted
from ingest.plan import DocumentChanges, PassageCounts


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in generation `new` against `old`, word by word in what was edited."""

    old: Generation
    new: Generation
    documents: DocumentChanges
    edits: tuple[DocumentEdit, ...]


def difference(library: Library, old: int, new: int | None = None) -> Difference:
    """What is different between two generations, the second the current one if none is named.

    Raises UnknownGeneration.
    """
    before, after = library.generation(old), library.generation(new)
    documents = document_changes(library, before.number, after.number)
    found = edits(
        documents.edited,
        library.passages(old, documents=documents.edited) if documents.edited else (),
        library.passages(after.number, documents=documents.edited) if documents.edited else (),
    )
    return Difference(before, after, documents, tuple(found))


def document_changes(library: Library, old: int, new: int) -> DocumentChanges:
    """Documents by what became of them. Only what is read of them counts: not how it came, nor
    how it was cut into passages.
    """
    before = {h.document: h for h in library.holdings(old)}
    after = {h.document: h for h in library.holdings(new)}
    both = sorted(before.keys() & after.keys())
    edited = [
        id
        for id in both
        if before[id].since != after[id].since
        and library.document(id, old) != library.document(id, new)
    ]
    renamed = [
        id
        for id in both
        if id not in edited and before[id].origin.source != after[id].origin.source
    ]
    return DocumentChanges(
        added=tuple(sorted(after.keys() - before.keys())),
        edited=tuple(edited),
        renamed=tuple(renamed),
        removed=tuple(sorted(before.keys() - after.keys())),
        unchanged=tuple(id for id in both if id not in {*edited, *renamed}),
    )


# Going back


def rollback(
    settings: Settings,
    number: int,
    *,
    command: str = "footnote rollback",
    waiting: Waiting | None = None,
) -> Generation:
    """Open a generation that holds what an earlier one held. Nothing is embedded.

    The current generation is given back as it is when it holds the same already. Raises
    UnknownGeneration, EmbeddingForgotten when the model in force never embedded all of it, and
    LibraryBusy as `ingest`.
    """
    with library_to_write(settings.library, command, waiting) as library:
        current, target = library.generation(), library.generation(number)
        if library.lacking(settings.embedding, number):
            raise EmbeddingForgotten(
                number=number, built=target.embedding, asked=settings.embedding
            )
        change = return_to(library, current, target, settings, command)
        if any((change.hold, change.release, change.open, change.close)):
            current = library.open_generation(change)
        directories.clear(library)
        return current


def return_to(
    library: Library, current: Generation, target: Generation, settings: Settings, command: str
) -> Change:
    """The change that makes the next generation hold what the target held."""
    now = {h.document: h for h in library.holdings(current.number)}
    then = {h.document: h for h in library.holdings(target.number)}
    old = {p.id: p for p in library.passages(current.number)}
    new = library.passages(target.number)
    opened = tuple(p for p in new if old.get(p.id) != p)
    gone = [*(old.keys() - {p.id for p in new})]
    documents = document_changes(library, current.number, target.number)
    counts = PassageCounts(reused=len(new), closed=len(gone))
    return Change(
        command=command,
        embedding=settings.embedding,
        dimension=library.dimension(settings.embedding) or target.dimension,
        directory=directory_of(library, current, target, settings, new),
        summary={
            "documents": {name: list(ids) for name, ids in asdict(documents).items()},
            "passages": asdict(counts),
            "rollback": target.number,
            **noted(left_out(target)),
        },
        hold=tuple(
            Held(library.document(id, target.number), h.origin, h.passages)
            for id, h in then.items()
            if id not in now or replace(now[id], since=h.since) != h
        ),
        release=documents.removed,
        open=opened,
        close=(*gone, *(p.id for p in opened if p.id in old)),
    )


def directory_of(
    library: Library,
    current: Generation,
    target: Generation,
    settings: Settings,
    passages: Sequence[Passage],
) -> str:
    """The target's own vector directory where it is still there and sound, or one made anew."""
    kept = directories.path_of(library, target)
    if target.embedding == settings.embedding and is_sound(kept):
        return target.directory
    name = directories.fresh_name(library, current.number + 1)
    entries = vectors.entries_of(library, settings.embedding, passages)
    alike = current.embedding == settings.embedding
    previous = directories.path_of(library, current) if alike else None
    vectors.build(directories.folder_of(library) / name, entries, previous)
    return name


def is_sound(folder: Path) -> bool:
    try:
        seal.verify(folder)
    except VectorsDamaged:
        return False
    return True


# Forgetting


@dataclass(frozen=True, slots=True)
class Pruned:
    """The generations that were forgotten, and how many bytes of disk that gave back."""

    forgotten: tuple[int, ...]
    freed: int


def prune(
    settings: Settings,
    keep: int,
    *,
    command: str = "footnote prune",
    waiting: Waiting | None = None,
) -> Pruned:
    """Forget all but the newest `keep` generations (at least 1). Raises LibraryBusy as `ingest`."""
    with library_to_write(settings.library, command, waiting) as library:
        library.generation()
        before = size_of(library.folder)
        forgotten = library.prune(keep)
        directories.clear(library)
        return Pruned(tuple(forgotten), max(0, before - size_of(library.folder)))


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder, but for those that go away meanwhile."""
    size = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.stat(os.path.join(place, name)).st_size
    return size


# Mending


def rebuild(
    settings: Settings,
    *,
    command: str = "footnote rebuild",
    progress: Report | None = None,
    waiting: Waiting | None = None,
) -> Generation:
    """Make the current generation's vector directory anew from the library, embedding nothing.

    Raises VectorsIncomplete when the library lacks a vector, and LibraryBusy as `ingest`.
    """
    with library_to_write(settings.library, command, waiting) as library:
        generation = directories.rebuild(library, library.generation())
        if progress:
            progress(Progress("index", generation.passages, generation.passages))
        return generation
