"""Question sets: what is refused and how it is said, the shipped set, and the set on the acts."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from corpus.document import Document, Section
from corpus.errors import BadQuestionSet
from corpus.library import Library
from evals.benchmarks.acts import convert
from evals.metrics import Span
from evals.question_set import (
    GoldLabel,
    GoldQuote,
    Kind,
    Question,
    Split,
    default_questions,
    load_questions,
    locate,
)
from ingest.readers.eurlex import html as eurlex

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


def labelled(**fields: object) -> dict[str, object]:
    """A question that has a label in place of quotes."""
    question = {key: value for key, value in GOOD.items() if key != "quotes"}
    return question | {"labels": [{"document": "acts/apr", "label": "Article 51(2)"}]} | fields


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
        (a_set(labelled(kind="unanswerable")), "question “q1”, labels: an unanswerable question"),
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


def test_labels_may_stand_in_place_of_quotes(tmp_path):
    (question,) = load_questions(write(tmp_path, a_set(labelled()))).questions
    assert question.quotes == ()
    assert question.labels == (GoldLabel("acts/apr", "Article 51(2)"),)


# Gold quotes


def question_with(*quotes: GoldQuote) -> Question:
    return Question("q1", "?", Kind.FACT, Split.DEV, quotes=quotes)


def documents(**texts: str) -> dict[str, Document]:
    return {id: Document(id, "", text) for id, text in texts.items()}


def test_a_quote_is_found_wherever_it_stands():
    gold = locate(question_with(GoldQuote("a", "aba\n")), documents(a="ababa", b="aba"))
    assert gold.quotes[0].text == "aba"
    assert gold.quotes[0].places == (Span("a", 0, 3), Span("a", 2, 5))


def test_decomposed_letters_are_found():
    gold = locate(question_with(GoldQuote("a", "cafe\u0301")), documents(a="un caf\u00e9"))
    assert gold.quotes[0].places == (Span("a", 3, 7),)


def test_a_quote_that_does_not_stand_there_is_named():
    question = question_with(GoldQuote("a", "46 countries"))
    with pytest.raises(BadQuestionSet) as caught:
        locate(question, documents(a="64 countries"), "set.yaml")
    assert "question “q1”, quotes: “46 countries” does not stand in a" in str(caught.value)


def test_an_unknown_document_is_named():
    with pytest.raises(BadQuestionSet, match="there is no document “a” in the library"):
        locate(question_with(GoldQuote("a", "x")), documents(b="x"), "set.yaml")


# Gold labels

ACT = Document(
    "a",
    "An act",
    "(1) Why.\nArticle 1\n1. Kites fly.\n(a) High.\n",
    outline=(
        Section("Recital 1", "recital", 1, 0, 4, 8),
        Section("Article 1", "article", 1, 9, 18, 41),
        Section("Article 1(1)", "paragraph", 2, 19, 22, 41),
        Section("Article 1(1)(a)", "point", 3, 31, 35, 41),
    ),
)


def located(*labels: str):
    gold = tuple(GoldLabel("a", label) for label in labels)
    question = Question("q1", "?", Kind.FACT, Split.DEV, labels=gold)
    return locate(question, {"a": ACT}, "set.yaml")


def test_a_label_is_the_section_that_bears_it_within_its_article():
    gold = located("Article 1(1)(a)")
    assert gold.provisions == (Span("a", 31, 41),)
    assert gold.articles == (Span("a", 9, 41),)


def test_a_recital_is_its_own_article():
    gold = located("Recital 1")
    assert gold.provisions == gold.articles == (Span("a", 0, 8),)


def test_labels_are_alternatives():
    assert len(located("Recital 1", "Article 1(1)").provisions) == 2


def test_a_label_that_is_not_there_is_named():
    with pytest.raises(BadQuestionSet, match=r"question “q1”, labels: a has no “Article 1\(2\)”"):
        located("Article 1(2)")


def test_an_unknown_document_of_a_label_is_named():
    question = Question("q1", "?", Kind.FACT, Split.DEV, labels=(GoldLabel("a", "Article 1"),))
    with pytest.raises(BadQuestionSet, match="labels: there is no document “a” in the library"):
        locate(question, {}, "set.yaml")


# The shipped set

SHIPPED = [load_questions(file) for file in default_questions()]
QUESTIONS = [question for questions in SHIPPED for question in questions.questions]


@pytest.fixture(scope="module")
def shipped(shipped_library):
    with Library.open(shipped_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document) for document in held}


def test_every_shipped_quote_stands_in_the_shipped_texts(shipped):
    for question in QUESTIONS:
        for quote in locate(question, shipped).quotes:
            assert quote.places
            for place in quote.places:
                assert shipped[place.document].text[place.start : place.end] == quote.text


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


def test_documents_named_by_questions_are_shipped(shipped):
    assert {document for question in QUESTIONS for document in question.documents} <= set(shipped)


def test_no_question_is_asked_twice():
    asked = Counter((q.question, q.history, q.documents) for q in QUESTIONS)
    assert max(asked.values()) == 1


# The set on the acts

ACTS = load_questions(default_questions()[0].with_name("acts.yaml")).questions
COLLECTION = Path(__file__).parents[3] / "shared" / "data" / "pact-acts"
NAMES = {"ammr", "apr", "cfmr", "eurodac", "qr", "rbpr", "rcd", "sr", "urfa"}


def test_the_set_on_the_acts_asks_about_all_nine():
    answerable = [question for question in ACTS if question.labels]
    asked = {gold.document for question in answerable for gold in question.labels}
    assert asked == {f"acts/{name}" for name in NAMES}
    assert len(answerable) >= 66
    assert len(ACTS) - len(answerable) >= 10


def test_the_set_on_the_acts_has_fifteen_pinpoint_questions():
    pinpoint = [question for question in ACTS if question.id.startswith("p")]
    assert [question.id for question in pinpoint] == [f"p{n:02}" for n in range(1, 16)]
    assert {question.kind for question in pinpoint} == {Kind.FACT}


def test_the_set_on_the_acts_is_split_half_and_half():
    parts = Counter((question.split, question.kind is Kind.UNANSWERABLE) for question in ACTS)
    for unanswerable in (True, False):
        assert abs(parts[Split.DEV, unanswerable] - parts[Split.TEST, unanswerable]) <= 1


def test_the_set_on_the_acts_is_not_asked_unless_it_is_named():
    assert "acts.yaml" not in [file.name for file in default_questions()]


@pytest.mark.skipif(not COLLECTION.is_dir(), reason="the acts are not here: ../shared is missing")
def test_every_gold_label_stands_in_its_act(tmp_path):
    pages = convert(COLLECTION, tmp_path)
    read = {f"acts/{page.stem}": page.read_bytes() for page in pages}
    acts = {id: eurlex.read(data, id, id) for id, data in read.items()}
    for question in ACTS:
        assert len(locate(question, acts).labels) == len(question.labels)
