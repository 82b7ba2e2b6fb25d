"""The figures over records, by hand; and each of them in the documentation."""

import re
from pathlib import Path

import pytest

from evals.metrics.spans import Gold
from evals.runs.figures import BY_NAME, FIGURES, answered_well, estimates, values
from evals.sets.question import Kind, Split
from qa.answer import Outcome
from tests.evals.records import (
    ONE,
    THREE,
    TWO,
    a_labelled_record,
    a_record,
    asked,
    cited,
    quoted,
    said,
    with_scores,
)

PAGE = Path(__file__).parents[3] / "docs" / "evaluation.md"
RECORDS = (
    a_record(cited(*TWO)),
    a_record(cited(*ONE), cited(*TWO), split=Split.TEST),
    a_record(),
    a_record(gold=None),
    a_record(cited(*THREE), gold=None),
)


def test_figures_of_a_worked_example():
    found = values(RECORDS)
    assert (found["hit_at_1"], found["hit_at_3"], found["mrr"]) == (0, 1, 0.5)
    assert found["right"] == pytest.approx(3 / 5)
    assert found["answer_right"] == found["quote_hit"] == pytest.approx(2 / 3)
    assert found["first_right"] == pytest.approx(1 / 3)
    assert (found["citation_exactness"], found["supported"]) == (1, 1)
    assert found["citation_precision"] == pytest.approx(2 / 3)
    assert found["citation_recall"] == pytest.approx(2 / 3)
    assert found["cited_characters"] == 15
    assert (found["abstention_precision"], found["abstention_recall"]) == (0.5, 0.5)
    assert found["wrongly_refused"] == pytest.approx(1 / 3)
    assert found["coverage"] == pytest.approx(3 / 5)
    assert (found["seconds"], found["seconds_p95"]) == (0.1, 0.1)


def test_nothing_is_measured_of_nothing():
    assert set(values(()).values()) == {None}


@pytest.mark.parametrize("refused", [True, False])
def test_without_unanswerable_questions_refusing_has_neither_precision_nor_recall(refused):
    found = values([a_record(*([] if refused else [cited(*TWO)]))])
    assert found["abstention_precision"] is None
    assert found["abstention_recall"] is None


def test_to_contradict_a_false_premise_is_to_refuse():
    gold = Gold(contradicts=quoted(ONE))
    against = asked(cited(*ONE), kind=Kind.UNANSWERABLE, gold=gold)
    found = values([against])
    assert (found["right"], found["abstention_precision"], found["abstention_recall"]) == (1, 1, 1)
    assert found["coverage"] == 1


def test_a_question_counts_for_the_gold_that_it_has():
    found = values([*RECORDS, a_labelled_record(cited(*ONE)), a_labelled_record(cited(*TWO))])
    assert found["quote_hit"] == pytest.approx(2 / 3)
    assert found["answer_right"] == pytest.approx(3 / 5)


def test_what_nothing_tells_is_neither_right_nor_wrong():
    untold = asked(cited(*ONE), kind=Kind.FACT)
    assert values([untold])["right"] is None
    assert values([untold, a_record(cited(*TWO))])["right"] == 1
    assert answered_well([untold]) == ([], [])


def test_follow_ups_are_told_apart():
    follow_up = asked(cited(*TWO), kind=Kind.FOLLOW_UP, gold=Gold(quoted(TWO)))
    assert values([*RECORDS, follow_up])["follow_ups_resolved"] == 1
    assert values(RECORDS)["follow_ups_resolved"] is None


# Confidence


def test_what_is_refused_comes_behind_every_answer_and_counts_as_wrong():
    sure = asked(cited(*TWO), kind=Kind.FACT, gold=Gold(quoted(TWO)), outcome=Outcome.NOT_FOUND)
    unsure = with_scores(a_record(cited(*TWO)), confidence=0.0)
    confidences, right = answered_well([sure, unsure, a_record(gold=None)])
    assert right == [False, True, False]
    assert confidences.index(max(confidences)) == 1
    assert confidences[0] == confidences[2]


def test_never_answering_is_all_risk_and_answering_all_alike_the_share_wrong():
    refused = [a_record(), a_record(gold=None)]
    assert values(refused)["risk"] == 1
    alike = [a_record(cited(*TWO)), a_record(cited(*ONE)), a_record(cited(*ONE), gold=None)]
    assert values(alike)["risk"] == pytest.approx(2 / 3)


def test_a_confidence_estimates_that_the_documents_answer():
    refused = with_scores(a_record(gold=None), confidence=0.2)
    held_back = with_scores(a_record(), confidence=0.4)
    about = asked(said("I hold the Glossary."), kind=Kind.LIBRARY, key_facts=("Glossary",))
    assert estimates([a_record(cited(*ONE)), refused, held_back, about]) == (
        [0.9, 0.2, 0.4],
        [True, False, True],
    )
    assert values([refused])["calibration_error"] == pytest.approx(0.2)


# Support


def test_support_is_of_answers_from_documents():
    wrong = said("Four is fourth.")
    replied = asked(wrong, kind=Kind.HELP)
    refused = asked(wrong, kind=Kind.FACT, outcome=Outcome.NOT_FOUND)
    assert values([replied, refused])["supported"] is None
    answered = asked(wrong, cited(*TWO), kind=Kind.FACT)
    assert values([replied, refused, answered])["supported"] == 0.5


# The page


def documented():
    """The rows of the tables of “What is measured”: title and JSON name."""
    text = PAGE.read_text(encoding="utf-8")
    section = re.search(r"^## What is measured$.*?(?=^## |\Z)", text, re.M | re.S)
    assert section
    return re.findall(r"^\| ([^|]+) \| `(\w+)` \|", section.group(), re.M)


def test_every_figure_stands_in_the_documentation():
    titles = [(figure.title, figure.name) for figure in FIGURES]
    assert sorted(documented()) == sorted(titles)


def test_no_two_figures_have_one_name():
    assert len(BY_NAME) == len(FIGURES)
