"""Killed at any moment, ingest leaves the old generation answering and the next run ends clean."""

import multiprocessing
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from corpus import embedding, vectors
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from corpus.vectors import VectorIndex
from ingest.apply import ingest
from tests.ingest.digests import digest_of

ROUNDS = 20
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["ingest.apply"])


def write_texts(folder: Path, word: str) -> None:
    """Some documents; those of another word differ in every second one."""
    folder.mkdir(exist_ok=True)
    for number in range(8):
        changed = word if number % 2 else "always"
        paragraphs = "\n\n".join(f"{changed} text {number}.{n} of the matter." for n in range(4))
        (folder / f"{number}.md").write_text(f"# Text {number}\n\n{paragraphs}\n", "utf-8")


def run(library: Path, folder: Path) -> None:
    embedding.KEPT_AT_ONCE = 4  # many commits, so that kills fall between them
    ingest(Settings(library=library, passage_chars=100), [str(folder)])


def digest(library: Path) -> str:
    with Library.open(library) as opened:
        return digest_of(opened)


def assert_answers(library: Path, first: str, last: str) -> None:
    """Whatever generation is in force is whole: its index is sound and finds its passages."""
    assert digest(library) in (first, last)
    embedder = Embedder()
    with Library.open(library) as opened:
        folder = library / vectors.FOLDER / opened.generation().directory
        passage = opened.passages()[5]
        index = VectorIndex(folder, embedder)
        found = index.search(embedder.encode([passage.embedded_text])[0], 1)
        index.close()
    assert found[0][1] > 0.999


@pytest.mark.slow
def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    folder, base, clean = tmp_path / "docs", tmp_path / "base", tmp_path / "clean"
    write_texts(folder, "before")
    run(base, folder)
    first = digest(base)
    write_texts(folder, "after")
    run(clean, folder)
    last = digest(clean)
    assert first != last
    library = tmp_path / "library"
    timed(base, library, folder)  # starts the server that later processes are forked from
    shutil.rmtree(library)
    longest = timed(base, library, folder)
    chance, killed = random.Random(7), 0
    for _ in range(ROUNDS):
        shutil.rmtree(library)
        shutil.copytree(base, library)
        process = SERVER.Process(target=run, args=(library, folder))
        process.start()
        time.sleep(chance.uniform(0, longest))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert_answers(library, first, last)
        run(library, folder)
        assert digest(library) == last
        leftovers = {p.name for p in (library / vectors.FOLDER).iterdir()}
        with Library.open(library) as opened:
            assert leftovers == {generation.directory for generation in opened.generations()}
    assert killed > ROUNDS // 2


def timed(base: Path, library: Path, folder: Path) -> float:
    """How long an ingest takes that is left alone, in seconds."""
    shutil.copytree(base, library)
    process = SERVER.Process(target=run, args=(library, folder))
    started = time.monotonic()
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - started
