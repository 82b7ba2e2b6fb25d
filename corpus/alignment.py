"""Which line of a later version of a text each line of an earlier one is."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise


def lines_of(text: str) -> list[tuple[int, int]]:
    """The lines that hold something."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def images_of(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """The new line that each old one is, in the same order.

    What stands once in either is matched first: lines that come again and again say little of
    where they belong.
    """
    images: list[int | None] = [None] * len(old)
    edges = [(-1, -1), *landmarks(old, new), (len(old), len(new))]
    for (a, c), (b, d) in pairwise(edges):
        if b < len(old):
            images[b] = d
        matcher = SequenceMatcher(None, old[a + 1 : b], new[c + 1 : d], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            images[a + 1 + i : a + 1 + i + size] = range(c + 1 + j, c + 1 + j + size)
    return images


def landmarks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The lines that stand once in either, by their places; most of them that keep their order."""
    mine, theirs = Counter(old), Counter(new)
    places = {line: place for place, line in enumerate(new) if theirs[line] == 1}
    pairs = [(i, places[line]) for i, line in enumerate(old) if mine[line] == 1 and line in places]
    ends: list[int] = []  # of the rising rows of each length, the lowest last place
    rows: list[tuple[int, int, int]] = []  # each pair and the length of the longest row it ends
    for i, j in pairs:
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        rows.append((length, i, j))
    found: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for length, i, j in reversed(rows):
        if length == wanted and (not found or j < found[-1][1]):
            found.append((i, j))
            wanted -= 1
    return found[::-1]
