"""Near misses: one thing changed, and the text answers no longer."""

import re
from random import Random

import pytest

from qa.reader.examples import Example, mentions
from qa.reader.nearmiss import (
    Pool,
    answer_sentence,
    conditioned,
    near_misses,
    negated,
    opposite,
    opposites,
    other_aspect,
    pool_of,
    swapped_name,
    swapped_number,
    without_sentence,
)

TEXT = (
    "Anna Berg founded the museum in Oslo in 1911. Karl Lund gave it 4,200 paintings in 1950. "
    "It stands beside the river and is open to all who come."
)


def asked(question: str, answer: str, context: str = TEXT) -> Example:
    start = context.index(answer)
    return Example(question, context, (start, start + len(answer)), (answer,), "", "Museum", "wiki")


FOUNDED = asked("Who first founded the museum in Oslo in 1911?", "Anna Berg")
POOL = Pool(("Bergen", "Vienna"), ("1911", "1950", "1234"), opposites())


def test_a_name_is_exchanged_for_one_that_the_answer_does_not_stand_beside() -> None:
    for seed in range(20):
        question = swapped_name(FOUNDED, POOL, Random(seed)) or ""
        assert "Oslo" not in question
        assert question != FOUNDED.question


def test_a_number_is_exchanged_for_another_of_the_same_shape() -> None:
    question = swapped_number(FOUNDED, POOL, Random(1)) or ""
    assert "1911" not in question
    assert any(year in question for year in ("1950", "1234"))


def test_a_word_is_exchanged_for_its_opposite() -> None:
    made = {opposite(FOUNDED, POOL, Random(seed)) for seed in range(10)}
    assert "Who last founded the museum in Oslo in 1911?" in made


def test_an_opposite_that_the_answer_stands_beside_is_no_near_miss() -> None:
    both = asked("Who founded it?", "Anna Berg", "Anna Berg founded and later dissolved it.")
    assert opposite(both, Pool((), (), {"founded": "dissolved"}), Random(1)) is None


@pytest.mark.parametrize(
    ("question", "negative"),
    [
        ("Who was asked to found it?", r"Who was (not|never) asked to found it\?"),
        ("Who did not found it?", r"Who did found it\?"),
    ],
)
def test_a_question_is_negated_or_its_negation_taken_out(question: str, negative: str) -> None:
    assert re.fullmatch(negative, negated(asked(question, "Anna Berg"), POOL, Random(2)) or "")


def test_a_condition_is_added_that_the_text_does_not_speak_of() -> None:
    question = conditioned(FOUNDED, POOL, Random(3)) or ""
    condition = question.removeprefix(FOUNDED.question.rstrip("?")).strip(" ?")
    assert condition
    assert not mentions(TEXT, condition.split()[-1:])


def test_when_is_asked_only_of_a_text_that_tells_no_time() -> None:
    timeless = "The museum in Oslo stands on a hill and shows paintings by Lund."
    where = asked("Where was the old museum built?", "Oslo", timeless)
    assert other_aspect(where, POOL, Random(4)) == "When was the old museum built?"
    assert other_aspect(asked("Where was the museum built?", "Oslo"), POOL, Random(4)) != (
        "When was the museum built?"
    )


def test_without_its_sentence_a_text_does_not_answer() -> None:
    made = without_sentence(FOUNDED, POOL, Random(1))
    assert made is not None
    assert made.span is None
    assert "Anna Berg" not in made.context
    assert "Karl Lund" in made.context


def test_an_answer_that_stands_twice_cannot_be_taken_out() -> None:
    twice = TEXT + " Anna Berg was its head until she died."
    assert without_sentence(asked("Who founded it?", "Anna Berg", twice), POOL, Random(1)) is None


def test_the_answer_sentence_is_the_one_that_holds_the_answer() -> None:
    start, end = answer_sentence(asked("Who gave it paintings?", "Karl Lund"))
    assert TEXT[start:end].strip().startswith("Karl Lund gave")


def test_the_same_seed_makes_the_same_near_misses() -> None:
    examples = [FOUNDED, asked("When did Karl Lund give it paintings?", "1950")]
    first, again = (list(near_misses(examples, Random(7))) for _ in range(2))
    assert first == again
    assert all(made.span is None and made.answers == () for made in first)


def test_strangers_are_drawn_from_the_questions() -> None:
    pool = pool_of([FOUNDED])
    assert (pool.names, pool.numbers) == (("Oslo",), ("1911",))
