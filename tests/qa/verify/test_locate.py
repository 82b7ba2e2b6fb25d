"""A quote stands in its passage word for word, or it does not stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.verify.locate import locate, places
from tests.qa.verify.texts import all_sentences, passage

TEXT = (
    "The procedure lasts 112 weeks at most. A non-EU national’s visa-free stay ends within "
    "12 weeks of entry. Fees are 1 200 euros; nobody pays twice — not even members."
)


@pytest.mark.parametrize(
    "quote",
    [
        "The procedure lasts 112 weeks at most.",
        "the procedure lasts 112 weeks",
        "“The procedure lasts 112 weeks at most”",
        "A non‑EU national's visa-free stay ends",
        "visa-free stay\nends  within 12\u00a0weeks",
        "visa-\nfree stay ends within",
        "ends with\u00adin 12 weeks of en-\ntry",
        "nobody pays twice—not even members",
        "ｎｏｂｏｄｙ pays twice",
        "The procedure lasts … within 12 weeks",
        "The procedure lasts [...] nobody pays twice.",
    ],
)
def test_what_differs_only_in_how_it_is_set_stands_there(quote: str) -> None:
    assert places(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "The procedure lasts 12 weeks at most.",
        "procedure lasts 11",
        "12 weeks at most",
        "EU national’s visa-free stay",
        "ends within 12 week",
        "Fees are 1 200 dollars",
        "Fees are 1",
        "200 euros; nobody pays",
        "Visa-Free stay ends within",
        "within 12 weeks … The procedure lasts",
        "nobody ever pays twice",
        "the procedure shall last",
    ],
)
def test_what_differs_in_a_word_or_a_number_does_not(quote: str) -> None:
    assert not places(quote, TEXT)


@pytest.mark.parametrize("quote", ["", "…", "12 weeks", "at most", "a b c"])
def test_a_very_short_quote_shows_nothing(quote: str) -> None:
    assert not places(quote, TEXT)


def test_the_place_is_counted_in_the_document() -> None:
    there = passage(TEXT)
    (place,) = locate("nobody pays twice", there)
    assert place.document == there.document
    assert TEXT[place.start - there.start : place.end - there.start] == "nobody pays twice"


def test_each_part_of_a_shortened_quote_has_its_place() -> None:
    spans = places("The procedure lasts … within 12 weeks", TEXT)
    assert [TEXT[start:end] for start, end in spans] == [
        "The procedure lasts",
        "within\u002012 weeks",
    ]


def test_of_several_places_it_is_the_first() -> None:
    assert places("one two three", "one two three, one two three") == [(0, 13)]


@given(st.sampled_from(all_sentences()), st.data())
def test_every_part_of_a_sentence_is_found_where_it_stands(
    sentence: str, data: st.DataObject
) -> None:
    words = sentence.split(" ")
    first = data.draw(st.integers(0, max(0, len(words) - 4)))
    last = data.draw(st.integers(first + 4, len(words))) if len(words) > first + 4 else len(words)
    quote = " ".join(words[first:last])
    found = places(quote, sentence)
    assert not found or sentence[found[0][0] : found[0][1]].strip(" .,;") in quote
    cut = any(splits_number(words, at) for at in (first, last))  # “8” is not found in “8 016”
    assert found or cut or len(quote) < 12 or len(quote.split()) < 3 or "..." in quote


def splits_number(words: list[str], at: int) -> bool:
    """Whether a cut before a word parts a number whose thousands are spaced."""
    return 0 < at < len(words) and words[at - 1][-1].isdigit() and words[at][0].isdigit()
