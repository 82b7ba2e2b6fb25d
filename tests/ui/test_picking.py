"""From a selection to the words of the document: exact, whole words, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import LongQuote, NoWords, WordsNotFound
from ui.chat.picking import QUOTE_CHARS, picked

TEXT = "The gate closes at eight.\n\nThe porter keeps the key of the gate.\n"


def document(text: str = TEXT) -> Document:
    return Document("rules", "House rules", text)


@given(st.text(alphabet="ab e\u0301א👩\u200d💻字.\n\0", min_size=1), st.data())
def test_the_quote_is_exactly_the_documents_and_holds_what_was_selected(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if not text[start:end].strip():
        return
    words = picked(document(text), start, text[start:end])
    assert words.quote == text[words.start : words.end]
    assert text[start:end].strip() in words.quote
    assert words.quote == words.quote.strip()


def test_words_that_were_cut_are_made_whole() -> None:
    assert picked(document(), 6, "te closes at eig").quote == "gate closes at eight"


def test_a_sign_of_several_characters_is_not_cut() -> None:
    text = "Use the 👩\u200d💻 sign, cafe\u0301 style."
    assert picked(document(text), 10, "💻 sign, cafe").quote == "👩\u200d💻 sign, cafe\u0301"


def test_a_joiner_that_joins_nothing_brings_no_space_along() -> None:
    assert picked(document("a\u200d b"), 0, "a\u200d").quote == "a\u200d"


def test_scripts_without_spaces_are_taken_as_selected() -> None:
    assert picked(document("大门八点关闭。"), 2, "八点").quote == "八点"


def test_white_space_around_is_left_out() -> None:
    assert picked(document(), 24, ".\n\nThe porter ").quote == ".\n\nThe porter"


def test_of_two_places_the_nearest_to_the_selection_counts() -> None:
    assert picked(document(), 59, "gate").start == TEXT.rindex("gate")
    assert picked(document(), 0, "gate").start == TEXT.index("gate")


def test_what_does_not_stand_there_is_refused() -> None:
    with pytest.raises(WordsNotFound):
        picked(document(), 0, "The gate is open")


def test_nothing_selected_is_refused() -> None:
    with pytest.raises(NoWords):
        picked(document(), 25, "\n\n")


def test_half_a_book_is_no_quote() -> None:
    text = "words " * QUOTE_CHARS
    with pytest.raises(LongQuote):
        picked(document(text), 0, text)
