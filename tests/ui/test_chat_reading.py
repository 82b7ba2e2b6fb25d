"""What the source pane opens: also texts that the library holds no longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.generations import prune
from qa.chain import Desk
from tests.ui.test_chat_source import Marked
from tests.ui.test_render import Reader
from ui.desk import SharedDesk
from ui.place import LIBRARY, Place, SavedPlace
from ui.reading import opened
from ui.shelf import page

OLD, NEW = "The gate closes at eight in the evening.", "The gate closes at nine in the evening."
QUESTION = "When does the gate close?"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "gate.md"
    file.write_text(f"# The gate\n\n{OLD}\n")
    return file


@pytest.fixture
def shared(settings: Settings, text: Path, embedder: Embedder) -> Iterator[SharedDesk]:
    """A desk over a text that has changed since its first answer, which is kept."""
    ingest(settings, [str(text)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    asked = desk.open().ask(QUESTION)
    desk.open().keep(asked)
    text.write_text(f"# The gate\n\n{NEW}\n")
    ingest(settings, [str(text)], embedder=embedder)
    yield desk
    desk.close()


def first_place(desk: SharedDesk) -> Place:
    """The place that the kept answer cites."""
    cited = desk.open().library.version("gate", versions(desk)[0])
    start = cited.text.index(OLD)
    return Place("gate", 1, start, start + len(OLD), cited.version)


def versions(desk: SharedDesk) -> tuple[str, ...]:
    (saved,) = desk.open().library.answers()
    return saved.versions


def test_an_old_citation_opens_the_text_of_its_generation(shared: SharedDesk) -> None:
    shown, status = opened(shared, first_place(shared).fragment + " 1", None)
    assert "An earlier text of this document" in words(shown)
    assert marked(shown) == OLD
    assert status == "Source&#58; The gate&#44; The gate&#44; an earlier text&#46;"


def test_it_does_when_the_generation_was_pruned_too(shared: SharedDesk, settings: Settings) -> None:
    place = first_place(shared)
    prune(settings, 1)
    shown, _ = opened(shared, place.fragment, None)
    assert "An earlier text of this document" in words(shown)
    assert marked(shown) == OLD


def test_a_text_that_nobody_quotes_is_forgotten_with_its_generation(
    shared: SharedDesk, settings: Settings
) -> None:
    prune(settings, 1)
    shown, _ = opened(shared, Place("gate", 1, 0, 5, "0f" * 16).fragment, None)
    assert "ask again to see where the words stand" in words(shown)
    shown, _ = opened(shared, Place("gate", 1, 0, 5).fragment, None)
    assert "There is no generation 1" in words(shown)


def test_the_present_text_is_no_earlier_one(shared: SharedDesk) -> None:
    shown, _ = opened(shared, Place("gate", 2, 0, 5).fragment, None)
    assert "earlier" not in words(shown)


def test_of_a_document_that_was_removed_the_last_text_opens(
    shared: SharedDesk, settings: Settings, text: Path, embedder: Embedder
) -> None:
    place = first_place(shared)
    text.unlink()
    other = text.with_name("other.md")
    other.write_text("Something else.")
    ingest(settings, [str(other)], embedder=embedder)
    shown, _ = opened(shared, place.fragment, None)
    assert marked(shown) == OLD


def test_a_saved_answer_opens_with_what_became_of_its_words(
    shared: SharedDesk, settings: Settings
) -> None:
    (saved,) = shared.open().library.answers()
    for _ in range(2):
        shown, status = opened(shared, SavedPlace(saved.id).fragment, None)
        assert OLD in words(shown)
        assert "old: eight" in words(shown)
        assert status == "A saved answer: the source changed."
        prune(settings, 1)  # its generation need not be there any longer


def test_an_answer_that_is_not_kept_is_a_sentence(shared: SharedDesk) -> None:
    shown, _ = opened(shared, SavedPlace("nothing").fragment, None)
    assert "There is no saved answer nothing" in words(shown)


def test_the_librarys_page_lists_touched_answers_above_the_documents(shared: SharedDesk) -> None:
    shown, status = opened(shared, LIBRARY, None)
    assert status == "The documents."
    text = words(shown)
    assert text.index("1 answer rests on words that are not as they were") < text.index("gate")
    shared.open().keep(shared.open().ask(QUESTION))
    text = words(page(shared.open(), None))
    assert "words that are not as they were" not in text
    assert text.index("Earlier answers") > text.index("The gate")
    assert text.count(QUESTION) == 2


def words(markup: str) -> str:
    return Reader(markup).text


def marked(markup: str) -> str:
    reader = Marked()
    reader.feed(markup)
    return reader.marked
