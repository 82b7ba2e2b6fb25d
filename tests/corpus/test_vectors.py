"""Vector directories: sealed, checked before Chroma opens them, never written in place."""

import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import ChromaError
from langchain_core.embeddings import FakeEmbeddings

from corpus import seal, vectors
from corpus.errors import CopyUnwritable, LibraryUnwritable, VectorsDamaged
from corpus.vectors import Entry, VectorIndex
from tests.ingest.faults import FAULTS, Disk, Fault, watching

FAKE = FakeEmbeddings(size=384)


def entries(count: int, seed: int = 0) -> list[Entry]:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return [
        Entry(f"{seed}-{n}", "even" if n % 2 == 0 else "odd", f"text {n}", row)
        for n, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "1"
    vectors.build(folder, entries(120))
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "1"))


def found(folder: Path, entry: Entry, documents: tuple[str, ...] = ()) -> tuple[str, float]:
    index = VectorIndex(folder, FAKE)
    try:
        return index.search(entry.vector, 1, documents)[0]
    finally:
        index.close()


def test_every_passage_is_found_by_its_own_vector(built: Path) -> None:
    index = VectorIndex(built, FAKE)
    for entry in entries(120):
        id, similarity = index.search(entry.vector, 1)[0]
        assert id == entry.id
        assert similarity == pytest.approx(1, abs=1e-5)
    index.close()


def test_search_can_be_narrowed_to_documents(built: Path) -> None:
    index = VectorIndex(built, FAKE)
    ids = [id for id, _ in index.search(entries(120)[0].vector, 100, ("odd",))]
    index.close()
    assert len(ids) == 60
    assert all(int(id.split("-")[1]) % 2 for id in ids)


def test_any_passage_can_be_asked_for_its_similarity(built: Path) -> None:
    some = entries(120)[:5]
    index = VectorIndex(built, FAKE)
    found = index.similarities(2 * some[0].vector, [*(entry.id for entry in some), "absent"])
    nothing = index.similarities(some[0].vector, [])
    index.close()
    assert found == pytest.approx({e.id: float(e.vector @ some[0].vector) for e in some}, abs=1e-5)
    assert nothing == {}


def test_searching_changes_nothing_in_the_directory(built: Path) -> None:
    before = seal.checksums(built)
    found(built, entries(120)[5])
    assert seal.checksums(built) == before


def test_a_small_change_starts_from_a_copy_and_ends_the_same(built: Path, tmp_path: Path) -> None:
    wanted = [*entries(120)[10:], *entries(5, seed=1)]
    vectors.build(tmp_path / "2", wanted, previous=built)
    segment = {p.name for p in built.iterdir() if p.is_dir()}
    assert {p.name for p in (tmp_path / "2").iterdir() if p.is_dir()} == segment
    for entry in wanted[::7]:
        assert found(tmp_path / "2", entry)[0] == entry.id
    assert found(tmp_path / "2", entries(120)[0])[1] < 0.9


def test_a_large_change_starts_afresh(built: Path, tmp_path: Path) -> None:
    vectors.build(tmp_path / "2", entries(100, seed=2), previous=built)
    assert found(tmp_path / "2", entries(100, seed=2)[3])[0] == "2-3"


def test_a_damaged_previous_directory_is_not_built_upon(copy: Path, tmp_path: Path) -> None:
    (copy / "chroma.sqlite3").write_bytes(b"")
    vectors.build(tmp_path / "2", entries(120), previous=copy)
    assert found(tmp_path / "2", entries(120)[3])[0] == "0-3"


def test_a_missing_directory_is_reported_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(VectorsDamaged, match="`footnote rebuild`"):
        VectorIndex(tmp_path / "none", FAKE)


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_is_found_before_chroma_opens_it(copy: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = chance.choice([f for f in copy.rglob("*") if f.is_file() and f.stat().st_size])
    data = bytearray(file.read_bytes())
    match seed % 4:
        case 0:
            data = data[: chance.randrange(len(data))]
        case 1:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 2:
            data += b"x"
        case _:
            data.clear()
    file.write_bytes(data)
    with pytest.raises(VectorsDamaged, match=str(copy)):
        VectorIndex(copy, FAKE)


def test_a_build_that_does_not_give_back_what_was_put_in_is_refused(tmp_path: Path) -> None:
    some = entries(3)
    vectors.write_from_scratch(tmp_path / "x", some[:2])
    with pytest.raises(VectorsDamaged, match="passages are missing"):
        vectors.check(tmp_path / "x", some)


def test_a_build_that_gives_another_vector_back_is_refused(tmp_path: Path) -> None:
    some = entries(3)
    vectors.write_from_scratch(tmp_path / "x", some)
    other = replace(some[1], vector=entries(1, seed=9)[0].vector)
    with pytest.raises(VectorsDamaged, match="a vector in it is another one"):
        vectors.check(tmp_path / "x", [some[0], other, some[2]])


def test_a_build_that_went_wrong_leaves_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "add", lambda *_: None)
    with pytest.raises(LibraryUnwritable, match=r"not as it was written \(passages are missing"):
        vectors.build(tmp_path / "1", entries(3))
    assert list(tmp_path.iterdir()) == []


def reseal(folder: Path, statement: str) -> None:
    """Change Chroma's database, and seal the directory as if that were in order."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as connection:
        connection.execute(statement)
        connection.commit()
    seal.seal(folder)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE migrations SET hash = 'of another Chroma'", "DELETE FROM segments"],
    ids=["its format", "its segments"],
)
def test_what_chroma_does_not_open_is_damaged_and_not_built_upon(
    copy: Path, tmp_path: Path, copies: Path, statement: str
) -> None:
    reseal(copy, statement)
    with pytest.raises(VectorsDamaged, match=rf"{copy} is damaged \(Chroma says “.+”\)"):
        VectorIndex(copy, FAKE)
    assert list(copies.iterdir()) == []
    vectors.build(tmp_path / "2", entries(120), previous=copy)
    assert found(tmp_path / "2", entries(120)[3])[0] == "0-3"


def test_a_previous_directory_with_another_vector_is_not_built_upon(tmp_path: Path) -> None:
    right, other = entries(120), entries(1, seed=9)[0].vector
    vectors.build(tmp_path / "1", [replace(right[0], vector=other), *right[1:]])
    vectors.build(tmp_path / "2", right, previous=tmp_path / "1")
    assert found(tmp_path / "2", right[0]) == ("0-0", pytest.approx(1, abs=1e-5))


def test_chroma_forgets_a_client_that_failed_to_start(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database, and longer than SQLite's head" * 9)
    with pytest.raises(ChromaError):
        vectors.client_in(tmp_path)
    (tmp_path / "chroma.sqlite3").unlink()
    with vectors.client_in(tmp_path) as client:
        assert client.list_collections() == []


# The private copy


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_an_index_leaves_no_copy_behind(built: Path, copies: Path) -> None:
    index = VectorIndex(built, FAKE)
    assert len(list(copies.iterdir())) == 1
    index.close()
    assert list(copies.iterdir()) == []


def test_a_damaged_directory_leaves_no_copy_behind(copy: Path, copies: Path) -> None:
    (copy / "more").write_bytes(b"more")
    with pytest.raises(VectorsDamaged):
        VectorIndex(copy, FAKE)
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_copy_that_cannot_be_written_is_no_damage(
    built: Path, copies: Path, fault: Fault
) -> None:
    with watching(Disk(copies)) as disk:
        VectorIndex(built, FAKE).close()
    opening = [call for call in disk.calls if not call.startswith(("remove", "rmdir"))]
    assert len(opening) >= 10
    for number, call in enumerate(opening):
        said = said_on(Disk(copies, fault, number), built)
        assert f"cannot be written to {copies}: " in said or call.startswith(("mkdir", "sendfile"))
        assert fault.lasting or list(copies.iterdir()) == []


def said_on(disk: Disk, folder: Path) -> str:
    """What opening an index with a failing disk ends with."""
    try:
        with watching(disk):
            VectorIndex(folder, FAKE).close()
    except CopyUnwritable as error:
        return str(error)
    return ""


def test_an_index_that_passes_away_says_where_there_is_no_room(
    copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = vectors.passing_index(entries(9), FAKE)
    assert index.search(entries(9)[4].vector, 1)[0][0] == "0-4"
    index.close()
    assert list(copies.iterdir()) == []

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vectors, "seal", broken)
    with pytest.raises(CopyUnwritable, match=f"written to {copies}: No space left on device"):
        vectors.passing_index(entries(9), FAKE)
    assert list(copies.iterdir()) == []
