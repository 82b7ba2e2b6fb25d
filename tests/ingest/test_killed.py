"""Killed at any moment, a writer leaves a whole generation, and the next run ends clean.

Twenty kills in `make test`; KILLS=100 makes it a hundred.
"""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from corpus import directories, embedding, vectors
from corpus.embedding import Embedder
from corpus.library import FILE, Library
from corpus.settings import Settings
from corpus.vectors import VectorIndex
from ingest.apply import ingest
from ingest.generations import prune, rebuild, rollback
from qa.chain import Desk
from tests.ingest.digests import digest_of

KILLS = int(os.environ.get("KILLS", "20"))
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["ingest.apply", "sentence_transformers", "langchain_chroma"])
EDITIONS = 5  # of which the last is ingested when kills fall, and the first has no directory left
# Chroma writes its graph to the disk after a thousand changes, unless it is told to do so sooner.
SOON = {"sync_threshold": 10, "batch_size": 5}
PATIENCE_S = 60

# What is done, and in which function each phase of it is.
PHASES = {
    "ingest": {
        "reading": "ingest.apply.gather",
        "planning": "ingest.apply.planned",
        "embedding": "corpus.embedding.fill_cache",
        "building": "corpus.vectors.copied_usefully",
        "checking": "corpus.vectors.check",
        "sealing": "corpus.vectors.seal",
        "renaming": "pathlib.Path.rename",
        "the transaction": "corpus.library.insert_rows",
        "clearing": "corpus.directories.clear",
    },
    "first ingest": {
        "making the library": "corpus.record_file.open_database",
        "building": "corpus.vectors.write_from_scratch",
        "the transaction": "corpus.library.insert_rows",
    },
    "rollback": {
        "building": "corpus.vectors.copied_usefully",
        "the transaction": "corpus.library.close_rows",
    },
    "prune": {
        "the transaction": "corpus.pruning.forget_before",
        "compacting": "corpus.library.compact",
    },
    "rebuild": {
        "building": "corpus.vectors.write_from_scratch",
        "the transaction": "corpus.library.Library.use_directory",
        "clearing": "corpus.directories.clear",
    },
}


@dataclass(frozen=True)
class Moment:
    """A phase of what is done, and how much of the time that it takes goes by before the kill."""

    act: str
    phase: str
    share: float


def moments() -> list[Moment]:
    """Every phase in turn, at its very start or at random within."""
    chance = random.Random(7)
    phases = [(act, phase) for act, functions in PHASES.items() for phase in functions]
    shares = [chance.choice([0.0, chance.random(), chance.random()]) for _ in range(KILLS)]
    return [Moment(*phases[n % len(phases)], share) for n, share in enumerate(shares)]


# In the process that is killed


def act_in(act: str, library: Path, texts: Path, embedder: Embedder | None = None) -> None:
    settings = Settings(library=library, passage_chars=100)
    with patch.object(embedding, "KEPT_AT_ONCE", 4), patch.dict(vectors.HNSW, SOON):
        match act:
            case "ingest" | "first ingest":
                ingest(settings, [str(texts)], embedder=embedder)
            case "rollback":
                rollback(settings, 1)
            case "prune":
                prune(settings, 1)
            case "rebuild":
                rebuild(settings)


def run(act: str, dying: Moment | None, library: Path, texts: Path, said: Connection) -> None:
    """Say when each phase begins and how long it took; die, or wait to be killed, in one."""
    with ExitStack() as stack:
        for phase, function in PHASES[act].items():
            dies = dying if dying and dying.phase == phase else None
            stack.enter_context(announced(phase, function, said, dies))
        act_in(act, library, texts)


@contextmanager
def announced(phase: str, function: str, said: Connection, dying: Moment | None) -> Iterator[None]:
    real, _ = patch(function).get_original()

    def announce(*args: Any, **kwargs: Any) -> Any:
        said.send((phase, None))
        if dying and not dying.share:
            os.kill(os.getpid(), signal.SIGKILL)
        started = time.perf_counter()
        result = real(*args, **kwargs)
        if dying:
            time.sleep(PATIENCE_S)
        said.send((phase, time.perf_counter() - started))
        return result

    with patch(function, announce):
        yield


# In the process that kills


@dataclass(frozen=True)
class World:
    """Texts, a library of all editions but the last, and a model that was loaded."""

    folder: Path
    texts: Path
    base: Path
    embedder: Embedder

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def prepare(self, act: str) -> None:
        shutil.rmtree(self.library, ignore_errors=True)
        if act != "first ingest":
            shutil.copytree(self.base, self.library)

    def process(self, act: str, dying: Moment | None = None) -> tuple[Any, Connection]:
        ours, theirs = SERVER.Pipe(duplex=False)
        process = SERVER.Process(target=run, args=(act, dying, self.library, self.texts, theirs))
        process.start()
        theirs.close()
        return process, ours


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder, embedder = tmp_path_factory.mktemp("killed"), Embedder()
    world = World(folder, folder / "texts", folder / "base", embedder)
    for edition in range(EDITIONS):
        write_texts(world.texts, edition)
        if edition < EDITIONS - 1:
            act_in("ingest", world.base, world.texts, embedder)
    return world


def write_texts(folder: Path, edition: int) -> None:
    """Eight texts, of which two differ from edition to edition."""
    folder.mkdir(exist_ok=True)
    for number in range(8):
        word = f"edition {edition}" if number % 4 == 1 else "always"
        paragraphs = "\n\n".join(
            f"Here is {word} text {number}.{n}, which tells of matter {n} of {number}."
            for n in range(4)
        )
        (folder / f"{number}.md").write_text(f"# Text {number}\n\n{paragraphs}\n", "utf-8")


@dataclass(frozen=True)
class Undisturbed:
    """How long each phase takes, in seconds, and the digest at the end."""

    seconds: dict[str, float]
    digest: str


def undisturbed(world: World, act: str) -> Undisturbed:
    world.prepare(act)
    process, said = world.process(act)
    messages = list(messages_from(said))
    process.join()
    assert process.exitcode == 0
    seconds = {phase: took for phase, took in messages if took is not None}
    assert seconds.keys() == PHASES[act].keys()
    return Undisturbed(seconds, digest(world.library))


def messages_from(said: Connection) -> Iterator[tuple[str, float | None]]:
    while True:
        try:
            yield said.recv()
        except EOFError:
            return


def digest(library: Path) -> str:
    """Of the current generation, empty where there is none."""
    if not (library / FILE).is_file():
        return ""
    with Library.open(library) as opened:
        return digest_of(opened) if opened.current() else ""


def kill_at(world: World, moment: Moment, seconds: float) -> str:
    """Kill a process in a phase; the phase that it was in."""
    process, said = world.process(moment.act, moment)
    for phase, _ in messages_from(said):
        if phase == moment.phase:
            break
    time.sleep(moment.share * seconds)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    return [phase, *(phase for phase, _ in messages_from(said))][-1]


def assert_answers(world: World, digests: tuple[str, str]) -> None:
    """Whatever generation is in force is whole: every passage is found by its own vector, and a
    question is answered, with nothing mended.
    """
    assert digest(world.library) in digests
    with Library.open(world.library) as library:
        generation = library.generation()
        index = VectorIndex(directories.path_of(library, generation), world.embedder)
        passages = library.passages()
        assert len(passages) == generation.passages > 30
        for entry in vectors.entries_of(library, generation.embedding, passages):
            [(id, similarity)] = index.search(entry.vector, 1)
            assert (id, similarity) == (entry.id, pytest.approx(1, abs=1e-5))
        index.close()
        desk = Desk(Settings(library=world.library))
        desk.embedder = world.embedder
        cited = desk.ask("What does text 5.2 tell of?").statements[0].citations[0]
        desk.close()
        assert cited.quote in library.document(cited.document).text
        assert library.generation() == generation


def assert_ends_clean(world: World, act: str, last: str) -> None:
    act_in(act, world.library, world.texts, world.embedder)
    assert digest(world.library) == last
    with Library.open(world.library) as library:
        newest = {g.directory for g in library.generations()[-directories.KEPT :]}
        assert {path.name for path in directories.folder_of(library).iterdir()} <= newest
    assert {path.name for path in world.library.iterdir()} == {FILE, "vectors", "write.lock"}


@pytest.mark.slow
def test_killed_in_every_phase(world: World) -> None:
    first = digest(world.base)
    undisturbed(world, "rebuild")  # starts the server that later processes are forked from
    runs = {act: undisturbed(world, act) for act in PHASES}
    last, back = runs["ingest"].digest, runs["rollback"].digest
    assert [run.digest for run in runs.values()] == [last, last, back, first, first]
    assert len({first, last, back}) == 3
    fell: Counter[tuple[str, str]] = Counter()
    for moment in moments():
        whole = runs[moment.act]
        world.prepare(moment.act)
        phase = kill_at(world, moment, whole.seconds[moment.phase])
        fell[moment.act, phase] += 1
        if moment.act != "first ingest" or digest(world.library):
            assert_answers(world, (first, whole.digest))
        assert_ends_clean(world, moment.act, whole.digest)
    assert fell == Counter((moment.act, moment.phase) for moment in moments())
    assert sum(fell.values()) == KILLS
