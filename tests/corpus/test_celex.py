"""CELEX numbers from the names that people write."""

import pytest

from corpus.celex import act_of, named_acts


@pytest.mark.parametrize(
    ("name", "celex"),
    [
        ("Regulation (EU) 2024/1351", "32024R1351"),
        ("Regulation (EU) No 604/2013", "32013R0604"),
        ("Regulation (EC) No 767/2008", "32008R0767"),
        ("Directive (EU) 2024/1346", "32024L1346"),
        ("Directive 2013/32/EU", "32013L0032"),
        ("Directive 95/46/EC", "31995L0046"),
        ("Decision (EU) 2024/2150", "32024D2150"),
        ("Framework Decision 2002/584/JHA", "32002F0584"),
    ],
)
def test_an_act_is_named_by_its_kind_and_number(name: str, celex: str) -> None:
    [act] = named_acts(f"as {name} says")
    assert act.celex == celex
    assert (act.start, act.end) == (3, 3 + len(name))


def test_words_that_only_look_like_an_act_name_none() -> None:
    assert not list(named_acts("The regulation of 2024 and Directive number three, 12/2024."))


@pytest.mark.parametrize("celex", ["32016R0679", "02016R0679-20160504"])
def test_a_consolidated_text_belongs_to_its_act(celex: str) -> None:
    assert act_of(celex) == "32016R0679"
