"""Example questions show only where the documents behind them are in the library."""

from dataclasses import replace

import pytest

from corpus.document import Definition, Document, Section, cite
from qa.answer import Answer, Further, Outcome, Statement, Support
from tests.law import kite_act
from ui.chat.examples import (
    KNOWN,
    UNANSWERABLE,
    about_section,
    example_questions,
    follow_ups,
    questions_of,
)


def document(*labels: str) -> Document:
    text = "".join(f"{label}\n\nSome text.\n\n" for label in labels)
    starts = [text.index(label) for label in labels]
    outline = tuple(
        Section(label, "heading", 1, start, start + len(label) + 1, start + len(label) + 14)
        for label, start in zip(labels, starts, strict=True)
    )
    return Document("other", "Title", text, outline)


def test_the_factsheet_brings_its_questions():
    questions = example_questions(["pact/factsheet", "other"], lambda _: document("X"))
    assert questions == [*(question for _, question in KNOWN), UNANSWERABLE]


def test_other_documents_bring_their_sections():
    questions = example_questions(["other"], lambda _: document("Title", "Bees & <b>birds</b>"))
    assert questions == ["What do the texts say about bees & <b>birds</b>?", UNANSWERABLE]


def test_an_act_brings_the_subject_of_an_article():
    questions = example_questions(["acts/kites"], lambda _: kite_act())
    assert questions == ["What do the texts say about strings?", UNANSWERABLE]


def test_an_outline_without_sections_or_no_document_brings_none():
    assert example_questions(["other"], lambda _: document()) == []
    assert example_questions([], lambda _: document()) == []


def test_a_heading_that_says_nothing_of_its_text_asks_nothing():
    assert example_questions(["other"], lambda _: document("Introduction", "2. Scope")) == []


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Who decides", "Who decides?"),
        ("What is stored?", "What is stored?"),
        ("Which applications fall under it", "Which applications fall under it?"),
        ("How it is granted", "What do the texts say about how it is granted?"),
        ("Keeping bees", "What do the texts say about keeping bees?"),
        ("Morocco today", "What do the texts say about Morocco today?"),
    ],
)
def test_a_heading_becomes_a_question_that_a_person_would_ask(heading, question):
    text = f"{heading}\n\nThey went to Morocco.\n"
    section = Section(heading, "heading", 1, 0, len(heading) + 1, len(text))
    assert about_section(section, Document("d", "D", text, (section,))) == question


def test_the_second_question_of_an_act_asks_what_a_defined_term_means():
    act = kite_act()
    start = act.text.index("‘kite string’")
    defined = replace(act, definitions=(Definition("kite string", "Article 1", start, start + 9),))
    assert [*questions_of(defined)][1] == "What does “kite string” mean?"


def answered(text: Document, words: str, *further: Further, question: str = "What?") -> Answer:
    start = text.text.index(words)
    citation = cite(text, "Label", start, start + len(words))
    said = Statement(words, Support.VERBATIM, (citation,))
    return Answer(
        *("a", question, question, Outcome.ANSWERED, (said,), (), 0.9, 1, "extractive", {}),
        further=further,
    )


BEES = document("Keeping bees", "Taking honey", "Smoking hives", "Notes")


def test_what_stands_beside_the_cited_section_may_come_next():
    start = BEES.outline[1].body + 1
    citation = cite(BEES, "Taking honey", start, start + 4)
    said = Statement(citation.quote, Support.VERBATIM, (citation,))
    answer = replace(answered(BEES, "Some"), statements=(said,))
    assert follow_ups(answer, lambda _: BEES) == [
        "What do the texts say about smoking hives?",
        "What do the texts say about keeping bees?",
    ]


def test_a_term_that_the_answer_uses_may_come_next():
    defined = Further("defines “honeycomb”", cite(BEES, "Taking honey", 0, 4))
    assert follow_ups(answered(BEES, "Some", defined), lambda _: BEES)[0] == (
        "What does “honeycomb” mean?"
    )


def test_what_was_asked_just_now_is_not_suggested():
    asked = "What do the texts say about taking honey?"
    suggested = follow_ups(answered(BEES, "Some", question=asked), lambda _: BEES)
    assert asked not in suggested


def test_nothing_is_suggested_where_nothing_reads_like_a_question():
    plain = document("Bees", "Honey")
    assert follow_ups(answered(plain, "Some"), lambda _: plain) == []
