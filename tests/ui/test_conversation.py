"""A conversation edited, taken back and brought back, and its history right after each."""

import pytest

from qa.answer import Answer, Outcome
from ui.chat.conversation import Conversation
from ui.chat.markup import Markup, escape


def answered(question: str) -> Answer:
    id = f"id {question}"
    return Answer(id, question, question, Outcome.ANSWERED, (), (), 0.9, 1, "extractive", {})


def asked(*questions: str, talk: Conversation | None = None) -> Conversation:
    talk = talk or Conversation()
    for question in questions:
        waiting = talk.asking(question, escape(question), escape("waiting"))
        talk = waiting.replied(escape(f"re {question}"), answered(question))
    return talk


def shown(talk: Conversation) -> str:
    return " ".join(message["content"] for message in talk.messages)


def test_an_edited_question_takes_the_place_of_its_turn_and_of_what_followed() -> None:
    edited = asked("a", "b", "c").editing(1)
    assert edited.history == ["a"]
    assert [turn.question for turn in asked("B", talk=edited).turns] == ["a", "B"]
    assert asked("B", talk=edited).history == ["a", "B"]


def test_what_is_edited_stays_until_something_else_is_sent() -> None:
    talk = asked("a", "b")
    assert talk.editing(0).turns == talk.turns
    assert talk.editing(0).editing(None) == talk


def test_an_edit_can_be_undone_until_the_next_question() -> None:
    talk = asked("a", "b", "c")
    once = asked("B", talk=talk.editing(1))
    assert once.restored().turns == talk.turns
    twice = asked("d", talk=once)
    assert twice.undoable is None
    assert twice.restored() == twice


def test_what_was_taken_back_can_be_brought_back() -> None:
    talk = asked("a", "b")
    back = talk.cut(1)
    assert back.history == ["a"]
    assert back.restored().turns == talk.turns
    assert back.restored().history == ["a", "b"]


def test_it_stays_the_same_conversation() -> None:
    talk = asked("a", "b")
    assert talk.cut(0).id == talk.restored().id == asked("c", talk=talk.editing(0)).id == talk.id


def test_a_replaced_turn_is_kept_where_the_one_before_it_was() -> None:
    positions = [turn.position for turn in asked("B", talk=asked("a", "b", "c").editing(1)).turns]
    assert positions == [0, 1]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_answered_question_can_be_edited_and_asked_again(number: int) -> None:
    told = shown(asked("a", "b", "c"))
    assert f'value="edit&#47;{number}"' in told
    assert f'value="again&#47;{number}"' in told


def test_only_the_last_question_can_be_taken_back() -> None:
    told = [message["content"] for message in asked("a", "b").messages]
    assert ["back&#47;" in content for content in told] == [False, False, True, False]


def test_a_question_that_waits_has_no_buttons() -> None:
    waiting = asked("a").asking("b", escape("b"), escape("waiting"))
    assert "edit&#47;1" not in shown(waiting)
    assert "edit&#47;0" in shown(waiting)


def test_undo_is_offered_where_something_was_replaced_or_taken_back() -> None:
    talk = asked("a", "b")
    assert "undo&#47;" not in shown(talk)
    for changed in (talk.cut(1), talk.cut(0), asked("B", talk=talk.editing(1))):
        assert shown(changed).count("undo&#47;") == 1
    assert "undo&#47;" not in shown(asked("c", talk=asked("B", talk=talk.editing(1))))


def test_a_conversation_all_of_which_was_taken_back_says_so() -> None:
    (only,) = asked("a").cut(0).messages
    assert only["role"] == "assistant"
    assert "taken&#32;back".replace("&#32;", " ") in only["content"]


def test_a_turn_that_is_edited_says_so_and_can_be_left() -> None:
    told = shown(asked("a", "b").editing(0))
    assert "keep&#47;" in told
    assert "edit&#47;0" not in told


def test_a_stopped_turn_keeps_its_place_in_the_window_alone() -> None:
    waiting = asked("a").asking("b", escape("b"), Markup())
    stopped = waiting.replied(escape("Stopped"), None)
    assert stopped.history == ["a"]
    assert "again&#47;1" in shown(stopped)
