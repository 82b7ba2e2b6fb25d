"""Quoted words found again in a later version: themselves, or what took their place."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.anchors import Alignment, Anchor, Standing, worst

# Few sentences, so that a text says the same several times.
SENTENCES = st.sampled_from(("It applies.", "Nobody may enter.", "The port is closed.", "Aa."))
LINES = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n\n".join)
# Lines that stand once in a text, so that everything between two of them has its place.
MARKERS = tuple(f"Line number {n} is like no other." for n in range(8))


def spans_in(text: str) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.map(lambda pair: (min(pair), max(pair))).filter(lambda pair: pair[0] < pair[1])


def test_of_two_like_lines_the_one_quoted_is_found() -> None:
    old = "It applies.\n\nNobody may enter.\n\nIt applies."
    start = old.rindex("It")
    new = "All new.\n\n" + old
    assert anchored(old, new, start, len(old)) == Anchor(
        Standing.MOVED, (start + 10, len(old) + 10)
    )


def test_of_two_like_sentences_in_one_line_the_one_quoted_is_found() -> None:
    old = "Aa. Bb. Aa."
    assert anchored(old, old + "\n\nAll new.", 8, 11) == Anchor(Standing.KEPT, (8, 11))


def test_of_two_like_sentences_in_an_edited_line_the_one_quoted_is_found() -> None:
    old, new = "Aa. Bb. Aa.", "Aa. Cc and dd. Aa."
    assert anchored(old, new, 8, 11) == Anchor(Standing.MOVED, (15, 18))


def words_at(text: str, anchor: Anchor) -> str:
    assert anchor.span
    return text[anchor.span[0] : anchor.span[1]]


def anchored(old: str, new: str, start: int, end: int) -> Anchor:
    return Alignment(old, new).anchor(start, end)


@given(TEXTS, st.data())
@hypothesis_settings(max_examples=300)
def test_in_the_same_text_every_quote_is_kept(text: str, data: st.DataObject) -> None:
    start, end = data.draw(spans_in(text))
    assert anchored(text, text, start, end) == Anchor(Standing.KEPT, (start, end))


@given(TEXTS, TEXTS, st.data())
@hypothesis_settings(max_examples=300)
def test_what_is_kept_or_moved_is_the_quote_to_the_last_character(
    old: str, new: str, data: st.DataObject
) -> None:
    start, end = data.draw(spans_in(old))
    assume(old[start:end].strip())
    anchor = anchored(old, new, start, end)
    if anchor.standing in (Standing.KEPT, Standing.MOVED):
        assert words_at(new, anchor) == old[start:end]
        assert (anchor.standing is Standing.KEPT) == (anchor.span == (start, end))
    else:
        assert (anchor.span is None) == (anchor.standing is Standing.GONE)


@given(TEXTS, TEXTS, st.data())
def test_a_block_inserted_above_moves_every_quote_by_its_length(
    text: str, block: str, data: st.DataObject
) -> None:
    start, end = data.draw(spans_in(text))
    assume(text[start:end].strip())
    block = block.replace(".", " once.") + "\n\n"
    moved = start + len(block), end + len(block)
    assert anchored(text, block + text, start, end) == Anchor(Standing.MOVED, moved)


@st.composite
def grown_texts(draw: st.DrawFn) -> tuple[list[str], list[str | None]]:
    """Lines that come again between lines that do not; and the same with lines put in (None)."""
    old: list[str] = []
    for marker in MARKERS[: draw(st.integers(1, 6))]:
        old += [*draw(st.lists(LINES, max_size=2)), marker]
    new: list[str | None] = []
    for line in old:
        new += [*[None] * draw(st.integers(0, 2)), line]
    return old, new


@given(grown_texts(), st.data())
@hypothesis_settings(max_examples=300)
def test_among_like_lines_each_quote_goes_to_its_own_when_lines_are_put_in(
    grown: tuple[list[str], list[str | None]], data: st.DataObject
) -> None:
    old, new = grown
    place = data.draw(st.integers(0, len(old) - 1))
    start, end = data.draw(spans_in(old[place]))
    assume(old[place][start:end].strip())
    put_in = [line or f"Put in as {number}." for number, line in enumerate(new)]
    before, after = offset_of(old, place), offset_of(put_in, places_of(new)[place])
    found = anchored("\n".join(old), "\n".join(put_in), before + start, before + end)
    assert found.span == (after + start, after + end)


def offset_of(lines: Sequence[str], place: int) -> int:
    return sum(len(line) + 1 for line in lines[:place])


def places_of(lines: Sequence[str | None]) -> list[int]:
    return [place for place, line in enumerate(lines) if line is not None]


def test_an_edited_sentence_is_found_by_its_place_and_words() -> None:
    old = "The first line.\n\nIt applies from 1 July 2026. Nobody knows.\n\nThe last line."
    new = old.replace("1 July", "12 June")
    quote = "It applies from 1 July 2026."
    start = old.index(quote)
    anchor = anchored(old, new, start, start + len(quote))
    assert anchor.standing is Standing.CHANGED
    assert words_at(new, anchor) == "It applies from 12 June 2026."


def test_a_sentence_that_was_edited_and_moved_is_found_by_its_words() -> None:
    old = "It applies from 1 July 2026.\n\nThe port is closed."
    new = "The port is closed.\n\nAnd so on.\n\nIt applies from 12 June 2026."
    anchor = anchored(old, new, 0, 28)
    assert anchor.standing is Standing.CHANGED
    assert words_at(new, anchor) == "It applies from 12 June 2026."


def test_what_nothing_took_the_place_of_is_gone() -> None:
    assert anchored("It applies.\n\nThe end.", "The end.", 0, 11) == Anchor(Standing.GONE, None)


@pytest.mark.parametrize("new", ["", "\n\n"])
def test_in_an_empty_text_everything_is_gone(new: str) -> None:
    assert anchored("It applies.", new, 0, 11) == Anchor(Standing.GONE, None)


def test_a_part_of_another_word_or_number_is_not_the_quote() -> None:
    anchor = anchored("Article 2", "See Article 20 and no other.", 0, 9)
    assert anchor.standing is not Standing.MOVED


def test_the_worst_standing_of_several_counts() -> None:
    assert worst([Standing.MOVED, Standing.GONE, Standing.KEPT]) is Standing.GONE
    assert worst([]) is Standing.KEPT
