"""Passages with what is cited and what is gold told apart."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.spans import Span
from evals.report.excerpts import CONTEXT, excerpts

WORDS = "every word is a word and stands between others " * 40


@st.composite
def cited(draw: st.DrawFn) -> list[tuple[int, Span]]:
    starts = draw(st.lists(st.integers(0, len(WORDS) - 60), min_size=1, max_size=5))
    lengths = st.integers(1, 60)
    return [(n, Span("a", at, at + draw(lengths))) for n, at in enumerate(starts, start=1)]


@given(cited(), cited())
def test_every_cited_character_is_marked_with_its_number_and_nothing_else_is(numbered, gold):
    found = excerpts("a", WORDS, numbered, [span for _, span in gold])
    marked: dict[int, tuple[set[int], bool]] = {}
    for one in found:
        at = one.start
        for piece in one.pieces:
            for offset in range(at, at + len(piece.text)):
                marked[offset] = set(piece.numbers), piece.gold
            assert piece.text == WORDS[at : at + len(piece.text)]
            at += len(piece.text)
        assert at == one.end
    for offset, (numbers, is_gold) in marked.items():
        assert numbers == {n for n, span in numbered if span.start <= offset < span.end}
        assert is_gold == any(span.start <= offset < span.end for _, span in gold)
    assert {o for _, span in numbered for o in range(span.start, span.end)} <= marked.keys()


@given(cited())
def test_excerpts_do_not_overlap_and_their_context_is_short(numbered):
    found = excerpts("a", WORDS, numbered, [])
    for one, following in pairwise(found):
        assert one.end < following.start
    longest = sum(span.end - span.start + 2 * CONTEXT for _, span in numbered)
    assert sum(one.end - one.start for one in found) <= longest


def test_context_ends_at_words() -> None:
    (one,) = excerpts("a", WORDS, [(1, Span("a", 1000, 1004))], [])
    assert WORDS[one.start - 1] == " "
    assert WORDS[one.end] == " "


def test_a_short_text_is_shown_whole() -> None:
    (one,) = excerpts("a", "All of it.", [(1, Span("a", 4, 6))], [Span("b", 0, 3)])
    assert [(piece.text, piece.numbers, piece.gold) for piece in one.pieces] == [
        ("All ", (), False),
        ("of", (1,), False),
        (" it.", (), False),
    ]


PARAGRAPHS = "A heading\n\nFirst sentence. Second sentence.\n\nAn item\n\nAnother item"


def test_context_ends_with_the_paragraph() -> None:
    at = PARAGRAPHS.index("Second")
    (one,) = excerpts("a", PARAGRAPHS, [(1, Span("a", at, at + 16))], [])
    assert PARAGRAPHS[one.start : one.end] == "First sentence. Second sentence."


def test_a_paragraph_that_is_cited_whole_stands_among_its_neighbours() -> None:
    at = PARAGRAPHS.index("An item")
    (one,) = excerpts("a", PARAGRAPHS, [(1, Span("a", at, at + 7))], [])
    assert PARAGRAPHS[one.start : one.end] == PARAGRAPHS
