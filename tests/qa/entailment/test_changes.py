"""One fact changed by rule, each kind on a sentence that has a hold for it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.entailment.changes import WEIGHTS, changed

SENTENCE = (
    "Where applicants who are minors ask the Commission for it, the first Member State Norland "
    "shall only decide within 12 days of 3 April 2024, before Anna Berg answers all."
)
AROUND = (
    "The Council may inform Karl Lund in 2019 if it rains.",
    "Notified bodies must not answer.",
)


def outcomes(kind: str, sentence: str = SENTENCE) -> set[str]:
    made = (changed(sentence, AROUND, Random(seed), (kind,)) for seed in range(40))
    return {m[0] for m in made if m}


@pytest.mark.parametrize("kind", WEIGHTS)
def test_every_kind_finds_a_hold_and_changes_the_sentence(kind: str) -> None:
    found = outcomes(kind)
    assert found
    assert SENTENCE not in found


@pytest.mark.parametrize("kind", sorted(WEIGHTS.keys() - {"added"}))
def test_without_a_hold_nothing_is_changed(kind: str) -> None:
    assert outcomes(kind, "birds sing there") == set()


@pytest.mark.parametrize(
    ("kind", "sentence", "made"),
    [
        ("negation", "It shall decide.", {"It shall not decide.", "It shall never decide."}),
        ("negation", "It shall not decide.", {"It shall decide."}),
        ("modal", "It may decide not.", {"It shall decide not.", "It must decide not.",
                                         "It may not decide not.", "It has to decide not.",
                                         "It will always decide not."}),
        ("condition", "It may open at nine, unless it rains.", {"It may open at nine."}),
        ("condition", "Unless it rains, it may open today.", {"It may open today."}),
        ("scope", "Applicants who are minors shall be heard.", {"Applicants shall be heard."}),
        ("scope", "It is open only on Mondays.", {"It is open on Mondays."}),
        ("swap", "Today Norland informs Sutland.", {"Today Sutland informs Norland."}),
    ],
)  # fmt: skip
def test_what_is_made(kind: str, sentence: str, made: set[str]) -> None:
    assert outcomes(kind, sentence) == made


def test_two_things_in_a_list_are_not_exchanged() -> None:
    assert outcomes("swap", "It was in Norland and Sutland.") == set()


def test_another_name_comes_from_what_stands_around() -> None:
    assert outcomes("name", "It was Norland.") == {"It was Council.", "It was Karl Lund."}


@given(st.integers(0, 10_000))
def test_a_change_is_the_seeds_and_never_empty(seed: int) -> None:
    one, other = (changed(SENTENCE, AROUND, Random(seed)) for _ in range(2))
    assert one == other
    assert one is not None
    assert one[1] in WEIGHTS
