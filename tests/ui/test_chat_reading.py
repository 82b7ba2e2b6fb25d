"""What the source pane opens: also texts that the library holds no longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.generations import prune
from qa.chain import Desk
from qa.kept import saved
from tests.ui.test_chat_source import Marked
from tests.ui.test_render import Reader
from ui.chat import pages
from ui.chat.cited import citations_of
from ui.chat.conversation import NOTHING, Conversation, Turn
from ui.chat.desk import SharedDesk
from ui.chat.looking import Looking
from ui.chat.packed import packed_answer
from ui.chat.place import LIBRARY, Place, SavedPlace, SheetPlace
from ui.chat.proposal import ShownPlan
from ui.chat.visitor import Visitor

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


def opened(shared: SharedDesk, pressed: str, proposal: ShownPlan | None) -> tuple[str, str]:
    """What the source pane shows of a pressed link, and what a screen reader says."""
    page = pages.page(Looking(shared, proposal=proposal), pressed)
    return str(page.shown), page.said


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
    assert status == "Source: The gate, an earlier text."


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


def test_with_its_answer_a_place_shows_what_else_the_answer_cites(shared: SharedDesk) -> None:
    answer = shared.open().ask(QUESTION)
    cited = list(citations_of(answer))
    assert cited
    turn = Turn(QUESTION, NOTHING, NOTHING, waiting=False, packed=packed_answer(answer))
    looking = Looking(shared, talk=Conversation(turns=(turn,)))
    page = pages.page(looking, cited[0].place.fragment)
    assert f"Citation 1 of {len(cited)}" in words(str(page.shown))
    assert marked(str(page.shown)).startswith(cited[0].citation.quote)


def test_an_answer_of_somebody_else_shows_nothing_beside(shared: SharedDesk) -> None:
    desk = shared.open()
    answer = desk.ask(QUESTION)
    shared.recent.keep("login:ann", saved(answer, (), (), None, desk.settings))
    place = next(citations_of(answer)).place
    hers, his = (
        words(str(pages.page(Looking(shared, visitor=Visitor(owner)), place.fragment).shown))
        for owner in ("login:ann", "login:bob")
    )
    assert "Citation 1 of" in hers
    assert "Citation 1 of" not in his
    assert NEW in his


def test_a_document_that_is_not_there_is_a_sentence_with_a_way_on(shared: SharedDesk) -> None:
    shown, status = opened(shared, Place("no/such", 2).fragment, None)
    assert "no/such" in status
    assert "All documents" in words(shown)


def test_what_is_no_place_opens_the_librarys_page(shared: SharedDesk) -> None:
    for fragment in ("#at/nonsense", "#sheet/nonsense", "#at/1//5-2"):
        assert opened(shared, fragment, None)[1] == "The documents."


def test_a_text_without_pages_has_no_pictures(shared: SharedDesk) -> None:
    shown, status = opened(shared, SheetPlace(1, Place("gate", 2, 0, 5)).fragment, None)
    assert status == "This document has no pages that could be shown as pictures."
    assert "<img" not in shown


def test_an_answer_that_is_not_kept_is_a_sentence(shared: SharedDesk) -> None:
    shown, _ = opened(shared, SavedPlace("nothing").fragment, None)
    assert "There is no saved answer nothing" in words(shown)


def test_the_librarys_page_lists_touched_answers_above_the_documents(shared: SharedDesk) -> None:
    shown, status = opened(shared, LIBRARY, None)
    assert status == "The documents."
    text = words(shown)
    assert text.index("1 answer rests on words that are not as they were") < text.index("gate")
    shared.open().keep(shared.open().ask(QUESTION))
    text = words(opened(shared, LIBRARY, None)[0])
    assert "words that are not as they were" not in text
    assert text.index("Earlier answers") > text.index("The gate")
    assert text.count(QUESTION) == 2


def words(markup: str) -> str:
    return Reader(markup).text


def marked(markup: str) -> str:
    reader = Marked()
    reader.feed(markup)
    return reader.marked
