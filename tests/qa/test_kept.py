"""Answers as the library keeps them."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.anchors import Standing
from corpus.document import Citation
from corpus.errors import UnknownGeneration
from corpus.library import Library
from corpus.settings import Settings
from ingest.readers.markdown import read
from qa.answer import Answer, Further, Nearest, Searched
from qa.impact import Later, answer_stand
from qa.kept import answer_in, saved
from tests.generations import answer, cited, hold

KITES = read(b"# Kites\n\nA kite has one string.\n\nRed kites fly high.\n", "kites", "kites.md")
WINDS = read(b"# Winds\n\nWind moves the air.\n", "winds", "winds.md")
ONE_STRING = cited(KITES, "A kite has one string.")
WIND = cited(WINDS, "Wind moves the air.")
ANSWER = replace(
    answer(ONE_STRING),
    nearest=(Nearest("kites", "Kites", 31, 50, "Red kites fly high.", 0.03),),
    further=(Further("what wind is", WIND),),
    searched=Searched(("kites", "winds"), 2, 2, ("dragons",)),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library")
    hold(library, KITES, WINDS)
    return library


def keep(library: Library, answer: Answer = ANSWER) -> None:
    asked = ("What is a kite?",), ("kites", "winds"), 1
    library.keep_answer(saved(answer, *asked, Settings(passage_chars=500)))


def test_an_answer_comes_back_as_it_was_given(library: Library) -> None:
    keep(library)
    assert answer_in(library.answer("a")) == ANSWER


def test_with_it_is_kept_what_it_takes_to_ask_again(library: Library) -> None:
    keep(library)
    kept = library.answer("a")
    assert (kept.question, kept.history) == ("Question a?", ("What is a kite?",))
    assert (kept.documents, kept.as_of, kept.generation) == (("kites", "winds"), 1, 1)
    assert kept.settings["passage_chars"] == 500
    assert "library" not in kept.settings


def test_an_answer_without_sentences_is_kept_too(library: Library) -> None:
    keep(library, answer())
    assert answer_in(library.answer("a")).statements == ()
    assert library.answer("a").versions == ()


@pytest.mark.parametrize("shown", [ONE_STRING, WIND], ids=["cited", "to be read beside it"])
def test_what_an_answer_shows_can_be_opened_after_its_generation_was_forgotten(
    library: Library, shown: Citation
) -> None:
    keep(library)
    hold(library, read(b"# Boats\n\nBoats float.\n", "boats", "boats.md"))
    library.prune(1)
    text = library.version(shown.document, shown.version).text
    assert text[shown.start : shown.end] == shown.quote


def test_texts_that_no_answer_shows_are_forgotten(library: Library) -> None:
    keep(library, replace(ANSWER, further=()))
    hold(library, KITES)
    library.prune(1)
    with pytest.raises(UnknownGeneration):
        keep(library)  # it shows the winds, which are gone


def test_a_kept_answer_knows_how_its_words_stand_now(library: Library) -> None:
    keep(library)
    hold(library, read(b"# Kites\n\nA kite has two strings.\n", "kites", "kites.md"))
    (stand,) = answer_stand(library.answer("a"), Later(library)).stands
    assert (stand.old, stand.standing) == (ONE_STRING, Standing.CHANGED)
