"""What is asked: follow-ups, kinds, named documents, limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyQuestion, LongQuestion
from qa.question import Wants, is_vague, named_documents, understand, wants, without_names

DOCUMENTS = ("pact/factsheet", "pact/four-pillars", "notes/overview", "pact/overview")


def test_a_question_that_stands_alone_ignores_what_was_asked_before() -> None:
    understood = understand("Who won the 2022 World Cup?", ["What is the Pact?"], 2000)
    assert understood.standalone == "Who won the 2022 World Cup?"
    assert understood.lent_terms == ()


@pytest.mark.parametrize(
    ("question", "standalone", "lent"),
    [
        ("What do those partnerships cover?", "What do talent partnerships cover?", "talent"),
        ("And Tunisia?", "Does Tunisia have talent partnerships?", "partnerships"),
        ("When was it signed?", "When was it signed, regarding talent partnerships?", "talent"),
        ("Why?", "Why do countries have talent partnerships?", "countries"),
        ("Do they apply already?", "Do talent partnerships apply already?", "talent"),
    ],
)
def test_a_question_that_leans_on_the_one_before_takes_its_words(
    question: str, standalone: str, lent: str
) -> None:
    understood = understand(question, ["", "Which countries have talent partnerships?"], 2000)
    assert understood.asked == question
    assert understood.standalone == standalone
    assert lent in understood.lent_terms


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("And for families?", Wants.NUMBER),
        ("Since when?", Wants.DATE),
        ("Why is that?", Wants.ANY),
        ("Are there exceptions?", Wants.YES_NO),
    ],
)
def test_a_follow_up_wants_what_it_would_if_it_were_asked_in_full(
    question: str, wanted: Wants
) -> None:
    assert understand(question, ["How many days may adults be held?"], 2000).wants is wanted


def test_a_greeting_is_answered_as_one_whatever_was_asked_before() -> None:
    understood = understand("Thank you!", ["How many days may adults be held?"], 2000)
    assert (understood.wants, understood.standalone) == (Wants.HELP, "Thank you!")


def test_a_greeting_between_two_questions_is_passed_over() -> None:
    understood = understand("And minors?", ["How long may adults be held?", "thanks!"], 2000)
    assert understood.standalone == "How long may minors be held?"


def test_how_this_works_is_help_at_the_start_and_a_follow_up_later() -> None:
    assert understand("How does it work?", [], 2000).wants is Wants.HELP
    later = understand("How does it work?", ["What is the pool?"], 2000)
    assert later.standalone == "How does the pool work?"


def test_the_words_of_a_greeting_are_no_evidence() -> None:
    assert understand("Hello, what is the pool?", [], 2000).own_terms == ("pool",)


@given(st.text(max_size=100), st.lists(st.text(max_size=60), max_size=3))
def test_any_question_with_words_is_understood(question: str, history: list[str]) -> None:
    try:
        understood = understand(question, history, 2000)
    except EmptyQuestion:
        return
    assert understood.standalone.strip()
    assert not set(understood.own_terms) & set(understood.lent_terms)


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


@pytest.mark.parametrize(
    ("question", "history", "vague"),
    [
        ("Which article is it in?", (), True),
        ("What is the amount?", (), True),
        ("When does it apply?", (), True),
        ("When does it apply?", ("What is the housing act?",), False),
        ("What is the amount of the deposit?", (), False),
        ("What is a lease?", (), False),
        ("Who decides?", (), False),
        ("Egypt?", (), False),
    ],
)
def test_a_question_is_vague_that_does_not_say_of_what_it_asks(
    question: str, history: tuple[str, ...], vague: bool
) -> None:
    assert is_vague(understand(question, history, 2000)) is vague
