"""What the reader model learns from: where answers stand, and what is held out."""

import json
from pathlib import Path

from qa.reader.examples import (
    OWN,
    Example,
    agreed,
    held_out,
    lines,
    mined,
    own_on_acts,
    own_on_paragraphs,
    own_written,
    paragraph_id,
    squad,
)
from tests.qa.reader.texts import TEXT, passage

PARAGRAPH = "Anna Berg founded the museum in 1911. It holds paintings."


def example(question: str, context: str, answer: str, document: str = "Museum") -> Example:
    start = context.index(answer)
    span = (start, start + len(answer))
    return Example(question, context, span, (answer,), "", document, "wiki")


def in_squad_format(folder: Path, *asked: dict) -> Path:
    file = folder / "set.json"
    paragraph = {"context": PARAGRAPH, "qas": list(asked)}
    file.write_text(json.dumps({"data": [{"title": "Museum", "paragraphs": [paragraph]}]}))
    return file


def test_an_answer_stands_where_most_people_marked_it() -> None:
    marked = [
        {"answer_start": 0, "text": "Anna"},
        {"answer_start": 0, "text": "Anna Berg"},
        {"answer_start": 0, "text": "Anna Berg"},
    ]
    assert agreed(marked) == (0, 9)
    assert agreed([]) is None


def test_a_question_marked_impossible_has_no_answer(tmp_path: Path) -> None:
    asked = {
        "question": "Who closed it?",
        "is_impossible": True,
        "answers": [],
        "plausible_answers": [{"answer_start": 0, "text": "Anna Berg"}],
    }
    (found,) = squad(in_squad_format(tmp_path, asked), "wiki")
    assert (found.span, found.answers, found.origin) == (None, (), "adversarial")


def test_our_questions_find_their_paragraph_by_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    id = paragraph_id(PARAGRAPH)
    rows = [
        {"id": id, "question": "Who founded it?", "answer": "Anna Berg"},
        {"id": id, "question": "Who closed it?", "answer": None, "trick": "antonym"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    known = [example("When?", PARAGRAPH, "1911")]
    right, wrong = own_on_paragraphs(file, known)
    assert (right.answer, right.origin) == ("Anna Berg", "own")
    assert (wrong.span, wrong.origin) == (None, "own near miss")


def test_our_questions_on_acts_find_the_passage_with_their_quote(tmp_path: Path) -> None:
    file = tmp_path / "act.jsonl"
    row = {
        "document": "act",
        "quote": "The regulation applies from 12 June 2026.",
        "question": "From when?",
        "answer": "12 June 2026",
    }
    file.write_text(json.dumps(row))
    (found,) = own_on_acts(file, [passage("Act", ("Article 1",))])
    assert found.answer == "12 June 2026"
    assert found.context == TEXT


def test_each_passage_of_our_own_is_a_document_and_every_eighth_is_held_out(
    tmp_path: Path,
) -> None:
    file = tmp_path / "leaflets.jsonl"
    asked = [
        {"question": "In which year did it open?", "answer": "1911"},
        {"question": "Who closed it?", "answer": None, "trick": "relation"},
    ]
    row = {"genre": "leaflet", "head": "Museum", "text": PARAGRAPH, "questions": asked}
    file.write_text("\n".join([json.dumps(row)] * 9))
    made = list(own_written(file))
    right, wrong = made[:2]
    assert (right.answer, right.origin, right.head) == ("1911", "written", "Museum")
    assert (wrong.span, wrong.origin) == (None, "written near miss")
    assert sorted({e.document for e in made if held_out(e)}) == [
        "written/leaflets/0",
        "written/leaflets/8",
    ]


def test_a_mined_text_is_near_and_does_not_hold_the_answer() -> None:
    asked = example("Who founded the museum?", PARAGRAPH, "Anna Berg")
    near = example("Where?", "The museum of glass was founded in Oslo.", "Oslo")
    far = example("What?", "Tin is a metal.", "metal")
    (found,) = mined([asked], [asked, near, far])
    assert (found.context, found.span, found.origin) == (near.context, None, "mined")


def test_whole_documents_are_held_out() -> None:
    assert held_out(example("Who?", PARAGRAPH, "Anna", "Istanbul"))
    assert not held_out(example("Who?", PARAGRAPH, "Anna", "Manhattan"))


def test_every_question_of_ours_is_whole() -> None:
    for file in OWN.rglob("*.jsonl"):
        for line in lines(file):
            for asked in line.get("questions", (line,)):
                assert asked["question"].strip()
                assert asked["answer"] is None or asked["answer"].strip()
                assert asked["answer"] is not None or asked["trick"]
            assert all((q["answer"] or "") in line["text"] for q in line.get("questions", ()))
