"""How one answer is scored."""

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from evals.metrics.spans import Gold
from evals.runs.record import Record, Scores
from evals.runs.scoring import scored
from evals.sets.question import Kind
from qa.answer import Outcome, Support
from tests.evals.records import (
    ONE,
    TEXT,
    THREE,
    TWO,
    a_labelled_record,
    a_record,
    asked,
    cited,
    quoted,
    said,
)


def text_of(document, generation):
    return TEXT


def test_an_answer_has_its_scores():
    assert a_record(cited(*ONE), cited(*TWO)).scores == Scores(
        refused=False,
        declined=False,
        confidence=0.9,
        rank=2,
        ranks=(2,),
        first_right=False,
        answer_right=True,
        quote_hit=True,
        citations=2,
        exact=2,
        bearing=1,
        evidence_cited=1,
        statements=2,
        supported=2,
        cited_characters=27,
        seconds={"total": 0.1},
    )


def test_a_refusal_cites_nothing_and_is_not_right():
    scores = a_record().scores
    assert scores.refused
    assert not scores.answer_right
    assert not scores.first_right
    assert not scores.quote_hit
    assert scores.citations == 0


@pytest.mark.parametrize(
    "statement", [cited(15, 28, TEXT[14:28]), cited(14, 28, "Two is 2nd."), cited(40, 60)]
)
def test_a_citation_that_is_off_is_counted_and_supports_nothing(statement):
    scores = a_record(statement).scores
    assert (scores.citations, scores.exact, scores.supported) == (1, 0, 0)


def test_the_word_of_the_pipeline_for_its_support_decides_nothing():
    doubted = replace(cited(*TWO), support=Support.UNSUPPORTED)
    boasted = replace(cited(*TWO), text="Five is sixth and last.", support=Support.SUPPORTED)
    assert a_record(doubted).scores.supported == 1
    assert a_record(boasted).scores.supported == 0


def test_a_citation_is_right_in_its_provision_and_not_only_in_its_article():
    right, near, wrong = (a_labelled_record(cited(*span)).scores for span in ((14, 20), ONE, THREE))
    assert (right.answer_right, right.bearing, right.evidence_cited) == (True, 1, 1)
    assert (near.answer_right, near.bearing, near.evidence_cited) == (False, 0, 0)
    assert (wrong.answer_right, wrong.rank) == (False, 3)


def test_each_part_of_a_question_is_needed_but_not_in_the_first_statement():
    both = Gold(quoted(ONE, TWO), every=True)
    half, whole = (
        asked(*(cited(*span) for span in spans), kind=Kind.SEVERAL, gold=both).scores
        for spans in ((TWO, THREE), (TWO, ONE))
    )
    assert (half.first_right, half.answer_right, half.evidence_cited) == (True, False, 0.5)
    assert (whole.first_right, whole.answer_right, whole.evidence_cited) == (True, True, 1)


def test_a_partial_answer_is_no_refusal():
    gold = Gold(quoted(TWO))
    scores = asked(cited(*TWO), kind=Kind.FACT, gold=gold, outcome=Outcome.PARTLY).scores
    assert (scores.refused, scores.declined, scores.first_right) == (False, False, True)


def test_what_a_refusal_shows_is_not_right():
    refused = asked(
        cited(*TWO),
        kind=Kind.FACT,
        gold=Gold(quoted(TWO)),
        answers=("second",),
        key_facts=("second",),
        outcome=Outcome.NOT_FOUND,
    ).scores
    assert (refused.refused, refused.first_right, refused.answer_right) == (True, False, False)
    assert (refused.token_f1, refused.exact_match, refused.key_facts) == (0, 0, 0)


@pytest.mark.parametrize(
    ("statements", "right"),
    [
        ((said("I hold the Glossary."), said("It is of April 2024.")), True),
        ((said("I hold the glossary, 2024-04."),), True),
        ((said("I hold the Glossary."),), False),
        ((), False),
    ],
)
def test_a_reply_about_the_library_is_right_when_it_mentions_what_it_has_to(statements, right):
    facts = ("Glossary", "April 2024|2024-04")
    scores = asked(*statements, kind=Kind.LIBRARY, key_facts=facts).scores
    assert (scores.first_right, scores.answer_right) == (right, right)


def test_help_is_right_unless_it_is_refused():
    assert asked(said("Ask me something."), kind=Kind.HELP).scores.first_right
    assert not asked(kind=Kind.HELP).scores.first_right


def test_an_answer_of_nothing_but_the_contradiction_declines():
    gold = Gold(contradicts=quoted(ONE))
    refused, against, more = (
        asked(*statements, kind=Kind.UNANSWERABLE, gold=gold).scores
        for statements in ((), (cited(*ONE),), (cited(*ONE), cited(*TWO)))
    )
    assert (refused.refused, refused.declined) == (True, True)
    assert (against.refused, against.declined) == (False, True)
    assert (more.refused, more.declined) == (False, False)


def test_short_answers_are_compared_with_the_words_marked_in_the_first_statement():
    marked = replace(cited(*TWO), highlight=(7, 13))
    scores = asked(marked, cited(*ONE), kind=Kind.FACT, answers=("first", "second")).scores
    assert (scores.exact_match, scores.token_f1) == (1, 1)
    whole = asked(cited(*TWO), kind=Kind.FACT, answers=("second",)).scores
    assert (whole.exact_match, whole.token_f1) == (0, 0.5)


@pytest.mark.parametrize(
    ("statements", "first", "whole"),
    [
        ((TWO, ONE), True, True),
        ((ONE, TWO), False, True),
        ((ONE, THREE), False, False),
        ((), False, False),
    ],
)
def test_without_gold_an_answer_is_right_by_its_words(statements, first, whole):
    said_of = [cited(*span) for span in statements]
    by_answer = asked(*said_of, kind=Kind.FACT, answers=("two is second",)).scores
    by_facts = asked(*said_of, kind=Kind.FACT, key_facts=("two is", "second|2nd")).scores
    assert (by_answer.first_right, by_answer.answer_right) == (first, whole)
    assert (by_facts.first_right, by_facts.answer_right) == (first, whole)


def test_what_nothing_tells_is_not_scored():
    scores = asked(cited(*ONE), kind=Kind.FACT).scores
    assert (scores.first_right, scores.answer_right, scores.quote_hit) == (None, None, None)
    assert (scores.exact_match, scores.token_f1, scores.key_facts) == (None, None, None)
    assert (scores.bearing, scores.evidence_cited, scores.rank) == (None, None, None)


def test_a_saved_record_holds_all_that_its_scores_were_taken_from():
    record = a_record(cited(*TWO))
    shape = TypeAdapter(Record)
    saved = shape.validate_python(json.loads(shape.dump_json(record)))
    kept = saved.detail
    again = scored(kept.question, kept.gold, kept.answer, kept.retrieved, text_of)
    assert again == record.scores
