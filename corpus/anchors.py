"""Where words that were quoted from one version of a text stand in a later one."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from corpus.alignment import images_of, lines_of
from corpus.changes import ALIKE, WORD, likeness, words_in
from corpus.sentences import sentence_spans

Span = tuple[int, int]

FAR_ALIKE = 0.5  # of the words: less, and a sentence elsewhere is another one
SHORTEST = 40  # characters of a quote that can be told by themselves, wherever they stand
# What may stand before a sentence's first word: the number of a paragraph, a bullet.
ENUMERATOR = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,4}|[a-z]{1,5})[.)])\s+")


class Standing(StrEnum):
    """How quoted words stand in a later text, the better first."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """How the words stand, and where: themselves, or, where they changed, what took their place.

    `span` is missing where they are gone.
    """

    standing: Standing
    span: Span | None


GONE = Anchor(Standing.GONE, None)


class Alignment:
    """Two versions of a text, line by line.

    A sentence that stood in the old text already is never taken for the new wording of another.
    """

    def __init__(self, old: str, new: str, language: str = "") -> None:
        self.old, self.new, self.language = old, new, language
        self._old, self._new = lines_of(old), lines_of(new)
        self._images = images_of(
            [old[start:end] for start, end in self._old],
            [new[start:end] for start, end in self._new],
        )
        self._counted: dict[Span, Counter[str]] = {}

    def anchor(self, start: int, end: int) -> Anchor:
        """Where `old[start:end]` stands in the new text, or what took its place."""
        found = self.in_place(start, end)
        return found if found.span else self.elsewhere(start, end)

    def in_place(self, start: int, end: int) -> Anchor:
        """The same, of what stands in the old place or only came to stand elsewhere."""
        place = self._followed(start, end)
        if place is not None:
            return self._anchor_at(start, end, (place, place + end - start))
        return self._anchor(start, end, self._in_place)

    def elsewhere(self, start: int, end: int) -> Anchor:
        """The same, of words that are gone from their place: where else the text says them, or
        something very like them that it did not say before.
        """
        return self._anchor(start, end, self._elsewhere)

    def _anchor(self, start: int, end: int, find: Callable[[int, int], Anchor]) -> Anchor:
        """What is found of whole sentences; a part of one goes where its sentence goes."""
        low, high = sentence_edges(self.old, start, end, self.language)
        if not says(self.old[low:start]) and not says(self.old[end:high]):
            return find(start, end)
        sentences = find(low, high)
        if sentences.span is not None:
            old, new = self.old[low:high], self.new[slice(*sentences.span)]
            first, last = part_of(old, new, start - low, end - low)
            return self._anchor_at(
                start, end, (sentences.span[0] + first, sentences.span[0] + last)
            )
        place = self._told_again(start, end) if end - start >= SHORTEST else None
        return GONE if place is None else self._anchor_at(start, end, (place, place + end - start))

    def _in_place(self, start: int, end: int) -> Anchor:
        place = self._followed(start, end)
        if place is None:
            place = self._told_again(start, end)
        if place is not None:
            return self._anchor_at(start, end, (place, place + end - start))
        span = self._reworded(start, end, self.counterpart(start, end), ALIKE)
        return self._anchor_at(start, end, span) if span else GONE

    def _elsewhere(self, start: int, end: int) -> Anchor:
        twins = [p for p in self._occurrences(start, end) if not self._is_part_only(start, end, p)]
        if twins and end - start >= SHORTEST:
            return self._anchor_at(start, end, (twins[0], twins[0] + end - start))
        span = self._reworded(start, end, (0, len(self.new)), FAR_ALIKE)
        return self._anchor_at(start, end, span) if span else GONE

    def _anchor_at(self, start: int, end: int, span: Span) -> Anchor:
        if self.new[slice(*span)] != self.old[start:end]:
            return Anchor(Standing.CHANGED, span)
        return Anchor(Standing.KEPT if span[0] == start else Standing.MOVED, span)

    def counterpart(self, start: int, end: int) -> Span:
        """The lines of the new text that stand where those of `old[start:end]` stood; empty, and
        where they would stand, when there are none.
        """
        first, last = self._lines_at(start, end)
        images = self._images[first : last + 1] or [None]
        low, high = images[0], images[-1]
        if low is None:
            low = max((i for i in self._images[:first] if i is not None), default=-1) + 1
        if high is None:
            high = (
                min((i for i in self._images[last:] if i is not None), default=len(self._new)) - 1
            )
        high += 1
        if low < high:
            return self._new[low][0], self._new[high - 1][1]
        edge = self._new[low][0] if low < len(self._new) else len(self.new)
        return edge, edge

    # The same words

    def _followed(self, start: int, end: int) -> int | None:
        """Where the span begins now, if the lines it stands in are the same, side by side."""
        first, last = self._lines_at(start, end)
        images = self._images[first : last + 1]
        if not images or images[0] is None:
            return None
        place = self._new[images[0]][0] + start - self._old[first][0]
        same = self.new[place : place + end - start] == self.old[start:end]
        return place if same and images[-1] == images[0] + last - first else None

    def _told_again(self, start: int, end: int) -> int | None:
        """Where the words stand now, nearest to where they stood, and did not stand before."""
        size = end - start
        olds = (o for o in occurrences(self.old, self.old[start:end]) if o != start)
        taken = {self._followed(o, o + size) for o in olds}
        low, high = self.counterpart(start, end)
        free = [
            place
            for place in self._occurrences(start, end)
            if place not in taken and not self._is_part_only(start, end, place)
        ]
        distances = {p: 0 if low <= p < high else min(abs(p - low), abs(p - high)) for p in free}
        return min(free, key=lambda p: (distances[p], abs(p - start)), default=None)

    def _occurrences(self, start: int, end: int) -> Iterator[int]:
        """Where the new text holds the words, as words: “day” does not stand in “days”."""
        size = end - start
        for place in occurrences(self.new, self.old[start:end]):
            cut = (
                cuts_word(self.new, place) and not cuts_word(self.old, start),
                cuts_word(self.new, place + size) and not cuts_word(self.old, end),
            )
            if not any(cut):
                yield place

    def _is_part_only(self, start: int, end: int, place: int) -> bool:
        """Whether the words were a whole sentence and are only a part of one there."""
        before, after = around(self.old, start, end, self.language)
        now_before, now_after = around(self.new, place, place + end - start, self.language)
        return (says(now_before) and not says(before)) or (says(now_after) and not says(after))

    # Other words

    def _reworded(self, start: int, end: int, where: Span, least: float) -> Span | None:
        """The new wording of some sentences within a part of the new text, if they have one."""
        words = words_in(self.old[start:end])
        total, best, found = words.total(), 0.0, None
        count = len(sentence_spans(self.old, start, end, self.language))
        for run in self._runs(where, count):
            others = self._words(run)
            few, many = sorted((total, others.total()))
            # No two texts have more in common than the shorter has: that is told at once.
            alike = likeness(words, others) if few >= least * many else 0.0
            if alike > best:
                best, found = alike, run
        if found is None or best < least:
            return None
        is_numbered = unnumbered(self.old, start, end)[0] > start
        return found if is_numbered else unnumbered(self.new, *found)

    def _runs(self, where: Span, count: int) -> Iterator[Span]:
        """Runs of about as many sentences, each with one that the old text did not have; and
        all there is.
        """
        low, high = (bisect_left(self._sentences, edge, key=lambda s: s[0]) for edge in where)
        found = self._sentences[low:high]
        fresh = [self._is_fresh(span) for span in found]
        for size in range(max(1, count - 1), count + 2):
            for first in range(len(found) - size + 1):
                if any(fresh[first : first + size]):
                    yield found[first][0], found[first + size - 1][1]
        if any(fresh):
            yield found[0][0], found[-1][1]

    def _is_fresh(self, span: Span) -> bool:
        return self.new[slice(*unnumbered(self.new, *span))] not in self._said_before

    def _words(self, span: Span) -> Counter[str]:
        if span not in self._counted:
            self._counted[span] = words_in(self.new[slice(*span)])
        return self._counted[span]

    # Lines and sentences

    def _lines_at(self, start: int, end: int) -> tuple[int, int]:
        first, last = (
            max(0, bisect_right(self._old, offset, key=lambda line: line[0]) - 1)
            for offset in (start, end - 1)
        )
        return first, last

    @cached_property
    def _sentences(self) -> list[Span]:
        return sentence_spans(self.new, language=self.language)

    @cached_property
    def _said_before(self) -> frozenset[str]:
        spans = sentence_spans(self.old, language=self.language)
        return frozenset(self.old[slice(*unnumbered(self.old, *span))] for span in spans)


def occurrences(text: str, quote: str) -> Iterator[int]:
    place = text.find(quote)
    while place >= 0:
        yield place
        place = text.find(quote, place + 1)


def cuts_word(text: str, offset: int) -> bool:
    """Whether an offset lies within a word."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def says(text: str) -> bool:
    """Whether there are words in it, other than a number or bullet before them."""
    return bool(WORD.search(ENUMERATOR.sub("", text, count=1)))


def sentence_edges(text: str, start: int, end: int, language: str) -> Span:
    """The span of the sentences that hold `text[start:end]`."""
    opened = text.rfind("\n\n", 0, start) + 1
    closed = text.find("\n\n", end)
    spans = sentence_spans(text, opened, len(text) if closed < 0 else closed, language)
    low = max((a for a, _ in spans if a <= start), default=start)
    high = min((b for _, b in spans if b >= end), default=end)
    return low, high


def around(text: str, start: int, end: int, language: str) -> tuple[str, str]:
    """What stands before and after a span in its sentences."""
    low, high = sentence_edges(text, start, end, language)
    return text[low:start], text[end:high]


def unnumbered(text: str, start: int, end: int) -> Span:
    """The span without the number or bullet it begins with."""
    number = ENUMERATOR.match(text, start, end)
    return (number.end(), end) if number and number.end() < end else (start, end)


def part_of(old: str, new: str, start: int, end: int) -> Span:
    """What `old[start:end]` has become in the new wording of its sentence, word for word; all of
    it where nothing is left of the part.

    From word to word, with the punctuation around them where that is the same.
    """
    if old == new:
        return start, end
    mine, theirs = ([m.span() for m in WORD.finditer(text)] for text in (old, new))
    inside = [place for place, (a, b) in enumerate(mine) if b > start and a < end]
    low, high = counterparts([old[a:b] for a, b in mine], [new[a:b] for a, b in theirs], inside)
    if low > high:
        return 0, len(new)
    begin, stop = theirs[low][0], theirs[high][1]
    opening, closing = old[start : mine[inside[0]][0]], old[mine[inside[-1]][1] : end]
    if opening and new[:begin].endswith(opening):
        begin -= len(opening)
    if closing and new.startswith(closing, stop):
        stop += len(closing)
    return begin, stop


def counterparts(old: Sequence[str], new: Sequence[str], inside: Sequence[int]) -> Span:
    """The first and the last of the new words that some of the old ones have become."""
    low, high = len(new), -1
    if not inside:
        return low, high
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a <= inside[0] < b:
            low = c + inside[0] - a if operation == "equal" else c
        if a <= inside[-1] < b:
            high = c + inside[-1] - a if operation == "equal" else d - 1
    return low, high


def rank(standing: Standing) -> int:
    """How bad a standing is, to sort by: 0 for `kept`."""
    return list(Standing).index(standing)


def worst(standings: Sequence[Standing]) -> Standing:
    """The worst of several, `kept` where there are none."""
    return max(standings, key=rank, default=Standing.KEPT)
