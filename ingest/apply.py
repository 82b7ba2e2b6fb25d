"""Plan → next generation, all or nothing."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import directories, vectors
from corpus.database import is_there
from corpus.document import Passage
from corpus.errors import (
    FootnoteError,
    LibraryMissing,
    NothingToRead,
    PlanOutdated,
    RemovalRefused,
    SourceRefused,
    VectorsIncomplete,
)
from corpus.library import FILE, Library
from corpus.lock import Waiting
from corpus.record import Change, Generation
from corpus.settings import Settings
from corpus.writing import library_to_write
from ingest.gather import Gathered, Progress, Report, gather
from ingest.left_out import noted, without
from ingest.plan import Plan
from ingest.sources import Found, find
from ingest.state import Present, expected, planned, present_in

if TYPE_CHECKING:
    from corpus.embedding import Embedder


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
        left = [one.document for one in self.plan.left_out]
        return {
            "generation": self.generation,
            **changes_of(self.plan),
            **({"left_out": left} if left else {}),
            "seconds": self.seconds,
        }


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
    allow_empty: bool = False,
    command: str = "footnote ingest",
    progress: Report | None = None,
    waiting: Waiting | None = None,
    embedder: "Embedder | None" = None,
) -> IngestResult:
    """Bring the library in line with the sources; the shipped texts when none is given.

    Killed at any moment it leaves the old generation answering. Raises NothingToRead, or
    SourceRefused for a single one, when no source can be read, RemovalRefused when more would be
    removed than the settings allow, unless `allow_empty`, LibraryBusy while another process
    writes, unless it may be waited for (see `sole_writer`), and what opening the library or the
    embedding model raises.
    """
    report, clock = progress or silent, Clock()
    # Before there is a library, sources are read first: nothing is made for nothing.
    early = None if is_there(settings.library / FILE) else read_first(settings, sources, report)
    with library_to_write(settings.library, command, waiting, create=True) as library:
        present = present_in(library)
        gathered = None if present.generation else early
        gathered = gathered or gathered_now(present, settings, sources, report)
        clock.lap("read")
        plan = planned(library, settings, present, gathered)
        clock.lap("plan")
        refuse_nothing(sources, gathered, plan)
        refuse_removal(settings, plan, allow_empty=allow_empty)
        work = Work(library, settings, command, report, clock, embedder)
        try:
            number = carry_out(work, present.generation, plan)
        except VectorsIncomplete:  # seen while mending: this plan had no reason to look for it
            plan = planned(library, settings, present, gathered)
            number = carry_out(work, present.generation, plan)
    return IngestResult(number, plan, clock.stop())


def propose(
    settings: Settings,
    sources: Sequence[str] = (),
    *,
    found: Found | None = None,
    progress: Report | None = None,
) -> IngestResult:
    """What `ingest` would do, with the time that embedding is expected to take. Writes nothing.

    With `found`, what it would do of exactly that. Raises NothingToRead, SourceRefused and
    EmbeddingMissing as `ingest`, the first two not of what was `found`; a removal that it would
    refuse is no error here (`removal_refused` says it).
    """
    clock, report = Clock(), progress or silent
    with existing(settings.library) as known:
        present = present_in(known)
        if found:
            gathered = gather(found, present.holdings, settings, report)
        else:
            gathered = gathered_now(present, settings, sources, report)
        clock.lap("read")
        plan = planned(known, settings, present, gathered)
        clock.lap("plan")
        if not found:
            refuse_nothing(sources, gathered, plan)
        return IngestResult(None, plan, clock.stop() | expected(known, settings, plan))


def apply(
    settings: Settings,
    plan: Plan,
    *,
    allow_empty: bool = False,
    command: str,
    progress: Report | None = None,
    embedder: "Embedder | None" = None,
    settle: Callable[[], None] | None = None,
) -> IngestResult:
    """Carry out a plan that was looked at, and nothing but it.

    `settle` is called at the last moment before the generation opens: it brings the sources to
    where the library remembers them. `progress` may raise, which leaves the library as it is.
    Raises PlanOutdated when the library has moved on since, and as `ingest`.
    """
    clock = Clock()
    refuse_removal(settings, plan, allow_empty=allow_empty)
    with library_to_write(settings.library, command, create=True) as library:
        if (current := library.current()) != plan.base:
            raise PlanOutdated(current=current, base=plan.base)
        work = Work(library, settings, command, progress or silent, clock, embedder, settle)
        number = carry_out(work, library.generation() if current else None, plan)
    return IngestResult(number, plan, clock.stop())


def silent(_: Progress) -> None:
    """Report to nobody."""


# Reading


def read_first(settings: Settings, sources: Sequence[str], report: Report) -> Gathered:
    """The sources of a library that is still to be made."""
    gathered = gathered_now(Present(), settings, sources, report)
    if not gathered.read:
        raise nothing(sources, gathered)
    return gathered


def gathered_now(
    present: Present, settings: Settings, sources: Sequence[str], report: Report
) -> Gathered:
    return gather(without(find(sources), present.left_out), present.holdings, settings, report)


def existing(folder: Path) -> AbstractContextManager[Library | None]:
    """The library, None where there is none yet: a dry run makes nothing."""
    try:
        return Library.open(folder)
    except LibraryMissing:
        return nullcontext(None)


# What is not done


def refuse_nothing(sources: Sequence[str], gathered: Gathered, plan: Plan) -> None:
    """Raise when no source can be read, unless that is because they were removed or left out."""
    if not gathered.read and (gathered.refused or not (plan.removal.removed or plan.left_out)):
        raise nothing(sources, gathered)


def nothing(sources: Sequence[str], gathered: Gathered) -> FootnoteError:
    """The error when no source can be read: the one reason, or all of them."""
    refused = gathered.refused
    if len(refused) == 1 and not any(Path(source).is_dir() for source in sources):
        return SourceRefused(reason=refused[0].reason)
    details = "".join(f"\n  {r.reason}" for r in refused[:10])
    more = f"\n  and {len(refused) - 10} more" if len(refused) > 10 else ""
    return NothingToRead(source=", ".join(sources) or "the shipped texts", details=details + more)


def refuse_removal(settings: Settings, plan: Plan, *, allow_empty: bool) -> None:
    if not allow_empty and (refused := removal_refused(settings, plan)):
        raise refused


def removal_refused(settings: Settings, plan: Plan) -> RemovalRefused | None:
    """Why a plan's removals are not carried out without being asked for, if so."""
    held, removed = plan.removal.held, plan.removal.removed
    if not removed or (removed < held and removed <= settings.removal_share * held):
        return None
    return RemovalRefused(removed=removed, held=held, folders=", ".join(plan.roots))


# Carrying out


@dataclass(frozen=True, slots=True)
class Work:
    """What carrying out a plan needs throughout."""

    library: Library
    settings: Settings
    command: str
    report: Report
    clock: Clock
    embedder: "Embedder | None"
    settle: Callable[[], None] | None = None


def carry_out(work: Work, current: Generation | None, plan: Plan) -> int:
    """Embed what is new, build the vector directory, then open the generation in one step."""
    library, settings, clock = work.library, work.settings, work.clock
    if current and not plan.changes_anything and current.embedding == settings.embedding:
        library.note_origins(plan.noted)
        directories.mend(library, current)
        clock.lap("index")
        return current.number
    standing = [p for p in library.passages() if p.document not in plan.touched]
    standing += plan.after
    dimension = embedded(work, plan, standing)
    clock.lap("embed")
    directory = indexed(work, current, plan, standing)
    if work.settle:
        work.settle()
    library.note_origins(plan.noted)
    change = change_of(plan, work.command, settings, directory, dimension=dimension)
    generation = library.open_generation(change)
    directories.clear(library)
    clock.lap("index")
    return generation.number


def embedded(work: Work, plan: Plan, standing: Sequence[Passage]) -> int:
    """Embed what has no vector: more than was planned, where vectors were forgotten since then.

    Gives the size of the model's vectors.
    """
    from corpus.embedding import Embedder, fill_cache  # takes a second, as corpus/vectors.py says

    report = work.report
    embedder = work.embedder or Embedder(work.settings.embedding)
    if plan.to_embed:  # loading the model takes seconds: say at once what is coming
        report(Progress("embed", 0, len(plan.to_embed)))
    known = work.library.vector_names(embedder.name)
    lacking = {
        name: passage.embedded_text
        for passage in standing
        if (name := passage.embedded_hash) not in known
    }
    fill_cache(
        work.library,
        embedder,
        lacking,
        lambda done, total: report(Progress("embed", done, total)),
    )
    return work.library.dimension(embedder.name) or embedder.dimension


def indexed(work: Work, current: Generation | None, plan: Plan, standing: Sequence[Passage]) -> str:
    """Build the vector directory of what will stand; its name."""
    library = work.library
    work.report(Progress("index", 0, len(standing)))
    entries = vectors.entries_of(library, work.settings.embedding, standing)
    name = directories.fresh_name(library, plan.base + 1)
    # Where the same model made the current directory, the next can start from it.
    alike = current is not None and current.embedding == work.settings.embedding
    previous = directories.path_of(library, current) if current and alike else None
    vectors.build(directories.folder_of(library) / name, entries, previous)
    work.report(Progress("index", len(entries), len(entries)))
    return name


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


def summary_of(plan: Plan) -> dict[str, Any]:
    return changes_of(plan) | noted(plan.left_out)


def changes_of(plan: Plan) -> dict[str, Any]:
    documents = {name: list(ids) for name, ids in asdict(plan.documents).items()}
    return {"documents": documents, "passages": asdict(plan.passages)}
