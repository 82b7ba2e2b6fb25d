"""How far a figure may fall, and what is said where it fell further."""

import pytest

from evals.compare.paired import Change
from evals.compare.tolerances import DEFAULTS, breaches, tolerances
from evals.runs.figures import BY_NAME


def change(name: str, was: float | None, now: float | None) -> Change:
    return Change(BY_NAME[name], was, now)


def test_what_falls_further_than_allowed_is_named() -> None:
    (breach,) = breaches([change("hit_at_5", 0.9, 0.85)], {"hit_at_5": 0.02})
    assert str(breach) == "Hit@5 fell from 0.900 to 0.850, by 0.050, where 0.02 is allowed"


def test_what_is_better_when_low_may_not_rise() -> None:
    found = breaches(
        [change("wrongly_refused", 0.1, 0.2), change("calibration_error", 0.2, 0.1)],
        {"wrongly_refused": 0.02, "calibration_error": 0},
    )
    assert [str(one).partition(",")[0] for one in found] == [
        "Answerable wrongly refused rose from 0.100 to 0.200"
    ]


def test_a_fall_by_just_what_is_allowed_is_allowed() -> None:
    assert not breaches([change("right", 0.3, 0.1)], {"right": 0.2})
    assert breaches([change("citation_exactness", 1.0, 0.999)], DEFAULTS)


def test_what_can_no_longer_be_measured_fails() -> None:
    (breach,) = breaches([change("citation_exactness", 1.0, None)], DEFAULTS)
    assert str(breach) == "Citations exact was 1.000 and could not be measured"
    assert not breaches([change("citation_exactness", None, 0.5)], DEFAULTS)


def test_a_figure_without_a_tolerance_may_fall() -> None:
    assert not breaches([change("mrr", 0.9, 0.1)], DEFAULTS)


def test_a_tolerance_given_takes_the_place_of_the_usual_one() -> None:
    assert tolerances() == DEFAULTS
    assert tolerances(["right=0.5", "mrr = 0"]) == {**DEFAULTS, "right": 0.5, "mrr": 0}


def test_the_usual_tolerances_are_of_figures_that_there_are_and_never_of_speed() -> None:
    assert all(BY_NAME[name].group != "speed" for name in DEFAULTS)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("hit_at_6=0.1", "there is no figure “hit_at_6”; there is hit_at_5"),
        ("=1", "there is no figure “”; there is right"),
        ("seconds=1", "“seconds” depends on the machine: speed has no tolerance"),
        ("right", "“right” needs a number from 0 up after its “=”, as in right=0.02"),
        ("right=-1", "“right=-1” needs a number"),
        ("right=much", "“right=much” needs a number"),
        ("right=nan", "“right=nan” needs a number"),
    ],
)
def test_what_is_no_tolerance_is_refused_in_a_sentence(given: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        tolerances([given])
