"""Comparisons: what is compared, and the question that finds the evidence for each side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.comparison import question_of, sides


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the difference between a lease and a loan?", ("a lease", "a loan")),
        ("diffrence between mice and rats", ("mice", "rats")),
        ("gold vs silver", ("gold", "silver")),
        ("Compare Python with Java.", ("Python", "Java")),
        ("Please compare apples and pears", ("apples", "pears")),
        ("How does a bus differ from a tram?", ("a bus", "a tram")),
        ("how do buses and trams differ", ("buses", "trams")),
        ("Is the winter term longer than the summer term?", ("the winter term", "the summer term")),
        ("Is a guest the same as a tenant?", ("a guest", "a tenant")),
        ("What do Peru and Chile have in common?", ("Peru", "Chile")),
        ("Gold and silver - how do they differ?", ("Gold", "silver")),
        ("How does the plan compare to the budget?", ("the plan", "the budget")),
        ("Do the memo and the report agree on the costs?", ("the memo", "the report")),
    ],
)
def test_the_two_sides_are_found(question: str, expected: tuple[str, str]) -> None:
    assert sides(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What is the difference between the accelerated and the border procedure?",
            ("the accelerated procedure", "the border procedure"),
        ),
        (
            "Compare the limits for checks at the frontier and further inland.",
            ("the limits for checks at the frontier", "the limits for checks further inland"),
        ),
        (
            "Compare the duties of tenants with those of landlords.",
            ("the duties of tenants", "the duties of landlords"),
        ),
        (
            "How long is the notice period for tenants compared to landlords?",
            ("the notice period for tenants", "the notice period for landlords"),
        ),
        (
            "How much longer is the winter term than the summer one?",
            ("the winter term", "the summer term"),
        ),
        (
            "Which ticket is cheaper, the weekly or the monthly one?",
            ("the weekly ticket", "the monthly ticket"),
        ),
        (
            "Which ticket is cheaper, the one for Oslo or the one for Rome?",
            ("the ticket for Oslo", "the ticket for Rome"),
        ),
    ],
)
def test_what_the_sides_share_is_given_to_each(question: str, expected: tuple[str, str]) -> None:
    assert sides(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is the treaty between Peru and Chile?",
        "What was agreed between the Council and Parliament?",
        "What are the rights and duties of tenants?",
        "Is the period longer than 12 weeks?",
        "Is it more expensive than planned?",
        "Must a reply be sent no later than Monday?",
        "Which countries have more than ten partners?",
        "How can one help other than by paying?",
        "May a child be held for longer than an adult?",
        "Why did the number fall compared to 2023?",
        "What do officers compare?",
    ],
)
def test_what_compares_no_two_things_has_no_sides(question: str) -> None:
    assert sides(question) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("gold vs silver", "What is silver?"),
        ("Is a bus longer than silver?", "How long is silver?"),
        ("Do gold and silver agree on the costs?", "What does silver say about the costs?"),
        ("Is gold different from silver in terms of price?", "What is the price for silver?"),
        ("How do gold and silver differ in price?", "What is the price for silver?"),
        (
            "How do gold and silver differ in how much they weigh?",
            "How much they weigh for silver?",
        ),
    ],
)
def test_a_side_is_asked_for_in_the_words_of_the_question(question: str, expected: str) -> None:
    assert question_of("silver", question) == expected


def test_several_things_are_asked_for_in_the_plural() -> None:
    assert question_of("buses", "how do buses and trams differ") == "What are buses?"


@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "is",
                "compare",
                "difference",
                "between",
                "and",
                "vs",
                "than",
                "longer",
                "a",
                "the",
                "one",
                "those",
                "of",
                "in",
                "terms",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_is_compared_or_not(question: str) -> None:
    for side in sides(question) or ():
        assert side.strip()
        assert side in question_of(side, question)
