"""Where words that were quoted from one version of a text stand in a later one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from corpus.changes import ALIKE, likeness, words_in
from corpus.sentences import sentence_spans

Span = tuple[int, int]


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


class Alignment:
    """Two versions of a text, line by line."""

    def __init__(self, old: str, new: str, language: str = "") -> None:
        self.old, self.new, self.language = old, new, language
        self._old, self._new = lines_of(old), lines_of(new)
        matcher = SequenceMatcher(
            None,
            [old[start:end] for start, end in self._old],
            [new[start:end] for start, end in self._new],
            autojunk=False,
        )
        self._operations = matcher.get_opcodes()

    def anchor(self, start: int, end: int) -> Anchor:
        """Where `old[start:end]` stands in the new text."""
        quote = self.old[start:end]
        around = self.counterpart(start, end)
        places = list(occurrences(self.new, quote))
        if places:
            nearest = min(places, key=lambda place: abs(place - around[0]))
            standing = Standing.KEPT if nearest == start else Standing.MOVED
            return Anchor(standing, (nearest, nearest + len(quote)))
        span = self._likest(quote, around) or self._likest(quote, (0, len(self.new)))
        return Anchor(Standing.CHANGED, span) if span else Anchor(Standing.GONE, None)

    def counterpart(self, start: int, end: int) -> Span:
        """The lines of the new text that stand where those of `old[start:end]` stood."""
        first, last = self._line_at(start), self._line_at(end - 1)
        places = [
            (c + max(first - a, 0), min(c + last - a + 1, d)) if operation == "equal" else (c, d)
            for operation, a, b, c, d in self._operations
            if a <= last and first < max(b, a + 1)
        ]
        low = min((low for low, _ in places), default=0)
        high = max((high for _, high in places), default=0)
        lines = self._new[low : max(high, low + 1)]
        return (lines[0][0], lines[-1][1]) if lines else (0, len(self.new))

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self._old, offset, key=lambda line: line[0]) - 1)

    def _likest(self, quote: str, where: Span) -> Span | None:
        """The sentences of a part of the new text that are likest to a quote, as many as it has."""
        low, high = (bisect_left(self._sentences, edge, key=lambda s: s[0]) for edge in where)
        found = self._sentences[low:high]
        wanted = max(1, len(sentence_spans(quote, language=self.language)))
        runs = [(a, found[min(i + wanted, len(found)) - 1][1]) for i, (a, _) in enumerate(found)]
        words = words_in(quote)
        scored = [(likeness(words, words_in(self.new[a:b])), (a, b)) for a, b in runs]
        best, span = max(scored, default=(0.0, (0, 0)), key=lambda pair: pair[0])
        return span if best >= ALIKE else None

    @cached_property
    def _sentences(self) -> list[Span]:
        return sentence_spans(self.new, language=self.language)


def lines_of(text: str) -> list[Span]:
    """The lines that hold something."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def occurrences(text: str, quote: str) -> Iterator[int]:
    place = text.find(quote)
    while place >= 0:
        yield place
        place = text.find(quote, place + 1)


def worst(standings: Sequence[Standing]) -> Standing:
    """The worst of several, `kept` where there are none."""
    order = list(Standing)
    return max(standings, key=order.index, default=Standing.KEPT)
