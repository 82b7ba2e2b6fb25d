"""Retrieval against trec_eval, against definitions written another way, and as properties."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.retrieval import (
    hit_at,
    ndcg_at,
    rank_of,
    ranks_of,
    recall_at,
    reciprocal_rank,
)
from evals.metrics.spans import Gold, Span
from tests.evals.golds import characters_of, golds, label, quote, spans

CUTS = (1, 3, 5, 10)


# Against trec_eval


@st.composite
def judged(draw):
    """Ten retrieved passages at most, and which passages answer, each with one gold quote."""
    passages = [Span("a", start, start + 10) for start in range(0, 150, 10)]
    retrieved = draw(st.permutations(passages))[: draw(st.integers(0, 10))]
    return retrieved, draw(st.lists(st.sampled_from(passages), min_size=1, unique=True))


@settings(max_examples=50, deadline=None)
@given(judged())
def test_the_figures_are_those_of_trec_eval(case):
    """Where each part of the gold is one passage."""
    pytrec_eval = pytest.importorskip("pytrec_eval")  # there is no wheel of it for every system
    retrieved, relevant = case
    wanted = {f"{name}.{k}" for name in ("success", "recall", "ndcg_cut") for k in CUTS}
    judge = pytrec_eval.RelevanceEvaluator(
        {"q": {str(span.start): 1 for span in relevant}}, {*wanted, "recip_rank"}
    )
    run = {str(span.start): 1.0 / rank for rank, span in enumerate(retrieved, start=1)}
    theirs = judge.evaluate({"q": run or {"nothing": 1.0}})["q"]
    gold = Gold(tuple(map(quote, relevant)))
    rank, ranks = rank_of(retrieved, gold), ranks_of(retrieved, gold)
    assert reciprocal_rank(rank) == pytest.approx(theirs["recip_rank"])
    for k in CUTS:
        assert hit_at(k, rank) == theirs[f"success_{k}"]
        assert recall_at(k, ranks) == pytest.approx(theirs[f"recall_{k}"])
        assert ndcg_at(k, ranks) == pytest.approx(theirs[f"ndcg_cut_{k}"])


# Against definitions


def bears(span, place):
    return len(characters_of(place) & characters_of(span)) * 2 >= len(characters_of(place))


def enough(found, gold):
    """Whether the quotes found are enough: one, or with `every` one of each part."""
    if not gold.every:
        return any(found)
    named = {quote.part for quote in gold.quotes} - {""}
    pairs = list(zip(found, gold.quotes, strict=True))
    return all(hit for hit, quote in pairs if not quote.part) and all(
        any(hit for hit, quote in pairs if quote.part == name) for name in named
    )


@given(spans(), golds(), st.integers(1, 10))
def test_hit_agrees_with_its_definition(retrieved, gold, k):
    found = [
        any(bears(span, place) for span in retrieved[:k] for place in quote.places)
        for quote in gold.quotes
    ]
    assert hit_at(k, rank_of(retrieved, gold)) is enough(found, gold)


@given(st.lists(st.none() | st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 10))
def test_ndcg_is_at_most_1_and_no_less_for_a_part_found_sooner(ranks, k):
    value = ndcg_at(k, ranks)
    assert 0 <= value <= 1 + 1e-9
    sooner = [rank - 1 if rank and rank > 1 else rank for rank in ranks]
    assert ndcg_at(k, sooner) >= value - 1e-9


@given(spans(), spans(), golds())
def test_more_results_never_worsen_the_rank(retrieved, more, gold):
    rank = rank_of(retrieved, gold)
    longer = rank_of(retrieved + more, gold)
    assert longer == rank if rank else longer is None or longer > len(retrieved)


@given(spans(), golds())
def test_needing_every_quote_is_never_easier(retrieved, gold):
    every = rank_of(retrieved, Gold(gold.quotes, every=True))
    some = rank_of(retrieved, Gold(gold.quotes, every=False))
    assert every is None or (some is not None and some <= every)


# Worked examples


def test_every_quote_is_found_at_the_last_of_them():
    first, second = Span("a", 0, 10), Span("a", 20, 30)
    gold = Gold((quote(first), quote(second)), every=True)
    assert rank_of([second, Span("b", 0, 9), first], gold) == 3
    assert ranks_of([second, Span("b", 0, 9), first], gold) == (3, 1)
    assert rank_of([second, Span("b", 0, 9)], gold) is None


def test_a_part_is_found_at_the_first_of_its_quotes():
    first, again, second = Span("a", 0, 10), Span("b", 0, 10), Span("a", 20, 30)
    gold = Gold((quote(first, "x"), quote(again, "x"), quote(second, "y")), every=True)
    assert rank_of([second, again, first], gold) == 2
    assert rank_of([again, first], gold) is None


def test_alternatives_all_count_as_relevant_but_one_is_a_hit():
    places = [Span("a", start, start + 10) for start in (0, 20, 40, 60)]
    gold = Gold(tuple(map(quote, places)))
    ranks = ranks_of([places[2]], gold)
    assert hit_at(1, rank_of([places[2]], gold))
    assert recall_at(1, ranks) == 0.25


def test_a_label_is_found_by_a_passage_that_meets_it():
    gold = Gold(labels=(label(Span("a", 0, 100)),))
    assert rank_of([Span("b", 0, 100), Span("a", 10, 20)], gold) == 2


def test_parts_in_one_span_gain_one_behind_another():
    assert ndcg_at(10, (1, 1)) == 1
    assert ndcg_at(10, (1, 1, 2)) == 1
    assert ndcg_at(10, (3, 3)) == ndcg_at(10, (3, 4))
    assert ndcg_at(3, (3, 3)) == ndcg_at(3, (3, None))


def test_nothing_bears_on_no_gold():
    assert rank_of([Span("a", 0, 10)], Gold()) is None
    assert ranks_of([Span("a", 0, 10)], Gold()) == ()
    assert reciprocal_rank(None) == 0


def test_which_parts_are_found_tells_all_that_hit_and_recall_are():
    for size in range(1, 4):
        for found in combinations((1, 4, None), size):
            assert recall_at(3, found) == pytest.approx(found.count(1) / size)
