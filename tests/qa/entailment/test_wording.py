"""Rewordings and shortenings that leave a sentence true."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.entailment import wording
from qa.entailment.wording import reworded, shortened

RANDOM = Random(1)


@pytest.mark.parametrize(
    ("said", "otherwise"),
    [
        ("The office must answer.", {"The office has to answer.", "The office must answer.",
                                     "The office is obliged to answer.",
                                     "The office shall answer."}),
        ("Visitors may enter.", {"Visitors can enter.", "Visitors are allowed to enter."}),
        ("Dogs shall not enter.", {"Dogs must not enter.", "Dogs may not enter.",
                                   "Dogs are not allowed to enter.",
                                   "Dogs are forbidden to enter."}),
    ],
)  # fmt: skip
def test_a_duty_a_permission_and_a_ban_stay_what_they_are(said: str, otherwise: set[str]) -> None:
    assert {wording.modal(said, Random(seed)) for seed in range(30)} == otherwise


def test_a_small_number_is_told_in_words_or_in_digits() -> None:
    assert wording.number_form("It lasts 12 weeks.", RANDOM) == "It lasts twelve weeks."
    assert wording.number_form("It lasts twelve weeks.", RANDOM) == "It lasts 12 weeks."


def test_a_number_that_names_something_stays() -> None:
    assert wording.number_form("Under Article 12(3) it lapses in 2024.", RANDOM) is None


def test_a_condition_goes_behind_or_before_what_it_conditions() -> None:
    before = "If it rains, the fair closes."
    behind = "The fair closes if it rains."
    assert wording.turned(before, RANDOM) == behind
    assert wording.turned(behind, RANDOM) == before


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("However, the office shall decide alone.", "The office shall decide alone."),
        ("The board (five people) decides by vote.", "The board decides by vote."),
        ("It shall be sent in accordance with Article 5(1), point (b), to them.",
         "It shall be sent, to them."),
        ("The museum, which opened in 1911, is in the north.", "The museum is in the north."),
        ("The office shall decide within two months of the request.",
         "The office shall decide of the request."),
    ],
)  # fmt: skip
def test_what_is_said_besides_may_be_left_out(whole: str, short: str) -> None:
    assert short in {shortened(whole, Random(seed)) for seed in range(20)}


def test_a_time_limit_is_not_left_out_of_a_negation() -> None:
    said = "The office shall not decide within two months."
    assert {shortened(said, Random(seed)) for seed in range(20)} == {None}


def test_a_condition_is_never_left_out() -> None:
    said = "The fair shall open at nine, and only if it does not rain."
    assert {shortened(said, Random(seed)) for seed in range(20)} == {None}


@given(st.integers(0, 10_000))
def test_rewording_is_the_seeds(seed: int) -> None:
    said = "Where an applicant is absent, the office must decide within two months."
    assert reworded(said, Random(seed)) == reworded(said, Random(seed))
