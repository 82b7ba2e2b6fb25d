"""What is brought to the library waits aside, under a name that leads nowhere else."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LibraryUnwritable, UploadGone, UploadRefused
from ingest import staging
from ingest.sources import find

BATCH = "0f" * 16


def stage(library: Path, name: str, text: str = "Some text.\n", batch: str = BATCH) -> None:
    with staging.opened(library, batch, staging.clean(name)) as file:
        file.write(text.encode())


def kept(library: Path) -> list[str]:
    home = staging.folder_of(library)
    return [file.relative_to(home).as_posix() for file in staging.files_in(home)]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.md", "a.md"),
        ("law/acts/a.md", "law/acts/a.md"),
        ("law\\a.md", "law/a.md"),
        ("/etc/passwd", "etc/passwd"),
        ("./a.md", "a.md"),
        ("a:b|c?.md", "a-b-c-.md"),
        ("a\0b\n\u202e.md", "a-b--.md"),
        ("été.md", "\u00e9t\u00e9.md"),
        ("e\u0301.md", "\u00e9.md"),
    ],
)
def test_a_name_is_cleaned(name, path):
    assert staging.clean(name).as_posix() == path


@pytest.mark.parametrize(
    "name",
    [
        *("", "/", "..", "../a.md", "a/../../b.md", "..\\a.md", ".env", ".git/config"),
        *("a/" * 21 + "b.md", "a" * 201, "é" * 101, "sources.toml", "x/sources.toml"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused(name):
    with pytest.raises(UploadRefused, match="was not taken"):
        staging.clean(name)


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(name):
    try:
        path = staging.clean(name)
    except UploadRefused:
        return
    assert not path.is_absolute()
    assert path.parts
    assert not any(part in ("", ".", "..") or part.startswith(".") for part in path.parts)


@pytest.mark.parametrize("batch", ["", "..", "../x", "a/b", "é", "."])
def test_no_batch_leads_out_of_the_folder(tmp_path, batch):
    with pytest.raises(UploadGone):
        staging.batch_of(tmp_path, batch)


def test_what_waits_is_not_read_with_the_folder(tmp_path):
    stage(tmp_path, "law/a.md")
    assert find([str(staging.folder_of(tmp_path))]).sources == ()


def test_it_is_read_under_the_name_it_will_have(tmp_path):
    stage(tmp_path, "law/a.md")
    (waiting,) = staging.found_in(tmp_path, BATCH).sources
    staging.move_in(tmp_path, BATCH, but=())
    (there,) = find([str(staging.folder_of(tmp_path))]).sources
    assert (waiting.name, waiting.root, waiting.slug) == (there.name, there.root, there.slug)
    assert waiting.slug == "uploads/law/a"


def test_what_could_not_be_read_does_not_move_in(tmp_path):
    stage(tmp_path, "a.md")
    stage(tmp_path, "b.pdf", "no pdf")
    bad = staging.batch_of(tmp_path, BATCH) / "b.pdf"
    staging.move_in(tmp_path, BATCH, but=[str(bad)])
    staging.drop(tmp_path, BATCH)
    assert kept(tmp_path) == ["a.md"]


def test_a_newer_file_takes_the_place_of_the_older(tmp_path):
    for text in ("old", "new"):
        stage(tmp_path, "a.md", text)
        staging.move_in(tmp_path, BATCH, but=())
    assert (staging.folder_of(tmp_path) / "a.md").read_text() == "new"


def test_a_file_is_not_sent_twice(tmp_path):
    stage(tmp_path, "a.md")
    with pytest.raises(UploadRefused, match="another file of this name"):
        stage(tmp_path, "a.md")
    with pytest.raises(UploadRefused, match="another file of this name"):
        stage(tmp_path, "a.md/b.md")


def test_files_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "FILES", 1)
    stage(tmp_path, "a.md")
    with pytest.raises(UploadRefused, match="the limit is 1 files"):
        stage(tmp_path, "b.md")


def test_a_link_in_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    library = tmp_path / "library"
    staging.folder_of(library).mkdir(parents=True)
    (staging.folder_of(library) / "law").symlink_to(outside)
    stage(library, "law/a.md")
    with pytest.raises(LibraryUnwritable):
        staging.move_in(library, BATCH, but=())
    assert list(outside.iterdir()) == []


def test_what_is_left_is_forgotten(tmp_path):
    stage(tmp_path, "a.md")
    staging.drop(tmp_path, BATCH)
    with pytest.raises(UploadGone):
        staging.found_in(tmp_path, BATCH)
    with pytest.raises(UploadGone):
        staging.move_in(tmp_path, BATCH, but=())


def test_only_what_waits_for_long_is_forgotten_by_itself(tmp_path):
    stage(tmp_path, "a.md", batch="old")
    stage(tmp_path, "a.md", batch="new")
    then = time.time() - staging.WAITS_S - 1
    os.utime(staging.batch_of(tmp_path, "old"), (then, then))
    staging.drop_old(tmp_path)
    assert kept(tmp_path) == [".staged/new/a.md"]
    staging.drop_all(tmp_path)
    assert kept(tmp_path) == []
