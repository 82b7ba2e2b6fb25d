"""Questions with their answers, made into statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.entailment.claims import declared


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Who founded the museum?", "Anna Berg", "Anna Berg founded the museum."),
        ("Who was the first director?", "Anna Berg", "Anna Berg was the first director."),
        ("When was the museum founded?", "1911", "The museum was founded in 1911."),
        ("In what year was the museum founded?", "1911", "The museum was founded in 1911."),
        ("What did Karl Lund give to the museum?", "paintings",
         "Karl Lund gave paintings to the museum."),
        ("Why did it close?", "it had no money", "It closed because it had no money."),
        ("Where does the office stay?", "Norland", "The office stays in Norland."),
        ("How many people were invited there?", "40", "40 people were invited there."),
        ("The museum was founded by whom?", "Anna Berg", "The museum was founded by Anna Berg."),
        ("In 1911, who founded the museum?", "Anna Berg", "In 1911, Anna Berg founded the museum."),
        ("What was the ship called?", "Aurora", "The ship was called Aurora."),
        ("What has he built since 1990?", "a bridge", "He has built a bridge since 1990."),
    ],
)  # fmt: skip
def test_the_answer_stands_where_the_question_word_asked(
    question: str, answer: str, statement: str
) -> None:
    assert declared(question, answer) == statement


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did Karl Lund give paintings?", "he gave three"),
        ("Name the founder.", "Anna Berg"),
        ("Who founded it?", ""),
        ("Who founded it?", "It was Anna. She was rich"),
    ],
)
def test_where_no_rule_fits_there_is_no_statement(question: str, answer: str) -> None:
    assert declared(question, answer) is None


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_question_is_put_up_with(question: str, answer: str) -> None:
    statement = declared(question, answer)
    assert statement is None or statement.strip()
