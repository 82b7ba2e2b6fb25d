"""The seal of a vector directory: as it was written, or damaged."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from corpus import seal
from corpus.errors import VectorsDamaged
from corpus.seal import SEAL

Check = Callable[[Path], None]
CHECKS = pytest.mark.parametrize("check", [seal.verify, seal.verify_quickly])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "1"
    (folder / "graph").mkdir(parents=True)
    (folder / "database").write_bytes(b"rows")
    (folder / "graph" / "links").write_bytes(b"links")
    seal.seal(folder)
    return folder


def resealed(folder: Path, content: object) -> None:
    (folder / SEAL).write_text(json.dumps(content))


def touch_all(folder: Path) -> None:
    """As after a copy that keeps no times."""
    for file in folder.rglob("*"):
        os.utime(file, ns=(1, 1))


def test_a_seal_names_checksum_size_and_time_of_every_file_but_itself(folder: Path) -> None:
    sealed = json.loads((folder / SEAL).read_text())
    assert sealed.keys() == {"database", "graph/links"}
    status = (folder / "database").stat()
    assert sealed["database"] == {
        "sha256": sha256(b"rows").hexdigest(),
        "size": 4,
        "mtime_ns": status.st_mtime_ns,
    }


@CHECKS
def test_a_sealed_directory_is_sound(folder: Path, check: Check) -> None:
    check(folder)


@CHECKS
def test_a_copy_that_kept_no_times_is_sound(folder: Path, check: Check) -> None:
    touch_all(folder)
    check(folder)


@CHECKS
def test_the_first_seals_are_read_which_held_checksums_alone(folder: Path, check: Check) -> None:
    sealed = json.loads((folder / SEAL).read_text())
    resealed(folder, {name: facts["sha256"] for name, facts in sealed.items()})
    check(folder)
    (folder / "database").write_bytes(b"rowt")
    with pytest.raises(VectorsDamaged, match="database is not as it was written"):
        check(folder)


@CHECKS
def test_a_file_that_changed_is_named(folder: Path, check: Check) -> None:
    (folder / "graph" / "links").write_bytes(b"kinks!")
    with pytest.raises(VectorsDamaged, match="graph/links is not as it was written"):
        check(folder)


@CHECKS
def test_a_file_more_and_a_file_less_are_named(folder: Path, check: Check) -> None:
    (folder / "database").rename(folder / "base")
    with pytest.raises(VectorsDamaged, match="base is not as it was written"):
        check(folder)
    (folder / "base").unlink()
    with pytest.raises(VectorsDamaged, match="database is not as it was written"):
        check(folder)


def test_only_checksums_show_what_kept_its_size_and_time(folder: Path) -> None:
    file = folder / "database"
    look = file.stat()
    file.write_bytes(b"rowt")
    os.utime(file, ns=(look.st_atime_ns, look.st_mtime_ns))
    seal.verify_quickly(folder)
    with pytest.raises(VectorsDamaged, match="database is not as it was written"):
        seal.verify(folder)


@CHECKS
@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
def test_a_link_is_damage_whatever_it_leads_to(folder: Path, check: Check) -> None:
    (folder / "database").rename(folder.parent / "elsewhere")
    (folder / "database").symlink_to(folder.parent / "elsewhere")
    with pytest.raises(VectorsDamaged, match="database is no file"):
        check(folder)


@CHECKS
def test_a_directory_that_is_not_there_is_damaged(tmp_path: Path, check: Check) -> None:
    with pytest.raises(VectorsDamaged, match="it or its seal is missing"):
        check(tmp_path / "1")


@CHECKS
@pytest.mark.parametrize(
    "content",
    [{}, [], 7, None, "sealed", {"database": None}, {"database": {}}, {"database": ["sha256"]}],
    ids=str,
)
def test_a_seal_of_another_form_is_damage(folder: Path, content: object, check: Check) -> None:
    resealed(folder, content)
    with pytest.raises(VectorsDamaged, match="its seal"):
        check(folder)


@CHECKS
@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_seal_that_is_no_json_is_damage(folder: Path, text: bytes, check: Check) -> None:
    (folder / SEAL).write_bytes(text)
    with pytest.raises(VectorsDamaged, match="its seal cannot be read"):
        check(folder)


@CHECKS
def test_what_cannot_be_read_is_damage(
    folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch_all(folder)

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(VectorsDamaged, match="it cannot be read: Input/output error"):
        check(folder)
