"""The near-miss suite: how many cases there are, and that each is what it says it is."""

from collections import Counter
from functools import cache

import pytest

from corpus.document import Passage
from evals.nearmiss.case import Altered, Case, Made
from evals.nearmiss.handmade import PARAPHRASE, Handmade, handmade_lines, passage_of
from evals.nearmiss.sentences import shipped_passages
from evals.nearmiss.suite import PASSAGES, excluded, suite

KINDS = {
    *("number", "date", "unit", "amount", "reference", "negation", "modal", "quantifier", "actor"),
    *("actors swapped", "scope", "condition", "spliced", "passage number", "invented", "cut short"),
}
TRUE_KINDS = {
    *("verbatim", "re-spaced", "differently marked", "shortened", "part quoted", "paraphrase"),
}
# Kinds whose false quotes may be exact words: what is wrong is what they leave out, or where
# they are said to stand.
EXACT_AND_FALSE = {"condition", "scope", "cut short", "passage number"}


@cache
def passages() -> list[Passage]:
    return shipped_passages()


@cache
def cases() -> list[Case]:
    return suite(passages())


def by_rule(true: bool) -> list[Case]:
    return [case for case in cases() if case.made is Made.RULE and case.true is true]


def test_there_are_at_least_400_false_and_200_true_cases_made_by_rule() -> None:
    assert len(by_rule(false := False)) >= 400
    assert len(by_rule(not false)) >= 200


def test_every_kind_has_cases_made_by_rule() -> None:
    assert {case.kind for case in by_rule(False)} == KINDS
    assert {case.kind for case in cases() if case.true} == TRUE_KINDS
    assert min(Counter(case.kind for case in by_rule(False)).values()) >= 25


def test_the_same_seed_makes_the_same_cases() -> None:
    assert suite(passages()) == cases()


def test_another_seed_draws_other_cases() -> None:
    other = {case.id for case in suite(passages(), seed=12) if case.made is Made.RULE}
    drawn = {case.id for case in cases() if case.made is Made.RULE}
    assert len(other & drawn) < len(drawn) / 2


def test_no_two_cases_have_one_name() -> None:
    names = [case.id for case in cases()]
    assert len(set(names)) == len(names)


def test_a_false_statement_is_quoted_exactly() -> None:
    """A matcher of quotes cannot tell it: what is said differs from what is quoted."""
    for case in cases():
        if case.altered is Altered.STATEMENT:
            assert all(stand(case)), case
            assert case.statement not in [quote.text for quote in case.quotes]


def test_a_false_quote_stands_in_no_passage_unless_its_fault_is_what_it_leaves_out() -> None:
    for case in cases():
        if case.altered is Altered.QUOTE and case.kind not in EXACT_AND_FALSE:
            assert not all(stand(case)), case


def test_a_wrongly_numbered_quote_stands_in_another_of_the_passages() -> None:
    for case in cases():
        if case.kind == "passage number":
            quote = case.quotes[0]
            assert not any(stand(case))
            assert any(quote.text in passage.text for passage in case.passages)


def test_each_case_is_shown_among_other_passages() -> None:
    assert {len(case.passages) for case in cases()} == {PASSAGES}
    assert len({quote.number for case in cases() for quote in case.quotes}) == PASSAGES


def test_what_a_system_sees_has_no_solution() -> None:
    assert set(cases()[0].asked()) == {"id", "statement", "quotes", "passages"}
    assert {"kind", "true", "altered", "made"} <= set(cases()[0].told())


def test_what_a_reader_found_doubtful_is_left_out() -> None:
    assert excluded()
    assert not excluded() & {case.id for case in cases()}


# Written by hand


def test_there_are_at_least_160_paraphrases_and_100_false_ones_by_hand() -> None:
    kinds = Counter(line.kind == PARAPHRASE for line in handmade_lines())
    assert kinds[True] >= 160
    assert kinds[False] >= 100


@pytest.mark.parametrize("line", handmade_lines(), ids=lambda line: line.statement[:40])
def test_a_quote_by_hand_stands_in_its_shipped_text(line: Handmade) -> None:
    assert passage_of(line, passages()), f"{line.document} has changed: {line.quote}"


def test_every_shipped_text_has_paraphrases() -> None:
    written = {line.document for line in handmade_lines() if line.kind == PARAPHRASE}
    assert written == {passage.document for passage in passages()}


def test_no_paraphrase_is_the_sentence_itself() -> None:
    for line in handmade_lines():
        assert line.statement.removesuffix(".") not in line.quote


def test_every_third_pair_by_hand_is_held() -> None:
    made = Counter(case.made for case in cases() if case.altered is Altered.NOTHING)
    assert made[Made.HELD] == pytest.approx(made[Made.HAND] / 2, rel=0.1)
    held = {case.statement for case in cases() if case.made is Made.HELD}
    assert not held & {case.statement for case in cases() if case.made is Made.HAND}


def test_a_library_without_the_shipped_texts_has_no_cases_by_hand() -> None:
    elsewhere = [passage for passage in passages() if passage.document == "factsheet.md"]
    by_hand = [case for case in suite(elsewhere) if case.made is not Made.RULE]
    assert by_hand
    assert {p.document for case in by_hand for p in case.passages} == {"factsheet.md"}


def stand(case: Case) -> list[bool]:
    return [quote.text in case.passages[quote.number - 1].text for quote in case.quotes]
