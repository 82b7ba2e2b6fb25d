"""Whatever call that writes fails: one clear sentence, the old generation, and a next run that
ends clean.

`make test` lets each call fail in one way of seven, in turn; with FAULTS=all in every way.
"""

import multiprocessing
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from corpus import directories
from corpus.errors import LibraryUnwritable
from corpus.library import FILE, Library
from corpus.settings import Settings
from ingest import apply, generations
from ingest.gather import Gathered, gather
from ingest.sources import find
from tests.ingest.digests import digest_of
from tests.ingest.faults import FAULTS, Disk, Fault, watching
from tests.ingest.standin import StandIn

EVERY_WAY = os.environ.get("FAULTS") == "all"
EDITIONS = 4  # so that the last ingest has an old vector directory to clear away
# Where the failing call is not needed after all, or somebody gets around it: a folder that is
# there, a lock that is opened otherwise, a copy that is made otherwise, something cleared away
# that a later run clears.
NEEDLESS = ("mkdir", "open write.lock", "sendfile", "remove")
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["ingest.apply", "corpus.embedding", "langchain_chroma"])


@dataclass(frozen=True)
class World:
    """Texts, and in `base` a library of all but their last edition, with what a killed run left."""

    folder: Path
    gathered: Gathered

    @property
    def base(self) -> Path:
        return self.folder / "base"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("faults")
    settings = settings_of(folder / "base")
    for edition in range(EDITIONS):
        write_texts(folder / "texts", edition)
        gathered = gather(find([str(folder / "texts")]), (), settings, apply.silent)
        if edition < EDITIONS - 1:
            ingest(settings, gathered)
    leftover = shutil.copytree(folder / "base/vectors/3", folder / "base/vectors/4.tmp")
    (leftover / "half").write_text("half")
    (folder / "base/vectors/stray").write_text("stray")
    return World(folder, gathered)


def write_texts(folder: Path, edition: int) -> None:
    """Eight texts, of which one differs from edition to edition."""
    folder.mkdir(exist_ok=True)
    for number in range(8):
        word = f"edition {edition}" if number == 3 else "always"
        (folder / f"{number}.md").write_text(f"# Text {number}\n\nThis is {word}, no. {number}.\n")


def settings_of(library: Path) -> Settings:
    return Settings(library=library, passage_chars=100)


def ingest(settings: Settings, gathered: Gathered) -> None:
    """An ingest of what was read before: reading writes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apply, "gathered_now", lambda *_: gathered)
        apply.ingest(settings, embedder=StandIn())


# What is done while the disk fails

Act = Callable[[Settings, World], object]


def first(settings: Settings, world: World) -> None:
    ingest(settings, world.gathered)


def following(settings: Settings, world: World) -> None:
    ingest(settings, world.gathered)


def rollback(settings: Settings, _: World) -> None:
    generations.rollback(settings, 1)


def prune(settings: Settings, _: World) -> None:
    generations.prune(settings, 1)


def rebuild(settings: Settings, _: World) -> None:
    generations.rebuild(settings)


CALLS: dict[Act, int] = {first: 65, following: 70, rollback: 20, prune: 35, rebuild: 35}  # at least

Known = tuple[tuple[int, ...], str, str]


def known_in(library: Path) -> Known:
    """The generations there are, the vector directory in force, and the digest."""
    if not (library / FILE).is_file():
        return (), "", ""
    with Library.open(library) as opened:
        if opened.current() == 0:
            return (), "", ""
        numbers = tuple(generation.number for generation in opened.generations())
        return numbers, opened.generation().directory, digest_of(opened)


@dataclass(frozen=True)
class Trial:
    """An act, the calls of it that write, how many of them come before what is only clearing up,
    and what is known before and after.
    """

    act: Act
    world: World
    calls: tuple[str, ...] = ()
    needed: int = 0
    before: Known = ((), "", "")
    after: Known = ((), "", "")

    @property
    def library(self) -> Path:
        return self.world.folder / "library"

    def prepare(self) -> None:
        shutil.rmtree(self.library, ignore_errors=True)
        if self.act is not first:
            shutil.copytree(self.world.base, self.library)

    def run(self) -> None:
        self.act(settings_of(self.library), self.world)


@pytest.fixture(scope="module", params=CALLS, ids=lambda act: act.__name__)
def trial(request: pytest.FixtureRequest, world: World) -> Trial:
    """One undisturbed run, in which the calls are counted."""
    act = request.param
    trial = Trial(act, world)
    trial.prepare()
    before = known_in(trial.library)
    with watching(Disk(trial.library)) as disk:
        trial.run()
    calls = tuple(disk.calls)
    last = max(number for number, call in enumerate(calls) if call == "sqlite COMMIT")
    return Trial(act, world, calls, last + 1, before, known_in(trial.library))


def test_every_call_that_writes_is_seen(trial: Trial) -> None:
    assert len(trial.calls) >= CALLS[trial.act]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_call_that_fails_costs_nothing_that_is_known(trial: Trial, fault: Fault) -> None:
    for number in numbers_of(fault, len(trial.calls)):
        trial.prepare()
        error = error_of(trial, Disk(trial.library, fault, number))
        where = f"call {number}, {trial.calls[number]}: {error}"
        if error:
            assert number < trial.needed, where
            assert is_one_sentence(error, trial.library), where
        else:
            needless = trial.calls[number].startswith(NEEDLESS)
            assert needless or number >= trial.needed, where
        assert known_in(trial.library) == (trial.before if error else trial.after), where
        trial.run()
        assert known_in(trial.library)[2] == trial.after[2], where
        assert_tidy(trial.library)


def numbers_of(fault: Fault, calls: int) -> range:
    step = 1 if EVERY_WAY else len(FAULTS)
    return range(FAULTS.index(fault) % step, calls, step)


def error_of(trial: Trial, disk: Disk) -> str:
    """The sentence that a run on a failing disk ends with; none when it succeeds."""
    try:
        with watching(disk):
            trial.run()
    except LibraryUnwritable as error:
        return str(error)
    return ""


def is_one_sentence(error: str, library: Path) -> bool:
    name = re.escape(str(library))
    return bool(re.fullmatch(rf"The library in {name}\S* cannot be written: [^\n]+[^.\n]\.", error))


def assert_tidy(library: Path) -> None:
    """There are no vector directories but those of the newest generations."""
    with Library.open(library) as opened:
        newest = {g.directory for g in opened.generations()[-directories.KEPT :]}
        there = {path.name for path in directories.folder_of(opened).iterdir()}
        assert opened.generation().directory in there <= newest
    assert {path.name for path in library.iterdir()} == {FILE, "vectors", "write.lock"}


# A disk that is full for SQLite and Chroma too

LIMITS = (0, 4_096, 20_000, 60_000, 100_000, 130_000, 160_000, 185_000, 195_000)


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("trial", "said"),
    [(first, "vectors cannot be written: Chroma says"), (following, "File too large")],
    indirect=["trial"],
    ids=["first", "following"],
)
def test_files_that_cannot_grow_cost_nothing_that_is_known(trial: Trial, said: str) -> None:
    sentences = []
    for limit in LIMITS:
        trial.prepare()
        sentence, known = outcome_within(trial, limit)
        sentences.append(sentence)
        assert known == (trial.before if sentence else trial.after), limit
        assert not sentence or is_one_sentence(sentence, trial.library), limit
        assert known_in(trial.library)[2] == trial.after[2], limit
        assert_tidy(trial.library)
    assert any("disk I/O error" in sentence for sentence in sentences)
    assert any(said in sentence for sentence in sentences)


def outcome_within(trial: Trial, limit: int) -> tuple[str, Known]:
    """What a process says whose files are not to be larger than the limit (bytes), and what is
    known then; it runs once more without the limit before it ends.
    """
    ours, theirs = SERVER.Pipe()
    process = SERVER.Process(target=run_within, args=(trial, limit, theirs))
    process.start()
    theirs.close()
    outcome: tuple[str, Known] = ours.recv()
    process.join()
    assert process.exitcode == 0
    return outcome


def run_within(trial: Trial, limit: int, answer: Connection) -> None:
    import resource  # not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    sentence = ""
    try:
        trial.run()
    except LibraryUnwritable as error:
        sentence = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    answer.send((sentence, known_in(trial.library)))
    trial.run()
