"""The quiet line below an answer, and behind it why each passage was chosen."""

from dataclasses import replace

import pytest

from qa.answer import Answer, Picked, Searched, Verdict
from tests.ui.test_render import HOSTILE, Reader, answer, citation, said
from ui.chat import searched
from ui.chat.place import Place
from ui.words import LANGUAGES, speaking

FIRST = Picked("d", "Title", "Label", 0, 40, 1, 2, ("talent", "partners"), Verdict.ANSWERS)
OTHER = Picked("e", "Other", "Rest", 5, 60, None, 1, (), Verdict.SILENT)


def made(*picked: Picked, **changes) -> Answer:
    search = Searched(("d",), 1313, len(picked), picked=picked)
    return answer(said("Words.", citation()), **{"searched": search} | changes)


def text_of(answer: Answer) -> str:
    return Reader(searched.making(answer)).text


def test_the_line_says_how_much_was_read_and_how_long_it_took():
    assert searched.in_short(made(FIRST, OTHER)) == "2 of 1,313 passages read in 0.3 s"
    assert searched.in_short(made(seconds={})).endswith("in under 0.1 s")


def test_each_passage_says_in_words_why_it_was_chosen():
    text = text_of(made(FIRST, OTHER))
    assert (
        "Label Title nearest in meaning · rank 2 by words · has “talent”, “partners” · "
        "reads like an answer · cited as 1"
    ) in text
    assert "Rest Other best match of words · does not answer it" in text
    assert text.index("Label") < text.index("Rest")


def test_each_passage_is_a_link_to_where_it_stands():
    read = Reader(searched.making(made(FIRST)))
    assert ("href", Place("d", 3, 0, 40).fragment) in read.attributes


def test_how_it_was_made_and_how_surely_stands_behind_it():
    text = text_of(made(FIRST, seconds={"retrieve": 0.12, "read": 0.2, "total": 0.31}))
    assert "Asked of generation 3" in text
    assert "In the documents' own words, by no language model" in text
    assert "Searched in 0.1 s, read in 0.2 s" in text


@pytest.mark.parametrize(("sure", "word"), [(0.9, "high"), (0.5, "fair"), (0.1, "low")])
def test_confidence_is_told_in_a_word(sure, word):
    assert f"documents answer: {word} ({sure:.2f})" in text_of(made(FIRST, confidence=sure))


def test_nothing_is_said_of_confidence_where_nothing_was_weighed():
    assert "Confidence" not in text_of(made(replace(FIRST, verdict=Verdict.UNREAD)))


def test_of_a_wide_search_the_first_passages_are_listed_and_those_cited():
    many = [replace(OTHER, document=f"e{n}", label=f"Rest {n}") for n in range(30)]
    text = text_of(made(*many, FIRST))
    assert "Rest 11" in text
    assert "Rest 12" not in text
    assert "cited as 1" in text
    assert "… and 18 more passages" in text


def test_an_answer_of_an_earlier_footnote_has_its_line_without_passages():
    text = text_of(answer(said("Words.", citation())))
    assert "12 of 214 passages read in 0.3 s" in text
    assert "in this order" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_said_in_every_language(language):
    with speaking(language):
        assert text_of(made(FIRST, OTHER))


def test_hostile_labels_stay_text():
    hostile = replace(
        FIRST, document=HOSTILE, title=HOSTILE + "!", label=HOSTILE, matched=(HOSTILE,)
    )
    read = Reader(searched.making(made(hostile)))
    assert read.text.count(HOSTILE) == 3
    assert all(value.startswith("#") for name, value in read.attributes if name == "href")
