"""Question sets: what is refused and how it is said, and the shipped set itself."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from corpus.errors import BadQuestionSet
from corpus.library import Library
from evals.metrics import Span
from evals.question_set import (
    GoldQuote,
    Kind,
    Question,
    Split,
    default_questions,
    load_questions,
    locate,
)

GOOD = {
    "id": "q1",
    "question": "How many countries?",
    "kind": "fact",
    "split": "dev",
    "quotes": [{"document": "pact/factsheet", "text": "64 countries"}],
}


def write(folder: Path, content: object) -> Path:
    file = folder / "set.yaml"
    file.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    return file


def a_set(*questions: object) -> object:
    return {"name": "tiny", "about": "A test", "questions": list(questions)}


def test_a_set_is_read(tmp_path):
    questions = load_questions(write(tmp_path, a_set(GOOD | {"documents": ["pact/factsheet"]})))
    assert questions.name == "tiny"
    assert questions.questions == (
        Question(
            id="q1",
            question="How many countries?",
            kind=Kind.FACT,
            split=Split.DEV,
            documents=("pact/factsheet",),
            quotes=(GoldQuote("pact/factsheet", "64 countries"),),
        ),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name: [", "it is not YAML, line 1"),
        ("- a list", "no `name` and `questions` at its top"),
        ("", "no `name` and `questions` at its top"),
        (a_set(), "it holds no questions"),
        ({"name": "x", "questions": 3}, "questions: it should be a list"),
        ({"questions": [GOOD]}, "name: it is missing"),
        (a_set(GOOD, GOOD), "2 questions have the id “q1”"),
        (a_set(GOOD | {"kind": "riddle"}), "question “q1”, kind: input should be 'fact'"),
        (a_set(GOOD | {"kind": "riddle"}), "and it is 'riddle'"),
        (a_set(GOOD | {"answer": "64"}), "question “q1”, answer: there is no such field"),
        (a_set(GOOD | {"answers": [64]}), "question “q1”, answers, 0: input should be a valid"),
        (a_set({k: v for k, v in GOOD.items() if k != "split"}), "question “q1”, split: it is mis"),
        (a_set({"question": "Why?"}), "question 1, id: it is missing"),
        (a_set("why?"), "question 1: it should have fields of its own"),
        (a_set(GOOD | {"question": " "}), "question “q1”, question: it is empty"),
        (a_set(GOOD | {"quotes": []}), "question “q1”, quotes: an answerable question needs"),
        (a_set(GOOD | {"kind": "unanswerable"}), "question “q1”, quotes: an unanswerable question"),
        (a_set(GOOD | {"kind": "follow-up"}), "question “q1”, history: a follow-up needs"),
        (a_set(GOOD | {"all_quotes": True}), "question “q1”, all_quotes: it needs two quotes"),
        (
            a_set(GOOD | {"quotes": [{"document": "a", "text": ""}]}),
            "question “q1”, quotes: one is",
        ),
    ],
)
def test_what_is_off_is_named(tmp_path, content, reason):
    with pytest.raises(BadQuestionSet) as caught:
        load_questions(write(tmp_path, content))
    assert "set.yaml cannot be used: " in str(caught.value)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadQuestionSet, match=r"none\.yaml cannot be used: there is no such file"):
        load_questions(tmp_path / "none.yaml")


def test_a_folder_is_no_set(tmp_path):
    with pytest.raises(BadQuestionSet, match="cannot be opened"):
        load_questions(tmp_path)


def test_other_encodings_are_named(tmp_path):
    file = tmp_path / "set.yaml"
    file.write_bytes("name: Überblick".encode("latin-1"))
    with pytest.raises(BadQuestionSet, match="not text in UTF-8"):
        load_questions(file)


# Gold quotes


def question_with(*quotes: GoldQuote, every: bool = False) -> Question:
    return Question("q1", "?", Kind.FACT, Split.DEV, quotes=quotes, all_quotes=every)


def test_a_quote_is_found_wherever_it_stands():
    gold = locate(question_with(GoldQuote("a", "aba\n")), {"a": "ababa", "b": "aba"})
    assert gold.quotes[0].text == "aba"
    assert gold.quotes[0].places == (Span("a", 0, 3), Span("a", 2, 5))


def test_decomposed_letters_are_found():
    gold = locate(question_with(GoldQuote("a", "cafe\u0301")), {"a": "un caf\u00e9"})
    assert gold.quotes[0].places == (Span("a", 3, 7),)


def test_a_quote_that_does_not_stand_there_is_named():
    with pytest.raises(BadQuestionSet) as caught:
        locate(question_with(GoldQuote("a", "46 countries")), {"a": "64 countries"}, "set.yaml")
    assert "question “q1”, quotes: “46 countries” does not stand in a" in str(caught.value)


def test_an_unknown_document_is_named():
    with pytest.raises(BadQuestionSet, match="there is no document “a” in the library"):
        locate(question_with(GoldQuote("a", "x")), {"b": "x"}, "set.yaml")


# The shipped set

SHIPPED = [load_questions(file) for file in default_questions()]
QUESTIONS = [question for questions in SHIPPED for question in questions.questions]


@pytest.fixture(scope="module")
def texts(shipped_library):
    with Library.open(shipped_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document).text for document in held}


def test_every_shipped_quote_stands_in_the_shipped_texts(texts):
    for question in QUESTIONS:
        for quote in locate(question, texts).quotes:
            assert quote.places
            for place in quote.places:
                assert texts[place.document][place.start : place.end] == quote.text


def test_the_shipped_set_is_large_and_mixed():
    kinds = Counter(question.kind for question in QUESTIONS)
    assert len(QUESTIONS) >= 60
    assert kinds[Kind.UNANSWERABLE] >= 15
    assert set(kinds) == set(Kind)


def test_both_splits_hold_answerable_and_unanswerable_questions():
    parts = Counter((question.split, question.kind is Kind.UNANSWERABLE) for question in QUESTIONS)
    assert (
        min(parts[split, unanswerable] for split in Split for unanswerable in (True, False)) >= 10
    )


def test_every_unanswerable_question_says_why():
    assert all(q.reason for q in QUESTIONS if q.kind is Kind.UNANSWERABLE)


def test_documents_named_by_questions_are_shipped(texts):
    assert {document for question in QUESTIONS for document in question.documents} <= set(texts)


def test_no_question_is_asked_twice():
    asked = Counter((q.question, q.history, q.documents) for q in QUESTIONS)
    assert max(asked.values()) == 1
