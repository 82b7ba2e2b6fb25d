"""Sentences: nothing lost, nothing doubled, and legal text is not cut at its full stops."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import after_bullet, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@given(st.text())
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(spans))
    between = "".join(
        text[end:start]
        for end, start in zip(
            [0, *(e for _, e in spans)], [*(s for s, _ in spans), len(text)], strict=True
        )
    )
    assert not between.strip()


@given(st.text(alphabet="aB.1 \n-|(", max_size=60))
def test_sentences_have_no_white_space_at_their_ends(text: str) -> None:
    assert all(s == s.strip() and s for s in sentences(text))


def test_the_full_stops_of_law_end_no_sentence() -> None:
    text = (
        "Under Art. 12(2) of Regulation (EU) No 604/2013, e.g. in para. 5.1, it applies. Next one."
    )
    assert sentences(text) == [text[:-10], "Next one."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title without stop\n\nA sentence.", ["Title without stop", "A sentence."]),
        ("- one\n- two. Three", ["- one", "- two.", "Three"]),
        ("1. first point\n2. second point", ["1. first point", "2. second point"]),
        ("a | b |\nc | d |\nAfter it.", ["a | b |", "c | d |", "After it."]),
        ("hard wrapped\nlines are one. Two.", ["hard wrapped\nlines are one.", "Two."]),
        ("Émile 😀 came. She left.", ["Émile 😀 came.", "She left."]),
    ],
)
def test_blocks_end_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_span_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    text = "One. Two. Three."
    assert sentence_spans(text, start=5) == [(5, 9), (10, 16)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("- one item.", "one item."), ("• two", "two"), ("-5 degrees", "-5 degrees")],
)
def test_the_words_of_a_list_item_begin_past_its_dash(text: str, words: str) -> None:
    assert text[after_bullet(text, 0, len(text)) :] == words
