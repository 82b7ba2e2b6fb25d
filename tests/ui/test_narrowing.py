"""Choosing what a window asks: documents, a generation, and what happens when they go."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import Embedder
from corpus.errors import UnknownGeneration
from corpus.record import Holding
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from tests.ui.test_render import Reader
from ui.chat import narrowing, narrowing_pane
from ui.chat.acts import perform
from ui.chat.desk import SharedDesk
from ui.chat.looking import Done, Looking
from ui.chat.scope import EVERYTHING, Choice, Chosen, choice
from ui.words import speaking

QUESTION = "When does the gate close?"
GATE, SHED, WELL = "texts/gate", "texts/shed", "texts/well"


class Library:
    """A shared desk whose texts a test changes: each change is a generation."""

    def __init__(self, settings: Settings, folder: Path, embedder: Embedder) -> None:
        self.settings, self.folder, self.embedder = settings, folder, embedder
        self.ingest()
        self.shared = SharedDesk(lambda: Desk(settings))
        self.shared.open().embedder = embedder

    def ingest(self) -> None:
        ingest(self.settings, [str(self.folder)], embedder=self.embedder)

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.md").write_text(text)
        self.ingest()

    def remove(self, name: str) -> None:
        (self.folder / f"{name}.md").unlink()
        self.ingest()

    def looking(self, **parts: Any) -> Looking:
        return Looking(self.shared, **parts)


@pytest.fixture
def library(
    settings: Settings, texts: Callable[..., Path], embedder: Embedder
) -> Iterator[Library]:
    folder = texts(
        gate="# The gate\n\nThe gate closes at eight.",
        shed="# The shed\n\nThe gate to the shed closes at nine.",
    )
    made = Library(settings, folder, embedder)
    yield made
    made.shared.close()


def steps_of(steps: Any) -> list[Any]:
    async def gathered() -> list[Any]:
        return [step async for step in steps]

    return asyncio.run(gathered())


def line(looking: Looking) -> str:
    return Reader(narrowing.chosen_line(looking)).text


def asked(looking: Looking, question: str = QUESTION) -> Any:
    """The conversation after a question was put to what the window has chosen."""
    *_, last = steps_of(narrowing.asked_of_the_chosen(looking, question))
    return last[2]


def page(looking: Looking, rest: str = "") -> str:
    return narrowing.choose_page(looking, rest).shown


# The line below the box


def test_the_line_says_that_all_documents_are_asked(library: Library) -> None:
    assert line(library.looking()).startswith("Asking all 2 documents")
    assert "ask-all" not in narrowing.chosen_line(library.looking())


def test_the_line_names_the_one_document_that_is_asked(library: Library) -> None:
    told = line(library.looking(chosen=Chosen((GATE,))))
    assert told.startswith("Asking 1 of 2 documents: The gate")
    assert "Ask everything again" in told


def test_the_line_says_as_of_which_generation_is_asked(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    told = line(library.looking(chosen=Chosen((), 1)))
    assert told.startswith("Asking all 2 documents · as of generation 1")
    assert "Ask everything again" in told


def test_the_line_says_what_is_there_no_longer(library: Library) -> None:
    library.remove("gate")
    told = line(library.looking(chosen=Chosen((GATE, SHED))))
    assert "1 is there no longer" in told
    assert "kept no longer" in line(library.looking(chosen=Chosen((), 99)))


def test_the_line_is_empty_without_a_library(settings: Settings) -> None:
    desk = SharedDesk(lambda: Desk(settings))
    assert narrowing.chosen_line(Looking(desk)) == ""
    desk.close()


def test_the_line_follows_the_library(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    assert line(library.looking()).startswith("Asking all 3 documents")


# The page


def test_the_page_ticks_what_is_asked(library: Library) -> None:
    all_ticked = page(library.looking())
    one_ticked = page(library.looking(chosen=Chosen((GATE,))))
    assert all_ticked.count("checked") == 2
    assert one_ticked.count("checked") == 1


def test_the_page_of_an_earlier_generation_has_its_documents_and_names_the_later_ones(
    library: Library,
) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    library.remove("shed")
    told = Reader(page(library.looking(), "1")).text
    assert "The shed" in told
    assert "there no longer" in told
    assert "Not there yet in generation 1The well" in told
    assert page(library.looking(), "1").count("checkbox") == 2


def test_the_page_names_each_generation_with_what_it_held(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    told = Reader(page(library.looking())).text
    assert "Now: generation 2" in told
    assert "Generation 1, " in told
    assert "2 documents" in told


def test_a_page_of_a_generation_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(UnknownGeneration):
        page(library.looking(), "99")


def test_the_page_opens_although_the_generation_chosen_is_gone(library: Library) -> None:
    assert "Choose what to ask" in Reader(page(library.looking(chosen=Chosen((), 99)))).text


def test_documents_stand_by_folder() -> None:
    def holding(id: str) -> Holding:
        return Holding(id, id, "v", None, None, 1, 1, 1)

    held = [holding(id) for id in ("b/x", "a", "a/x", "a/y", "ab/x")]
    found = {name: [h.document for h in group] for name, group in narrowing_pane.folders(held)}
    assert found == {"": ["a"], "a": ["a/x", "a/y"], "ab": ["ab/x"], "b": ["b/x"]}


# Choosing


def test_the_ticked_documents_are_asked(library: Library) -> None:
    done = narrowing.ask_these(library.looking(), "", {"document": [SHED]})
    assert done.chosen == Chosen((SHED,))
    assert done.said == "Asking 1 of 2 documents: The shed."


def test_ticking_every_document_is_asking_all(library: Library) -> None:
    done = narrowing.ask_these(library.looking(), "", {"document": [SHED, GATE]})
    assert done.chosen == EVERYTHING


def test_ticking_none_is_refused(library: Library) -> None:
    done = narrowing.ask_these(library.looking(), "", {})
    assert done.said == "Tick at least one document to ask."
    assert not isinstance(done.chosen, Chosen)


def test_documents_that_nobody_has_cannot_be_chosen(library: Library) -> None:
    assert narrowing.ask_these(library.looking(), "", {"document": ["x"]}).work is not None
    done = narrowing.ask_only(library.looking(), "no/such", {})
    assert done.said == "This document is in the library no longer."


def test_the_current_generation_is_followed_and_not_held_on_to(library: Library) -> None:
    assert narrowing.ask_as_of(library.looking(), "1", {}).chosen == EVERYTHING
    library.write("well", "# The well\n\nThe well is deep.")
    assert narrowing.ask_as_of(library.looking(), "1", {}).chosen == Chosen((), 1)


def test_one_document_is_asked_as_of_the_generation_asked_where_that_holds_it(
    library: Library,
) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    earlier = library.looking(chosen=Chosen((), 1))
    assert narrowing.ask_only(earlier, GATE, {}).chosen == Chosen((GATE,), 1)
    assert narrowing.ask_only(earlier, WELL, {}).chosen == Chosen((WELL,))


def test_going_back_to_a_generation_without_the_chosen_document_asks_all_of_it_and_says_so(
    library: Library,
) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    done = narrowing.ask_as_of(library.looking(chosen=Chosen((WELL,))), "1", {})
    assert done.chosen == Chosen((), 1)
    assert done.said.endswith("What is chosen was not there then, so all of it is asked.")


def test_a_window_that_is_loaded_again_chooses_what_it_had_chosen(library: Library) -> None:
    done = narrowing.choose_again(library.looking(), "3", {"document": [GATE]})
    assert done == Done(chosen=Chosen((GATE,), 3))
    other = library.looking(chosen=Chosen((SHED,)))
    assert narrowing.choose_again(other, "", {"document": [GATE]}) == Done()


def test_a_generation_that_is_not_there_is_told_beside_the_buttons(library: Library) -> None:
    sent = '{"act": "as-of", "arg": "99", "fields": {}}'
    (done,) = steps_of(perform(library.looking(), sent))
    assert isinstance(done, Done)
    assert "There is no generation 99" in done.said


def test_it_is_said_in_the_language_of_the_visitor(library: Library) -> None:
    with speaking("de"):
        assert "2" in line(library.looking())


# Asking


def test_a_narrowed_window_is_answered_from_what_it_chose(library: Library) -> None:
    answers = [asked(library.looking(chosen=Chosen((id,)))).turns[-1].answer for id in (GATE, SHED)]
    cited = [{c.document for s in one.statements for c in s.citations} for one in answers]
    assert cited == [{GATE}, {SHED}]
    assert answers[0].id != answers[1].id


def test_an_earlier_generation_answers_in_its_own_words(library: Library) -> None:
    library.write("gate", "# The gate\n\nThe gate closes at ten.")
    then, now = (
        asked(library.looking(chosen=Chosen((GATE,), number))).turns[-1].answer
        for number in (1, None)
    )
    assert [one.statements[0].text for one in (then, now)] == [
        "The gate closes at eight.",
        "The gate closes at ten.",
    ]
    assert then.id != now.id


def test_asking_each_document_by_its_name_is_asking_all(library: Library) -> None:
    every = asked(library.looking(chosen=Chosen((SHED, GATE)))).turns[-1].answer
    plain = asked(library.looking()).turns[-1].answer
    assert every.id == plain.id
    assert every.statements == plain.statements
    assert not every.searched.narrowed


def test_a_chosen_document_that_is_gone_is_said_so_and_nothing_is_asked(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    library.remove("gate")
    talk = asked(library.looking(chosen=Chosen((GATE, SHED))))
    (turn,) = talk.turns
    told = Reader(turn.reply).text
    assert turn.answer is None
    assert not talk.is_waiting
    assert "“The gate” was chosen to be asked and is in the library no longer." in told
    assert "Ask the other document" in told
    assert "Ask all documents" in told


def test_the_question_is_then_asked_of_all_in_one_press(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    library.remove("gate")
    looking = library.looking(chosen=Chosen((GATE, SHED)))
    looking = replace(looking, talk=asked(looking))
    done = narrowing.ask_all(looking, narrowing.AGAIN, {})
    assert (done.chosen, done.ask) == (EVERYTHING, Request(QUESTION))
    assert done.talk == replace(looking.talk, turns=())


def test_or_of_the_documents_that_are_left(library: Library) -> None:
    library.write("well", "# The well\n\nThe well is deep.")
    library.remove("gate")
    looking = library.looking(chosen=Chosen((GATE, SHED)))
    looking = replace(looking, talk=asked(looking))
    done = narrowing.ask_the_rest(looking, narrowing.AGAIN, {})
    assert (done.chosen, done.ask) == (Chosen((SHED,)), Request(QUESTION, (), (SHED,)))


def test_a_generation_that_is_forgotten_meanwhile_is_said_so(library: Library) -> None:
    for hour in ("nine", "ten", "eleven", "twelve"):
        library.write("gate", f"# The gate\n\nThe gate closes at {hour}.")
    library.shared.open().library.prune(2)
    talk = asked(library.looking(chosen=Chosen((), 1)))
    assert "Generation 1, which was chosen to be asked" in Reader(talk.turns[-1].reply).text


# Properties

IDS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(held=IDS, wanted=IDS)
def test_what_a_request_names_is_what_is_asked_in_the_order_of_the_library(
    held: list[str], wanted: list[str]
) -> None:
    found = Choice(Chosen(tuple(wanted)), dict.fromkeys(held), 1)
    expected = [id for id in held if id in wanted or not wanted]
    assert list(found.asked) == expected
    assert list(found.documents) == ([] if expected == held else expected)
    assert set(found.gone) == set(wanted) - set(held)


def test_a_choice_knows_its_generation(library: Library) -> None:
    found = choice(library.shared.open().library, EVERYTHING)
    assert (found.generation, list(found.held)) == (1, [GATE, SHED])
