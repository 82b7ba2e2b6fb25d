"""What comes over the pipe is checked: every span lies in the text, every error is known."""

import json
import zlib
from dataclasses import asdict, replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Definition, Document, Note, Reference, Section
from corpus.errors import EmptySource, LargeSource
from corpus.layout import BYTES_PER_BOX
from ingest.frames import read_frame, write_frame
from ingest.validation import Unbelievable, outcome_from

TEXT = "A title\n\nSome words."
DOCUMENT = Document("", "A title", TEXT)
OFFSETS = st.integers(-3, len(TEXT) + 3)


def outcome(document: Document, boxes: bytes = b"", sizes: Any = None) -> Any:
    facts = {"document": asdict(document), "sizes": sizes, "peak_bytes": 1}
    return outcome_from(json.dumps(facts).encode(), boxes).result


def is_believed(document: Document) -> bool:
    try:
        return bool(outcome(document) == document)
    except Unbelievable:
        return False


@given(OFFSETS, OFFSETS, OFFSETS)
def test_a_section_is_believed_exactly_when_it_lies_in_the_text(a: int, b: int, c: int) -> None:
    document = replace(DOCUMENT, outline=(Section("A", "section", 1, a, b, c),))
    assert is_believed(document) == (0 <= a <= b <= c <= len(TEXT))


@given(OFFSETS, OFFSETS)
def test_so_is_everything_else_that_points_into_the_text(a: int, b: int) -> None:
    inside = 0 <= a <= b <= len(TEXT)
    assert is_believed(replace(DOCUMENT, notes=(Note("1", a, a, b),))) == inside
    assert is_believed(replace(DOCUMENT, definitions=(Definition("t", "1", a, b),))) == inside
    assert is_believed(replace(DOCUMENT, references=(Reference("1", "", a, b),))) == inside
    assert is_believed(replace(DOCUMENT, pages=(a, b))) == inside


@pytest.mark.parametrize(
    "text", ["e\u0301", "a\r\nb", "\ud800"], ids=["not composed", "line ends", "half a character"]
)
def test_a_text_that_is_not_canonical_is_not_believed(text: str) -> None:
    assert not is_believed(replace(DOCUMENT, text=text))


def test_a_layout_has_a_size_for_each_page_and_a_box_for_each_character() -> None:
    document = replace(DOCUMENT, pages=(0,))
    boxes = bytes(BYTES_PER_BOX * len(TEXT))
    assert outcome(document, zlib.compress(boxes), [[595, 842]]).layout.boxes
    for wrong in (boxes[1:], boxes + b"0", bytes(10**8)):
        with pytest.raises(Unbelievable):
            outcome(document, zlib.compress(wrong), [[595, 842]])
    with pytest.raises(Unbelievable):
        outcome(document, zlib.compress(boxes), [])
    with pytest.raises(Unbelievable):
        outcome(document, b"not packed", [[595, 842]])


def test_an_error_of_a_source_comes_back_with_its_facts() -> None:
    assert isinstance(refusal("EmptySource", source="a"), EmptySource)
    error = refusal("LargeSource", source="a", size_mb=2.0, limit_mb=1.0)
    assert str(error) == str(LargeSource(source="a", size_mb=2.0, limit_mb=1.0))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("", {}),
        ("SystemExit", {}),
        ("FootnoteError", {"reason": "x"}),
        ("LibraryMissing", {"folder": "x"}),
        ("EmptySource", {}),
        ("LargeSource", {"source": "a", "size_mb": "many", "limit_mb": 1}),
        ("EmptySource", {"source": ["a"]}),
    ],
)
def test_no_other_error_is_believed(name: str, facts: dict[str, object]) -> None:
    with pytest.raises(Unbelievable):
        refusal(name, **facts)


def refusal(name: str, **facts: object) -> object:
    reply = {"error": name, "facts": facts, "peak_bytes": 1}
    return outcome_from(json.dumps(reply).encode(), b"").result


@pytest.mark.parametrize("reply", [b"", b"{}", b"[]", b"\xff", b'{"peak_bytes": "1"}'])
def test_nonsense_is_not_believed(reply: bytes) -> None:
    with pytest.raises(Unbelievable):
        outcome_from(reply, b"")


@given(st.binary(), st.binary())
def test_a_frame_comes_out_as_it_went_in(facts: bytes, data: bytes) -> None:
    pipe = BytesIO()
    write_frame(pipe, facts, data)
    whole = pipe.getvalue()
    assert read_frame(BytesIO(whole), len(facts) + len(data)) == (facts, data)
    with pytest.raises(EOFError):
        read_frame(BytesIO(whole[:-1]))


def test_a_frame_over_the_limit_is_not_read() -> None:
    pipe = BytesIO()
    write_frame(pipe, b"12345")
    pipe.seek(0)
    with pytest.raises(OverflowError):
        read_frame(pipe, 4)
