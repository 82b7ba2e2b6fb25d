"""Reasons and doers that a source does not have, what takes precedence, and what is denied."""

import pytest

from qa.answer import Support
from qa.verify.claim import Quoted
from qa.verify.verdict import verify
from tests.qa.verify.texts import is_accepted, passage

FEE = "The fee for the permit is paid from the budget of the city."


def test_a_reason_that_the_source_does_not_give_is_refused() -> None:
    said = "The permit is issued within two weeks"
    assert is_accepted(f"{said}.", f"{said}.")
    assert not is_accepted(f"{said}, because the office is run by volunteers.", f"{said}.")


def test_a_reason_that_it_gives_is_not() -> None:
    source = "The office is closed on Monday because the computers are being repaired."
    assert is_accepted(
        "Because the computers are being repaired, the office is closed on Monday.", source
    )


def test_a_doer_that_the_sentence_does_not_name_is_refused() -> None:
    assert not is_accepted("The fee for the permit is paid by the driver.", FEE)


def test_what_prevails_over_what_is_not_turned_round() -> None:
    source = "The recording prevails over the written report when there is doubt."
    assert is_accepted(
        "When there is doubt, the recording takes precedence over the written report.", source
    )
    assert not is_accepted(
        "When there is doubt, the written report takes precedence over the recording.", source
    )


@pytest.mark.parametrize("said", ["takes part in the race", "did take part in the race"])
def test_the_very_verb_that_the_source_denies_is_not_said(said: str) -> None:
    source = (
        "The harbour stays outside the contest, because the harbour does not take part in the race."
    )
    assert not is_accepted(f"The harbour {said}.", source)


def test_a_sentence_that_breaks_off_is_refused() -> None:
    source = "A driver has to wait wherever the driver is supposed to be at noon."
    assert not is_accepted("A driver is supposed to be.", source)


def test_what_stands_under_a_heading_is_not_said_of_what_the_heading_names() -> None:
    there = passage(
        "The council settled its position on the draft in June 2023.", path=("The Pact",)
    )
    verdict = verify("The Pact was settled in June 2023.", [Quoted(there.text, there)])
    assert verdict.support is Support.UNSUPPORTED
