"""Plan → next generation, all or nothing."""

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus import vectors
from corpus.embedding import Embedder, fill_cache
from corpus.errors import (
    FootnoteError,
    LibraryMissing,
    NothingToRead,
    SourceRefused,
    VectorsDamaged,
)
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.record import Change, Generation
from corpus.settings import Settings
from ingest.plan import Plan, Read, State, make_plan
from ingest.sandbox import readers
from ingest.sources import Found, Refusal, find, path_of, read_bytes, refusal

KEPT_DIRECTORIES = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: `read` counts sources, `embed` and `index` count passages."""

    step: str
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did, or with `generation` None what it would do."""

    generation: int | None
    plan: Plan
    seconds: dict[str, float]

    @property
    def notices(self) -> tuple[tuple[str, str], ...]:
        """What of the new and the edited documents a person should know, by document id."""
        changed = {*self.plan.documents.added, *self.plan.documents.edited}
        documents = [held.document for held in self.plan.hold if held.document.id in changed]
        return tuple((d.id, notice) for d in documents for notice in d.notices)

    def to_json(self) -> dict[str, Any]:
        """The result as DESIGN's JSON."""
        return {"generation": self.generation, **summary_of(self.plan), "seconds": self.seconds}


class Clock:
    """Wall-clock seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(now - self._last, 3)
        self._last = now

    def stop(self) -> dict[str, float]:
        return self.seconds | {"total": round(time.perf_counter() - self._started, 3)}


def ingest(
    settings: Settings,
    sources: Sequence[str] = (),
    *,
    dry_run: bool = False,
    command: str = "footnote ingest",
    progress: Report | None = None,
) -> IngestResult:
    """Bring the library in line with the sources; the shipped texts when none is given.

    Killed at any moment it leaves the old generation answering. Raises NothingToRead, or
    SourceRefused for a single one, when no source can be read, LibraryBusy while another process
    writes, and what opening the library or the embedding model raises.
    """
    report = progress or (lambda _: None)
    clock = Clock()
    found = find(sources)
    read, refused = read_all(found, settings, report)
    if not read:
        raise nothing(sources, refused)
    clock.lap("read")
    if dry_run:
        with existing(settings.library) as known:
            plan = planned(known, settings, found, read, refused)
            clock.lap("plan")
            return IngestResult(None, plan, clock.stop() | expected(known, settings, plan))
    Library.create(settings.library).close()
    with sole_writer(settings.library, command), Library.open(settings.library) as library:
        plan = planned(library, settings, found, read, refused)
        clock.lap("plan")
        number = carry_out(library, settings, plan, command, report, clock)
    return IngestResult(number, plan, clock.stop())


def rebuild(
    settings: Settings, *, command: str = "footnote rebuild", progress: Report | None = None
) -> Generation:
    """Make the current generation's vector directory anew from the library, embedding nothing.

    Raises VectorsIncomplete when the library lacks a vector.
    """
    Library.open(settings.library).close()
    with sole_writer(settings.library, command), Library.open(settings.library) as library:
        generation = library.generation()
        passages = library.passages(generation.number)
        entries = vectors.entries_of(library, generation.embedding, passages)
        name = fresh_name(library, generation.number)
        vectors.build(folder_of(library) / name, entries)
        library.use_directory(generation.number, name)
        clear_directories(library)
        if progress:
            progress(Progress("index", len(passages), len(passages)))
        return library.generation()


# Reading


def read_all(found: Found, settings: Settings, report: Report) -> tuple[list[Read], list[Refusal]]:
    """Every source read; a bad one costs itself alone."""
    read, refused = [], list(found.refused)
    with readers(settings) as document_in:
        for done, source in enumerate(found.sources, start=1):
            try:
                data = read_bytes(source.path, settings.source_mb * 1e6)
                read.append(Read(source, document_in(data, str(source.path))))
            except FootnoteError as error:
                refused.append(refusal(source.path, error))
            report(Progress("read", done, len(found.sources)))
    return read, refused


def nothing(sources: Sequence[str], refused: Sequence[Refusal]) -> FootnoteError:
    """The error when no source can be read: the one reason, or all of them."""
    if len(refused) == 1 and not any(Path(source).is_dir() for source in sources):
        return SourceRefused(reason=refused[0].reason)
    details = "".join(f"\n  {r.reason}" for r in refused[:10])
    more = f"\n  and {len(refused) - 10} more" if len(refused) > 10 else ""
    return NothingToRead(source=", ".join(sources) or "the shipped texts", details=details + more)


# Planning


def existing(folder: Path) -> AbstractContextManager[Library | None]:
    """The library, None where there is none yet: a dry run makes nothing."""
    try:
        return Library.open(folder)
    except LibraryMissing:
        return nullcontext(None)


def planned(
    library: Library | None,
    settings: Settings,
    found: Found,
    read: Sequence[Read],
    refused: Sequence[Refusal],
) -> Plan:
    state = state_of(library)
    names = library.vector_names(settings.embedding) if library else set()
    return make_plan(
        state,
        read,
        refused=refused,
        roots=found.roots,
        known_vectors=names,
        longest=settings.passage_chars,
    )


def expected(library: Library | None, settings: Settings, plan: Plan) -> dict[str, float]:
    """How long embedding would take at the rate measured last time, where there was one."""
    rate = library.rate(settings.embedding) if library else None
    characters = sum(len(text) for text in plan.to_embed.values())
    return {"expected": round(characters / rate, 1)} if rate else {}


def state_of(library: Library | None) -> State:
    if library is None or library.current() == 0:
        return State()
    holdings = library.holdings()
    return State(
        holdings=tuple(holdings),
        documents={h.document: library.document(h.document) for h in holdings},
        passages=tuple(library.passages()),
        vanished=frozenset(h.source for h in holdings if has_vanished(path_of(h.source))),
    )


def has_vanished(path: Path) -> bool:
    """Whether a file is there no longer: not when nobody may look."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


# Carrying out


def carry_out(
    library: Library,
    settings: Settings,
    plan: Plan,
    command: str,
    report: Report,
    clock: Clock,
) -> int:
    """Embed what is new, build the vector directory, then open the generation in one step."""
    current = library.generation() if library.current() else None
    if current and not plan.changes_anything and current.embedding == settings.embedding:
        mend_directory(library, current)
        clock.lap("index")
        return current.number
    if plan.to_embed:  # loading the model takes seconds: say at once what is coming
        report(Progress("embed", 0, len(plan.to_embed)))
    fill_cache(
        library,
        Embedder(settings.embedding),
        plan.to_embed,
        lambda done, total: report(Progress("embed", done, total)),
    )
    clock.lap("embed")
    report(Progress("index", 0, len(plan.standing)))
    entries = vectors.entries_of(library, settings.embedding, plan.standing)
    name = fresh_name(library, (current.number if current else 0) + 1)
    vectors.build(folder_of(library) / name, entries, alike(library, current, settings))
    report(Progress("index", len(entries), len(entries)))
    change = change_of(plan, command, settings, name, dimension=len(entries[0].vector))
    generation = library.open_generation(change)
    clear_directories(library)
    clock.lap("index")
    return generation.number


def alike(library: Library, current: Generation | None, settings: Settings) -> Path | None:
    """The current vector directory, where the same model made it: the next can start from it."""
    if current is None or current.embedding != settings.embedding:
        return None
    return folder_of(library) / current.directory


def change_of(
    plan: Plan, command: str, settings: Settings, directory: str, *, dimension: int
) -> Change:
    return Change(
        command=command,
        embedding=settings.embedding,
        dimension=dimension,
        directory=directory,
        summary=summary_of(plan),
        hold=plan.hold,
        release=plan.documents.removed,
        open=plan.open,
        close=plan.close,
    )


def mend_directory(library: Library, current: Generation) -> None:
    """Rebuild the directory in place of a damaged one, when there is nothing else to do."""
    try:
        vectors.verify(folder_of(library) / current.directory)
    except VectorsDamaged:
        name = fresh_name(library, current.number)
        entries = vectors.entries_of(library, current.embedding, library.passages(current.number))
        vectors.build(folder_of(library) / name, entries)
        library.use_directory(current.number, name)


def summary_of(plan: Plan) -> dict[str, Any]:
    documents = {name: list(ids) for name, ids in asdict(plan.documents).items()}
    return {"documents": documents, "passages": asdict(plan.passages)}


# Vector directories


def folder_of(library: Library) -> Path:
    return library.folder / vectors.FOLDER


def fresh_name(library: Library, number: int) -> str:
    """A directory name that no generation uses: the number, with a letter after a rebuild."""
    used = {generation.directory for generation in library.generations()}
    name, attempt = str(number), 1
    while name in used:
        attempt += 1
        name = f"{number}-{attempt}"
    return name


def clear_directories(library: Library) -> None:
    """Remove directories of old generations and what killed runs left; never one in use."""
    newest = library.generations()[-KEPT_DIRECTORIES:]
    kept = {generation.directory for generation in newest}
    for folder in folder_of(library).iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
