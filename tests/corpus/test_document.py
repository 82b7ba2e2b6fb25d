"""Citations are exact, names of texts are stable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import (
    Document,
    Section,
    canonical,
    cite,
    embedded_text,
    is_empty,
    page_at,
    sections_at,
    version_of,
)


@given(st.text(min_size=1), st.data())
def test_a_citation_quotes_exactly_what_stands_at_its_offsets(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = cite(Document("d", "D", text), "D", start, end)
    assert text[citation.start : citation.end] == citation.quote
    assert citation.version == version_of(text)


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 6)])
def test_nothing_and_what_lies_outside_cannot_be_cited(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        cite(Document("d", "D", "12345"), "D", start, end)


@given(st.text())
def test_canonical_text_is_composed_and_has_one_kind_of_line_end(text: str) -> None:
    result = canonical(text)
    assert "\r" not in result
    assert unicodedata.is_normalized("NFC", result)
    assert canonical(result) == result


def test_pages_count_from_one() -> None:
    assert [page_at((0, 10, 20), offset) for offset in (0, 9, 10, 25)] == [1, 1, 2, 3]
    assert page_at((), 5) is None


def test_the_sections_that_hold_an_offset_come_outermost_first() -> None:
    outer, inner = Section("A", "section", 1, 0, 1, 20), Section("B", "section", 2, 5, 6, 10)
    assert sections_at([outer, inner], 7) == (outer, inner)
    assert sections_at([outer, inner], 15) == (outer,)


def test_a_heading_with_nothing_under_it_is_empty() -> None:
    text = "A\n\nB\n\ntext"
    assert is_empty(Section("A", "section", 2, 0, 1, 1), text)
    assert not is_empty(Section("B", "section", 2, 3, 4, 10), text)


def test_the_head_of_a_passage_does_not_say_the_title_twice() -> None:
    assert embedded_text("T", ("T", "S"), "x") == "T › S\nx"
