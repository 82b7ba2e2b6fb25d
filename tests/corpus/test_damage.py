"""Damage to the vector directory in force: found before Chroma opens it, mended, and no crash.

Opened by Chroma as they are, some of these directories bring the process down.
"""

import ctypes
import logging
import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from chromadb.api.client import Client

from corpus import directories, seal, vectors
from corpus.embedding import Embedder
from corpus.errors import LibraryUnreadable, VectorsDamaged
from corpus.library import Library
from corpus.seal import SEAL
from corpus.settings import Settings
from corpus.vectors import Entry, VectorIndex
from ingest.apply import ingest
from qa.chain import Desk
from qa.snapshot import Snapshot
from tests.corpus.damages import DAMAGES, FILES, SEEN, Damage, flipped, place, rewritten
from tests.ingest.digests import digest_of

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["qa.chain", "langchain_chroma"])
# So that there is a graph on the disk, which Chroma writes after a thousand changes otherwise.
SOON = {"sync_threshold": 10, "batch_size": 5}

QUESTION = "Who keeps the register of matter 7?"


@dataclass(frozen=True)
class World:
    """A library, its texts, and a model that was loaded."""

    base: Path
    texts: Path
    embedder: Embedder
    digest: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder, embedder = tmp_path_factory.mktemp("damage"), Embedder()
    texts, base = folder / "texts", folder / "library"
    texts.mkdir()
    for number in range(50):
        text = f"The register of matter {number} is kept by office {number}, in room {number}."
        (texts / f"{number}.md").write_text(f"# Matter {number}\n\n{text}\n", "utf-8")
    with patch.dict(vectors.HNSW, SOON):
        ingest(Settings(library=base), [str(texts)], embedder=embedder)
    with Library.open(base) as library:
        files = {f.name for f in path_in(library).rglob("*") if f.is_file() and f.stat().st_size}
        assert files == set(FILES)
        return World(base, texts, embedder, digest_of(library))


@pytest.fixture
def library(world: World, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(world.base, tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        yield library


@pytest.fixture
def careful() -> Iterator[None]:
    """Chroma opens nothing but what is being built and private copies that are sound."""
    real = vectors.client_in

    def client_in(folder: Path) -> Client:
        assert folder.name.startswith(vectors.COPY) or folder.suffix == ".tmp"
        if folder.suffix != ".tmp":
            seal.verify(folder)
        return real(folder)

    with patch.object(vectors, "client_in", client_in):
        yield


@pytest.fixture
def idle() -> Iterator[None]:
    """Nothing is embedded for the library."""
    with patch.object(Embedder, "encode_alone", side_effect=AssertionError):
        yield


def path_in(library: Library) -> Path:
    return directories.path_of(library, library.generation())


def entries_in(library: Library) -> list[Entry]:
    return vectors.entries_of(library, library.generation().embedding, library.passages())


def assert_all_found(library: Library, index: VectorIndex) -> None:
    """Every passage is found by its own vector."""
    for entry in entries_in(library):
        [(id, similarity)] = index.search(entry.vector, 1)
        assert (id, similarity) == (entry.id, pytest.approx(1, abs=1e-5))


@pytest.mark.slow
@pytest.mark.usefixtures("careful", "idle")
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_directory_is_mended_and_the_answer_given(
    library: Library, world: World, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    before = path_in(library)
    damage(before)
    desk = Desk(Settings(library=library.folder))
    desk.embedder = world.embedder
    with caplog.at_level(logging.WARNING):
        answer = desk.ask(QUESTION)
    assert "office 7" in answer.statements[0].citations[0].quote
    assert [str(before) in record.message for record in caplog.records] == [True]
    assert path_in(library) != before
    seal.verify(path_in(library))
    assert_all_found(library, desk.snapshot().index)
    desk.close()
    assert list(directories.folder_of(library).iterdir()) == [path_in(library)]


@pytest.mark.usefixtures("careful")
@pytest.mark.parametrize("damage", SEEN.values(), ids=SEEN)
def test_an_ingest_with_nothing_to_change_sees_it_too(library: Library, damage: Damage) -> None:
    damage(path_in(library))
    with patch.object(directories, "rebuild") as rebuild:
        assert directories.mend(library, library.generation())
    rebuild.assert_called_once_with(library, library.generation())


@pytest.mark.usefixtures("careful", "idle")
def test_an_ingest_with_nothing_to_change_mends_it(library: Library, world: World) -> None:
    before = path_in(library)
    shutil.rmtree(before)
    settings = Settings(library=library.folder)
    result = ingest(settings, [str(world.texts)], embedder=world.embedder)
    assert (result.generation, result.plan.passages.embedded) == (1, 0)
    assert path_in(library) != before
    assert digest_of(library) == world.digest


@pytest.mark.usefixtures("careful", "idle")
@pytest.mark.parametrize("file", sorted({*FILES} - {SEAL}))
def test_what_size_and_time_do_not_show_is_found_when_it_is_opened(
    library: Library, world: World, file: str
) -> None:
    path = place(path_in(library), file)
    look = path.stat()
    rewritten(file, partial(flipped, share=0.5), path_in(library))
    os.utime(path, ns=(look.st_atime_ns, look.st_mtime_ns))
    assert not directories.mend(library, library.generation())
    with pytest.raises(VectorsDamaged, match=f"{file} is not as it was written"):
        VectorIndex(path_in(library), world.embedder)


@pytest.mark.slow
def test_nothing_brings_the_process_down(world: World, tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, SERVER) as process:
        for name in DAMAGES:
            library = shutil.copytree(world.base, tmp_path / "library")
            assert process.submit(said_of, name, library).result().startswith("The vector index")
            shutil.rmtree(library)


def said_of(name: str, library: Path) -> str:
    """What opening the vector directory with a damage ends with."""
    with Library.open(library) as opened:
        folder = path_in(opened)
    DAMAGES[name](folder)
    try:
        VectorIndex(folder, None).close()
    except VectorsDamaged as error:
        return str(error)
    return "It was opened."


# What nobody may read or write


FORBIDDEN: dict[str, Callable[[Path], Path]] = {
    "the directory": lambda folder: folder,
    "all directories": lambda folder: folder.parent,
    "the graph": lambda folder: place(folder, "header.bin").parent,
    **{file: partial(place, name=file) for file in FILES},
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="tells Linux that this is no mighty user")
@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "only to be read"])
@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_wrong_permissions_keep_nobody_from_the_answer(
    library: Library, forbidden: str, mode: int
) -> None:
    path = FORBIDDEN[forbidden](path_in(library))
    path.chmod(mode)
    with ProcessPoolExecutor(1, SERVER, initializer=renounce) as process:
        assert process.submit(found_all, library.folder).result()
    if path.is_dir():  # so that it can be removed
        path.chmod(0o755)


def found_all(library: Path) -> bool:
    with Library.open(library) as opened:
        index = Snapshot(opened, Embedder()).index
        assert_all_found(opened, index)
        index.close()
    return True


def renounce() -> None:
    """Give up what lets root read and write whatever the permissions say."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the interface, this process
    none = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="tells Linux that this is no mighty user")
def test_a_library_that_nobody_may_look_into_is_named(library: Library, world: World) -> None:
    library.folder.chmod(0o000)
    with ProcessPoolExecutor(1, SERVER, initializer=renounce) as process:
        for use in (opened, ingested):
            said = process.submit(use, library.folder, world.texts).result()
            assert said == f"The library in {library.folder} cannot be opened: Permission denied."
    library.folder.chmod(0o755)


def opened(library: Path, _: Path) -> str:
    try:
        Library.open(library).close()
    except LibraryUnreadable as error:
        return str(error)
    return "It was opened."


def ingested(library: Path, texts: Path) -> str:
    try:
        ingest(Settings(library=library), [str(texts)], embedder=Embedder())
    except LibraryUnreadable as error:
        return str(error)
    return "It was written."
