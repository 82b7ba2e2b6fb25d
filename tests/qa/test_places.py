"""Countries: the names of the standard table, and nothing that only looks like one."""

import pytest

from qa.places import countries, is_place


def test_the_countries_are_those_of_the_standard_table() -> None:
    assert countries().findall("Morocco, Tunisia and Bangladesh, not Atlantis") == [
        "Morocco",
        "Tunisia",
        "Bangladesh",
    ]


@pytest.mark.parametrize("name", ["Greece", "greece", "the Netherlands", "Africa"])
def test_a_place_is_known_in_whatever_case(name: str) -> None:
    assert is_place(name)


@pytest.mark.parametrize("name", ["the border", "Greek", "Greece and Malta", "Atlantis", ""])
def test_what_is_no_name_of_a_country_is_no_place(name: str) -> None:
    assert not is_place(name)
