"""What is cited against gold: exact, to the point, complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.answers import is_right
from evals.metrics.citations import bears, evidence_cited, is_exact
from evals.metrics.spans import Gold, Span
from tests.evals.golds import characters_of, golds, label, quote, spans

ONE, TWO, THREE = Span("a", 0, 10), Span("a", 20, 30), Span("b", 0, 10)


@given(st.text(max_size=30), st.integers(-5, 35), st.integers(-5, 35), st.text(max_size=5))
def test_a_citation_is_exact_only_when_its_characters_are(text, start, end, other):
    inside = 0 <= start < end <= len(text)
    assert is_exact(text, start, end, text[start:end]) is inside
    assert is_exact(text, start, end, other) is (inside and text[start:end] == other)


@pytest.mark.parametrize(
    ("cited", "does"),
    [
        (Span("a", 20, 30), True),
        (Span("a", 0, 1000), True),  # a chunk that holds it
        (Span("a", 22, 25), True),  # words of it
        (Span("a", 15, 25), True),  # half of either
        (Span("a", 5, 24), False),  # the sentence before, and a little
        (Span("a", 30, 40), False),  # the sentence behind
        (Span("b", 20, 30), False),
    ],
)
def test_a_citation_bears_on_a_quote_that_it_shares_half_of_either_with(cited, does):
    assert bears(cited, Gold((quote(Span("a", 20, 30)),))) is does


def test_a_citation_bears_on_a_label_only_from_within():
    gold = Gold(labels=(label(Span("a", 20, 30)),))
    assert bears(Span("a", 20, 22), gold)
    assert not bears(Span("a", 0, 1000), gold)


@given(spans(), golds())
def test_bearing_agrees_with_its_definition(cited, gold):
    for span in cited:
        own = characters_of(span)
        shares = [
            len(own & place) / min(len(own), len(place))
            for wanted in gold.quotes
            for place in map(characters_of, wanted.places)
        ]
        assert bears(span, gold) is (max(shares) >= 0.5)


@pytest.mark.parametrize(
    ("cited", "some", "every"),
    [([], 0, 0), ([ONE], 1, 0.5), ([TWO], 1, 0.5), ([ONE, THREE], 1, 0.5), ([TWO, THREE], 1, 1)],
)
def test_recall_is_over_the_parts_that_are_needed(cited, some, every):
    needed = (quote(ONE, "x"), quote(TWO, "y"), quote(THREE, "x"))
    assert evidence_cited(cited, Gold(needed, every=True)) == every
    assert evidence_cited(cited, Gold(needed)) == some


@given(spans(), golds())
def test_all_evidence_is_cited_where_the_answer_is_right(cited, gold):
    assert (evidence_cited(cited, gold) == 1) is is_right(cited, gold)
