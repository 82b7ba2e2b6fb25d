"""Documents a person took out of the library though their sources are still there.

Which these are stands in each generation's summary. So going back to a generation before a
document was left out takes it in again, and reading its folder again does not.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from corpus import directories, vectors
from corpus.document import Passage
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.lock import Waiting
from corpus.record import Change, Generation, Holding
from corpus.settings import Settings
from corpus.writing import library_to_write
from ingest.plan import DocumentChanges, LeftOut, PassageCounts
from ingest.sources import Found, Source, path_of

KEY = "left_out"


def left_out(generation: Generation | None) -> tuple[LeftOut, ...]:
    """What was taken out up to a generation and is still out."""
    stated = generation.summary.get(KEY, ()) if generation else ()
    return tuple(LeftOut(**one) for one in stated)


def noted(left: Iterable[LeftOut]) -> dict[str, Any]:
    """How a summary says it; nothing where nothing is out."""
    rows = [asdict(one) for one in left]
    return {KEY: rows} if rows else {}


def without(found: Found, left: Iterable[LeftOut]) -> Found:
    """What was found but for what was left out. A file that is named by itself is wished for, and
    taken in again as it was.
    """
    out = {one.source: one for one in left}
    sources = tuple(
        source_of(out[s.name]) if s.name in out else s
        for s in found.sources
        if s.name not in out or not s.root
    )
    return Found(sources, found.refused, found.roots)


def wished(one: LeftOut) -> Found:
    """What reading a document that was left out comes down to, and nothing else."""
    return Found((source_of(one),), (), ())


def source_of(one: LeftOut) -> Source:
    return Source(path_of(one.source), one.source, one.root, one.document)


def leave_out(
    settings: Settings,
    documents: Collection[str],
    *,
    command: str,
    waiting: Waiting | None = None,
) -> Generation:
    """Open a generation that holds all but these documents. Their files are not touched.

    Raises UnknownDocument, and LibraryBusy as `ingest`.
    """
    with library_to_write(settings.library, command, waiting) as library:
        current = library.generation()
        held = {h.document: h for h in library.holdings(current.number)}
        if unknown := [id for id in documents if id not in held]:
            raise UnknownDocument(document=unknown[0])
        change = change_of(library, current, [held[id] for id in documents], command)
        generation = library.open_generation(change)
        directories.clear(library)
        return generation


def change_of(
    library: Library, current: Generation, gone: Sequence[Holding], command: str
) -> Change:
    """Made with the model of the current generation: what stays has its vectors by that."""
    ids = {holding.document for holding in gone}
    passages = library.passages(current.number)
    standing = [p for p in passages if p.document not in ids]
    closed = tuple(p.id for p in passages if p.document in ids)
    return Change(
        command=command,
        embedding=current.embedding,
        dimension=current.dimension,
        directory=indexed(library, current, standing),
        summary=summary_of(current, gone, PassageCounts(reused=len(standing), closed=len(closed))),
        release=tuple(sorted(ids)),
        close=closed,
    )


def indexed(library: Library, current: Generation, standing: Sequence[Passage]) -> str:
    """Build the vector directory of what stays; its name."""
    entries = vectors.entries_of(library, current.embedding, standing)
    name = directories.fresh_name(library, current.number + 1)
    folder = directories.folder_of(library) / name
    vectors.build(folder, entries, directories.path_of(library, current))
    return name


def summary_of(
    current: Generation, gone: Sequence[Holding], passages: PassageCounts
) -> dict[str, Any]:
    removed = DocumentChanges(removed=tuple(sorted(h.document for h in gone)))
    documents = {kind: list(ids) for kind, ids in asdict(removed).items()}
    out = [*left_out(current), *map(one_of, gone)]
    return {"documents": documents, "passages": asdict(passages), **noted(out)}


def one_of(holding: Holding) -> LeftOut:
    return LeftOut(holding.document, holding.title, holding.origin.source, holding.origin.root)
