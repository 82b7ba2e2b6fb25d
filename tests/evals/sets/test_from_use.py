"""Verdicts become questions that are measured, each with what would have been right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from corpus.verdicts import Judged, Verdict, Words
from evals.runs.run import evaluate
from evals.sets.from_use import FromUse, ToComplete, Unfit, as_yaml, from_use, picked_quotes
from evals.sets.question import GoldQuote, Kind, Question, Split
from evals.sets.reading import load_questions
from evals.sets.writing import commented
from ingest.apply import ingest
from qa.chain import Desk

GATE, KEY = "When does the gate close?", "Who keeps the key?"
CLOSES, KEEPS = "The gate closes at eight.", "The porter keeps the key."
NOBODY = ""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "gate.md"
    file.write_text(f"# The gate\n\n{CLOSES}\n\n{KEEPS}\n", encoding="utf-8")
    return file


@pytest.fixture
def desk(settings: Settings, text: Path, embedder: Embedder) -> Iterator[Desk]:
    ingest(settings, [str(text)], embedder=embedder)
    opened = Desk(settings)
    opened.embedder = embedder
    yield opened
    opened.close()


def judged(desk: Desk, question: str, verdict: Judged, history: tuple[str, ...] = ()) -> Verdict:
    """A question that is asked, kept and judged."""
    answer = desk.ask(question, history=history)
    desk.keep(answer, history)
    return desk.library.give_verdict(NOBODY, answer.id, question, verdict)


def picked(library: Library, verdict: Verdict, quote: str) -> Verdict:
    document = library.document("gate")
    start = document.text.index(quote)
    words = Words("gate", document.version, start, start + len(quote), quote)
    return library.pick_words(NOBODY, verdict.row, words)


def found(desk: Desk) -> FromUse:
    return from_use(desk.library, desk.library.verdicts())


def only(desk: Desk) -> Question:
    rows = found(desk)
    assert (rows.to_complete, rows.unfit) == ((), ())
    (question,) = rows.questions
    return question


def test_a_helpful_answer_stays_right_as_long_as_it_cites_the_same(desk: Desk) -> None:
    judged(desk, GATE, Judged.HELPFUL)
    question = only(desk)
    assert (question.question, question.kind, question.split) == (GATE, Kind.FACT, Split.DEV)
    assert [(gold.document, gold.text) for gold in question.quotes] == [("gate", CLOSES)]


def test_a_wrong_source_asks_for_the_words_that_were_picked(desk: Desk) -> None:
    picked(desk.library, judged(desk, GATE, Judged.WRONG_SOURCE), KEEPS)
    assert [gold.text for gold in only(desk).quotes] == [KEEPS]


def test_an_incomplete_answer_asks_for_what_it_cites_and_for_what_it_lacks(desk: Desk) -> None:
    picked(desk.library, judged(desk, GATE, Judged.INCOMPLETE), KEEPS)
    question = only(desk)
    assert question.all_needed
    assert [(gold.text, gold.part) for gold in question.quotes] == [
        (CLOSES, "given"),
        (KEEPS, "lacking"),
    ]


def test_what_should_have_been_refused_has_no_answer(desk: Desk) -> None:
    judged(desk, GATE, Judged.SHOULD_REFUSE)
    question = only(desk)
    assert (question.kind, question.reason) == (Kind.UNANSWERABLE, "marked in use")
    assert question.gold == ()


def test_a_helpful_no_has_no_answer_either(desk: Desk) -> None:
    judged(desk, "What is the phone number of the World Bank?", Judged.HELPFUL)
    assert only(desk).kind is Kind.UNANSWERABLE


def test_a_wrong_no_asks_for_the_words_that_were_picked(desk: Desk) -> None:
    verdict = judged(desk, "What is the phone number of the World Bank?", Judged.IS_SAID)
    picked(desk.library, verdict, KEEPS)
    assert [gold.text for gold in only(desk).quotes] == [KEEPS]


def test_rows_without_their_words_are_to_be_completed(desk: Desk) -> None:
    verdict = judged(desk, GATE, Judged.WRONG_SOURCE)
    rows = found(desk)
    (lacking,) = rows.to_complete
    assert (rows.questions, lacking.verdict) == ((), verdict)
    assert (lacking.question.proposed, lacking.question.quotes) == (True, ())


def test_what_an_incomplete_answer_cites_is_kept_for_whoever_completes_it(desk: Desk) -> None:
    judged(desk, GATE, Judged.INCOMPLETE)
    (lacking,) = found(desk).to_complete
    assert lacking.question.quotes == (GoldQuote("gate", CLOSES, "given"),)
    assert "with the part `lacking`" in lacking.wanted


def test_a_wrong_no_that_lacks_its_words_is_no_unanswerable_question(desk: Desk) -> None:
    judged(desk, "What is the phone number of the World Bank?", Judged.IS_SAID)
    (lacking,) = found(desk).to_complete
    assert lacking.question.kind is not Kind.UNANSWERABLE


def test_a_follow_up_brings_the_questions_before_it(desk: Desk) -> None:
    judged(desk, "When does it close?", Judged.HELPFUL, history=("What is the gate?",))
    question = only(desk)
    assert question.history == ("What is the gate?",)
    assert question.kind is Kind.FOLLOW_UP


def test_a_row_outlives_its_answer(desk: Desk) -> None:
    verdict = picked(desk.library, judged(desk, GATE, Judged.WRONG_SOURCE), KEEPS)
    desk.library.forget_answers([verdict.answer])
    assert only(desk).question == GATE


def test_words_that_stand_there_no_longer_are_left_out(
    desk: Desk, text: Path, settings: Settings, embedder: Embedder
) -> None:
    verdict = picked(desk.library, judged(desk, GATE, Judged.WRONG_SOURCE), KEEPS)
    text.write_text(f"# The gate\n\n{CLOSES}\n", encoding="utf-8")
    ingest(settings, [str(text)], embedder=embedder)
    rows = found(desk)
    assert rows.questions == ()
    assert rows.unfit == (Unfit(verdict, f"“{KEEPS}” does not stand in gate"),)


def test_what_an_incomplete_answer_cited_may_be_gone(
    desk: Desk, text: Path, settings: Settings, embedder: Embedder
) -> None:
    picked(desk.library, judged(desk, GATE, Judged.INCOMPLETE), KEEPS)
    text.write_text(f"# The gate\n\n{KEEPS}\n", encoding="utf-8")
    ingest(settings, [str(text)], embedder=embedder)
    question = only(desk)
    assert not question.all_needed
    assert [(gold.text, gold.part) for gold in question.quotes] == [(KEEPS, "")]


def test_a_question_about_the_library_is_left_to_be_written_by_hand(desk: Desk) -> None:
    judged(desk, "Which documents do you have?", Judged.HELPFUL)
    (unfit,) = found(desk).unfit
    assert "about the library" in unfit.reason


def test_a_greeting_that_was_answered_well_asks_for_no_words(desk: Desk) -> None:
    judged(desk, "Hello!", Judged.HELPFUL)
    question = only(desk)
    assert (question.kind, question.gold) == (Kind.HELP, ())


def test_the_form_of_a_question_tells_its_kind(desk: Desk) -> None:
    verdict = judged(desk, "How many keys does the porter keep?", Judged.WRONG_SOURCE)
    picked(desk.library, verdict, KEEPS)
    assert only(desk).kind is Kind.NUMBER


def test_of_several_sentences_each_is_enough() -> None:
    words = Words("gate", "v", 0, 9, f"The gate\n\n{CLOSES}\n\n{KEEPS}")
    verdict = Verdict(1, NOBODY, "a", GATE, Judged.WRONG_SOURCE, "2026-11-27T00:00:00Z", words)
    assert [gold.text for gold in picked_quotes(verdict)] == [CLOSES, KEEPS]


def test_the_file_is_one_that_is_run_as_it_is(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    judged(desk, GATE, Judged.HELPFUL)
    judged(desk, KEY, Judged.WRONG_SOURCE)
    file = tmp_path / "use.yaml"
    rows = found(desk)
    file.write_text(as_yaml(rows), encoding="utf-8")
    (lacking,) = rows.to_complete
    assert load_questions(file).questions == (*rows.questions, lacking.question)
    assert "# wrong source: give the words" in file.read_text(encoding="utf-8")
    report = evaluate(settings, [file], alone=True)
    (record,) = report.footnote.records
    assert record.question_set == "from-use"
    assert record.scores.answer_right


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_whatever_is_asked_and_quoted_comes_back_from_the_file(question: str, quote: str) -> None:
    document = Document("d", "D", quote)
    verdict = Verdict(7, NOBODY, "a", question, Judged.WRONG_SOURCE, "2026-11-27T00:00:00Z", None)
    row = Question("use-a-7", question, Kind.FACT, Split.DEV)
    unfit = Unfit(verdict, f"“{document.text}” does not stand in d")
    proposed = ToComplete(verdict, Question("use-a-8", question, proposed=True), quote)
    content = yaml.safe_load(as_yaml(FromUse((row,), (proposed,), (unfit,))))
    asked = {"id": "use-a-7", "question": question, "kind": "fact", "split": "dev"}
    lacking = asked | {"id": "use-a-8", "split": "test", "quotes": [], "proposed": True}
    assert content["questions"] == [asked, lacking]


@given(st.text())
def test_a_comment_is_one_line(text: str) -> None:
    assert yaml.safe_load(f"# {commented(text)}\na: 1") == {"a": 1}
