"""The metrics against worked examples, against independent implementations, and as properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import (
    label_ranking_average_precision_score,
    precision_score,
    recall_score,
)

from evals import metrics
from evals.metrics import Gold, LocatedQuote, Span
from tests.evals.golds import TEXT, characters_of, golds, quote, spans

# Retrieval


@pytest.mark.parametrize(
    ("retrieved", "bears"),
    [
        (Span("a", 0, 100), True),
        (Span("a", 10, 20), True),
        (Span("a", 10, 15), True),
        (Span("a", 10, 14), False),
        (Span("a", 20, 30), False),
        (Span("b", 0, 100), False),
    ],
)
def test_half_of_a_quote_is_enough(retrieved, bears):
    assert metrics.bears_on(retrieved, Span("a", 10, 20)) is bears


@given(spans(), spans())
def test_bearing_is_counted_in_characters(retrieved, places):
    for span in retrieved:
        for place in places:
            wanted = characters_of(place)
            held = len(wanted & characters_of(span)) / len(wanted)
            assert metrics.bears_on(span, place) is (held >= 0.5)


@given(st.integers(1, 59), spans())
def test_a_cut_leaves_one_part_that_bears_on_a_quote(cut, places):
    for place in (place for place in places if place.document == "a"):
        parts = Span("a", 0, cut), Span("a", cut, 60)
        assert any(metrics.bears_on(part, place) for part in parts)


def enough(found, gold):
    """Whether the quotes found are enough: one, or with `every` one of each part."""
    if not gold.every:
        return any(found)
    named = {quote.part for quote in gold.quotes} - {""}
    pairs = list(zip(found, gold.quotes, strict=True))
    return all(hit for hit, quote in pairs if not quote.part) and all(
        any(hit for hit, quote in pairs if quote.part == name) for name in named
    )


def naive_hit(retrieved, gold, k):
    """hit@k from its definition, without ranks."""
    found = [
        any(
            len(characters_of(place) & characters_of(span)) * 2 >= len(characters_of(place))
            for span in retrieved[:k]
            for place in quote.places
        )
        for quote in gold.quotes
    ]
    return enough(found, gold)


@given(spans(), golds(), st.integers(1, 10))
def test_hit_agrees_with_its_definition(retrieved, gold, k):
    assert metrics.hit_at(k, metrics.rank_of(retrieved, gold)) is naive_hit(retrieved, gold, k)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.booleans(), min_size=2, max_size=10).filter(any), st.integers(0, 9))
def test_reciprocal_rank_agrees_with_scikit_learn(relevant, chosen):
    """With one relevant result, label ranking average precision is the reciprocal rank."""
    chosen %= len(relevant)
    retrieved = [Span("a" if rank == chosen else "b", 0, 9) for rank in range(len(relevant))]
    gold = Gold((LocatedQuote("x" * 9, (Span("a", 0, 9),)),))
    scores = [[-rank for rank in range(len(relevant))]]
    truth = [[int(span.document == "a") for span in retrieved]]
    theirs = label_ranking_average_precision_score(truth, scores)
    assert metrics.reciprocal_rank(metrics.rank_of(retrieved, gold)) == pytest.approx(theirs)


@given(spans(), spans(), golds())
def test_more_results_never_worsen_the_rank(retrieved, more, gold):
    rank = metrics.rank_of(retrieved, gold)
    longer = metrics.rank_of(retrieved + more, gold)
    assert longer == rank if rank else longer is None or longer > len(retrieved)


@given(spans(), golds())
def test_needing_every_quote_is_never_easier(retrieved, gold):
    every = metrics.rank_of(retrieved, Gold(gold.quotes, every=True))
    some = metrics.rank_of(retrieved, Gold(gold.quotes, every=False))
    assert every is None or (some is not None and some <= every)


def test_every_quote_is_found_at_the_last_of_them():
    first, second = Span("a", 0, 10), Span("a", 20, 30)
    gold = Gold((quote(first), quote(second)), every=True)
    assert metrics.rank_of([second, Span("b", 0, 9), first], gold) == 3
    assert metrics.rank_of([second, Span("b", 0, 9)], gold) is None
    assert metrics.reciprocal_rank(3) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(None) == 0


def test_a_part_is_found_at_the_first_of_its_quotes():
    first, again, second = Span("a", 0, 10), Span("b", 0, 10), Span("a", 20, 30)
    gold = Gold((quote(first, "x"), quote(again, "x"), quote(second, "y")), every=True)
    assert metrics.rank_of([second, again, first], gold) == 2
    assert metrics.rank_of([again, first], gold) is None


def test_gold_without_a_named_part_is_a_part_by_itself():
    spans = [Span("a", start, start + 1) for start in range(4)]
    named = [quote(s, part) for s, part in zip(spans, ["x", "", "x", ""], strict=True)]
    assert [[q.places[0].start for q in part] for part in metrics.parts_of(named)] == [
        [0, 2],
        [1],
        [3],
    ]


def test_nothing_bears_on_no_gold():
    assert metrics.rank_of([Span("a", 0, 10)], Gold()) is None
    assert not metrics.answer_hit([Span("a", 0, 10)], Gold())


# Labels


@pytest.mark.parametrize(
    ("span", "meeting"),
    [
        (Span("a", 12, 15), True),  # a part of the provision
        (Span("a", 0, 100), True),  # a passage that holds it
        (Span("a", 15, 100), True),  # half of it
        (Span("a", 16, 100), False),
        (Span("a", 7, 13), True),  # half in it
        (Span("a", 6, 12), False),
        (Span("a", 20, 30), False),
        (Span("b", 10, 20), False),
    ],
)
def test_spans_meet_by_half_of_the_shorter(span, meeting):
    assert metrics.meets(span, Span("a", 10, 20)) is meeting
    assert metrics.meets(Span("a", 10, 20), span) is meeting


@given(spans(), spans())
def test_meeting_is_counted_in_characters(some, others):
    for one in some:
        for other in others:
            shared = len(characters_of(one) & characters_of(other))
            shorter = min(len(characters_of(one)), len(characters_of(other)))
            assert metrics.meets(one, other) is (shared * 2 >= shorter)


def test_the_rank_among_places_is_that_of_the_first_that_meets_any():
    places = (Span("a", 0, 10), Span("b", 0, 10))
    assert metrics.rank_among([Span("a", 20, 30), Span("b", 2, 4)], places) == 2
    assert metrics.rank_among([Span("a", 20, 30)], places) is None
    assert metrics.rank_among([Span("a", 0, 10)], ()) is None


@pytest.mark.parametrize(
    ("cited", "cites"),
    [
        ([Span("a", 12, 15)], True),  # a sentence of the provision
        ([Span("a", 10, 20)], True),
        ([Span("a", 5, 15)], True),  # half in it
        ([Span("a", 4, 15)], False),
        ([Span("a", 0, 100)], False),  # the whole article around it
        ([Span("b", 10, 20), Span("a", 12, 15)], True),
        ([], False),
    ],
)
def test_a_provision_is_cited_by_what_lies_in_it(cited, cites):
    assert metrics.cites(cited, [Span("a", 10, 20), Span("c", 0, 9)]) is cites


# Answers


def naive_answer_hit(cited, gold):
    """The answer hit by a mask over each document's characters."""
    masks = {document: np.zeros(2 * len(TEXT), dtype=bool) for document in "ab"}
    for span in cited:
        masks[span.document][span.start : span.end] = True
    hits = []
    for wanted in gold.quotes:
        ink = np.array([not character.isspace() for character in wanted.text])
        uncovered = [(ink & ~masks[p.document][p.start : p.end]).sum() for p in wanted.places]
        hits.append(min(uncovered) == 0)
    return enough(hits, gold)


@given(spans(), golds())
def test_answer_hit_agrees_with_a_mask(cited, gold):
    assert metrics.answer_hit(cited, gold) == naive_answer_hit(cited, gold)


@given(spans(), golds(), spans())
def test_citing_more_never_loses_a_hit(cited, gold, more):
    if metrics.answer_hit(cited, gold):
        assert metrics.answer_hit(cited + more, gold)


def test_two_sentences_may_be_cited_apart():
    place = Span("a", 0, 66)
    gold = Gold((LocatedQuote(TEXT[0:66], (place,)),))
    first, second = Span("a", 0, 39), Span("a", 40, 66)
    assert TEXT[39] == " "
    assert metrics.answer_hit([second, first], gold)
    assert not metrics.answer_hit([first], gold)
    assert not metrics.answer_hit([Span("a", 0, 38), second], gold)


def test_the_same_words_in_another_document_are_no_hit():
    gold = Gold((LocatedQuote(TEXT[:10], (Span("a", 0, 10),)),))
    assert not metrics.answer_hit([Span("b", 0, 10)], gold)


@given(st.text(max_size=30), st.integers(-5, 35), st.integers(-5, 35), st.text(max_size=5))
def test_a_citation_is_exact_only_when_its_characters_are(text, start, end, other):
    inside = 0 <= start < end <= len(text)
    assert metrics.is_exact(text, start, end, text[start:end]) is inside
    assert metrics.is_exact(text, start, end, other) is (inside and text[start:end] == other)


@given(spans())
def test_cited_characters_are_counted_once(cited):
    assert metrics.characters(cited) == len(set().union(*map(characters_of, cited)))


# Abstention


judged = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(judged)
def test_abstention_agrees_with_scikit_learn(pairs):
    refused, unanswerable = ([pair[side] for pair in pairs] for side in (0, 1))
    precision = metrics.abstention_precision(refused, unanswerable)
    recall = metrics.abstention_recall(refused, unanswerable)
    if any(unanswerable):
        assert recall == pytest.approx(recall_score(unanswerable, refused))
        theirs = precision_score(unanswerable, refused, zero_division=np.nan)
        assert np.isnan(theirs) if precision is None else precision == pytest.approx(theirs)
    else:
        assert precision is None
        assert recall is None


@given(judged)
def test_coverage_is_what_was_not_refused(pairs):
    refused = [no for no, _ in pairs]
    assert metrics.coverage(refused) == pytest.approx(1 - np.mean(refused))


# Means and quantiles

numbers = st.lists(st.floats(0, 1e6), min_size=1, max_size=50)


@given(numbers, st.floats(0, 1))
def test_quantiles_agree_with_numpy(values, share):
    assert metrics.quantile(values, share) == pytest.approx(np.quantile(values, share))


@given(numbers)
def test_means_agree_with_numpy(values):
    assert metrics.mean(values) == pytest.approx(np.mean(values))


def test_nothing_measured_is_no_figure():
    assert metrics.mean([]) is None
    assert metrics.quantile([], 0.5) is None
    assert metrics.coverage([]) is None
    assert metrics.abstention_precision([False, False], [True, False]) is None
