"""Comparing: one question asked of two choices, side by side, and what differs."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Citation
from corpus.embedding import Embedder
from corpus.errors import UnknownAnswer
from corpus.settings import Settings
from qa.answer import Answer, Outcome, Statement, Support
from qa.chain import ALONE, Desk
from tests.ui.test_narrowing import GATE, QUESTION, SHED, Library, steps_of
from tests.ui.test_render import Reader
from ui.chat import comparing
from ui.chat.acts import perform
from ui.chat.desk import SharedDesk
from ui.chat.differences import differences
from ui.chat.looking import Done, Looking
from ui.chat.scope import Chosen
from ui.chat.visitor import Rules, Visitor


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


def fields(**values: str) -> dict[str, list[str]]:
    sides = {"question": QUESTION, "a": "all", "b": "all", "a-as-of": "", "b-as-of": ""}
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return {name: [value] for name, value in (sides | named).items()}


def compared(looking: Looking, **values: str) -> list[Done]:
    done = comparing.compare(looking, "", fields(**values))
    return [done] if isinstance(done, Done) else steps_of(done)


def two_documents(looking: Looking) -> str:
    """Compares both documents; the fragment of the page."""
    *_, last = compared(looking, a=f"document/{GATE}", b=f"document/{SHED}")
    return last.open


def two_generations(library: Library) -> str:
    library.write("gate", "# The gate\n\nThe gate closes at ten.")
    side = f"document/{GATE}"
    *_, last = compared(library.looking(), a=side, b=side, a_as_of="1")
    return last.open


def page(looking: Looking, fragment: str) -> str:
    return comparing.compared_page(looking, fragment.removeprefix("#compared/")).shown


# Asking both


def test_both_are_asked_one_after_the_other_and_the_page_of_both_is_opened(
    library: Library,
) -> None:
    first, second, last = compared(library.looking(), a=f"document/{GATE}", b=f"document/{SHED}")
    assert (first.said, second.said) == ("Asking side A, 1 of 2…", "Asking side B, 2 of 2…")
    assert last.said == "Both are answered."
    assert last.open.startswith("#compared/")


def test_the_sides_stand_side_by_side_with_their_own_citations(library: Library) -> None:
    looking = library.looking()
    shown = page(looking, two_documents(looking))
    told = Reader(shown).text
    assert "The gate closes at eight." in told
    assert "The gate to the shed closes at nine." in told
    links = [value or "" for name, value in Reader(shown).attributes if name == "href"]
    assert any(link.startswith("#at/1/") and link.endswith(GATE) for link in links)
    assert any(link.startswith("#at/1/") and link.endswith(SHED) for link in links)


def test_two_generations_of_a_document_show_the_words_that_changed_and_which_is_current(
    library: Library,
) -> None:
    told = Reader(page(library.looking(), two_generations(library))).text
    assert "only in A: eight" in told
    assert "only in B: ten" in told
    assert "generation 1 earlier" in told
    assert "generation 2 current" in told


def test_an_earlier_text_that_reads_the_same_now_is_said_to(library: Library) -> None:
    library.write("shed", "# The shed\n\nThe gate to the shed closes at ten.")
    side = f"document/{GATE}"
    *_, last = compared(library.looking(), a=side, b=side, a_as_of="1")
    told = Reader(page(library.looking(), last.open)).text
    assert "reads the same now" in told
    assert "Both answers are the same, word for word." in told


def test_the_old_words_are_struck_out_whichever_side_they_are_on(library: Library) -> None:
    library.write("gate", "# The gate\n\nThe gate closes at ten.")
    side = f"document/{GATE}"
    *_, last = compared(library.looking(), a=side, b=side, b_as_of="1")
    shown = page(library.looking(), last.open)
    assert Reader(shown[shown.index("<del>") : shown.index("</del>")]).text == "only in B: eight"


def test_a_side_that_says_nothing_shows_what_comes_nearest(library: Library) -> None:
    library.write("well", "# The well\n\nThe well was dug in 1911.")
    *_, last = compared(
        library.looking(),
        question="When was the well dug?",
        a="document/texts/well",
        b=f"document/{SHED}",
    )
    told = Reader(page(library.looking(), last.open)).text
    assert "Only side A says something on it." in told
    assert "The documents do not say." in told


# Refusals


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"question": "  "}, "Type the question to ask both."),
        ({}, "Both sides are the same"),
        ({"a_as_of": "1"}, "Both sides are the same"),
        ({"a": f"document/{GATE}", "b": f"document/{GATE}"}, "Both sides are the same"),
        ({"a": "folder/texts"}, "Both sides are the same"),
        ({"a": "document/none"}, "Side A: not in generation 1."),
        ({"b": "folder/none"}, "Side B: not in generation 1."),
    ],
)
def test_what_cannot_be_compared_is_said_before_anything_is_asked(
    library: Library, values: dict[str, str], said: str
) -> None:
    (done,) = compared(library.looking(), **values)
    assert done.said.startswith(said)


def test_a_generation_that_is_not_there_is_refused(library: Library) -> None:
    sent = '{"act": "compare", "arg": "", "fields": {"question": ["q"], "a-as-of": ["99"]}}'
    (done,) = steps_of(perform(library.looking(), sent))
    assert "There is no generation 99" in done.said


def test_a_question_that_names_a_document_is_no_comparison(library: Library) -> None:
    *_, last = compared(
        library.looking(),
        question="When does it close according to The shed?",
        a="all",
        b=f"document/{SHED}",
    )
    assert last.said.startswith("The question names a document")
    assert not last.open


def test_a_folder_and_what_the_window_has_chosen_are_sides_too(library: Library) -> None:
    looking = library.looking(chosen=Chosen((SHED,)))
    *_, last = compared(looking, a="chosen", b="folder/texts")
    one, other = last.open.removeprefix("#compared/").split("/")
    assert library.shared.recent.find("", one).documents == (SHED,)
    assert library.shared.recent.find("", other).documents == ()


# Leaving


class Patient(Desk):
    """Waits at its first question until a comparison was left."""

    begun = asyncio.Event()

    def answer(self, request: Any, follow: Any = ALONE) -> Answer:
        while not follow.cancelled.wait(0.01):
            pass
        return super().answer(request, follow)


def test_a_comparison_can_be_left(library: Library) -> None:
    shared = SharedDesk(lambda: Patient(library.settings))
    looking = Looking(shared)

    async def left() -> list[Done]:
        steps = comparing.compare(looking, "", fields(a=f"document/{GATE}"))
        assert not isinstance(steps, Done)
        told = [await anext(steps)]
        (name,) = comparing._under_way
        assert f"leave-comparison/{name}" in Reader(str(told[0].work)).attributes.__repr__()
        comparing.leave(looking, name, {})
        return [*told, *[step async for step in steps]]

    *_, last = asyncio.run(left())
    shared.close()
    assert last.said == "The comparison was left."
    assert not last.open
    assert comparing._under_way == {}
    assert comparing.leave(looking, "no such", {}) == Done()


# Keeping


def test_both_answers_are_kept_and_the_page_opens_again_after_a_restart(
    library: Library, embedder: Embedder
) -> None:
    fragment = two_documents(library.looking())
    library.shared.close()
    again = SharedDesk(lambda: Desk(library.settings))
    assert "The gate closes at eight." in Reader(page(Looking(again), fragment)).text
    again.close()


def test_a_read_only_chat_keeps_nothing(library: Library) -> None:
    fragment = two_documents(library.looking(rules=Rules(read_only=True)))
    assert "The gate closes" in Reader(page(library.looking(), fragment)).text
    library.shared.close()
    again = SharedDesk(lambda: Desk(library.settings))
    with pytest.raises(UnknownAnswer):
        page(Looking(again), fragment)
    again.close()


def test_a_comparison_of_somebody_else_is_not_shown(library: Library) -> None:
    fragment = two_documents(library.looking(visitor=Visitor("login:ann")))
    assert page(library.looking(visitor=Visitor("login:ann")), fragment)
    for owner in ("login:bob", ""):
        with pytest.raises(UnknownAnswer):
            page(library.looking(visitor=Visitor(owner)), fragment)


# The form


def form(looking: Looking, rest: str = "") -> list[tuple[str, str | None]]:
    return Reader(comparing.compare_page(looking, rest).shown).attributes


def selected(shown: list[tuple[str, str | None]]) -> list[str]:
    return [before[1] or "" for before, here in pairwise(shown) if here[0] == "selected"]


def test_the_form_begins_with_what_the_window_asks_and_the_same_before_the_last_change(
    library: Library,
) -> None:
    library.write("gate", "# The gate\n\nThe gate closes at ten.")
    assert selected(form(library.looking())) == ["all", "", "all", "1"]
    narrowed = library.looking(chosen=Chosen((GATE,), 1))
    assert selected(form(narrowed)) == [f"document/{GATE}", "1", f"document/{GATE}", ""]


def test_the_form_never_begins_with_two_sides_that_are_the_same(library: Library) -> None:
    assert selected(form(library.looking())) == ["all", "", f"document/{GATE}", ""]


def test_the_form_of_an_answer_asks_its_question_as_it_stands_alone(library: Library) -> None:
    looking = library.looking()
    one, _ = two_documents(looking).removeprefix("#compared/").split("/")
    assert ("value", QUESTION) in form(looking, one)
    assert selected(form(looking, one))[0] == f"document/{GATE}"
    with pytest.raises(UnknownAnswer):
        form(looking, "none")


def test_the_form_of_two_answers_has_the_side_of_each(library: Library) -> None:
    looking = library.looking()
    both = two_documents(looking).removeprefix("#compared/")
    assert selected(form(looking, both)) == [f"document/{GATE}", "", f"document/{SHED}", ""]


def test_documents_that_the_last_change_removed_can_still_be_chosen(library: Library) -> None:
    library.remove("shed")
    told = Reader(comparing.compare_page(library.looking(), "").shown).text
    assert "The shed (there no longer)" in told


# What differs

TEXTS = st.lists(st.text("abc de.", min_size=1, max_size=12), max_size=5)


def answer_of(texts: list[str]) -> Answer:
    said = tuple(
        Statement(t, Support.VERBATIM, (Citation("d", "t", "v", "l", None, 0, len(t), t),))
        for t in texts
    )
    return Answer("i", "q", "q", Outcome.ANSWERED, said, (), 1.0, 1, "m", {})


@given(TEXTS, TEXTS)
def test_what_is_the_same_and_what_is_alone_is_every_sentence(
    one: list[str], other: list[str]
) -> None:
    found = differences(answer_of(one), answer_of(other))
    mine, theirs = ({" ".join(text.split()) for text in texts} for texts in (one, other))
    assert found.same == mine & theirs
    assert found.alone == (len(mine - theirs), len(theirs - mine))
    assert all(a.quote in one and b.quote in other for a, b in found.reworded)
    assert len({a.quote for a, _ in found.reworded}) == len(found.reworded)


@given(TEXTS)
def test_an_answer_does_not_differ_from_itself(texts: list[str]) -> None:
    found = differences(answer_of(texts), answer_of(texts))
    assert found.reworded == ()
    assert found.are_none == bool(texts)


def test_a_sentence_in_other_words_is_told_beside_its_other_wording() -> None:
    one, other = answer_of(["The gate closes at eight."]), answer_of(["The gate closes at ten."])
    ((old, new),) = differences(one, other).reworded
    assert (old.quote, new.quote) == ("The gate closes at eight.", "The gate closes at ten.")
    far = answer_of(["Bees like clover best of all."])
    assert differences(one, replace(far, id="j")).reworded == ()
