"""Several questions in one: taken apart where each asks for itself, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.several import MOST_PARTS, parts
from qa.terms import words


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What is the pool and who decides on it?",
            ("What is the pool?", "Who decides on the pool?"),
        ),
        (
            "When does the lease end? And why was it changed?",
            ("When does the lease end?", "Why was the lease changed?"),
        ),
        (
            "1. What is a lease? 2. How long does it last? 3. Who signs it?",
            ("What is a lease?", "How long does a lease last?", "Who signs a lease?"),
        ),
        (
            "Please tell me:\n- What is a lease?\n- Who signs it?",
            ("What is a lease?", "Who signs a lease?"),
        ),
        (
            "Can guests be fined, and for how much?",
            ("Can guests be fined?", "For how much can guests be fined?"),
        ),
        (
            "What is a lease, how long are copies kept, and who may see them?",
            ("What is a lease?", "How long are copies kept?", "Who may see copies?"),
        ),
        (
            "Is Ireland bound and is Denmark bound?",
            ("Is Ireland bound?", "Is Denmark bound?"),
        ),
    ],
)
def test_questions_in_one_are_taken_apart(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is a lease?",
        "What are the rights and duties of tenants?",
        "What is the difference between a lease and a loan?",
        "Who decides and acts on requests?",
        "Where and when was the deal signed?",
        "who decides and when",
        "Does the law say who is heard and when the hearing takes place?",
        "When a person is hired, who decides and what happens?",
        "I moved in May 2026. Does the new lease apply?",
        "What is a lease? Thanks.",
        "Does the law or the contract apply?",
        "Is it 2.5 or 3. times larger?",
        "best ramen in tokyo",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question) == (question,)


def test_the_rest_of_a_long_list_stays_in_the_last_part() -> None:
    asked = " ".join(f"What is thing {n}?" for n in range(20))
    found = parts(asked)
    assert len(found) == MOST_PARTS
    assert "thing 19" in found[-1]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "what",
                "is",
                "who",
                "and",
                ";",
                ",",
                "?",
                "1.",
                "2.",
                "-",
                "\n",
                "a)",
                "decides",
                "it",
                "the",
                "pool",
                "when",
            ]
        ),
        max_size=20,
    ).map(" ".join)
)
def test_any_text_has_parts_and_none_is_empty(question: str) -> None:
    found = parts(question)
    assert found
    assert not words(question) or all(words(part) for part in found)
