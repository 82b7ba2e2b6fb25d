"""Whether everything Footnote needs is there and well, and how to mend what is not."""

import platform
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from corpus.errors import FootnoteError, LibraryEmpty, LibraryMissing
from corpus.library import Library
from corpus.settings import Settings, load_settings

LITTLE_DISK_MB = 1_000
NO_DISK_MB = 100


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


def vector_index(settings: Settings) -> Check:
    """Whether the current generation's directory is as it was sealed, with every passage in it."""
    from corpus.directories import path_of
    from corpus.embedding import Embedder
    from corpus.vectors import VectorIndex

    with Library.open(settings.library) as library:
        generation = library.generation()
        folder = path_of(library, generation)
    index = VectorIndex(folder, Embedder(settings.embedding))
    try:
        held = len(index.store.get(include=[])["ids"])
    finally:
        index.close()
    if held != generation.passages:
        finding = f"{folder} holds {held} vectors for {generation.passages} passages"
        return Check("vector index", State.BROKEN, finding, "Run `footnote rebuild`.")
    return Check("vector index", State.GOOD, f"{folder}, as it was sealed: {held} vectors")


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
    "library": library_file,
    "vector index": vector_index,
    "disk": free_disk,
}
