"""Words, and the lines they stand on, by where they are and not by the order they are drawn."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf.frame import turned
from ingest.readers.pdf.sheet import Sheet

# In parts of the size of the letters:
WORD_GAP = 0.5  # what parts words even where no space is drawn
THIN_GAP = 0.1  # what parts a number “(1)” from its words, and words not drawn in order
ENDS, OPENS = (")", "]", ".", ":", ";", ","), ("‘", "“", "„", "«")
SHIFT = 0.3  # how far up or down the next letter of a word may stand
LARGER = 1.15  # a letter so many times as large begins a new word
MOST_UNLIKE = 2.5  # the sizes of two words on one line
LARGER_LINE = 1.08  # a line so many times as large is of another kind
LINE_HEIGHT = 1.2
NEARLY = 0.9  # times the size of a line: what tells where it stands
OVERPRINT = 0.3  # the same word again so near is a shadow, or a poor man's bold


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """`sheet.text[first:last]`, with its box on the page as it is turned for reading.

    `middle` is between top and bottom. `spaced` says that it does not hang together with the
    word drawn before it.
    """

    sheet: Sheet
    first: int
    last: int
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    size: float
    bold: bool
    spaced: bool

    @property
    def text(self) -> str:
        return self.sheet.text[self.first : self.last]

    def follows(self, other: "Word") -> bool:
        """Whether this word is one with the other, drawn right before it."""
        return self.first == other.last and not self.spaced


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words beside each other, from left to right.

    `size` is the size that most of its letters have, `base` where they end downwards; the mark
    of a footnote has no part in it.
    """

    words: tuple[Word, ...]
    size: float
    base: float

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return self.base - LINE_HEIGHT * self.size

    @property
    def center(self) -> float:
        """Halfway between its top and its base."""
        return (self.top + self.base) / 2

    @property
    def is_bold(self) -> bool:
        lettered = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def text(self) -> str:
        """Its words with single spaces, for comparing; what is kept is made elsewhere."""
        return "".join(
            (" " if position and is_spaced(self.words[position - 1], word) else "") + word.text
            for position, word in enumerate(self.words)
        )


def line_of(words: Iterable[Word]) -> Line:
    """The line that words stand on."""
    row = tuple(sorted(words, key=attrgetter("left")))
    size = most_common((round(word.size, 1), word.last - word.first) for word in row)
    bottoms = sorted(word.bottom for word in row if word.size >= NEARLY * size)
    return Line(row, size, bottoms[len(bottoms) // 2])


def words_of(sheet: Sheet) -> dict[int, list[Word]]:
    """A page's words by the turn in which they are read, the turn of most words first."""
    groups: dict[int, list[Word]] = {}
    solid = np.array([not character.isspace() for character in sheet.text], bool)
    for turn, _ in Counter(sheet.turns[solid].tolist()).most_common():
        boxes = turned(sheet.boxes, sheet.size, turn)
        mine = np.flatnonzero(solid & (sheet.turns == turn))
        groups[turn] = without_overprint(list(words_in(sheet, boxes, mine)))
    return groups


def words_in(sheet: Sheet, boxes: NDArray[np.float64], indexes: NDArray[np.intp]) -> Iterator[Word]:
    """The words that the characters at `indexes` make up, in drawing order."""
    lefts, _, rights, bottoms = boxes[indexes].T
    sizes = sheet.sizes[indexes]
    gap = lefts[1:] - rights[:-1]
    ended = ends_before(np.array(list(sheet.text))[indexes], gap > THIN_GAP * sizes[1:])
    apart = (np.diff(indexes) > 1) | ended
    far = (gap > WORD_GAP * sizes[1:]) | (lefts[1:] < lefts[:-1] - WORD_GAP * sizes[1:])
    jump = np.abs(np.diff(bottoms)) > SHIFT * np.maximum(sizes[1:], sizes[:-1])
    resized = np.maximum(sizes[1:], sizes[:-1]) > LARGER * np.minimum(sizes[1:], sizes[:-1])
    starts = np.flatnonzero(np.r_[True, apart | far | jump | resized])
    stops = np.r_[starts[1:], len(indexes)]
    least = np.minimum.reduceat(boxes[indexes], starts)[:, :2]
    most = np.maximum.reduceat(boxes[indexes], starts)[:, 2:]
    columns = (
        indexes[starts],
        indexes[stops - 1] + 1,
        np.c_[least, most],
        (least[:, 1] + most[:, 1]) / 2,
        sizes[starts],
        sheet.bold[indexes[starts]],
        np.r_[True, apart | far][starts],
    )
    for first, last, (left, top, right, bottom), *rest in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Word(sheet, first, last, left, top, right, bottom, *rest)


def ends_before(signs: NDArray[np.str_], gaps: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a word ends before each sign but the first, though no space is drawn there.

    It does at a stop or bracket with a gap behind it; and between “(100)” and a capital or a
    quotation mark, which browsers print side by side where the number fills its column.
    """
    closed = np.isin(signs[:-1], ENDS) & np.char.isalpha(signs[1:]) & gaps
    opening = np.char.isupper(signs[1:]) | np.isin(signs[1:], OPENS)
    numbered = (signs[:-1] == ")") & opening
    numbered[1:] &= np.char.isdigit(signs[:-2])
    result: NDArray[np.bool_] = closed | numbered
    return result


def without_overprint(words: Sequence[Word]) -> list[Word]:
    """The words without those that are printed a second time over themselves."""
    kept: dict[str, list[Word]] = {}
    result = []
    for word in words:
        others = kept.setdefault(word.text, [])
        near = OVERPRINT * word.size
        if not any(
            abs(word.left - other.left) < near and abs(word.bottom - other.bottom) < near
            for other in others
        ):
            others.append(word)
            result.append(word)
    return result


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that words stand on, from top to bottom."""
    rows: list[list[Word]] = []
    largest: list[Word] = []
    for word in sorted(words, key=attrgetter("middle")):
        for index in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            if word.top < largest[index].bottom and on_one_line(largest[index], word):
                rows[index].append(word)
                largest[index] = max(largest[index], word, key=lambda word: word.size)
                break
        else:
            rows.append([word])
            largest.append(word)
    return sorted(map(line_of, rows), key=attrgetter("base"))


def on_one_line(one: Word, other: Word) -> bool:
    """Whether two words share half of the lower one's height, and are not too different."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    if shared < min(one.bottom - one.top, other.bottom - other.top) / 2:
        return False
    return max(one.size, other.size) <= MOST_UNLIKE * min(one.size, other.size)


def is_spaced(before: Word, word: Word) -> bool:
    """Whether a space stands between two neighbours on a line."""
    if word.follows(before):
        return False
    return word.spaced or word.left - before.right > THIN_GAP * min(word.size, before.size)


def are_alike(one: Line, other: Line) -> bool:
    """Whether two lines are printed in the same size."""
    return max(one.size, other.size) <= LARGER_LINE * min(one.size, other.size)


def pieces_of(line: Line, gap: float) -> list[Line]:
    """A line cut where its words stand further apart than `gap` times their size."""
    pieces = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.left - before.right > gap * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return [line_of(piece) for piece in pieces] if len(pieces) > 1 else [line]


def most_common(weighted: Iterable[tuple[float, int]]) -> float:
    """The value with the most weight; of equals the first."""
    weights: dict[float, int] = {}
    for value, weight in weighted:
        weights[value] = weights.get(value, 0) + weight
    return max(weights, key=weights.__getitem__, default=0.0)
