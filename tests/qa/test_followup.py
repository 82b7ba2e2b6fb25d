"""Follow-ups: each reads as a person would ask it first, and what is none stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.followup import standalone
from qa.terms import words

TEXT = st.text(max_size=80)
WORDS = st.lists(
    st.sampled_from(
        [
            "and",
            "what",
            "about",
            "it",
            "they",
            "that",
            "this",
            "the",
            "a",
            "how",
            "many",
            "of",
            "for",
            "in",
            "Greece",
            "children",
            "who",
            "decides",
            "why",
            "since",
            "when",
            "was",
            "signed",
            "lease",
            "is",
            "one",
            "there",
            "which",
            "countries",
            ",",
            "?",
            "do",
            "can",
            "'s",
            "must",
            "his",
        ]
    ),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        ("Where do elephants live?", "How big are they?", "How big are elephants?"),
        ("What is the lease about?", "Who wrote it?", "Who wrote the lease?"),
        ("Who was Ada Lovelace?", "When did she die?", "When did Ada Lovelace die?"),
        ("Who built the bridge?", "Is it old?", "Is the bridge old?"),
        (
            "Who invented the telephone?",
            "Where was he born?",
            "Where was the person who invented the telephone born?",
        ),
        (
            "Which countries have trade partnerships?",
            "What do those partnerships cover?",
            "What do trade partnerships cover?",
        ),
        (
            "When did the minister travel to Peru?",
            "What was signed there?",
            "What was signed in Peru?",
        ),
        (
            "How much money does the school get from the city?",
            "How much of that is for books?",
            "How much of the money that the school gets from the city is for books?",
        ),
        (
            "Compare the short form with the long form.",
            "How many pages does the latter have?",
            "How many pages does the long form have?",
        ),
        (
            "What are the side effects of ibuprofen?",
            "Can children take it?",
            "Can children take ibuprofen?",
        ),
        (
            "Which clubs take part in the winter games?",
            "How much is the one for juniors?",
            "How much is the winter game for juniors?",
        ),
    ],
)
def test_a_word_that_points_back_gives_way_to_what_it_means(
    earlier: str, asked: str, alone: str
) -> None:
    assert standalone(asked, [earlier]) == alone


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        ("Is Ireland bound by the treaty?", "And Denmark?", "Is Denmark bound by the treaty?"),
        (
            "How many places does Italy need?",
            "what about Greece",
            "How many places does Greece need?",
        ),
        ("When must adults register?", "and for children?", "When must children register?"),
        ("Is the pool open on Sundays?", "And on Mondays?", "Is the pool open on Mondays?"),
        ("How many people came in 2023?", "in 2024?", "How many people came in 2024?"),
        (
            "How long may the first stage last?",
            "What about the second stage?",
            "How long may the second stage last?",
        ),
        (
            "What are the side effects of ibuprofen?",
            "And of aspirin?",
            "What are the side effects of aspirin?",
        ),
        ("Is the tenant insured?", "And the guests?", "Are the guests insured?"),
        ("Which countries have a navy?", "And Bolivia?", "Does Bolivia have a navy?"),
        (
            "For how long is a student’s first card valid?",
            "And for teachers?",
            "For how long is the first card valid for teachers?",
        ),
    ],
)
def test_a_fragment_takes_the_place_of_its_like(earlier: str, asked: str, alone: str) -> None:
    assert standalone(asked, [earlier]) == alone


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        ("How long may it rain?", "and in a crisis?", "How long may it rain in a crisis?"),
        ("Can guests park here?", "And if it snows?", "Can guests park here if it snows?"),
        ("Can guests park here?", "What if they pay?", "Can guests park here if they pay?"),
        ("How long is the leave?", "and for fathers", "How long is the leave for fathers?"),
    ],
)
def test_a_fragment_without_its_like_is_added(earlier: str, asked: str, alone: str) -> None:
    assert standalone(asked, [earlier]) == alone


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        (
            "Is Ireland bound by the treaty?",
            "since when?",
            "Since when is Ireland bound by the treaty?",
        ),
        ("When was the deal signed?", "Where?", "Where was the deal signed?"),
        ("When was the deal signed?", "by whom", "By whom was the deal signed?"),
        ("Must guests pay?", "Why is that?", "Why must guests pay?"),
        ("How much notice must a tenant give?", "Why?", "Why must a tenant give notice?"),
        ("Who invented the telephone?", "When?", "When was the telephone invented?"),
        ("Which clubs have a pool?", "How many?", "How many clubs have a pool?"),
        ("How many clubs have a pool?", "Which ones?", "Which clubs have a pool?"),
        (
            "Which clubs joined the league?",
            "Since when?",
            "Since when is it that clubs joined the league?",
        ),
    ],
)
def test_a_bare_question_word_is_put_to_the_earlier_question(
    earlier: str, asked: str, alone: str
) -> None:
    assert standalone(asked, [earlier]) == alone


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("who decides?", "Who decides on the border procedure?"),
        ("What are the exceptions?", "What are the exceptions for the border procedure?"),
        ("And the deadline?", "What is the deadline for the border procedure?"),
        ("Tell me more", "Tell me more about the border procedure."),
        ("What happens then?", "What happens then, regarding the border procedure?"),
    ],
)
def test_a_question_without_its_subject_is_given_one(asked: str, alone: str) -> None:
    assert standalone(asked, ["How long may the border procedure last?"]) == alone


def test_what_an_earlier_follow_up_meant_is_found_two_turns_back() -> None:
    earlier = ["Who was Ada Lovelace?", "When did she die?", "And where?"]
    assert standalone("was she married", earlier) == "Was Ada Lovelace married?"


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 World Cup?",
        "What is photosynthesis?",
        "How long does baking take?",
        "Does the lease say when it ends?",
        "Must a tenant say why he leaves?",
        "What is checked when someone is hired?",
        "How is it worked out what each member pays?",
        "What fine must a firm pay for breaking a rule that it accepted?",
        "Is a card needed to show that two people are friends?",
        "speed limit on motorways",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert standalone(question, ["Is Ireland bound by the treaty?"]) == question


def test_a_complete_question_loses_no_more_than_its_and() -> None:
    assert standalone("And who won the cup?", ["What is a treaty?"]) == "Who won the cup?"


def test_without_an_earlier_question_nothing_changes() -> None:
    assert standalone("and for children?", []) == "and for children?"


@given(TEXT | WORDS, st.lists(TEXT | WORDS, max_size=3))
def test_any_text_becomes_a_text(question: str, earlier: list[str]) -> None:
    alone = standalone(question, earlier)
    assert not words(question) or words(alone)
