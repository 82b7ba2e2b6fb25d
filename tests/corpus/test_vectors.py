"""Vector directories: sealed, checked before Chroma opens them, never written in place."""

import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import FakeEmbeddings

from corpus import seal, vectors
from corpus.errors import VectorsDamaged
from corpus.vectors import Entry, VectorIndex

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
