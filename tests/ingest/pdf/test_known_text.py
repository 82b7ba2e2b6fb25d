"""Printed pages with known text are read word for word, in order, with a place for each letter."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import is_normalized

import numpy as np
import pytest

from corpus.document import Document
from corpus.layout import UNITS_PER_POINT, unpack
from ingest.readers.pdf import read
from tests.ingest.pdf.printing import Printed, kept
from tests.ingest.pdf.prints import PRINTS

LEAST = 0.99  # of the words
ROUNDING = 0.5 / UNITS_PER_POINT


@dataclass(frozen=True)
class Reading:
    printed: Printed
    document: Document


@pytest.fixture(scope="module", params=PRINTS, ids=lambda make: make.__name__)
def reading(request: pytest.FixtureRequest) -> Reading:
    make: Callable[[], Printed] = request.param
    printed = make()
    return Reading(printed, read(printed.data, "p", "p.pdf"))


def test_the_words_are_kept_in_order(reading: Reading) -> None:
    assert kept(reading.printed.words, reading.document.text) >= LEAST


def test_every_character_has_a_place_inside_its_page(reading: Reading) -> None:
    document = reading.document
    boxes = unpack(document.layout.boxes)
    pages = np.searchsorted(document.pages, np.arange(len(boxes)), "right") - 1
    assert len(boxes) == len(document.text)
    assert (boxes[:, :2] <= boxes[:, 2:]).all()
    assert (boxes[:, 2:] <= np.array(document.layout.sizes)[pages] + ROUNDING).all()


def test_only_what_was_put_between_words_stands_nowhere(reading: Reading) -> None:
    nowhere = ~unpack(reading.document.layout.boxes).any(axis=1)
    joints = {reading.document.text[index] for index in np.flatnonzero(nowhere)}
    assert joints <= {" ", "\n", "|"}


def test_the_text_is_canonical_and_pages_start_in_order(reading: Reading) -> None:
    document = reading.document
    assert is_normalized("NFC", document.text)
    assert list(document.pages) == sorted(document.pages)
    assert len(document.pages) == len(document.layout.sizes)


def test_the_same_bytes_are_the_same_document(reading: Reading) -> None:
    assert read(reading.printed.data, "p", "p.pdf") == reading.document
