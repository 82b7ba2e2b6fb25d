"""The answers that were given, kept in the library."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.document import version_of
from corpus.errors import (
    AmbiguousAnswer,
    UnknownAnswer,
    UnknownDocument,
    UnknownGeneration,
)
from corpus.library import FILE, Library
from corpus.record import SavedAnswer
from tests.corpus.test_pruning import answer, hold

TEXTS = ("smuggling", "border", "asylum")
HELD = dict(zip("abc", TEXTS, strict=True))
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
ANSWERS = st.builds(
    SavedAnswer,
    id=st.sampled_from("xyz"),
    asked_at=st.just("2026-11-26T09:00:00+00:00"),
    question=WORDS,
    history=st.lists(WORDS, max_size=2).map(tuple),
    documents=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    as_of=st.none() | st.just(1),
    generation=st.just(1),
    answer=st.dictionaries(WORDS, WORDS | st.integers() | st.lists(WORDS), max_size=2),
    settings=st.dictionaries(WORDS, st.floats(allow_nan=False), max_size=2),
    versions=st.sets(st.sampled_from(TEXTS)).map(lambda t: tuple(sorted(map(version_of, t)))),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library")
    hold(library, HELD)
    return library


@given(st.lists(ANSWERS, max_size=6))
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_answers_come_back_as_they_were_put_in_the_newest_first(given: list[SavedAnswer]) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder)) as library:
        hold(library, HELD)
        expected: list[SavedAnswer] = []
        for saved in given:
            library.keep_answer(saved)
            expected = [saved, *(kept for kept in expected if kept.id != saved.id)]
        assert library.answers() == expected
        assert [library.answer(saved.id) for saved in expected] == expected


def test_there_are_no_answers_before_the_first(library: Library) -> None:
    assert library.answers() == []
    with pytest.raises(UnknownAnswer, match="no saved answer x in this library"):
        library.answer("x")


def test_an_answer_that_is_given_again_is_kept_once_as_it_was_last(library: Library) -> None:
    first = answer("x", version_of("border"))
    library.keep_answer(first)
    library.keep_answer(answer("y"))
    again = replace(first, question="Asked again?", versions=(version_of("asylum"),))
    library.keep_answer(again)
    assert [kept.id for kept in library.answers()] == ["x", "y"]
    assert library.answer("x") == again


def test_a_text_that_is_quoted_twice_is_noted_once(library: Library) -> None:
    library.keep_answer(answer("x", version_of("border"), version_of("border")))
    assert library.answer("x").versions == (version_of("border"),)


def test_an_answer_whose_texts_were_forgotten_meanwhile_is_not_kept(library: Library) -> None:
    """Its citations would lead nowhere."""
    late = answer("x", version_of("border"))
    hold(library, {"a": "return"})
    library.prune(1)
    with pytest.raises(UnknownGeneration, match="no generation 1"):
        library.keep_answer(late)
    assert library.answers() == []


def test_an_answer_stays_whose_generation_was_forgotten_and_whose_texts_are_held(
    library: Library,
) -> None:
    hold(library, HELD | {"d": "return"})
    library.prune(1)
    library.keep_answer(answer("x", version_of("border")))
    assert library.version("b", version_of("border")).text == "border"


# Searching and deleting


def told(library: Library, id: str, question: str, *sentences: str) -> SavedAnswer:
    """An answer with these sentences, kept."""
    said = [
        {"text": text, "citations": [{"quote": "the words of the source", "label": "Article 5"}]}
        for text in sentences
    ]
    saved = replace(answer(id), question=question, answer={"statements": said})
    library.keep_answer(saved)
    return saved


def test_answers_are_found_by_words_of_question_sentences_and_quotes(library: Library) -> None:
    told(library, "x", "When does the gate close?", "It closes at eight.")
    told(library, "y", "Who keeps the key?", "The porter does.")

    def found(*words: str) -> list[str]:
        return [saved.id for saved in library.answers(words)]

    assert found("gate") == ["x"]
    assert found("porter") == ["y"]
    assert found("closing") == ["x"], "by the stem"
    assert found("source") == ["y", "x"]
    assert found("gate", "porter") == [], "all words have to stand there"
    assert found('"', "OR", "*") == [], "nothing typed is an operator"


def test_an_answer_that_is_given_again_is_found_by_its_new_words_alone(library: Library) -> None:
    told(library, "x", "When?", "At eight.")
    told(library, "x", "When?", "At nine.")
    assert library.answers(["eight"]) == []
    assert [saved.id for saved in library.answers(["nine"])] == ["x"]


def test_an_answer_is_named_by_as_much_of_its_id_as_tells_it_apart(library: Library) -> None:
    told(library, "abc1", "One?")
    told(library, "abd2", "Two?")
    assert library.answer("abc").question == "One?"
    with pytest.raises(AmbiguousAnswer, match="2 saved answers"):
        library.answer("ab")
    with pytest.raises(UnknownAnswer):
        library.answer("%")


def test_a_deleted_answer_is_gone_and_found_no_more(library: Library) -> None:
    told(library, "x", "When does the gate close?")
    told(library, "y", "Who keeps the key?")
    assert library.forget_answers(["x"]) == 1
    assert [saved.id for saved in library.answers()] == ["y"]
    assert library.answers(["gate"]) == []


def test_a_text_goes_with_the_last_answer_that_quotes_it(library: Library) -> None:
    border = version_of("border")
    library.keep_answer(answer("x", border))
    library.keep_answer(answer("y", border))
    hold(library, {"a": "return"})
    library.prune(1)
    library.forget_answers(["x"])
    assert library.version("b", border).text == "border"
    library.forget_answers(["y"])
    with pytest.raises(UnknownDocument):
        library.version("b", border)


def test_answers_of_an_earlier_schema_are_found_by_their_words(tmp_path: Path) -> None:
    with Library.create(tmp_path / "old") as library:
        told(library, "x", "When does the gate close?", "It closes at eight.")
    with closing(sqlite3.connect(tmp_path / "old" / FILE)) as connection:
        for statement in (
            "DROP TRIGGER answers_added",
            "DROP TRIGGER answers_deleted",
            "DROP TABLE answers_fts",
            "DROP TABLE turns",
            "DROP TABLE conversations",
            "DROP TABLE verdicts",
            "DROP TABLE given",
            "PRAGMA user_version = 3",
        ):
            connection.execute(statement)
        connection.commit()
    with Library.open(tmp_path / "old") as library:
        assert [saved.id for saved in library.answers(["eight"])] == ["x"]
