"""Ingesting again whenever the sources have changed and a while has been quiet."""

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import watchfiles

from corpus.embedding import Embedder
from corpus.errors import FootnoteError, SourceMissing, UnreadableSource
from corpus.lock import Waiting
from corpus.settings import Settings
from ingest.apply import IngestResult, ingest, silent
from ingest.gather import Report
from ingest.sources import Refusal, shipped_folders

QUIET_S = 2.0  # a burst of edits is over: an editor's, or a folder's that is copied
LOOK_MS = 100  # how often the system's news are looked at


def watch(
    settings: Settings,
    sources: Sequence[str] = (),
    *,
    allow_empty: bool = False,
    command: str = "footnote ingest --watch",
    progress: Callable[[], AbstractContextManager[Report]] = lambda: nullcontext(silent),
    waiting: Waiting = lambda _: None,
    quiet_s: float = QUIET_S,
    stop: Event | None = None,
) -> Generator[IngestResult | FootnoteError, None, None]:
    """Ingest at once, and again after each quiet period that follows a change, until `stop`.

    Gives what each round did, or the error that it met, which ends only the round; nothing for a
    round in which nothing changed and no source was newly refused. The model is loaded once, and
    another writer is waited for. `progress` makes what follows one round.

    Raises SourceMissing for a source that is not there at the start, UnreadableSource when the
    system cannot watch.
    """
    paths = [Path(source).expanduser() for source in sources] or shipped_folders()
    watched = watched_for(paths, settings.library)
    embedder = Embedder(settings.embedding)
    refused: tuple[Refusal, ...] = ()
    for changed in quiet_moments(watched, quiet_s, stop):
        try:
            with progress() as report:
                result = ingest(
                    settings,
                    sources,
                    allow_empty=allow_empty,
                    command=command,
                    progress=report,
                    waiting=waiting,
                    embedder=embedder,
                )
        except FootnoteError as error:
            yield error
            continue
        if has_news(result, refused, changed):
            yield result
        refused = result.plan.documents.refused


def has_news(
    result: IngestResult, refused_before: Sequence[Refusal], changed: frozenset[Path]
) -> bool:
    """Whether a round did something, or refused what it did not before or what was changed."""
    return result.generation != result.plan.base or any(
        refusal not in refused_before or real(Path(refusal.source)) in changed
        for refusal in result.plan.documents.refused
    )


# When


def quiet_moments(
    watched: "Watched", quiet_s: float, stop: Event | None
) -> Iterator[frozenset[Path]]:
    """At once, and after each quiet period that follows a change: the paths that changed."""
    changed: set[Path] = set()
    is_first, last_s = True, -quiet_s
    for seen in events(watched, stop):
        if news := {path for path in seen if watched.counts(path)}:
            changed |= news
            last_s = time.monotonic()
        if (changed or is_first) and time.monotonic() - last_s >= quiet_s:
            yield frozenset(changed)
            is_first, changed = False, set()


def events(watched: "Watched", stop: Event | None) -> Iterator[set[Path]]:
    """What has changed, looked at every `LOOK_MS`; what happens in between waits.

    What is watched is chosen anew when a folder on the way to it comes or goes; since nobody
    watched meanwhile, all of it then counts as changed.
    """
    unwatched: set[Path] = set()
    while not (stop and stop.is_set()):
        with ExitStack() as open_streams:
            streams = [
                open_streams.enter_context(closing(stream(paths, deep, stop)))
                for deep, paths in ((True, watched.present()), (False, watched.parents()))
                if paths
            ]
            for batches in zip(*streams, strict=False):
                seen: set[Path] = set().union(*batches)
                yield seen | unwatched
                unwatched = set()
                if any(watched.is_above(path) for path in seen):
                    unwatched = {*watched.folders, *watched.files}
                    break


def stream(
    paths: Sequence[Path], deep: bool, stop: Event | None
) -> Generator[set[Path], None, None]:
    """What has changed in some folders, with or without those in them, at least every `LOOK_MS`."""
    try:
        for changes in watchfiles.watch(
            *paths,
            watch_filter=None,
            debounce=LOOK_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=deep,
            ignore_permission_denied=True,
        ):
            yield {Path(path) for _, path in changes}
    except OSError as error:
        names = ", ".join(map(str, paths))
        raise UnreadableSource(source=names, reason=f"it cannot be watched ({error})") from error


# What


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders and the single files that are watched, and the library's, which is not.

    All without links in their paths, as the system names them.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    library: Path

    def counts(self, path: Path) -> bool:
        """Whether a change of this path may change what is read: nothing hidden does."""
        if path.is_relative_to(self.library):
            return False
        shown = any(is_shown(path, folder) for folder in self.folders)
        return shown or path in self.files or self.is_above(path)

    def is_above(self, path: Path) -> bool:
        """Whether this is a folder that is watched or one that leads to what is."""
        return any(known.is_relative_to(path) for known in self.folders) or any(
            file.parent.is_relative_to(path) for file in self.files
        )

    def present(self) -> list[Path]:
        return [folder for folder in self.folders if folder.is_dir()]

    def parents(self) -> list[Path]:
        """Where to look for what is replaced as a whole, as editors do with files."""
        return sorted({nearest(known.parent) for known in (*self.folders, *self.files)})


def watched_for(paths: Sequence[Path], library: Path) -> Watched:
    for path in paths:
        if not path.exists():
            raise SourceMissing(source=path)
    folders = tuple(real(path) for path in paths if path.is_dir())
    files = tuple(real(path) for path in paths if not path.is_dir())
    return Watched(folders, files, real(library))


def is_shown(path: Path, folder: Path) -> bool:
    """Whether a folder holds a path of which, below it, no part is hidden."""
    if not path.is_relative_to(folder):
        return False
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def nearest(path: Path) -> Path:
    """The path, or the innermost folder above it that exists."""
    while not path.exists():
        path = path.parent
    return path


def real(path: Path) -> Path:
    return Path(os.path.realpath(path))
