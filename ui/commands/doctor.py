"""Whether everything Footnote needs is there and well, and how to mend what is not."""

import platform
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from threading import Event
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from corpus import copies, directories, lock
from corpus.errors import (
    EmbeddingChanged,
    FootnoteError,
    LanguageModelError,
    LibraryBusy,
    LibraryEmpty,
    LibraryMissing,
    LibraryUnwritable,
    VectorsDamaged,
)
from corpus.library import Library
from corpus.settings import Settings, load_settings
from corpus.vectors import VectorIndex, indexed
from corpus.writing import library_to_write

LITTLE_DISK_MB = 1_000
NO_DISK_MB = 100
NAMED = 5  # leftovers
MODEL_SECONDS = 20.0
READY = "Answer with the word ready."


class State(StrEnum):
    GOOD = "good"
    NOTICE = "notice"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and, unless it is good, how to mend it."""

    name: str
    state: State
    finding: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    checks: tuple[Check, ...]
    settings: dict[str, Any]

    @property
    def healthy(self) -> bool:
        return all(check.state is not State.BROKEN for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        checks = [asdict(check) for check in self.checks]
        return {"healthy": self.healthy, "checks": checks, "settings": self.settings}


def examine(library: Path | None = None) -> Diagnosis:
    """Every check, in the order in which one rests on another."""
    checks = [python_version(), packages(), torch_build()]
    try:
        settings = load_settings(library=library)
    except FootnoteError as error:
        checks.append(Check("settings", State.BROKEN, str(error), "Correct or unset it."))
        return Diagnosis(tuple(checks), {})
    for name, look in LOOKS.items():
        checks.append(guarded(name, look, settings))
    return Diagnosis(tuple(checks), settings.model_dump(mode="json"))


def guarded(name: str, look: Callable[[Settings], Check], settings: Settings) -> Check:
    """The check, or what stopped it: the sentence of each error says how to mend it."""
    try:
        return look(settings)
    except (LibraryMissing, LibraryEmpty) as error:
        return Check(name, State.NOTICE, "none yet", str(error))
    except FootnoteError as error:
        finding, _, mend = str(error).partition(": ")
        return Check(name, State.BROKEN, finding, mend or finding)


def python_version() -> Check:
    found = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    try:
        wanted = SpecifierSet(metadata.metadata("footnote")["Requires-Python"])
    except metadata.PackageNotFoundError:
        return Check("python", State.GOOD, found)
    if platform.python_version() in wanted:
        return Check("python", State.GOOD, found)
    mend = f"Install Python {wanted}, then `make clean setup`."
    return Check("python", State.BROKEN, found, mend)


def packages() -> Check:
    """Whether what pyproject.toml asks for is installed, within its bounds."""
    try:
        wanted = [Requirement(line) for line in metadata.requires("footnote") or ()]
    except metadata.PackageNotFoundError:
        return Check("packages", State.BROKEN, "Footnote is not installed", "Run `make setup`.")
    needed = [r for r in wanted if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = [problem for r in needed if (problem := problem_with(r))]
    if wrong:
        return Check("packages", State.BROKEN, "; ".join(wrong), "Run `make clean setup`.")
    versions = ", ".join(f"{r.name} {metadata.version(r.name)}" for r in needed)
    return Check("packages", State.GOOD, versions)


def problem_with(requirement: Requirement) -> str | None:
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name} is missing"
    if requirement.specifier.contains(version, prereleases=True):
        return None
    return f"{requirement.name} is {version}, needed is {requirement.specifier}"


def torch_build() -> Check:
    try:
        import torch
    except (ImportError, OSError) as error:
        return Check("torch", State.BROKEN, str(error), "Run `make clean setup`.")
    if torch.version.cuda is None:
        return Check("torch", State.GOOD, f"torch {torch.__version__}, CPU build")
    finding = f"torch {torch.__version__}, a build for graphics cards, which Footnote does not use"
    mend = "It works. The CPU build saves gigabytes: see “Setting up” in the README."
    return Check("torch", State.NOTICE, finding, mend)


def embedding_model(settings: Settings) -> Check:
    """Whether the model loads with no network, and gives a vector."""
    from corpus.embedding import Embedder

    embedder = Embedder(settings.embedding)
    started = time.perf_counter()
    size = len(embedder.embed_query("Is anybody there?"))
    seconds = time.perf_counter() - started
    finding = f"{settings.embedding}, {size} dimensions, loaded offline in {seconds:.1f} s"
    return Check("embedding model", State.GOOD, finding)


def reader_model(settings: Settings) -> Check:
    """Whether the model loads with no network, and finds an answer in a sentence."""
    from qa.reader.reading import Reader

    reader, text = Reader(settings.reader), "The parcel was sent by Ada."
    started = time.perf_counter()
    (reading,) = reader.read("Who sent the parcel?", [text], [""])
    span = reading.within(0, len(text))
    seconds = time.perf_counter() - started
    finding = f"{settings.reader}, loaded offline in {seconds:.1f} s"
    if "Ada" not in text[span.start : span.end]:
        mend = "Set FOOTNOTE_READER to a model trained for extractive question answering."
        return Check("reader model", State.NOTICE, f"{finding}, and misses a plain answer", mend)
    return Check("reader model", State.GOOD, finding)


def language_model(settings: Settings) -> Check:
    """Whether the model answers one short call, if one is set."""
    if not settings.model:
        finding = "none set: answers are in the documents' own words (FOOTNOTE_MODEL sets one)"
        return Check("language model", State.GOOD, finding)
    from qa.language_model import LanguageModel, Prompt

    seconds = min(MODEL_SECONDS, settings.model_seconds)
    started = time.perf_counter()
    try:
        LanguageModel(settings).complete(Prompt("", READY), Event(), seconds=seconds)
    except LanguageModelError as error:
        finding, _, mend = str(error).rpartition(": ")
        return Check("language model", State.BROKEN, finding, mend)
    finding = f"{settings.model}, answered in {time.perf_counter() - started:.1f} s"
    return Check("language model", State.GOOD, finding)


def library_file(settings: Settings) -> Check:
    with Library.open(settings.library) as library:
        integrity = library.integrity()
        generation = library.generation()
        documents = len(library.holdings())
    if integrity != "ok":
        mend = "Put back a copy of it, or move it away and run `footnote ingest`."
        return Check("library", State.BROKEN, f"{library.file} is damaged ({integrity})", mend)
    finding = (
        f"{library.file}, whole; generation {generation.number}: "
        f"{documents} documents, {generation.passages} passages"
    )
    return Check("library", State.GOOD, finding)


def vectors(settings: Settings) -> Check:
    """Whether the record has a vector of every passage, by the model that is in force."""
    with Library.open(settings.library) as library:
        generation = library.generation()
        lacking = len(library.lacking(generation.embedding, generation.number))
        if lacking:
            with suppress(LibraryBusy, LibraryUnwritable):
                library.doubt_vectors(generation.embedding)
    if generation.embedding != settings.embedding:
        raise EmbeddingChanged(built=generation.embedding, asked=settings.embedding)
    if lacking:
        finding = f"{lacking} texts have no vector from {generation.embedding} in the library"
        return Check("vectors", State.NOTICE, finding, "`footnote ingest` computes them.")
    finding = f"every passage has its vector from {generation.embedding}"
    return Check("vectors", State.GOOD, finding)


def vector_index(settings: Settings) -> Check:
    """Whether the current generation's directory is as it was sealed, with every passage in it.

    If it is not, it is made anew from the library, which embeds nothing.
    """
    with Library.open(settings.library) as library:
        generation = library.generation()
        folder = directories.path_of(library, generation)
        wanted = len(indexed(library.passages(generation.number)))
    try:
        held = vectors_in(folder, settings)
        if held != wanted:
            reason = f"it holds {held} vectors instead of {wanted}"
            raise VectorsDamaged(folder=folder, reason=reason)
    except VectorsDamaged as damage:
        return made_anew(settings, f"{folder} was damaged ({damage.facts['reason']})")
    return Check("vector index", State.GOOD, f"{folder}, as it was sealed: {held} vectors")


def vectors_in(folder: Path, settings: Settings) -> int:
    from corpus.embedding import Embedder

    index = VectorIndex(folder, Embedder(settings.embedding))
    try:
        return len(index.store.get(include=[])["ids"])
    finally:
        index.close()


def made_anew(settings: Settings, damage: str) -> Check:
    from ingest.generations import rebuild

    try:
        generation = rebuild(settings, command="footnote doctor")
    except (LibraryBusy, LibraryUnwritable) as error:
        return Check("vector index", State.BROKEN, damage, str(error))
    finding = (
        f"{damage}, and is made anew from the library: {generation.passages} vectors, "
        "nothing embedded"
    )
    return Check("vector index", State.NOTICE, finding)


def leftovers(settings: Settings) -> Check:
    """What killed runs left. It is removed, but for what may be another process's work."""
    folder = settings.library
    removed, freed, busy = *swept(copies.abandoned(), copies.clear), ""
    if left := left_in(folder):
        try:
            gone, size = swept(left, lambda: clear_in(folder))
            removed, freed = [*removed, *gone], freed + size
        except (LibraryBusy, LibraryUnwritable) as error:
            busy = str(error)
    sentences = []
    if removed:
        sentences.append(f"removed {names(removed)}: {freed / 1e6:.1f} MB given back")
    if still := [path for path in left if path.exists()]:
        sentences.append(f"{names(still)} had to be left")
    if not sentences:
        return Check("leftovers", State.GOOD, "none of runs that were killed")
    return Check("leftovers", State.NOTICE, "; ".join(sentences), busy)


def left_in(folder: Path) -> list[Path]:
    """What lies in a library's folder and belongs to no generation and to no living writer."""
    try:
        with Library.open(folder) as library:
            note = lock.note_of_the_dead(folder)
            return [*directories.leftovers(library), *([note] if note else [])]
    except LibraryMissing:
        return []


def clear_in(folder: Path) -> None:
    with library_to_write(folder, "footnote doctor") as library:
        directories.clear(library)


def swept(paths: Sequence[Path], sweep: Callable[[], None]) -> tuple[list[Path], int]:
    """Which of the paths are gone after a sweep, and how many bytes that gave back."""
    sizes = {path: size_of(path) for path in paths}
    sweep()
    gone = [path for path in paths if not path.exists()]
    return gone, sum(sizes[path] for path in gone)


def size_of(path: Path) -> int:
    return sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file())


def names(paths: Sequence[Path]) -> str:
    shown = ", ".join(str(path) for path in paths[:NAMED])
    return f"{shown} and {len(paths) - NAMED} more" if len(paths) > NAMED else shown


def free_disk(settings: Settings) -> Check:
    """Room for the library, in the nearest folder that exists."""
    folder = settings.library.absolute()
    while not folder.exists():
        folder = folder.parent
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    finding = f"{free_mb:,} MB free in {folder}"
    if free_mb >= LITTLE_DISK_MB:
        return Check("disk", State.GOOD, finding)
    state = State.NOTICE if free_mb >= NO_DISK_MB else State.BROKEN
    return Check("disk", state, finding, "Make room, or put the library elsewhere: --library DIR.")


LOOKS: dict[str, Callable[[Settings], Check]] = {
    "embedding model": embedding_model,
    "reader model": reader_model,
    "language model": language_model,
    "library": library_file,
    "vectors": vectors,
    "leftovers": leftovers,
    "vector index": vector_index,
    "disk": free_disk,
}
