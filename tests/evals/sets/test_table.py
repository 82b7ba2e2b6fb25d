"""Question sets as CSV and as JSON lines: what a spreadsheet and a program write is read."""

import json
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import BadQuestionSet
from evals.sets.gold import locate
from evals.sets.question import GoldLabel, GoldQuote, Kind, Question, Split, Why
from evals.sets.reading import load_questions, read_questions


def csv(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "mine.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def only(file: Path) -> Question:
    (question,) = load_questions(file).questions
    return question


def test_a_question_and_its_answers_are_enough(tmp_path: Path) -> None:
    file = csv(tmp_path, "question,answers", "How many countries?,64|sixty-four")
    questions = load_questions(file)
    assert questions.name == "mine"
    assert questions.questions == (
        Question("row-2", "How many countries?", answers=("64", "sixty-four")),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_columns_stand_in_any_order_behind_any_delimiter(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    head = ["Quote", "kind", "ID", "question", "document", "split", "language", "Key facts"]
    cells = ['"64 countries, in all; ""now"""', "number", "q7", "Où?", "a", "dev", "fr", "x|y"]
    file = csv(tmp_path, delimiter.join(head), delimiter.join(cells), encoding=encoding)
    assert only(file) == Question(
        id="q7",
        question="Où?",
        kind=Kind.NUMBER,
        split=Split.DEV,
        key_facts=("x", "y"),
        quotes=(GoldQuote("a", '64 countries, in all; "now"'),),
        language="fr",
    )


def test_rows_of_one_id_are_one_question_with_more_gold(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "id,question,document,quote,label",
        "q1,Why?,a,One.,",
        "q1,,b,Two.,",
        "q1,Why?,c,,Article 3",
    )
    question = only(file)
    assert question.quotes == (GoldQuote("a", "One."), GoldQuote("b", "Two."))
    assert question.labels == (GoldLabel("c", "Article 3"),)


def test_a_reason_makes_a_question_unanswerable(tmp_path: Path) -> None:
    question = only(csv(tmp_path, "question,unanswerable", "Why not?,near miss"))
    assert (question.kind, question.reason) == (Kind.UNANSWERABLE, Why.NEAR_MISS)


def test_history_and_documents_are_lists(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "question,kind,history,documents,answer",
        "And then?,follow-up,First? | Second?,a|b,yes",
    )
    question = only(file)
    assert question.history == ("First?", "Second?")
    assert question.documents == ("a", "b")


def test_empty_rows_are_passed_over_and_short_ones_are_read(tmp_path: Path) -> None:
    file = csv(tmp_path, "question,answer,id", "", ",,", "Why?,so")
    assert only(file).id == "row-4"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["question,anwser"], "no column “anwser” (did you mean “answers”?); there are: id, quest"),
        (["answer", "x"], "its first row names no column “question”"),
        ([""], "its first row names no column “question”"),
        (["question,answer,answers"], "it has the column “answers” more than once"),
        (["question"], "it holds no questions"),
        (["question,answer", "Why?,"], "row 2, quotes: an answerable question needs at least"),
        (["question,kind", "Why?,riddle"], "row 2, kind: it is “riddle” and has to be one of"),
        (["question,reason", "Why?,bored"], "row 2, reason: it is “bored” and has to be one of"),
        (["question,kind,reason", "Why?,fact,near miss"], "row 2, reason: only an unanswerable"),
        (["question,answer", "Why, oh why?,so,then"], "row 2: it has 4 cells and the first row"),
        (["question,label", "Why?,Article 1"], "row 2, label: name its document beside it"),
        (["question,answer,document", "Why?,so,a"], "row 2, document: no quote and no label"),
        (["id,answer,question", "a,so,Why?", "a,so,How?"], "row 3, question: it is not that of"),
        (["id,answer,question", "a,so,"], "row 2, question: it is missing"),
        (["question,answer", '"Why?,so'], "row 2: it is not CSV"),
    ],
)
def test_what_is_off_is_named_by_its_row(tmp_path: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(BadQuestionSet) as caught:
        load_questions(csv(tmp_path, *lines))
    assert reason in str(caught.value)
    assert "mine.csv cannot be used: " in str(caught.value)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionSet, match="not text in UTF-8"):
        load_questions(csv(tmp_path, "question,answer", "Où?,là", encoding="latin-1"))


def test_all_that_is_off_is_told_at_once(tmp_path: Path) -> None:
    file = csv(tmp_path, "question,answer,kind", "Why?,,", "How?,so,riddle", "What?,that,")
    reading = read_questions(file)
    assert [problem.split(",")[0] for problem in reading.problems] == ["row 3", "row 2"]
    assert [question.id for question in reading.questions.questions] == ["row-2", "row-4"]


def test_a_quote_without_a_document_is_found_in_all_that_hold_it(tmp_path: Path) -> None:
    question = only(csv(tmp_path, "question,quote", "Why?,So."))
    documents = {name: Document(name, "", text) for name, text in (("a", "So."), ("b", "x So."))}
    (quote,) = locate(question, documents).quotes
    assert [(place.document, place.start) for place in quote.places] == [("a", 0), ("b", 2)]


def test_a_quote_that_no_document_holds_is_named(tmp_path: Path) -> None:
    question = only(csv(tmp_path, "question,quote", "Why?,So."))
    with pytest.raises(BadQuestionSet, match=r"“So\.” does not stand in any document"):
        locate(question, {"a": Document("a", "", "No.")})


# JSON lines


def jsonl(folder: Path, *lines: object) -> Path:
    file = folder / "mine.jsonl"
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("\n".join(written), encoding="utf-8")
    return file


def test_each_line_is_a_question(tmp_path: Path) -> None:
    quote = {"document": "a", "text": "So.\u2028Then."}
    file = jsonl(
        tmp_path,
        {"question": "Why?", "answers": ["so"]},
        "",
        {"id": "q", "question": "How?", "quotes": [quote, {"text": "Thus."}]},
    )
    first, second = load_questions(file).questions
    assert (first.id, first.answers) == ("line-1", ("so",))
    assert second.quotes == (GoldQuote("a", "So.\u2028Then."), GoldQuote("", "Thus."))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: it is not JSON"),
        ("[" * 100_000, "line 2: it is not JSON"),
        ('{"question": "\\ud800"}', "line 2: it is not JSON (half a character)"),
        ("3", "line 2: it should have fields of its own"),
        ({"question": "Why?", "anwser": "so"}, "line 2, anwser: there is no such field"),
        ({"answers": ["so"]}, "line 2, question: it is missing"),
        ({"question": "Why?", "answers": "so"}, "line 2, answers: it should be a list"),
        ({"question": "Why?"}, "line 2, quotes: an answerable question needs at least one"),
    ],
)
def test_what_is_off_is_named_by_its_line(tmp_path: Path, line: object, reason: str) -> None:
    good = {"question": "What?", "answers": ["that"]}
    with pytest.raises(BadQuestionSet) as caught:
        load_questions(jsonl(tmp_path, good, line))
    assert reason in str(caught.value)
