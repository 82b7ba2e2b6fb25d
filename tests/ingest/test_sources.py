"""What there is to read: files, folders, manifests; what cannot be taken is named."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.markdown import read
from ingest.sources import MANIFEST, SHIPPED, find, name_of, path_of, slug


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


def test_other_kinds_are_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "picture.png")
    (refused,) = find([str(tmp_path)]).refused
    assert "picture.png is a kind of file Footnote does not read" in refused.reason


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "folder/a.md")
    (tmp_path / "folder" / "link.md").symlink_to(tmp_path / "secret.md")
    found = find([str(tmp_path / "folder")])
    assert [s.path.name for s in found.sources] == ["a.md"]
    assert "leads out of the folder" in found.refused[0].reason


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
