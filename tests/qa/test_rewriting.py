"""What a model made of a follow-up is taken where it can be answered as written, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.rewriting import rewritten
from qa.terms import content_terms, words

LONGEST = 200
SAID = ("When", "did", "Ada", "Lovelace", "Babbage", "die", "1852", "?", "not", "it")
BORDER = "How long may the border procedure last?"


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        ("Where do elephants live?", "How big are they?", "How big are elephants?"),
        ("Who was Ada Lovelace?", "When did she die?", "When did Ada Lovelace die?"),
        ("Who built the bridge?", "Is it old?", "Is the bridge old?"),
        (
            "Who invented the telephone?",
            "Where was he born?",
            "Where was the person who invented the telephone born?",
        ),
        (
            "Compare the short form with the long form.",
            "How many pages does the latter have?",
            "How many pages does the long form have?",
        ),
        ("Is Ireland bound by the treaty?", "And Denmark?", "Is Denmark bound by the treaty?"),
        ("When must adults register?", "and for children?", "When must children register?"),
        ("How many people came in 2023?", "in 2024?", "How many people came in 2024?"),
        ("Must guests pay?", "Why is that?", "Why must guests pay?"),
        (BORDER, "who decides?", "Who decides on the border procedure?"),
        (BORDER, "And in a crisis?", "How long may the border procedure last in a crisis?"),
        (BORDER, "Tell me more", "Tell me more about the border procedure."),
        (BORDER, "Can't it be longer?", "Can the border procedure not be longer?"),
    ],
)
def test_a_question_made_of_the_conversation_s_words_is_taken(
    earlier: str, asked: str, alone: str
) -> None:
    assert rewritten(alone, asked, [earlier], LONGEST) == alone


@pytest.mark.parametrize(
    "reply",
    [
        "when did ada lovelace die",
        '"When did Ada Lovelace die?"\n',
        "Rewritten question: When did Ada Lovelace die?",
        "Here is the question:\n\n**When did Ada Lovelace die?**",
        "<think>\nShe is Ada Lovelace.\n</think>\nWhen did Ada Lovelace die?",
        "- And when did [Ada Lovelace](https://e.org) die?",
    ],
)
def test_what_a_model_puts_around_the_question_is_left_out(reply: str) -> None:
    alone = rewritten(reply, "When did she die?", ["Who was Ada Lovelace?"], LONGEST)
    assert alone is not None
    assert alone.lower() == "when did ada lovelace die?"


@pytest.mark.parametrize(
    ("why", "reply"),
    [
        ("it is empty", ""),
        ("it still leans", "When did she die?"),
        ("it answers", "Ada Lovelace died in 1852."),
        ("it answers in words of the questions", "Ada Lovelace did die of cancer."),
        ("it names somebody else", "When did Charles Babbage die?"),
        ("it adds a condition", "When did Ada Lovelace die in London?"),
        ("it adds a number", "When did Ada Lovelace die in 1852?"),
        ("it lost what is asked", "Who was Ada Lovelace?"),
        ("it turns the question around", "When did Ada Lovelace not die?"),
        ("it asks something else of the same words", "Where did Ada Lovelace die?"),
        ("it is two questions", "When did Ada Lovelace die? Who was Ada Lovelace?"),
        ("it is several lines", "When did Ada Lovelace die?\nWho was Ada Lovelace?"),
        ("it is too long", "When did Ada Lovelace die" + ", Ada Lovelace" * 20 + "?"),
    ],
)
def test_a_reply_that_is_not_the_question_is_not_taken(why: str, reply: str) -> None:
    taken = rewritten(reply, "When did she die?", ["Who was Ada Lovelace?"], LONGEST)
    assert taken is None, why


@pytest.mark.parametrize(
    ("earlier", "asked"),
    [
        (BORDER, "And in a crisis?"),
        (BORDER, "who decides?"),
        (BORDER, "What about the second stage?"),
        ("Is Ireland bound by the treaty?", "since when?"),
        ("Which clubs have a pool?", "How many?"),
    ],
)
def test_a_follow_up_that_came_back_as_it_was_is_not_taken(earlier: str, asked: str) -> None:
    assert rewritten(asked, asked, [earlier], LONGEST) is None


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("And if guests do not pay?", "What happens if guests pay?"),
        ("Must they register?", "May guests register?"),
        ("And only for children?", "Must guests pay for children?"),
        ("And before noon?", "Must guests pay after noon?"),
    ],
)
def test_a_small_word_that_turns_the_question_must_stay(asked: str, alone: str) -> None:
    assert rewritten(alone, asked, ["Must guests pay?"], LONGEST) is None


def test_words_of_questions_long_past_are_not_taken() -> None:
    history = ["Who was Ada Lovelace?", *["Is the pool open?"] * 4]
    assert rewritten("When did Ada Lovelace die?", "When did she die?", history, LONGEST) is None


@given(st.text(max_size=120), st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_reply_is_a_question_of_known_words_or_none(
    reply: str, question: str, history: list[str]
) -> None:
    alone = rewritten(reply, question, history, LONGEST)
    assert alone is None or (words(alone) and len(alone) <= LONGEST and "\n" not in alone)


@given(st.lists(st.sampled_from(SAID)))
def test_no_name_comes_from_a_reply_alone(reply: list[str]) -> None:
    alone = rewritten(" ".join(reply), "When did she die?", ["Who was Ada Lovelace?"], LONGEST)
    said = {term.lower() for term in content_terms(alone or "")}
    assert said <= {"ada", "lovelace", "die"}, "a question begins with a capital"
