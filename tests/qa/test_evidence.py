"""Evidence: what speaks for a sentence, from values alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Authority
from qa.evidence import (
    Context,
    Measures,
    confidence,
    measure,
    names_in,
    of_kind,
    score,
    term_weights,
)
from qa.question import understand

CONTEXT = Context("Visas", "Factsheet", "The passage.", 0.5, 0.5, 1, Authority.OFFICIAL)


def measured(
    question: str,
    sentence: str,
    history: tuple[str, ...] = (),
    span: float = 2.0,
    unknown: frozenset[str] = frozenset(),
) -> Measures:
    understood = understand(question, history, 2000)
    frequencies = {term: int(term not in unknown) for term in understood.terms}
    weights = term_weights(frequencies, 100, understood.terms)
    return measure(
        understood,
        sentence,
        CONTEXT,
        span=span,
        weights=weights,
        frequencies=frequencies,
    )


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("How many countries are there?", "There are 64 countries.", True),
        ("How many countries are there?", "There are many countries.", False),
        ("How many officers are in Albania?", "In 2024 agreements were made.", False),
        ("When did it start?", "It started in June 2026.", True),
        ("When did it start?", "It started late.", False),
        ("Which countries take part?", "Morocco and Tunisia take part.", True),
        ("Which countries take part?", "Partner countries take part.", False),
        ("Which countries border Tunisia?", "Tunisia is a country.", False),
        ("What does it do?", "It lets things happen.", True),
    ],
)
def test_the_kind_of_thing_asked_for_must_be_there(
    question: str, sentence: str, fits: bool
) -> None:
    assert of_kind(understand(question, [], 2000), sentence) is fits


def test_names_are_capitalised_past_the_first_word_or_hold_digits() -> None:
    assert names_in("Which Member States signed 2024/1351 in Rome?") == [
        "Member",
        "States",
        "2024/1351",
        "Rome",
    ]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    weights = term_weights({"rare": 1, "common": 90}, 100, ("rare", "common"))
    assert weights["rare"] > weights["common"] > 0


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_weights_are_positive_whatever_the_counts(count: int, passages: int) -> None:
    assert term_weights({"x": count}, passages, ("x",))["x"] > 0


def test_more_evidence_never_lowers_the_confidence() -> None:
    m = measured("Does the Pact cover visas?", "The Pact covers visas.")
    better = (
        replace(m, span=m.span + 1),
        replace(m, strange_names=0),
        replace(m, unknown=0.0),
    )
    worse = (
        replace(m, unknown=1.0),
        replace(m, strange_names=2),
        replace(m, wrong_kind=True),
    )
    assert all(confidence(x) >= confidence(m) for x in better)
    assert all(confidence(x) < confidence(m) for x in worse)


def test_an_official_text_goes_before_our_summary_of_it() -> None:
    m = measured("Does the Pact cover visas?", "The Pact covers visas.")
    assert score(m) > score(replace(m, official=False))


def test_what_answered_the_earlier_question_does_not_answer_this_one() -> None:
    earlier = ("Which countries take part in Talent Partnerships?",)
    sentence = "Talent Partnerships run with Morocco."
    assert confidence(measured("And who crowned them?", sentence, earlier)) == 0
    assert confidence(measured("And Morocco?", sentence, earlier)) > 0


def test_unless_the_reader_points_there_firmly_for_words_that_the_library_knows() -> None:
    earlier = ("What is the Annual Solidarity Pool?",)
    sentence = "The Council sets up the Annual Solidarity Pool each year."
    asked = ("Who decides on it?", sentence, earlier)
    assert confidence(measured(*asked, span=3.0)) == 0
    assert confidence(measured(*asked, span=6.0)) > 0
    assert confidence(measured(*asked, span=6.0, unknown=frozenset({"decides"}))) == 0
