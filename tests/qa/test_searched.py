"""What an answer tells of the search behind it: what was read, why, and how wide."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.settings import Settings
from qa.answer import Answer, Outcome, Picked, Searched, Verdict
from qa.chain import WIDER, Desk
from qa.kept import SHAPE
from qa.request import Request
from qa.searched import verdict

PARTNERSHIPS = "Which countries take part in Talent Partnerships?"
NOWHERE = "Who won the 2022 World Cup?"


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[Desk]:
    desk = Desk(Settings(library=shipped_library))
    yield desk
    desk.close()


def test_every_passage_that_was_read_says_why_it_was_chosen(desk: Desk) -> None:
    answer = desk.ask(PARTNERSHIPS)
    picked = answer.searched.picked
    assert len(picked) == answer.searched.read == desk.settings.passages_read
    first = picked[0]
    assert (first.by_meaning, first.by_words, first.verdict) == (1, 1, Verdict.ANSWERS)
    assert {"Talent", "Partnerships"} <= set(first.matched)
    assert all(one.by_meaning or one.by_words for one in picked)


def test_a_passage_that_was_read_stands_where_it_says(desk: Desk) -> None:
    for picked in desk.ask(PARTNERSHIPS).searched.picked:
        held = desk.library.passages(desk.snapshot().number)
        (passage,) = [
            p for p in held if (p.document, p.start, p.end) == (picked.document, *span(picked))
        ]
        assert (passage.label, passage.title) == (picked.label, picked.title)


def span(picked: Picked) -> tuple[int, int]:
    return picked.start, picked.end


def test_one_of_the_passages_read_is_what_the_answer_cites(desk: Desk) -> None:
    answer = desk.ask(PARTNERSHIPS)
    (citation,) = answer.statements[0].citations
    assert any(
        picked.document == citation.document
        and picked.start <= citation.start
        and citation.end <= picked.end
        for picked in answer.searched.picked
    )


def test_an_overview_has_passages_that_no_model_read(desk: Desk) -> None:
    answer = desk.ask("Summarise the screening regulation.")
    assert {picked.verdict for picked in answer.searched.picked} == {Verdict.UNREAD}


def test_a_passage_without_tokens_answers_nothing() -> None:
    assert verdict(float("-inf")) is Verdict.SILENT
    assert verdict(None) is Verdict.UNREAD


# Several questions in one


def test_each_sentence_says_which_of_several_questions_it_answers(desk: Desk) -> None:
    answer = desk.ask("Who runs the screening and how long may a border procedure last?")
    assert {said.part for said in answer.statements} == {
        "Who runs the screening?",
        "How long may a border procedure last?",
    }


def test_a_question_of_several_without_an_answer_is_named(desk: Desk) -> None:
    answer = desk.ask("Which countries take part in Talent Partnerships, and who pays dentists?")
    assert answer.outcome is Outcome.PARTLY
    assert answer.searched.silent_on == ("Who pays dentists?",)


def test_a_single_question_heads_nothing(desk: Desk) -> None:
    assert {said.part for said in desk.ask(PARTNERSHIPS).statements} == {""}


# Wider, and narrower


def test_searching_wider_reads_more_and_is_another_answer(desk: Desk) -> None:
    usual, wide = desk.ask(NOWHERE), desk.answer(Request(NOWHERE, wide=True))
    assert wide.searched.read == WIDER * usual.searched.read
    assert (usual.searched.wide, wide.searched.wide) == (False, True)
    assert usual.id != wide.id


def test_a_narrow_search_that_is_wide_reads_what_there_is(desk: Desk) -> None:
    one = ("pact/factsheet",)
    wide = desk.answer(Request(NOWHERE, documents=one, wide=True))
    assert wide.searched.read == wide.searched.passages


def test_weak_evidence_answers_only_a_wide_search_and_never_wholly(shipped_library: Path) -> None:
    sure = Settings(library=shipped_library, confidence=0.99)
    desk = Desk(sure)
    try:
        assert desk.ask(PARTNERSHIPS).outcome is Outcome.NOT_FOUND
        wide = desk.answer(Request(PARTNERSHIPS, wide=True))
    finally:
        desk.close()
    assert wide.outcome is Outcome.PARTLY
    for citation in (citation for said in wide.statements for citation in said.citations):
        text = desk_text(shipped_library, citation.document)
        assert text[citation.start : citation.end] == citation.quote


def desk_text(folder: Path, document: str) -> str:
    desk = Desk(Settings(library=folder))
    try:
        return desk.library.document(document).text
    finally:
        desk.close()


def test_what_is_sure_is_answered_by_a_wide_search_too(desk: Desk) -> None:
    assert desk.answer(Request(PARTNERSHIPS, wide=True)).outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("request_", "narrowed"),
    [
        (Request(NOWHERE), False),
        (Request(NOWHERE, documents=("pact/factsheet",)), True),
        (Request(NOWHERE, as_of=1), True),
    ],
)
def test_an_answer_knows_whether_more_could_be_asked(
    desk: Desk, request_: Request, *, narrowed: bool
) -> None:
    assert desk.answer(request_).searched.narrowed is narrowed


# Words found nowhere


def test_a_misspelt_word_brings_one_that_stands_in_the_texts(desk: Desk) -> None:
    answer = desk.ask("What are smugglars of migrants paid by airlines?")
    assert ("smugglars", "smugglers") in answer.searched.spellings
    assert "airlines" not in dict(answer.searched.spellings)


def test_a_word_of_another_document_is_no_spelling_for_the_one_asked(desk: Desk) -> None:
    answer = desk.ask("What are smugglars paid by airlines?", documents=("pact/screening",))
    for _, near in answer.searched.spellings:
        assert near.lower() in desk.library.document("pact/screening").text.lower()


def test_short_words_and_names_with_digits_are_not_guessed_at(desk: Desk) -> None:
    assert desk.ask("Who won the B52z cup?").searched.spellings == ()


# Kept


def test_an_answer_of_an_earlier_footnote_still_loads(desk: Desk) -> None:
    answer = desk.ask(PARTNERSHIPS)
    plain = SHAPE.dump_python(answer, mode="json")
    new = {"picked", "spellings", "narrowed", "wide", "silent_on"}
    plain["searched"] = {k: v for k, v in plain["searched"].items() if k not in new}
    for said in plain["statements"]:
        del said["part"]
    loaded: Answer = SHAPE.validate_python(plain)
    assert loaded.statements == answer.statements
    assert loaded.searched == replace(answer.searched, picked=())


def test_it_comes_back_as_it_was(desk: Desk) -> None:
    answer = desk.ask(NOWHERE)
    assert SHAPE.validate_python(SHAPE.dump_python(answer, mode="json")) == answer


def test_the_json_says_nothing_of_it(desk: Desk) -> None:
    told = desk.ask(PARTNERSHIPS).to_json()
    assert "searched" not in told
    assert set(told["statements"][0]) == {"text", "support", "highlight", "citations"}
    assert Searched() == Searched((), 0, 0, ())
