"""What is asked: follow-ups, kinds, named documents, limits."""

import pytest

from corpus.errors import EmptyQuestion, LongQuestion
from qa.question import Wants, named_documents, understand, wants, without_names

DOCUMENTS = ("pact/factsheet", "pact/four-pillars", "notes/overview", "pact/overview")


def test_a_question_that_stands_alone_ignores_what_was_asked_before() -> None:
    understood = understand("Who won the 2022 World Cup?", ["What is the Pact?"], 2000)
    assert understood.standalone == "Who won the 2022 World Cup?"
    assert understood.lent_terms == ()


@pytest.mark.parametrize(
    "question",
    [
        "What do those partnerships cover?",
        "And Tunisia?",
        "When was it signed?",
        "What about the other acts?",
        "Why?",
        "Do they apply already?",
    ],
)
def test_a_question_that_leans_on_the_one_before_takes_its_words(question: str) -> None:
    understood = understand(question, ["", "Which countries have talent partnerships?"], 2000)
    assert "Which countries have talent partnerships?" in understood.standalone
    assert "talent" in understood.lent_terms


def test_lent_words_are_not_the_questions_own() -> None:
    understood = understand("Does it cover Norway?", ["What is the screening regulation?"], 2000)
    assert understood.own_terms == ("cover", "Norway")
    assert not set(understood.own_terms) & set(understood.lent_terms)


@pytest.mark.parametrize("question", ["", "   \n", "?!", "\u200b"])
def test_an_empty_question_is_refused_with_an_example(question: str) -> None:
    with pytest.raises(EmptyQuestion, match="type one, for example"):
        understand(question, [], 2000)


def test_a_question_of_a_million_characters_is_refused_by_its_length() -> None:
    with pytest.raises(LongQuestion, match="1,000,000 characters and the limit is 2,000"):
        understand("x" * 1_000_000, [], 2000)


def test_broken_unicode_is_made_whole() -> None:
    assert understand("What \ud83d is it?", [], 2000).asked == "What ? is it?"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many countries are there?", Wants.NUMBER),
        ("When was the memorandum signed?", Wants.DATE),
        ("In which year did it start?", Wants.DATE),
        ("When does the law see a crisis?", Wants.ANY),
        ("With which countries are there partnerships?", Wants.PLACES),
        ("Sum up the factsheet.", Wants.OVERVIEW),
        ("What is the factsheet about?", Wants.OVERVIEW),
        ("What does Article 25a do?", Wants.ANY),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words(question: str, wanted: Wants) -> None:
    assert wants(question) is wanted


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many drowned according to the factsheet?", ("pact/factsheet",)),
        ("What does the factsheet say on visas?", ("pact/factsheet",)),
        ("What is a factsheet?", ()),
        ("What stands in the overview?", ()),
        ("What is said in the four pillars?", ("pact/four-pillars",)),
    ],
)
def test_a_document_can_be_asked_by_name_where_one_has_it(
    question: str, named: tuple[str, ...]
) -> None:
    assert named_documents(question, DOCUMENTS) == named


def test_the_name_of_the_document_is_no_evidence() -> None:
    question = understand("What does the factsheet say on visas?", [], 2000)
    assert without_names(question, ["pact/factsheet"]).own_terms == ("visas",)
