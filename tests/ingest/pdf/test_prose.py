"""Words become canonical text, and every character keeps the place it had on the page."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.draft import Draft
from ingest.readers.pdf.hyphens import Vocabulary, vocabulary_of
from ingest.readers.pdf.prose import prose_of, with_bullet
from ingest.readers.pdf.sheet import Sheet
from ingest.readers.pdf.words import Line, line_of, lines_of, words_of

NOTHING_KNOWN = Vocabulary(Counter(), frozenset())
# Letters, marks that compose with them, parts of Korean syllables, and what nobody sees.
SIGNS = "aeo \u00e9\u0301\u0323\u0308\u1100\u1161\u11a8\u200b\u200d\u00ad\ufe0f\u202e-•"
WIDTH = 6.0


def line(text: str) -> Line:
    """Characters beside each other; the box of each begins at 6 times its place."""
    left = WIDTH * np.arange(len(text))
    boxes = np.column_stack([left, 0 * left, left + WIDTH, 0 * left + 10])
    sheet = Sheet(
        number=1,
        size=(WIDTH * (len(text) + 1), 20.0),
        text=text,
        boxes=boxes,
        sizes=np.full(len(text), 10.0),
        bold=np.zeros(len(text), bool),
        turns=np.zeros(len(text), np.int8),
        hidden=Counter(),
        recognised=0,
        has_picture=False,
    )
    (only,) = lines_of(words_of(sheet)[0])
    return only


def test_words_and_spaces_are_kept() -> None:
    prose = prose_of([[line("of kites")]], NOTHING_KNOWN, lambda word: False)
    assert prose.text == "of kites"
    assert (prose.boxes[:, 0] / WIDTH).tolist() == [0, 1, 0, 3, 4, 5, 6, 7]


def test_letters_that_compose_share_a_box() -> None:
    prose = prose_of([[line("cafe\u0301s")]], NOTHING_KNOWN, lambda word: False)
    assert prose.text == "cafés"
    assert prose.boxes[3].tolist() == [3 * WIDTH, 0, 5 * WIDTH, 10]
    assert prose.boxes[4].tolist() == [5 * WIDTH, 0, 6 * WIDTH, 10]


def test_a_bullet_is_written_as_a_dash_where_it_stood() -> None:
    item = with_bullet(prose_of([[line("•Kites")]], NOTHING_KNOWN, lambda word: False))
    assert item.text == "- Kites"
    assert item.boxes[0].tolist() == [0, 0, WIDTH, 10]
    assert not item.boxes[1].any()


def test_a_call_of_a_footnote_leaves_its_place() -> None:
    words = line("Kites 1 fly").words
    prose = prose_of([[line_of(words)]], NOTHING_KNOWN, lambda word: word.text == "1")
    assert prose.text == "Kites fly"
    assert prose.calls == ((5, "1"),)


@given(st.lists(st.text(SIGNS, min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=3))
def test_any_text_is_canonical_with_a_box_for_each_character(texts: list[str]) -> None:
    prose = prose_of([[line(text) for text in texts]], NOTHING_KNOWN, lambda word: False)
    assert len(prose.text) == len(prose.boxes) == len(prose.pages)
    assert Draft().cleaned(prose.text).lstrip() == prose.text.strip()


def test_the_document_says_whether_a_word_has_a_hyphen() -> None:
    lines = [line("cross-border cooperation of flyers"), line("a word with-"), line("drawal")]
    vocabulary = vocabulary_of(lines)
    assert vocabulary.keeps_hyphen("cross-", "border")
    assert not vocabulary.keeps_hyphen("co-", "operation")
    assert "with" not in vocabulary.words
    assert "drawal" not in vocabulary.words
