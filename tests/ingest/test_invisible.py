"""What nobody sees is taken out before anything is counted, and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import canonical
from ingest.readers.invisible import notice_of, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("in\u200bvisible\ufeff", "invisible"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eturned\u202c", "turned"),
        ("a\U000e0049\U000e0067b", "ab"),
        ("a\x07b\x9fc", "abc"),
        ("a\u3164b", "ab"),
        ("a\ud800b\uffff", "ab"),
        ("a\ufe0f\ufe0f\ufe0fb", "a\ufe0fb"),
    ],
)
def test_characters_that_nobody_sees_go(text: str, seen: str) -> None:
    assert visible(text)[0] == seen


@pytest.mark.parametrize(
    "text",
    ["👩\u200d⚖️", "👁️\u200d🗨️", "क्\u200dष", "می\u200cخواهم", "10\u00a0%", "tab\tand\nline", "é"],
)
def test_characters_that_shape_others_stay(text: str) -> None:
    assert visible(text) == (text, {})


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_whatever_ends_a_line_becomes_a_line_end(end: str) -> None:
    assert visible(f"one{end}two")[0] == "one\ntwo"


def test_the_notice_counts_each_kind() -> None:
    _, removed = visible("a\u200b\u200bb\u202ec")
    assert notice_of(removed) == (
        "Invisible characters removed: 1 bidirectional controls, 2 zero-width characters.",
    )
    assert notice_of(visible("plain")[1]) == ()


@given(st.text(st.characters(codec=None)))
def test_visible_text_can_be_written_and_stays_as_it_is(text: str) -> None:
    seen, _ = visible(text)
    assert seen.encode("utf-8").decode("utf-8") == seen
    assert canonical(canonical(seen)) == canonical(seen)
    assert visible(seen) == (seen, {})
