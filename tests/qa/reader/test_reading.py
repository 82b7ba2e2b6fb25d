"""The packaged reader model: spans it points at, and what it says of texts without an answer."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReaderMissing
from qa.reader.reading import Reader

TEXT = (
    "The museum was founded in 1911 by Anna Berg. It holds 4,200 paintings. "
    "Entry is free for children under twelve."
)
OTHER = "Tin is a soft metal. It melts at 232 degrees and does not rust."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the museum founded?", "1911"),
        ("Who founded the museum?", "Anna Berg"),
        ("How many paintings does it hold?", "4,200"),
    ],
)
def test_the_best_span_is_the_answer(reader: Reader, question: str, answer: str) -> None:
    (reading,) = reader.read(question, [TEXT], [""])
    span = reading.within(0, len(TEXT))
    assert answer in TEXT[span.start : span.end]


def test_a_text_that_answers_has_the_greater_margin(reader: Reader) -> None:
    here, elsewhere = reader.read("Who founded the museum?", [TEXT, OTHER], ["", ""])
    assert here.margin > elsewhere.margin


def test_a_near_miss_has_the_smaller_margin(reader: Reader) -> None:
    asked = ["Who founded the museum?", "Who closed the museum?"]
    right, wrong = reader.read_pairs(asked, [TEXT, TEXT], ["", ""])
    assert right.margin > wrong.margin


def test_a_span_can_be_sought_in_one_sentence(reader: Reader) -> None:
    (reading,) = reader.read("When was the museum founded?", [TEXT], [""])
    start = TEXT.index("It holds")
    span = reading.within(start, len(TEXT))
    assert span.start >= start
    assert span.score < reading.margin


def test_nothing_is_read_of_nothing(reader: Reader) -> None:
    assert reader.read("Who?", [], []) == []
    (reading,) = reader.read("Who?", [""], [""])
    assert reading.within(0, 0).score == float("-inf")


def test_a_text_reads_the_same_alone_and_in_company(reader: Reader) -> None:
    (alone,) = reader.read("Who founded the museum?", [TEXT], [""])
    together = reader.read("Who founded the museum?", [OTHER, TEXT, OTHER * 9], ["", "", ""])[1]
    assert together.within(0, len(TEXT)).start == alone.within(0, len(TEXT)).start
    assert together.margin == pytest.approx(alone.margin, abs=0.5)  # bfloat16 rounds by batch


@settings(max_examples=30, deadline=None)
@given(question=st.text(max_size=60), text=st.text(max_size=200), data=st.data())
def test_whatever_is_read_the_span_lies_where_it_was_sought(
    reader: Reader, question: str, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    (reading,) = reader.read(question, [text], [""])
    span = reading.within(start, end)
    assert start <= span.start <= span.end <= end


def test_a_missing_model_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ReaderMissing, match="FOOTNOTE_READER"):
        Reader(str(tmp_path / "none")).read("Who?", ["Anna."], [""])
