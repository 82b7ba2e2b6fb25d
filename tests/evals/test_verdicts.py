"""How one answer is judged."""

import pytest

from evals.metrics import Gold
from evals.question_set import Kind
from evals.record import Verdict
from qa.answer import Outcome
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


def test_a_verdict_says_what_was_right():
    assert a_record(cited(*ONE), cited(*TWO)).verdict == Verdict(
        refused=False,
        rank=2,
        answer_hit=True,
        first_hit=False,
        citations=2,
        exact=2,
        cited_characters=27,
        first_right=False,
        answer_right=True,
        declined=False,
    )


def test_a_refusal_cites_nothing_and_hits_nothing():
    verdict = a_record().verdict
    assert verdict.refused
    assert not verdict.answer_hit
    assert not verdict.first_hit
    assert verdict.citations == 0


@pytest.mark.parametrize(
    "statement", [cited(15, 28, TEXT[14:28]), cited(14, 28, "Two is 2nd."), cited(40, 60)]
)
def test_a_citation_that_is_off_is_counted(statement):
    assert a_record(statement).verdict.exact == 0


def test_a_citation_hits_its_provision_or_only_its_article():
    right, near, wrong = (
        a_labelled_record(cited(*span)).verdict for span in ((14, 20), ONE, THREE)
    )
    assert (right.label_hit, right.article_hit) == (True, True)
    assert (near.label_hit, near.article_hit) == (False, True)
    assert (wrong.label_hit, wrong.article_hit) == (False, False)
    assert (wrong.label_rank, wrong.article_rank) == (3, 2)


def test_each_part_of_a_question_is_needed_but_not_in_the_first_statement():
    both = Gold(quoted(ONE, TWO), every=True)
    half, whole = (
        asked(*(cited(*span) for span in spans), kind=Kind.SEVERAL, gold=both).verdict
        for spans in ((TWO, THREE), (TWO, ONE))
    )
    assert (half.first_right, half.answer_right, half.answer_hit) == (True, False, False)
    assert (whole.first_right, whole.answer_right, whole.answer_hit) == (True, True, True)


def test_a_partial_answer_is_no_refusal():
    gold = Gold(quoted(TWO))
    verdict = asked(cited(*TWO), kind=Kind.FACT, gold=gold, outcome=Outcome.PARTLY).verdict
    assert (verdict.refused, verdict.declined, verdict.first_right) == (False, False, True)


def test_what_a_refusal_shows_is_not_right():
    gold = Gold(quoted(TWO))
    verdict = asked(cited(*TWO), kind=Kind.FACT, gold=gold, outcome=Outcome.NOT_FOUND).verdict
    assert (verdict.refused, verdict.first_right, verdict.answer_right) == (True, False, False)


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
    verdict = asked(*statements, kind=Kind.LIBRARY, key_facts=facts).verdict
    assert (verdict.first_right, verdict.answer_right) == (right, right)


def test_help_is_right_unless_it_is_refused():
    assert asked(said("Ask me something."), kind=Kind.HELP).verdict.first_right
    assert not asked(kind=Kind.HELP).verdict.first_right


def test_an_answer_of_nothing_but_the_contradiction_declines():
    gold = Gold(contradicts=quoted(ONE))
    refused, against, more = (
        asked(*statements, kind=Kind.UNANSWERABLE, gold=gold).verdict
        for statements in ((), (cited(*ONE),), (cited(*ONE), cited(*TWO)))
    )
    assert (refused.refused, refused.declined) == (True, True)
    assert (against.refused, against.declined) == (False, True)
    assert (more.refused, more.declined) == (False, False)
