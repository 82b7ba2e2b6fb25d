"""Whether a gold quote is cited, and short answers against SQuAD's definition written anew."""

import re
from string import punctuation

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evals.metrics.answers import (
    exact_match,
    holds_answer,
    key_fact_recall,
    mentions,
    quote_hit,
    token_f1,
)
from evals.metrics.spans import Gold, LocatedQuote, Span
from tests.evals.golds import TEXT, golds, spans
from tests.evals.metrics.test_retrieval import enough

# Gold quotes


def masked_hit(cited, gold):
    """The quote hit by a mask over each document's characters."""
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
def test_the_quote_hit_agrees_with_a_mask(cited, gold):
    assert quote_hit(cited, gold) == masked_hit(cited, gold)


@given(spans(), golds(), spans())
def test_citing_more_never_loses_a_hit(cited, gold, more):
    if quote_hit(cited, gold):
        assert quote_hit(cited + more, gold)


def test_two_sentences_may_be_cited_apart():
    gold = Gold((LocatedQuote(TEXT[0:66], (Span("a", 0, 66),)),))
    first, second = Span("a", 0, 39), Span("a", 40, 66)
    assert TEXT[39] == " "
    assert quote_hit([second, first], gold)
    assert not quote_hit([first], gold)
    assert not quote_hit([Span("a", 0, 38), second], gold)


def test_the_same_words_in_another_document_are_no_hit():
    gold = Gold((LocatedQuote(TEXT[:10], (Span("a", 0, 10),)),))
    assert not quote_hit([Span("b", 0, 10)], gold)
    assert not quote_hit([Span("a", 0, 10)], Gold())


# Short answers


def squad_tokens(text):
    """The tokens that the script of SQuAD 1.1 compares."""
    kept = "".join(c for c in text.lower() if c not in punctuation)
    return [token for token in re.split(r"\s+", kept) if token and token not in ("a", "an", "the")]


def squad_f1(said, answer):
    """F1 by taking tokens out of the answer one at a time, with precision and recall apart."""
    predicted, true = squad_tokens(said), squad_tokens(answer)
    left, shared = list(true), 0
    for token in predicted:
        if token in left:
            left.remove(token)
            shared += 1
    if not shared:
        return float(predicted == true)
    precision, recall = shared / len(predicted), shared / len(true)
    return 2 * precision * recall / (precision + recall)


phrases = st.lists(
    st.sampled_from(["The", "a", "an", "12", "weeks", "week's", "12-week", "(EU)", "eu", "U.S."]),
    max_size=6,
).map("  ".join)


@given(phrases, st.lists(phrases, min_size=1, max_size=3))
@example("the", [""])
def test_short_answers_are_compared_as_squad_compares_them(said, answers):
    exact = max(squad_tokens(said) == squad_tokens(answer) for answer in answers)
    assert exact_match(said, answers) == exact
    assert token_f1(said, answers) == pytest.approx(max(squad_f1(said, a) for a in answers))


@pytest.mark.parametrize(
    ("said", "exact", "f1"),
    [
        ("12 weeks", 1, 1),
        ("The 12 weeks.", 1, 1),
        ("“12 weeks”", 1, 1),
        ("at most 12 weeks", 0, 2 / 3),
        ("six months", 0, 0),
        ("", 0, 0),
    ],
)
def test_a_short_answer_by_hand(said, exact, f1):
    assert exact_match(said, ["12 weeks", "twelve weeks"]) == exact
    assert token_f1(said, ["12 weeks", "a long time"]) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("It takes 12 weeks at most.", True),
        ("It takes the 12 Weeks.", True),
        ("It takes 112 weeks.", False),
        ("It takes weeks, 12 of them.", False),
    ],
)
def test_an_answer_stands_in_what_is_said_as_whole_words(said, held):
    assert holds_answer(said, ["a fortnight", "12 weeks"]) is held
    assert not holds_answer(said, ["", "the"])


# Key facts


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("smuggling of migrants", True),  # in another order, other endings
        ("partner countries", True),
        ("returns|deportation", True),
        ("visa-free country", True),
        ("smuggled goods", False),
        ("migrant countries", False),  # each in another statement
        ("returned money", False),  # each in another sentence
        ("documents", True),  # a word that people ask with
        ("texts", False),
        ("|", False),
        ("", False),
    ],
)
def test_a_key_fact_is_told_by_one_sentence(fact, told):
    statements = [
        "It fights migrant smuggling.",
        "Partners: country by country, visa free, with documents",
    ]
    assert key_fact_recall([*statements, "A return. It costs money."], [fact]) == told


def test_key_facts_are_counted():
    assert key_fact_recall(["It gives money and staff."], ["money", "staff", "relocation"]) == (
        pytest.approx(2 / 3)
    )
    assert key_fact_recall([], ["money"]) == 0


@pytest.mark.parametrize(
    ("fact", "mentioned"),
    [
        ("Glossary of the Pact", True),
        ("glossary of  the\npact", True),
        ("April 2024|2024-04", True),
        ("2024-04|April 2025", False),
        ("glossary|", True),
        ("", False),
        ("|", False),
    ],
)
def test_a_fact_is_mentioned_in_one_of_its_wordings(fact, mentioned):
    assert mentions("The Glossary of the Pact, and a sheet of April 2024.", fact) is mentioned
