"""Conversations in the library: each is some owner's, and nobody else finds it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.conversations import TITLE_CHARS, shortened
from corpus.document import version_of
from corpus.errors import (
    EmptyTitle,
    UnknownAnswer,
    UnknownConversation,
    UnknownDocument,
    UnknownGeneration,
)
from corpus.library import Library
from corpus.record import SavedAnswer
from tests.corpus.test_pruning import answer, hold

ANNA, BEN, NOBODY = "login:anna", "login:ben", ""
OWNERS = (ANNA, BEN, NOBODY)
TALK, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library")
    hold(library, {"a": "smuggling", "b": "border"})
    return library


def asked(id: str, question: str = "When?", at: int = 0, said: str = "") -> SavedAnswer:
    """An answer given `at` so many seconds after nine."""
    statements = [{"text": said, "citations": []}] if said else []
    return replace(
        answer(id),
        question=question,
        asked_at=f"2026-11-26T09:{at // 60:02}:{at % 60:02}+00:00",
        answer={"statements": statements},
    )


def questions(library: Library, owner: str = ANNA, id: str = TALK) -> list[str]:
    return [turn.question for turn in library.conversation(owner, id).turns]


# Keeping


def test_a_conversation_begins_with_its_first_turn_and_is_named_by_its_question(
    library: Library,
) -> None:
    first, second = asked("x", "When does\nit  open?"), asked("y", "And close?", 5)
    library.keep_turn(ANNA, TALK, 0, first)
    library.keep_turn(ANNA, TALK, 1, second)
    (talk,) = library.conversations(ANNA)
    assert talk == library.conversation(ANNA, TALK)
    assert (talk.title, talk.owner) == ("When does it open?", ANNA)
    assert (talk.begun_at, talk.changed_at) == (first.asked_at, second.asked_at)
    assert [(turn.position, turn.answer_id) for turn in talk.turns] == [(0, "x"), (1, "y")]
    assert library.answer_of(ANNA, "y") == second


def test_a_long_question_is_shortened_at_a_word_for_the_title() -> None:
    title = shortened("What does " + "the regulation say, " * 12)
    assert len(title) <= TITLE_CHARS + 1
    assert title.endswith("say, the…")


def test_the_last_changed_conversation_comes_first(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x", at=1))
    library.keep_turn(ANNA, OTHER, 0, asked("y", at=2))
    assert [talk.id for talk in library.conversations(ANNA)] == [OTHER, TALK]
    library.keep_turn(ANNA, TALK, 1, asked("z", at=3))
    assert [talk.id for talk in library.conversations(ANNA)] == [TALK, OTHER]


def test_a_turn_that_is_asked_anew_replaces_what_followed_it(library: Library) -> None:
    for position, id in enumerate("xyz"):
        library.keep_turn(ANNA, TALK, position, asked(id, id, at=position))
    library.keep_turn(ANNA, TALK, 1, asked("w", "w", at=9))
    assert questions(library) == ["x", "w"]
    assert {saved.id for saved in library.answers()} == {"x", "w"}


def test_a_turn_that_is_written_late_leaves_those_asked_after_it(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 1, asked("y", "second", at=9))
    library.keep_turn(ANNA, TALK, 0, asked("x", "first", at=1))
    assert questions(library) == ["first", "second"]


def test_a_turn_whose_texts_were_forgotten_is_not_kept_by_half(library: Library) -> None:
    lost = replace(asked("x"), versions=(version_of("never held"),))
    with pytest.raises(UnknownGeneration):
        library.keep_turn(ANNA, TALK, 0, lost)
    assert library.conversations(ANNA) == []


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("uvwxyz")), max_size=8),
)
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_turns_are_those_that_were_kept_last(turns: list[tuple[int, str]]) -> None:
    """And of the answers nothing is left that no turn has."""
    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder)) as library:
        model: dict[int, str] = {}
        for at, (position, id) in enumerate(turns):
            library.keep_turn(ANNA, TALK, position, asked(id, id, at))
            model = {n: q for n, q in model.items() if n < position} | {position: id}
            assert questions(library) == [model[n] for n in sorted(model)]
            assert {saved.id for saved in library.answers()} == set(model.values())


# Whose it is


def test_another_owner_neither_sees_nor_changes_a_conversation(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x", "Secret?"))
    for other in (BEN, NOBODY):
        assert library.conversations(other) == library.conversations(other, ["secret"]) == []
        assert library.forget_conversations(other, [TALK]) == 0
        for act in (
            lambda owner: library.conversation(owner, TALK),
            lambda owner: library.rename_conversation(owner, TALK, "Mine"),
            lambda owner: library.keep_turn(owner, TALK, 0, asked("y")),
            lambda owner: library.forget_turns(owner, TALK, 0),
        ):
            with pytest.raises(UnknownConversation, match="somebody else's"):
                act(other)
    assert questions(library) == ["Secret?"]
    with pytest.raises(UnknownAnswer):
        library.answer("y")


def test_an_answer_is_seen_by_whom_it_was_given(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x"))
    library.keep_answer(asked("y"), BEN)
    assert [saved.id for saved in library.answers_of(ANNA)] == ["x"]
    assert [saved.id for saved in library.answers_of(BEN)] == ["y"]
    assert library.answers_of(NOBODY) == []
    assert library.answers_of(ANNA, ["x", "y"]) == [library.answer_of(ANNA, "x")]
    for owner, id in ((ANNA, "y"), (BEN, "x"), (NOBODY, "x"), (ANNA, ""), (ANNA, "nothing")):
        with pytest.raises(UnknownAnswer):
            library.answer_of(owner, id)


def test_who_asks_the_same_is_given_the_same_and_each_keeps_it(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x"))
    library.keep_turn(BEN, OTHER, 0, asked("x"))
    library.keep_answer(asked("x"))
    assert library.forget_conversations(ANNA, [TALK]) == 1
    with pytest.raises(UnknownAnswer):
        library.answer_of(ANNA, "x")
    assert library.answer_of(BEN, "x") == library.answer_of(NOBODY, "x")


def test_on_ones_own_machine_answers_of_the_command_line_are_seen(library: Library) -> None:
    library.keep_answer(asked("x"))
    assert [saved.id for saved in library.answers_of(NOBODY)] == ["x"]
    assert library.answers_of(ANNA) == []


# Searching


@pytest.mark.parametrize(
    "words",
    [
        "gate",
        "GATE",
        "opens",
        "opened eight",
        "eight shed",
        "ladder",
        "Rénovation",
        "renamed",
        "ga",
    ],
)
def test_a_conversation_is_found_by_its_title_its_questions_and_its_answers(
    library: Library, words: str
) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x", "When is the gate opened?", 0, "At eight."))
    library.keep_turn(ANNA, TALK, 1, asked("y", "Where is the ladder?", 1, "Behind the shed."))
    library.rename_conversation(ANNA, TALK, "Renamed: rénovation")
    library.keep_turn(ANNA, OTHER, 0, asked("z", "What else?", 2, "Nothing of it."))
    assert [talk.id for talk in library.conversations(ANNA, words.split())] == [TALK]


def test_words_that_stand_nowhere_find_nothing(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x", "When is the gate opened?", 0, "At eight."))
    assert library.conversations(ANNA, ["gate", "window"]) == []


@given(st.lists(st.text(max_size=8), max_size=3))
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_is_searched_for_is_taken_for_words(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder)) as library:
        library.keep_turn(ANNA, TALK, 0, asked("x", "".join(words) or "?"))
        assert len(library.conversations(ANNA, words)) == 1


# Renaming and deleting


def test_a_conversation_is_renamed(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x"))
    library.rename_conversation(ANNA, TALK, "  The gate\n and its hours ")
    assert library.conversation(ANNA, TALK).title == "The gate and its hours"
    with pytest.raises(EmptyTitle):
        library.rename_conversation(ANNA, TALK, " \n")


def test_with_a_conversation_its_answers_go_and_the_texts_only_they_kept(library: Library) -> None:
    quoting = replace(asked("x"), versions=(version_of("border"),))
    library.keep_turn(ANNA, TALK, 0, quoting)
    library.keep_turn(ANNA, TALK, 1, asked("y"))
    library.keep_turn(ANNA, OTHER, 0, asked("y"))
    hold(library, {"a": "smuggling"})
    library.prune(1)
    assert library.version("b", version_of("border")).text == "border"
    assert library.forget_conversations(ANNA, [TALK, "unknown"]) == 1
    assert [talk.id for talk in library.conversations(ANNA)] == [OTHER]
    assert [saved.id for saved in library.answers()] == ["y"]
    with pytest.raises(UnknownDocument):
        library.version("b", version_of("border"))


def test_turns_that_are_taken_back_go_with_their_answers(library: Library) -> None:
    for position, id in enumerate("xyz"):
        library.keep_turn(ANNA, TALK, position, asked(id, id, position))
    library.forget_turns(ANNA, TALK, 1)
    assert questions(library) == ["x"]
    assert [saved.id for saved in library.answers()] == ["x"]
    library.forget_turns(ANNA, TALK, 0)
    assert library.conversations(ANNA) == library.answers() == []


def test_a_turn_stays_whose_answer_was_deleted_by_itself(library: Library) -> None:
    library.keep_turn(ANNA, TALK, 0, asked("x", "When?"))
    assert library.forget_answers(["x"]) == 1
    assert questions(library) == ["When?"]
    assert library.answers_of(ANNA) == []
