"""What is right, by worked examples and as properties: quotes, labels, parts, contradictions."""

import pytest
from hypothesis import given

from evals.metrics.answers import is_right, only_contradicts, quote_hit, says_right
from evals.metrics.spans import Gold, Span
from tests.evals.golds import golds, label, quote, spans

ONE, TWO, THREE = Span("a", 0, 10), Span("a", 20, 30), Span("b", 0, 10)


def test_a_quote_or_a_label_makes_an_answer_right():
    gold = Gold((quote(ONE),), labels=(label(TWO),))
    for cited, right in (([ONE], True), ([Span("a", 22, 25)], True), ([THREE], False), ([], False)):
        assert says_right(cited, gold) is right
        assert is_right(cited, gold) is right


def test_a_part_of_a_quote_is_not_right():
    assert not is_right([Span("a", 0, 9)], Gold((quote(ONE),)))


@pytest.mark.parametrize(
    ("cited", "says", "right"),
    [
        ([ONE], True, False),
        ([TWO], True, False),
        ([ONE, TWO], True, True),
        ([THREE, TWO], True, True),  # THREE is as good as ONE
        ([ONE, THREE], True, False),
        ([Span("c", 0, 9)], False, False),
    ],
)
def test_where_all_are_needed_one_of_each_part_is(cited, says, right):
    gold = Gold((quote(ONE, "x"), quote(TWO, "y")), every=True, labels=(label(THREE, "x"),))
    assert says_right(cited, gold) is says
    assert is_right(cited, gold) is right


def test_nothing_is_right_without_gold():
    assert not says_right([ONE], Gold())
    assert not is_right([ONE], Gold())


@given(spans(), golds())
def test_over_quotes_right_is_the_quote_hit(cited, gold):
    assert is_right(cited, gold) is quote_hit(cited, gold)


@pytest.mark.parametrize(
    ("statements", "against"),
    [
        ([[ONE]], True),
        ([[ONE], [TWO, THREE]], True),
        ([[ONE], [THREE]], False),  # the second statement claims something else
        ([[]], False),
        ([], False),
    ],
)
def test_only_statements_against_the_premise_count_as_a_refusal(statements, against):
    gold = Gold(contradicts=(quote(ONE), quote(TWO)))
    assert only_contradicts(statements, gold) is against
    assert not only_contradicts(statements, Gold())
