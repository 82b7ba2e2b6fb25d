"""Lines → canonical text, in which every character knows the page and the box it stands in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from unicodedata import combining, is_normalized, normalize

import numpy as np
from numpy.typing import NDArray

from ingest.readers.invisible import visible
from ingest.readers.pdf.frame import Boxes
from ingest.readers.pdf.hyphens import HYPHENS, SOFT, Vocabulary
from ingest.readers.pdf.markers import is_bullet
from ingest.readers.pdf.words import Line, Word, is_spaced

FIRST_THAT_COMPOSES = "\u0300"  # below it, normal form C leaves every character alone
GLUE = ("/", "—")  # a line may end after them inside of a word
CELL_BORDER = " | "
BULLET = "- "


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and, for each of its characters, a page (from 1) and a box: four zeros where a
    character stands nowhere, as a space between lines. `calls` are the offsets at which
    footnotes are called, and their marks.
    """

    text: str
    pages: NDArray[np.int32]
    boxes: Boxes
    calls: tuple[tuple[int, str], ...] = ()
    invisible: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Composer:
    """A text while its words are joined."""

    vocabulary: Vocabulary
    is_call: Callable[[Word], bool]
    text: str = ""
    pages: list[int] = field(default_factory=list)
    boxes: list[Boxes] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)

    def add_line(self, line: Line) -> None:
        """Add a line's words behind the line before."""
        before: Word | None = None
        for word in line.words:
            if self.is_call(word):
                self.calls.append((len(self.text), word.text))
            else:
                if before is None:
                    self.join(word.text)
                elif is_spaced(before, word) and not self.closes_call(word):
                    self.add_nowhere(" ")
                self.add_word(word)
            before = word

    def closes_call(self, word: Word) -> bool:
        """Whether a footnote's mark stood right before this comma or stop."""
        is_called = bool(self.calls) and self.calls[-1][0] == len(self.text)
        return is_called and word.text[0] in ",.;:)"

    def add_word(self, word: Word) -> None:
        self.text += word.text
        self.pages += [word.sheet.number] * (word.last - word.first)
        self.boxes.append(word.sheet.boxes[word.first : word.last])

    def add_nowhere(self, text: str) -> None:
        self.text += text
        self.pages += [self.pages[-1]] * len(text)
        self.boxes.append(np.zeros((len(text), 4)))

    def join(self, following: str) -> None:
        """Put between two lines what belongs there: a space, or nothing in a divided word."""
        if not self.text or self.text.endswith(" "):
            return
        last = self.text.rsplit(" ", 1)[-1]
        if len(last) > 1 and last[-1] in HYPHENS:
            if not self.vocabulary.keeps_hyphen(last, following):
                self.drop_hyphen()
        elif not (last.endswith(GLUE) and len(last) > 1) and not are_wide(last[-1], following[0]):
            self.add_nowhere(" ")

    def drop_hyphen(self) -> None:
        """Take the last character out; the letter before it stands for both on the page."""
        self.text = self.text[:-1]
        self.pages.pop()
        boxes = np.concatenate(self.boxes[-2:])
        boxes[-2, 2:] = np.maximum(boxes[-2, 2:], boxes[-1, 2:])
        self.boxes[-2:] = [boxes[:-1]]

    def prose(self) -> Prose:
        boxes = np.concatenate(self.boxes) if self.boxes else np.zeros((0, 4))
        return Prose(self.text, np.array(self.pages, np.int32), boxes, tuple(self.calls))


def prose_of(
    cells: Iterable[Iterable[Line]], vocabulary: Vocabulary, is_call: Callable[[Word], bool]
) -> Prose:
    """The canonical text of a paragraph, or of a table's row with bars between its cells."""
    composer = Composer(vocabulary, is_call)
    for position, cell in enumerate(cells):
        if position:
            composer.add_nowhere(CELL_BORDER)
        for line in cell:
            composer.add_line(line)
    prose = without_soft_hyphens(composer.prose(), vocabulary)
    # What composes may leave a joiner beside it without a use.
    while (clean := canonical(without_invisible(prose))).text != prose.text:
        prose = clean
    return clean


def chosen(prose: Prose, kept: Sequence[int], text: str) -> Prose:
    """`text`, each character of which stands where the kept one of the prose does."""
    indexes = np.asarray(kept, np.intp)
    calls = tuple((int(np.searchsorted(indexes, at)), mark) for at, mark in prose.calls)
    pages, boxes = prose.pages[indexes], prose.boxes[indexes]
    return replace(prose, text=text, pages=pages, boxes=boxes, calls=calls)


def with_bullet(prose: Prose) -> Prose:
    """The text of a list's item with our bullet for its own; other text as it is."""
    if not prose.text or not is_bullet(prose.text.split(" ", 1)[0]):
        return prose
    rest = prose.text[1:].lstrip()
    kept = [0, 0, *range(len(prose.text) - len(rest), len(prose.text))]
    item = chosen(prose, kept, BULLET + rest)
    item.boxes[1] = 0
    return item


def without_soft_hyphens(prose: Prose, vocabulary: Vocabulary) -> Prose:
    """The text with each soft hyphen left out, or written as the hyphen that one sees."""
    if SOFT not in prose.text:
        return prose
    kept = []
    for index, character in enumerate(prose.text):
        if character == SOFT:
            before = prose.text[: index + 1].rsplit(" ", 1)[-1]
            if not vocabulary.keeps_hyphen(before, prose.text[index + 1 :]):
                continue
        kept.append(index)
    text = "".join(prose.text[index] for index in kept)
    return chosen(prose, kept, text.replace(SOFT, "-"))


def without_invisible(prose: Prose) -> Prose:
    """The text without characters that nobody sees; they are counted."""
    seen, removed = visible(prose.text)
    if seen == prose.text:
        return prose
    kept: list[int] = []
    for character in seen:
        kept.append(prose.text.index(character, kept[-1] + 1 if kept else 0))
    return replace(chosen(prose, kept, seen), invisible=prose.invisible + removed)


def canonical(prose: Prose) -> Prose:
    """The text in Unicode's normal form C; characters that compose share a box."""
    if is_normalized("NFC", prose.text):
        return prose
    clusters = composed(prose.text)
    firsts = [first for first, _ in clusters]
    boxes = prose.boxes.copy()
    for first, end in pairwise([*firsts, len(prose.text)]):
        if end - first > 1:
            boxes[first, :2] = prose.boxes[first:end, :2].min(axis=0)
            boxes[first, 2:] = prose.boxes[first:end, 2:].max(axis=0)
    kept = [first for first, text in clusters for _ in text]
    text = "".join(text for _, text in clusters)
    return chosen(replace(prose, boxes=boxes), kept, text)


def composed(text: str) -> list[tuple[int, str]]:
    """The parts of a text that compose with nothing beside them, in normal form C, and where
    each begins.
    """
    clusters: list[tuple[int, str]] = []
    for index, character in enumerate(text):
        if clusters and character >= FIRST_THAT_COMPOSES:
            first, before = clusters[-1]
            both = normalize("NFC", text[first : index + 1])
            if combining(character) or both != before + normalize("NFC", character):
                clusters[-1] = (first, both)
                continue
        clusters.append((index, normalize("NFC", character)))
    return clusters


def are_wide(one: str, other: str) -> bool:
    """Whether two characters are of a script that writes no spaces between words."""
    return all("\u3000" <= character <= "\u9fff" for character in (one, other))
