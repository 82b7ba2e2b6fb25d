"""Vector directories: named, made again when damaged, and cleared away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import directories, seal, vectors
from corpus.errors import LibraryUnwritable, VectorsIncomplete
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from tests.ingest.digests import digest_of
from tests.ingest.standin import StandIn


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of five generations; a text was edited from each to the next."""
    folder = tmp_path_factory.mktemp("directories")
    text = folder / "text.md"
    for number in range(1, 6):
        text.write_text(f"# A text\n\nIn edition {number} this is said.\n\n## More\n\nAnd this.\n")
        settings = Settings(library=folder / "library", passage_chars=100)
        ingest(settings, [str(text)], embedder=StandIn())
    return folder / "library"


@pytest.fixture
def library(base: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(base, tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        yield library


def names_in(library: Library) -> set[str]:
    return {path.name for path in directories.folder_of(library).iterdir()}


def test_the_newest_three_generations_keep_theirs(library: Library) -> None:
    assert names_in(library) == {"3", "4", "5"}
    assert directories.leftovers(library) == []


def test_a_fresh_name_is_one_that_no_generation_has(library: Library) -> None:
    assert directories.fresh_name(library, 6) == "6"
    assert directories.fresh_name(library, 5) == "5-2"
    library.use_directory(4, "5-2")
    assert directories.fresh_name(library, 5) == "5-3"


def test_a_rebuilt_directory_has_another_name_and_the_same_content(library: Library) -> None:
    before = digest_of(library)
    rebuilt = directories.rebuild(library, library.generation())
    assert (rebuilt, rebuilt.directory) == (library.generation(), "5-2")
    assert digest_of(library) == before
    assert names_in(library) == {"3", "4", "5-2"}


def test_one_that_is_rebuilt_is_in_force_only_when_it_is_whole(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vectors, "seal", broken)
    with pytest.raises(LibraryUnwritable, match="No space left on device"):
        directories.rebuild(library, library.generation())
    assert library.generation().directory == "5"
    assert names_in(library) == {"3", "4", "5"}


def test_an_older_generation_is_rebuilt_from_its_own_passages(library: Library) -> None:
    rebuilt = directories.rebuild(library, library.generation(3))
    assert rebuilt.directory == "3-2"
    index = vectors.VectorIndex(directories.path_of(library, rebuilt), StandIn())
    for entry in vectors.entries_of(library, rebuilt.embedding, library.passages(3)):
        assert index.search(entry.vector, 1)[0][0] == entry.id
    index.close()


def test_a_sound_directory_is_not_mended(library: Library) -> None:
    assert not directories.mend(library, library.generation())
    assert library.generation().directory == "5"


def test_a_damaged_directory_is_mended(library: Library) -> None:
    shutil.rmtree(directories.path_of(library, library.generation()))
    assert directories.mend(library, library.generation())
    seal.verify(directories.path_of(library, library.generation()))


def test_mending_clears_away_what_a_killed_run_left(library: Library) -> None:
    folder = directories.folder_of(library)
    (folder / "6.tmp").mkdir()
    assert not directories.mend(library, library.generation())
    assert names_in(library) == {"3", "4", "5"}


def test_without_its_vectors_no_directory_can_be_made(library: Library) -> None:
    library.use_directory(5, "none")
    with library._writing() as connection:
        connection.exec_driver_sql("DELETE FROM vectors")
    with pytest.raises(VectorsIncomplete, match="`footnote ingest` computes them"):
        directories.mend(library, library.generation())


def test_leftovers_of_every_kind_are_cleared_and_nothing_else_is(
    library: Library, tmp_path: Path
) -> None:
    folder, elsewhere = directories.folder_of(library), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    (folder / "1").mkdir()
    (folder / "6.tmp" / "graph").mkdir(parents=True)
    (folder / "6.tmp" / "graph" / "links").write_text("half")
    (folder / "stray").write_text("stray")
    (folder / "linked").symlink_to(elsewhere)
    (folder / "dead").symlink_to(tmp_path / "nowhere")
    left = {path.name for path in directories.leftovers(library)}
    assert left == {"1", "6.tmp", "stray", "linked", "dead"}
    directories.clear(library)
    assert names_in(library) == {"3", "4", "5"}
    assert (elsewhere / "kept").read_text() == "kept"


def test_what_cannot_be_removed_now_is_left_for_the_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = directories.folder_of(library)
    for name in ("1", "2"):
        (folder / name).mkdir()
    real = shutil.rmtree

    def sticking(path: Path) -> None:
        if path.name == "1":
            raise PermissionError(13, "Permission denied")
        real(path)

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", sticking)
        directories.clear(library)
    assert names_in(library) == {"1", "3", "4", "5"}
    directories.clear(library)
    assert names_in(library) == {"3", "4", "5"}


def test_a_library_that_cannot_be_asked_is_not_cleared_and_does_not_mind(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directories.folder_of(library) / "1").mkdir()

    def broken(_: Library) -> None:
        raise LibraryUnwritable(folder=library.folder, reason="disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(Library, "generations", broken)
        directories.clear(library)
    assert names_in(library) == {"1", "3", "4", "5"}


def test_without_any_directory_there_are_no_leftovers(library: Library) -> None:
    shutil.rmtree(directories.folder_of(library))
    assert directories.leftovers(library) == []
    directories.clear(library)


def test_a_file_where_the_next_directory_would_be_is_in_nobodys_way(library: Library) -> None:
    folder = directories.folder_of(library)
    (folder / "5-2").write_text("in the way")
    (folder / "5-2.tmp").write_text("in the way")
    assert directories.rebuild(library, library.generation()).directory == "5-2"
    assert names_in(library) == {"3", "4", "5-2"}
