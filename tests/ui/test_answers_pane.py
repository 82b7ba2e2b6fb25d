"""Saved answers in the chat: as they were given, and what became of the words they rest on."""

from corpus.anchors import Standing
from corpus.document import Citation
from corpus.record import SavedAnswer
from qa.answer import Answer
from qa.impact import AnswerStand, Stand
from tests.ui.test_render import HOSTILE, Reader, answer, citation, said
from ui.chat import answers_pane, render
from ui.chat.markup import ATTRIBUTES, TAGS, join
from ui.chat.place import SavedPlace

OLD = citation("The gate closes at eight.")
NEW = citation("The gate closes at nine.", 40, label="Gates")


def saved(question: str = "When?", history: tuple[str, ...] = (), as_of: int | None = None):
    return SavedAnswer("a1", "2026-11-26T09:30:00+00:00", question, history, (), as_of, 3, {}, {})


def stand(
    standing: Standing, new: Citation | None = None, given: Answer | None = None, **asked
) -> AnswerStand:
    given = given or answer(said(OLD.quote, OLD))
    return AnswerStand(saved(**asked), given, (Stand(standing, OLD, new),))


def opened(stand: AnswerStand) -> Reader:
    return Reader(answers_pane.saved(stand, {}, 4))


def test_an_answer_whose_sources_stand_has_no_badge() -> None:
    read = opened(stand(Standing.KEPT, OLD))
    assert "the source" not in read.text
    assert "Since then" not in read.text
    assert OLD.quote in read.text


def test_changed_words_stand_beside_the_old_and_lead_to_where_they_are() -> None:
    read = opened(stand(Standing.CHANGED, NEW))
    assert "the source changed" in read.text
    assert "The gate closes at old: eightnew: nine." in read.text
    assert "Gates, Title as it reads now" in read.text
    assert ("href", render.place_of(NEW, 4).fragment) in read.attributes
    assert ("href", render.place_of(OLD, 3).fragment) in read.attributes


def test_moved_words_lead_to_where_they_stand() -> None:
    moved = citation(OLD.quote, 400, label="Gates")
    read = opened(stand(Standing.MOVED, moved))
    assert "the source moved" in read.text
    assert read.text.endswith("The same words stand somewhere else now:Gates, Title")
    assert "old: " not in read.text


def test_words_that_are_gone_are_shown_as_they_were() -> None:
    read = opened(stand(Standing.GONE))
    assert "the source is gone" in read.text
    assert f"old: {OLD.quote}" in read.text
    assert "as it reads now" not in read.text


def test_an_answer_as_of_an_earlier_generation_is_meant_to_say_what_it_said() -> None:
    read = opened(stand(Standing.GONE, as_of=3))
    assert "the source" not in read.text
    assert "as of generation 3" in read.text


def test_what_was_asked_before_is_told() -> None:
    assert (
        "asked after: Where? · Why?"
        in opened(stand(Standing.KEPT, OLD, history=("Where?", "Why?"))).text
    )


def test_the_list_says_what_became_of_each_and_when_it_was_asked() -> None:
    read = Reader(join(*answers_pane.touched([stand(Standing.MOVED, NEW)])))
    assert read.text.startswith("1 answer rests on words that are not as they were")
    assert "When?the source moved asked 26 November 2026" in read.text
    assert ("href", SavedPlace("a1").fragment) in read.attributes
    assert ("datetime", "2026-11-26T09:30:00+00:00") in read.attributes


def test_no_answers_are_no_list() -> None:
    assert list(answers_pane.touched([])) == list(answers_pane.others([])) == []


def test_hostile_questions_and_words_run_nothing() -> None:
    old, new = citation(HOSTILE, label=HOSTILE), citation(HOSTILE + " more", label=HOSTILE)
    hostile = AnswerStand(
        saved(HOSTILE, (HOSTILE,)),
        answer(said(HOSTILE, old)),
        (Stand(Standing.CHANGED, old, new),),
    )
    for markup in (answers_pane.saved(hostile, {}, 4), join(*answers_pane.touched([hostile]))):
        read = Reader(markup)
        assert read.tags <= TAGS
        assert {name for name, _ in read.attributes} <= ATTRIBUTES
        assert HOSTILE in read.text
