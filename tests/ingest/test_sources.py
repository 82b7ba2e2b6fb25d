"""What there is to read: files, folders, manifests; what cannot be taken is named."""

import os
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LargeSource, SourceMissing, UnreadableSource
from ingest.readers.markdown import read
from ingest.sources import MANIFEST, SHIPPED, find, name_of, path_of, read_bytes, slug


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"text of {name}")


def test_a_folder_offers_its_files_by_readable_ids(tmp_path: Path) -> None:
    folder = tmp_path / "My Notes"
    write(folder, "b/Second One.md", "a.txt")
    found = find([str(folder)])
    assert [s.slug for s in found.sources] == ["my-notes/a", "my-notes/b/second-one"]
    assert {s.root for s in found.sources} == set(found.roots) == {str(folder)}


def test_hidden_files_are_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md", ".b.md", "c.md")
    assert [s.path.name for s in find([str(tmp_path)]).sources] == ["c.md"]


def test_the_name_of_a_file_does_not_keep_it_out(tmp_path: Path) -> None:
    write(tmp_path, "a.pdf", "b.xyz", "c")
    assert [s.path.name for s in find([str(tmp_path)]).sources] == ["a.pdf", "b.xyz", "c"]


def test_files_that_differ_in_their_ending_wish_for_the_same_id(tmp_path: Path) -> None:
    write(tmp_path, "report.docx", "report.pdf")
    folder = slug(tmp_path.name)
    assert [s.slug for s in find([str(tmp_path)]).sources] == [f"{folder}/report"] * 2


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "folder/a.md")
    (tmp_path / "folder" / "link.md").symlink_to(tmp_path / "secret.md")
    found = find([str(tmp_path / "folder")])
    assert [s.path.name for s in found.sources] == ["a.md"]
    assert "leads out of the folder" in found.refused[0].reason


def test_a_link_to_a_folder_is_refused_and_none_leads_in_circles(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "inner/b.md")
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    found = find([str(tmp_path)])
    assert [s.path.name for s in found.sources] == ["a.md", "b.md", "itself"]
    assert [r.reason for r in found.refused] == [
        f"{tmp_path / 'inner' / 'up'} cannot be opened: it is a link to a folder."
    ]
    with pytest.raises(UnreadableSource, match=r"itself cannot be opened: Too many"):
        read_bytes(tmp_path / "itself", 1e6)


def test_a_link_within_the_folder_is_read_as_the_file_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert [s.name for s in find([str(tmp_path)]).sources] == [str(tmp_path / "a.md")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_plain_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "socket").symlink_to("/dev/zero")
    assert [s.path.name for s in find([str(tmp_path)]).sources] == ["pipe"]
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/stdin")):
        with pytest.raises(UnreadableSource, match="no file with a content of its own"):
            read_bytes(path, 1e6)


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "sparse.pdf").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(LargeSource, match=r"has 1000000 MB and the limit is 50 MB"):
        read_bytes(tmp_path / "sparse.pdf", 50e6)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"gone\.md"):
        read_bytes(tmp_path / "gone.md", 1e6)


def test_a_manifest_says_which_files_count(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md")
    (tmp_path / MANIFEST).write_text('[[text]]\nfile = "b.md"\n')
    assert [s.path.name for s in find([str(tmp_path)]).sources] == ["b.md"]


def test_a_broken_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[[text]]\nname = 1\n")
    (refused,) = find([str(tmp_path)]).refused
    assert "needs a [[text]] table with a “file”" in refused.reason


def test_the_shipped_texts_keep_their_names_wherever_they_lie() -> None:
    (name,) = {s.name for s in find([]).sources if s.slug == "pact/factsheet"}
    assert name == "shipped:pact/factsheet.md"
    assert path_of(name) == SHIPPED / "pact" / "factsheet.md"
    assert find([str(SHIPPED / "pact")]) == find([])


def test_a_path_comes_back_from_its_name(tmp_path: Path) -> None:
    assert path_of(name_of(tmp_path / "x.md")) == tmp_path / "x.md"


@given(st.text())
def test_an_id_has_letters_digits_dashes_and_slashes_only(text: str) -> None:
    made = slug(text)
    assert made
    assert all(c.isalnum() or c in "-/" for c in made)
    assert not made.startswith("/")


def test_the_manifest_of_the_shipped_texts_lists_each_and_agrees_with_its_head() -> None:
    folder = SHIPPED / "pact"
    entries = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))["text"]
    assert {e["file"] for e in entries} == {p.name for p in folder.glob("*.md")}
    assert len(entries) >= 4
    for entry in entries:
        document = read((folder / entry["file"]).read_bytes(), "d", entry["file"])
        assert (document.title, document.metadata.licence, document.metadata.authority) == (
            entry["title"],
            entry["licence"],
            entry["authority"],
        )
        assert all(
            (document.metadata.publisher, document.metadata.date, document.metadata.identifier)
        )
        assert document.metadata.origin
        assert document.metadata.language == "en"
