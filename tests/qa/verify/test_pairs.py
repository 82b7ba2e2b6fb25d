"""Statements on the shipped texts: in other words and true, or with one thing changed."""

import pytest

from tests.qa.verify.texts import Pair, is_accepted, pairs

FALSE = [pair for pair in pairs() if not pair.is_true]
TRUE = [pair for pair in pairs() if pair.is_true]
LEAST_ACCEPTED = 0.85


@pytest.mark.parametrize("pair", FALSE, ids=lambda pair: f"{pair.kind}: {pair.statement[:60]}")
def test_a_statement_with_one_thing_changed_is_not_supported(pair: Pair) -> None:
    assert not is_accepted(pair.statement, pair.evidence)


def test_most_statements_in_other_words_are_supported() -> None:
    refused = [p.statement for p in TRUE if not is_accepted(p.statement, p.evidence)]
    assert len(refused) <= (1 - LEAST_ACCEPTED) * len(TRUE), refused


def test_there_are_enough_of_both() -> None:
    assert len(pairs()) >= 110
    assert len({pair.kind for pair in FALSE}) >= 10
