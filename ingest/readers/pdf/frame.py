"""Points and boxes of a page, and how to turn them so that text stands upright.

Distances are in points from the top left corner of the page as it is shown, downwards.
"""

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float64]  # n × 4: left, top, right, bottom
Size = tuple[float, float]  # width, height


def turned(boxes: Boxes, size: Size, quarters: int) -> Boxes:
    """The boxes after the page of that size is turned clockwise by quarters of a circle."""
    left, top, right, bottom = boxes.T
    width, height = size
    match quarters % 4:
        case 1:
            sides = (height - bottom, left, height - top, right)
        case 2:
            sides = (width - right, height - bottom, width - left, height - top)
        case 3:
            sides = (top, width - right, bottom, width - left)
        case _:
            sides = (left, top, right, bottom)
    return np.column_stack(sides)


def turned_size(size: Size, quarters: int) -> Size:
    width, height = size
    return (height, width) if quarters % 2 else (width, height)


def clipped(boxes: Boxes, size: Size) -> Boxes:
    """The boxes without what lies outside the page."""
    width, height = size
    return np.clip(boxes, 0, (width, height, width, height))
