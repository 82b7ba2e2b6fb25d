"""Ingest with everything real: SQLite, Chroma, the model."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import vectors
from corpus.errors import (
    EmbeddingMissing,
    LibraryBusy,
    LibraryMissing,
    RemovalRefused,
    SourceRefused,
)
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.settings import Settings
from ingest.apply import IngestResult, ingest, propose
from ingest.gather import Progress
from ingest.generations import rebuild
from tests.ingest.digests import digest_of

LONG = "This sentence fills a paragraph with words that mean little. " * 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "one.md").write_text(f"# One\n\n{LONG}\n\n## Smugglers\n\nThe first text.\n")
    (folder / "two.md").write_text("# Two\n\nThe second text.\n")
    return folder


@pytest.fixture
def run(settings: Settings, folder: Path) -> Callable[..., IngestResult]:
    return lambda **options: ingest(settings, [str(folder)], **options)


@pytest.fixture
def proposed(settings: Settings, folder: Path) -> Callable[[], IngestResult]:
    return lambda: propose(settings, [str(folder)])


def digest(settings: Settings) -> str:
    with Library.open(settings.library) as library:
        return digest_of(library)


def test_a_second_ingest_embeds_nothing_and_opens_no_generation(
    run: Callable[..., IngestResult],
) -> None:
    first, second = run(), run()
    assert first.plan.passages.embedded == 3
    assert second.plan.passages.embedded == 0
    assert (first.generation, second.generation) == (1, 1)


def test_an_edited_paragraph_embeds_its_passage_and_no_other(
    run: Callable[..., IngestResult], folder: Path, settings: Settings, tmp_path: Path
) -> None:
    run()
    one = folder / "one.md"
    one.write_text(one.read_text().replace("The first text.", "Another text."))
    result = run()
    assert result.plan.documents.edited == ("docs/one",)
    assert (result.plan.passages.embedded, result.plan.passages.reused) == (1, 2)
    clean = settings.model_copy(update={"library": tmp_path / "clean"})
    ingest(clean, [str(folder)])
    assert digest(settings) == digest(clean)


def test_a_renamed_and_a_removed_file_are_followed(
    run: Callable[..., IngestResult], folder: Path
) -> None:
    run()
    (folder / "one.md").rename(folder / "uno.md")
    (folder / "two.md").unlink()
    result = run()
    assert result.plan.documents.renamed == ("docs/one",)
    assert result.plan.documents.removed == ("docs/two",)
    assert result.plan.passages.embedded == 0


def test_a_bad_file_costs_itself_alone(run: Callable[..., IngestResult], folder: Path) -> None:
    run()
    (folder / "two.md").write_bytes(b"\xff\xff\xff")
    (folder / "three.md").write_text("# Three\n\nA third text.")
    result = run()
    assert result.plan.documents.added == ("docs/three",)
    assert result.plan.documents.removed == ()
    assert [Path(r.source).name for r in result.plan.documents.refused] == ["two.md"]


def test_what_was_left_out_of_a_document_is_said_when_it_is_new_or_edited(
    run: Callable[..., IngestResult], folder: Path
) -> None:
    (folder / "two.md").write_text("# Two\n\nHid\u200bden.\n")
    assert [id for id, notice in run().notices] == ["docs/two"]
    assert run().notices == ()


def test_files_of_several_kinds_under_one_name_get_ids_of_their_own(
    run: Callable[..., IngestResult], folder: Path
) -> None:
    (folder / "one.txt").write_text("Another one.\n")
    (folder / "one.html").write_text("<!doctype html><title>One</title><p>A third one.")
    first, second = run(), run()
    assert first.plan.documents.added == ("docs/one", "docs/one-2", "docs/one-3", "docs/two")
    assert len(second.plan.documents.unchanged) == 4


def test_a_file_that_nobody_may_look_at_is_not_taken_for_gone(
    run: Callable[..., IngestResult], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    (folder / "three.md").write_text("# Three\n\nA third text.")
    looked = Path.stat

    def forbidden(path: Path, **options: bool) -> os.stat_result:
        if path.name == "two.md":
            raise PermissionError(13, "Permission denied")
        return looked(path, **options)

    monkeypatch.setattr(Path, "stat", forbidden)
    documents = run().plan.documents
    assert documents.removed == ()
    assert "two.md cannot be opened: Permission denied" in documents.refused[0].reason


def test_an_emptied_folder_never_clears_the_library(
    run: Callable[..., IngestResult], folder: Path, settings: Settings
) -> None:
    run()
    before = digest(settings)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(RemovalRefused, match="so the library was left as it is"):
        run()
    assert digest(settings) == before


def test_a_missing_file_is_named_and_no_library_is_made(settings: Settings) -> None:
    with pytest.raises(SourceRefused, match=r"no file or folder nowhere\.md: check"):
        ingest(settings, ["nowhere.md"])
    assert not settings.library.exists()


def test_a_dry_run_says_the_same_and_writes_nothing(
    run: Callable[..., IngestResult],
    proposed: Callable[[], IngestResult],
    folder: Path,
    settings: Settings,
) -> None:
    dry = proposed()
    assert dry.generation is None
    assert not settings.library.exists()
    assert dry.plan.passages == run().plan.passages
    (folder / "two.md").write_text("# Two\n\nChanged.\n")
    before = digest(settings)
    assert proposed().plan.documents.edited == ("docs/two",)
    assert digest(settings) == before


def test_a_dry_run_knows_how_long_it_would_take(
    run: Callable[..., IngestResult], proposed: Callable[[], IngestResult], folder: Path
) -> None:
    run()
    (folder / "two.md").write_text("# Two\n\n" + LONG)
    assert proposed().seconds["expected"] >= 0


def test_the_result_is_the_documented_json(run: Callable[..., IngestResult]) -> None:
    result = run().to_json()
    assert list(result) == ["generation", "documents", "passages", "seconds"]
    assert list(result["documents"]) == [
        "added",
        "edited",
        "renamed",
        "removed",
        "unchanged",
        "refused",
    ]
    assert list(result["passages"]) == ["embedded", "reused", "moved", "closed"]


def test_progress_reaches_the_end_of_every_step(run: Callable[..., IngestResult]) -> None:
    seen: list[Progress] = []
    run(progress=seen.append)
    ends = {p.step: (p.done, p.total) for p in seen}
    assert ends == {"read": (2, 2), "embed": (3, 3), "index": (3, 3)}


def test_while_another_process_writes_nothing_is_written(
    run: Callable[..., IngestResult], settings: Settings
) -> None:
    run()
    with (
        sole_writer(settings.library, "footnote ingest elsewhere"),
        pytest.raises(LibraryBusy, match="footnote ingest elsewhere"),
    ):
        run()


def test_a_damaged_vector_directory_is_rebuilt_without_embedding(
    run: Callable[..., IngestResult], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = digest(settings)
    damage(settings)
    monkeypatch.setattr("corpus.embedding.Embedder.encode", None)
    rebuild(settings)
    assert digest(settings) == before
    damage(settings)
    assert run().generation == 1
    assert digest(settings) == before


def damage(settings: Settings) -> None:
    with Library.open(settings.library) as library:
        folder = library.folder / vectors.FOLDER / library.generation().directory
    (folder / "chroma.sqlite3").write_bytes(b"broken")


def test_rebuilding_needs_a_library(settings: Settings) -> None:
    with pytest.raises(LibraryMissing):
        rebuild(settings)


def test_a_model_that_is_not_here_is_named_and_the_library_stays(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    run()
    before = digest(settings)
    other = settings.model_copy(update={"embedding": "nobody/nothing"})
    with pytest.raises(EmbeddingMissing, match="nobody/nothing"):
        ingest(other, [str(folder)])
    assert digest(settings) == before


def test_smaller_passages_reuse_every_vector_whose_text_is_unchanged(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    run()
    smaller = settings.model_copy(update={"passage_chars": 100})
    result = ingest(smaller, [str(folder)])
    assert result.plan.documents.unchanged == ("docs/one", "docs/two")
    assert result.plan.passages.reused == 2


def test_old_vector_directories_are_cleared_away(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    for number in range(5):
        (folder / "two.md").write_text(f"# Two\n\nText {number}.\n")
        run()
    names = {p.name for p in (settings.library / vectors.FOLDER).iterdir()}
    assert names == {"3", "4", "5"}
