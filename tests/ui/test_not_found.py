"""An answer that is none is help: what is missing, what is near, and how to go on."""

from dataclasses import replace

import pytest

from corpus.document import Metadata
from corpus.record import Holding, Origin
from qa.answer import Answer, Nearest, Outcome, Searched
from tests.ui.test_render import HOSTILE, Reader, answer, citation, said
from ui.chat.excerpts import excerpt
from ui.chat.markup import join
from ui.chat.not_found import help_with, verdict
from ui.words import LANGUAGES, speaking

LONG = "Of much else. " * 30 + "The partners meet in spring, and partnerships grow."
NEAR = Nearest("d", "Meeting", 0, 500, LONG, 0.3)


def held(language: str = "en") -> dict[str, Holding]:
    meta = Metadata(language=language)
    return {"d": Holding("d", "Factsheet", "ab" * 16, Origin("f.md", ""), meta, 90, 4, 1)}


def silent(question: str = "Who are the first partners?", **searched) -> Answer:
    search = Searched(("d",), 214, 12, **searched)
    asked = {"question": question, "standalone_question": question}
    return answer(outcome=Outcome.NOT_FOUND, nearest=(NEAR,), searched=search, **asked)


def shown(answer: Answer, language: str = "en") -> Reader:
    return Reader(join(*verdict(answer), *help_with(answer, held(language))))


def test_one_word_and_several_stand_nowhere():
    assert (
        "“moon” stands nowhere in the 214 passages" in shown(silent(missing_terms=("moon",))).text
    )
    three = shown(silent(missing_terms=("a", "b", "c"))).text
    assert "“a”, “b” and “c” stand nowhere" in three


def test_the_words_asked_with_are_bold_in_what_is_near_and_come_into_sight():
    near = join(*excerpt(LONG, "Who are the partners?", 200))
    assert '<strong class="match">partners</strong>' in near
    assert Reader(near).text.startswith("…")
    assert "The partners meet in spring" in Reader(near).text


def test_an_excerpt_without_any_of_the_words_is_the_beginning():
    assert (
        Reader(join(*excerpt(LONG, "Zebras?", 40))).text == "Of much else. Of much else. Of much…"
    )


def test_a_word_that_is_written_nearly_so_is_one_press_away():
    near = silent("Who pays smuglers?", spellings=(("smuglers", "smugglers"),))
    read = shown(near)
    assert "Did you mean “smugglers”?" in read.text
    assert ("value", "instead/a/Who pays smugglers?") in read.attributes


def test_a_search_can_be_made_wider_once():
    assert ("value", "wider/a") in shown(silent()).attributes
    wide = shown(silent(wide=True))
    assert ("value", "wider/a") not in wide.attributes
    assert "Searching wider found nothing either." in wide.text


def test_nothing_is_searched_wider_where_all_was_read():
    all_read = replace(silent(), searched=Searched(("d",), 4, 4))
    assert ("value", "wider/a") not in shown(all_read).attributes


def test_all_documents_can_be_asked_where_some_were():
    assert ("value", "everywhere/a") in shown(silent(narrowed=True)).attributes
    assert ("value", "everywhere/a") not in shown(silent()).attributes


@pytest.mark.parametrize(
    ("question", "language", "hint"),
    [
        ("Quels pays participent aux partenariats?", "en", "ask in English"),
        ("Quels pays participent aux partenariats?", "fr", None),
        ("partners", "en", "A whole question"),
        ("Who are the first partners of spring?", "en", None),
    ],
)
def test_how_to_ask_is_told_where_that_may_be_it(question, language, hint):
    text = shown(silent(question), language).text
    assert (hint in text) if hint else ("in English" not in text and "whole question" not in text)


def test_an_answer_in_part_names_what_it_is_silent_on():
    part = answer(
        said("Words.", citation()),
        outcome=Outcome.PARTLY,
        searched=Searched(("d",), 214, 12, silent_on=("Who pays?",)),
    )
    read = shown(part)
    assert "The documents say nothing on “Who pays?”." in read.text
    assert ("value", "wider/a") in read.attributes


def test_an_answer_from_a_wide_search_says_so_plainly():
    weak = answer(
        said("Words.", citation()),
        outcome=Outcome.PARTLY,
        searched=Searched(("d",), 214, 48, wide=True),
    )
    text = shown(weak).text
    assert "Found by searching wider: check it against the source." in text
    assert "rest of the question" not in text


def test_an_answer_needs_no_help():
    assert shown(answer(said("Words.", citation()))).text == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_said_in_every_language(language):
    with speaking(language):
        assert shown(silent(missing_terms=("a", "b"), narrowed=True, silent_on=("c",))).text


def test_hostile_words_stay_text():
    near = replace(NEAR, document=HOSTILE, label=HOSTILE, text=HOSTILE)
    hostile = silent(
        HOSTILE, missing_terms=(HOSTILE,), spellings=((HOSTILE, HOSTILE),), silent_on=(HOSTILE,)
    )
    read = shown(replace(hostile, nearest=(near,)))
    assert "img" not in read.tags
    assert all(value.startswith("#") for name, value in read.attributes if name == "href")
