"""Boxes of characters: packed small, unpacked as they were, joined to lines for a highlight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.layout import BYTES_PER_BOX, UNITS_PER_POINT, Box, Layout, highlight, pack, unpack

PAGE = (600.0, 800.0)
LARGEST = 14_400  # points, the longest side a page may have
STEP = 10  # points from one character to the next


def row(count: int, left: float, top: float, height: float = 10) -> list[tuple[float, ...]]:
    """Boxes of characters from left to right."""
    starts = [left + STEP * index for index in range(count)]
    return [(start, top, start + STEP, top + height) for start in starts]


def layout(*boxes: tuple[float, ...]) -> Layout:
    return Layout((PAGE, PAGE), pack(np.array(boxes, np.float64)))


@given(arrays(np.float64, (7, 4), elements=st.floats(0, LARGEST)))
def test_boxes_come_back_to_a_quarter_of_a_point(boxes: np.ndarray) -> None:
    assert np.abs(unpack(pack(boxes)) - boxes).max() <= 0.5 / UNITS_PER_POINT


def test_some_characters_boxes_can_be_had_alone() -> None:
    boxes = np.array(row(6, 0, 0))
    assert (unpack(pack(boxes), 2, 4) == boxes[2:4]).all()
    assert len(unpack(pack(boxes))) * BYTES_PER_BOX == boxes.size * 2


def test_characters_of_a_line_make_one_box() -> None:
    assert highlight(layout(*row(5, 20, 100)), [0], 1, 4) == [Box(1, 30, 100, 60, 110)]


def test_each_line_has_its_box() -> None:
    found = highlight(layout(*row(3, 50, 100), *row(3, 20, 112)), [0], 0, 6)
    assert found == [Box(1, 50, 100, 80, 110), Box(1, 20, 112, 50, 122)]


def test_each_page_has_its_boxes() -> None:
    found = highlight(layout(*row(2, 20, 700), *row(2, 40, 700)), [0, 2], 0, 4)
    assert [box.page for box in found] == [1, 2]


def test_a_page_without_text_has_none() -> None:
    found = highlight(layout(*row(2, 20, 700), *row(2, 20, 100)), [0, 2, 2], 0, 4)
    assert [box.page for box in found] == [1, 3]


def test_what_stands_nowhere_is_passed_over() -> None:
    boxes = (*row(2, 20, 100), (0, 0, 0, 0), *row(2, 50, 100))
    assert highlight(layout(*boxes), [0], 0, 5) == [Box(1, 20, 100, 70, 110)]
    assert highlight(layout(*boxes), [0], 2, 3) == []


def test_a_raised_mark_belongs_to_its_line() -> None:
    boxes = (*row(2, 20, 100), (40, 98, 44, 104), *row(2, 44, 100))
    assert highlight(layout(*boxes), [0], 0, 5) == [Box(1, 20, 98, 64, 110)]


@pytest.mark.parametrize("direction", [1, -1])
def test_a_line_printed_sideways_is_one_box(direction: int) -> None:
    boxes = [(100, 400 + step, 110, 406 + step) for step in range(0, direction * 60, direction * 6)]
    (box,) = highlight(layout(*boxes), [0], 0, len(boxes))
    assert box.bottom - box.top == 60


def test_lines_printed_sideways_have_a_box_each() -> None:
    first = [(100, 400 - step, 110, 406 - step) for step in range(0, 60, 6)]
    second = [(112, top, 122, bottom) for _, top, _, bottom in first]
    assert len(highlight(layout(*first, *second), [0], 0, 20)) == 2


@given(st.data())
def test_a_highlight_covers_every_character_of_the_quote(data: st.DataObject) -> None:
    tops = data.draw(st.lists(st.integers(0, 60), min_size=1, max_size=5, unique=True))
    boxes = [box for top in sorted(tops) for box in row(4, 20, 12.0 * top)]
    start = data.draw(st.integers(0, len(boxes) - 1))
    end = data.draw(st.integers(start + 1, len(boxes)))
    found = highlight(layout(*boxes), [0], start, end)
    for left, top, right, bottom in boxes[start:end]:
        assert any(
            box.left <= left and box.top <= top and right <= box.right and bottom <= box.bottom
            for box in found
        )
