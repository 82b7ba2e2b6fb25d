"""Question sets: what is refused and how it is said, and where gold is found."""

from pathlib import Path

import pytest
import yaml

from corpus.document import Document, Section
from corpus.errors import BadQuestionSet
from evals.metrics.spans import Span
from evals.sets.gold import locate
from evals.sets.question import GoldLabel, GoldQuote, Kind, Question, Split
from evals.sets.reading import load_questions

GOOD = {
    "id": "q1",
    "question": "How many countries?",
    "kind": "fact",
    "split": "dev",
    "quotes": [{"document": "pact/factsheet", "text": "64 countries"}],
}

ABOUT = {
    "id": "q1",
    "question": "What do you have?",
    "kind": "library",
    "split": "dev",
    "key_facts": ["Glossary"],
}
# “64 countries” and “sixty-four countries” are one part of the answer, “12 June” is the other.
SIDES = [
    {"document": "pact/factsheet", "text": "64 countries", "part": "how many"},
    {"document": "pact/glossary", "text": "sixty-four countries", "part": "how many"},
    {"document": "pact/overview", "text": "12 June", "part": "since when"},
]
SIDED = GOOD | {"kind": "comparison", "all_needed": True, "quotes": SIDES}


def write(folder: Path, content: object) -> Path:
    file = folder / "set.yaml"
    file.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    return file


def labelled(**fields: object) -> dict[str, object]:
    """A question that has a label in place of quotes."""
    question = {key: value for key, value in GOOD.items() if key != "quotes"}
    return question | {"labels": [{"document": "acts/apr", "label": "Article 51(2)"}]} | fields


def a_set(*questions: object, **fields: object) -> dict[str, object]:
    return {"name": "tiny", "about": "A test", "questions": list(questions)} | fields


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
        ("name: [", "it is not YAML, line 2"),
        ("- a list", "no `name` and `questions` at its top"),
        ("", "no `name` and `questions` at its top"),
        (a_set(), "it holds no questions"),
        ({"name": "x", "questions": 3}, "questions: it should be a list"),
        ({"questions": [GOOD]}, "name: it is missing"),
        (a_set(GOOD, GOOD), "2 questions have the id “q1”"),
        (a_set(GOOD | {"kind": "riddle"}), "question “q1”, kind: it is “riddle” and has to be"),
        (a_set(GOOD | {"kind": "riddle"}), "be one of: fact, list, definition,"),
        (a_set(GOOD | {"reason": "near miss"}), "question “q1”, reason: only an unanswerable"),
        (a_set(GOOD | {"reason": "dull"}), "reason: it is “dull” and has to be one of: underspec"),
        (a_set(GOOD | {"answer": "64"}), "question “q1”, answer: there is no such field"),
        (a_set(GOOD | {"answers": [64]}), "question “q1”, answers, 0: it is 64 and should be text"),
        (a_set({k: v for k, v in GOOD.items() if k != "id"}), "question 1, id: it is missing"),
        (a_set({"question": "Why?"}), "question 1, id: it is missing"),
        (a_set("why?"), "question 1: it should have fields of its own"),
        (a_set(GOOD | {"question": " "}), "question “q1”, question: it is empty"),
        (a_set(GOOD | {"quotes": []}), "question “q1”, quotes: an answerable question needs"),
        (a_set(labelled(kind="unanswerable")), "labels: a question of the kind “unanswerable” has"),
        (a_set(GOOD | {"kind": "unanswerable"}), "quotes: a question of the kind “unanswerable”"),
        (a_set(GOOD | {"kind": "follow-up"}), "question “q1”, history: a follow-up needs"),
        (a_set(GOOD | {"all_needed": True}), "question “q1”, all_needed: it needs two quotes"),
        (a_set(GOOD | {"all_quotes": True}), "question “q1”, all_needed: it needs two quotes"),
        (a_set(GOOD | {"kind": "help"}), "quotes: a question of the kind “help” has none"),
        (
            a_set(ABOUT | {"key_facts": []}),
            "question “q1”, key_facts: a question about the library",
        ),
        (a_set(SIDED | {"all_needed": False}), "all_needed: a question of the kind “comparison”"),
        (a_set(SIDED | {"quotes": SIDES[:1]}), "all_needed: it needs two quotes"),
        (a_set(SIDED | {"kind": "fact", "all_needed": False}), "part: a part means something only"),
        (a_set(GOOD | {"contradicts": GOOD["quotes"]}), "contradicts: only an unanswerable"),
        (
            a_set(GOOD, optional=["pact/"]),
            "question “q1”, quotes: an answerable question needs",
        ),
        (
            a_set(SIDED, optional=["pact/overview"]),
            "all_needed: a part of it stands only in documents that the library need not",
        ),
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
    folder = tmp_path / "set.yaml"
    folder.mkdir()
    with pytest.raises(BadQuestionSet, match="cannot be opened"):
        load_questions(folder)


def test_another_kind_of_file_is_no_set(tmp_path):
    with pytest.raises(BadQuestionSet, match=r"has to end in one of \.yaml, \.yml, \.csv, \.jsonl"):
        load_questions(tmp_path / "set.xlsx")


def test_other_encodings_are_named(tmp_path):
    file = tmp_path / "set.yaml"
    file.write_bytes("name: Überblick".encode("latin-1"))
    with pytest.raises(BadQuestionSet, match="not text in UTF-8"):
        load_questions(file)


def test_labels_may_stand_in_place_of_quotes(tmp_path):
    (question,) = load_questions(write(tmp_path, a_set(labelled()))).questions
    assert question.quotes == ()
    assert question.labels == (GoldLabel("acts/apr", "Article 51(2)"),)


def test_a_set_written_before_labels_could_be_needed_is_read(tmp_path):
    quotes = [{"document": "a", "text": "One."}, {"document": "a", "text": "Two."}]
    old = GOOD | {"kind": "two-passage", "quotes": quotes, "all_quotes": True}
    (question,) = load_questions(write(tmp_path, a_set(old))).questions
    assert question.all_needed


def test_labels_may_be_needed_like_quotes(tmp_path):
    labels = [{"document": "acts/apr", "label": f"Article 67(7)({point})"} for point in "ab"]
    both = labelled(kind="several", labels=labels, all_needed=True)
    (question,) = load_questions(write(tmp_path, a_set(both))).questions
    assert question.all_needed
    assert len(question.labels) == 2


def test_questions_about_footnote_have_facts_in_place_of_gold(tmp_path):
    help_me = ABOUT | {"id": "q2", "kind": "help", "key_facts": []}
    questions = load_questions(write(tmp_path, a_set(ABOUT, help_me))).questions
    assert [question.gold for question in questions] == [(), ()]


def test_a_false_premise_may_be_contradicted(tmp_path):
    content = {key: value for key, value in GOOD.items() if key != "quotes"}
    content |= {"kind": "unanswerable", "reason": "false premise", "contradicts": GOOD["quotes"]}
    (question,) = load_questions(write(tmp_path, a_set(content))).questions
    assert question.contradicts == (GoldQuote("pact/factsheet", "64 countries"),)


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


def test_gold_of_a_document_that_is_optional_and_absent_is_passed_over():
    question = question_with(GoldQuote("a", "x"), GoldQuote("acts/b", "y"))
    gold = locate(question, documents(a="x"), "set.yaml", optional=["acts/"])
    assert [quote.text for quote in gold.quotes] == ["x"]


def test_gold_of_an_optional_document_has_to_stand_there_where_it_is_held():
    question = question_with(GoldQuote("a", "x"), GoldQuote("b", "y"))
    held = documents(a="x") | {"b": Document("b", "", "z")}
    with pytest.raises(BadQuestionSet, match="“y” does not stand in b"):
        locate(question, held, "set.yaml", optional=["b"])


def test_a_name_without_a_slash_is_no_folder():
    question = question_with(GoldQuote("acts/b", "y"))
    with pytest.raises(BadQuestionSet, match="there is no document “acts/b”"):
        locate(question, {}, "set.yaml", optional=["acts"])


def test_words_against_a_premise_are_found_and_have_to_be():
    question = Question(
        "q1", "?", Kind.UNANSWERABLE, Split.DEV, contradicts=(GoldQuote("a", "never"),)
    )
    assert locate(question, documents(a="It is never so.")).contradicts[0].places == (
        Span("a", 6, 11),
    )
    with pytest.raises(BadQuestionSet, match="contradicts: “never” does not stand in a"):
        locate(question, documents(a="It is so."), "set.yaml")


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
HEADING = Section("Kites, and strings", "section", 2, 0, 19, 28)


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


def test_the_heading_of_a_section_is_a_label_and_its_own_article():
    text = Document("a", "", "Kites, and strings\nThey fly.", outline=(HEADING,))
    question = Question(
        "q1", "?", Kind.OVERVIEW, Split.DEV, labels=(GoldLabel("a", HEADING.label),)
    )
    gold = locate(question, {"a": text})
    assert gold.provisions == gold.articles == (Span("a", 0, 28),)


def test_a_label_that_is_not_there_is_named():
    with pytest.raises(BadQuestionSet, match=r"question “q1”, labels: a has no “Article 1\(2\)”"):
        located("Article 1(2)")


def test_an_unknown_document_of_a_label_is_named():
    question = Question("q1", "?", Kind.FACT, Split.DEV, labels=(GoldLabel("a", "Article 1"),))
    with pytest.raises(BadQuestionSet, match="labels: there is no document “a” in the library"):
        locate(question, {}, "set.yaml")
