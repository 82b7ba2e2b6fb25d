"""Between generations: what differs, going back, forgetting, mending."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import directories
from corpus.changes import Fate
from corpus.errors import (
    EmbeddingForgotten,
    LibraryBusy,
    LibraryEmpty,
    LibraryMissing,
    UnknownGeneration,
)
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.generations import difference, prune, rebuild, rollback
from ingest.plan import DocumentChanges
from ingest.readers.markdown import read
from tests.generations import answer, cited, hold, keep
from tests.ingest.digests import digest_of
from tests.ingest.standin import StandIn

KITES = "# Kites\n\nA kite has one string.\n\n## Colours\n\nKites are red.\n"
BOATS = "# Boats\n\nBoats float on the sea.\n"
Write = Callable[..., None]


STATES = (
    {"kites": KITES},
    {"kites": KITES.replace("one string", "two strings"), "boats": BOATS},
    {"boats": BOATS},
)


def put(folder: Path, texts: dict[str, str]) -> None:
    """Make a folder hold these texts alone, each in a file."""
    for file in folder.iterdir():
        file.unlink()
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three generations, and the folder it was made from, as it was last."""
    base = tmp_path_factory.mktemp("made")
    (base / "docs").mkdir()
    for texts in STATES:
        put(base / "docs", texts)
        settings = Settings(library=base / "library")
        ingest(settings, [str(base / "docs")], allow_empty=True, embedder=StandIn())
    return base


@pytest.fixture
def folder(made: Path) -> Path:
    put(made / "docs", STATES[-1])
    return made / "docs"


@pytest.fixture
def library(settings: Settings, made: Path) -> Iterator[Library]:
    """Three generations: kites; kites edited, and boats; boats alone."""
    shutil.copytree(made / "library", settings.library)
    with Library.open(settings.library) as library:
        yield library


@pytest.fixture
def write(settings: Settings, folder: Path) -> Write:
    """Bring the library in line with these texts alone."""

    def write(**texts: str) -> None:
        put(folder, texts)
        ingest(settings, [str(folder)], allow_empty=True, embedder=StandIn())

    return write


def texts_in(library: Library, generation: int) -> dict[str, str]:
    held = [h.document for h in library.holdings(generation)]
    return {id: library.document(id, generation).text for id in held}


# What differs


def test_documents_are_told_apart_by_what_became_of_them(library: Library, write: Write) -> None:
    later = difference(library, 1, 2).documents
    assert (later.added, later.edited, later.removed) == (("docs/boats",), ("docs/kites",), ())
    assert difference(library, 2, 3).documents.removed == ("docs/kites",)
    write(ships=BOATS)
    assert difference(library, 3).documents.renamed == ("docs/boats",)


def test_of_an_edited_document_the_passages_are_shown_old_and_new(library: Library) -> None:
    (edit,) = difference(library, 1, 2).edits
    assert (edit.document, edit.title) == ("docs/kites", "Kites")
    (change,) = edit.changes
    assert change.fate is Fate.EDITED
    assert "one string" in change.old.text
    assert "two strings" in change.new.text


def test_a_difference_can_be_read_backwards(library: Library) -> None:
    back = difference(library, 2, 1)
    assert (back.old.number, back.new.number) == (2, 1)
    assert back.documents.removed == ("docs/boats",)
    assert "one string" in back.edits[0].changes[0].new.text


def test_without_a_second_generation_the_current_one_is_meant(library: Library) -> None:
    assert difference(library, 1).new.number == 3


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_a_generation_differs_in_nothing_from_itself(library: Library, generation: int) -> None:
    found = difference(library, generation, generation)
    unchanged = [h.document for h in library.holdings(generation)]
    assert found.documents == DocumentChanges(unchanged=tuple(unchanged))
    assert found.edits == ()


def test_a_document_with_another_outline_is_edited_though_its_text_is_the_same(
    settings: Settings,
) -> None:
    document = read(KITES.encode(), "kites", "kites.md")
    (title, colours) = document.outline
    with Library.create(settings.library) as library:
        hold(library, document)
        hold(library, replace(document, outline=(title, replace(colours, label="Article 1"))))
        assert difference(library, 1, 2).documents.edited == ("kites",)


def test_a_generation_that_is_not_there_cannot_be_compared(library: Library) -> None:
    with pytest.raises(UnknownGeneration, match="generation 9"):
        difference(library, 1, 9)


# Going back


@pytest.mark.parametrize("number", [1, 2])
def test_a_rollback_opens_a_generation_that_holds_what_the_earlier_one_held(
    library: Library, settings: Settings, number: int
) -> None:
    generation = rollback(settings, number)
    assert generation.number == 4
    assert texts_in(library, 4) == texts_in(library, number)
    assert library.passages(4) == library.passages(number)
    assert difference(library, number, 4).edits == ()


def test_a_rollback_leaves_a_library_as_a_clean_one_would_be(
    library: Library, settings: Settings, folder: Path, tmp_path: Path
) -> None:
    rollback(settings, 1)
    clean = settings.model_copy(update={"library": tmp_path / "clean"})
    put(folder, STATES[0])
    ingest(clean, [str(folder)], embedder=StandIn())
    with Library.open(clean.library) as other:
        assert digest_of(library) == digest_of(other)


def test_a_rollback_embeds_nothing_and_says_what_it_changed(
    library: Library, settings: Settings
) -> None:
    before = library.vector_names(settings.embedding)
    summary = rollback(settings, 2, command="footnote rollback 2").summary
    assert library.vector_names(settings.embedding) == before
    assert (summary["rollback"], summary["passages"]["embedded"]) == (2, 0)
    assert summary["documents"]["added"] == ["docs/kites"]
    assert summary["documents"]["unchanged"] == ["docs/boats"]
    assert library.generation().command == "footnote rollback 2"


def test_a_rollback_makes_the_vector_directory_anew_where_it_is_gone(
    library: Library, settings: Settings
) -> None:
    shutil.rmtree(directories.path_of(library, library.generation(1)))
    rollback(settings, 1)
    assert len(digest_of(library)) == 64  # which also compares Chroma with the record


def test_the_next_ingest_brings_the_sources_as_they_are_now(
    library: Library, settings: Settings, folder: Path
) -> None:
    rollback(settings, 1)
    embedder = StandIn()
    ingest(settings, [str(folder)], allow_empty=True, embedder=embedder)
    assert texts_in(library, library.current()) == texts_in(library, 3)
    assert embedder.embedded == []


@pytest.mark.parametrize("steps", [[3], [1, 1], [1, 4, 1]])
def test_there_is_nothing_to_do_when_the_current_generation_holds_the_same(
    library: Library, settings: Settings, steps: list[int]
) -> None:
    *first, last = steps
    for number in first:
        rollback(settings, number)
    before = library.generation()
    assert rollback(settings, last) == before
    assert library.generation() == before


def test_a_rollback_to_another_model_s_generation_says_how(
    library: Library, settings: Settings
) -> None:
    other = settings.model_copy(update={"embedding": "another-model"})
    with pytest.raises(EmbeddingForgotten, match="FOOTNOTE_EMBEDDING"):
        rollback(other, 1)
    assert library.current() == 3


def test_a_rollback_to_another_model_s_generation_is_by_the_model_in_force(
    library: Library, settings: Settings, folder: Path
) -> None:
    class Smaller(StandIn):
        def encode(self, texts: Sequence[str], **_: Any) -> NDArray[np.float32]:
            return super().encode(texts)[:, :8]

    other = settings.model_copy(update={"embedding": "smaller"})
    put(folder, STATES[1])
    ingest(other, [str(folder)], embedder=Smaller("smaller"))
    generation = rollback(other, 3)
    assert texts_in(library, generation.number) == texts_in(library, 3)
    assert (generation.embedding, generation.dimension) == ("smaller", 8)


def test_there_is_no_going_back_to_what_is_not_there(library: Library, settings: Settings) -> None:
    for number in (0, -1, 9):
        with pytest.raises(UnknownGeneration):
            rollback(settings, number)


# Forgetting


def test_what_is_pruned_can_no_longer_be_gone_back_to(library: Library, settings: Settings) -> None:
    pruned = prune(settings, 2)
    assert pruned.forgotten == (1,)
    assert [generation.number for generation in library.generations()] == [2, 3]
    with pytest.raises(UnknownGeneration):
        rollback(settings, 1)


def test_what_is_kept_answers_as_before(library: Library, settings: Settings) -> None:
    before = texts_in(library, 2), library.passages(2), digest_of(library)
    prune(settings, 2)
    assert (texts_in(library, 2), library.passages(2), digest_of(library)) == before


def test_pruning_gives_room_back(library: Library, settings: Settings, write: Write) -> None:
    large = " ".join(f"Line {number} fills the disk." for number in range(20_000))
    write(boats=BOATS, large=f"# Large\n\n{large}")
    write(boats=BOATS)
    size = size_of(settings.library)
    freed = prune(settings, 1).freed
    assert freed > 500_000
    assert size_of(settings.library) == size - freed


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def test_with_fewer_generations_than_are_kept_nothing_is_forgotten(
    library: Library, settings: Settings
) -> None:
    assert prune(settings, 3).forgotten == ()
    assert len(library.generations()) == 3


def test_what_a_saved_answer_quotes_stays(library: Library, settings: Settings) -> None:
    quote = cited(library.document("docs/kites", 1), "A kite has one string.")
    keep(library, answer(quote))
    prune(settings, 1)
    (kept,) = library.answer("a").versions
    text = library.version("docs/kites", kept).text
    assert text[quote.start : quote.end] == quote.quote


# Whoever may not


@pytest.mark.parametrize(
    "work",
    [lambda s: rollback(s, 1), lambda s: prune(s, 1), rebuild],
    ids=["rollback", "prune", "rebuild"],
)
def test_without_a_library_there_is_nothing_to_do(
    settings: Settings, work: Callable[[Settings], object]
) -> None:
    with pytest.raises(LibraryMissing):
        work(settings)
    assert not settings.library.exists()
    Library.create(settings.library).close()
    with pytest.raises((LibraryEmpty, UnknownGeneration)):
        work(settings)


@pytest.mark.parametrize(
    "work", [lambda s, w: rollback(s, 1, waiting=w), lambda s, w: prune(s, 1, waiting=w)]
)
def test_while_another_writes_it_is_told_who_and_can_be_waited_for(
    library: Library, settings: Settings, work: Callable[..., object]
) -> None:
    with sole_writer(settings.library, "a slow ingest"):
        with pytest.raises(LibraryBusy, match="a slow ingest"):
            work(settings, None)
        assert library.current() == 3
        told: list[str] = []

        def stop(writer: str) -> None:
            told.append(writer)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            work(settings, stop)
        assert "a slow ingest" in told[0]
