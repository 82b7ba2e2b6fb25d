"""Which words of a statement stand for which words of a source."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from qa.verify.evidence import Evidence
from qa.verify.reading import Reading
from qa.verify.segments import Part, Segment
from qa.verify.synonyms import oppose
from qa.verify.words import Word

SHORTEST_STEM = 5  # that may be the beginning of a longer word of the same family
LONGEST_ENDING = 3
PERSONAL = ("ant", "er", "or", "ee", "ist")


class Alignment:
    """A statement beside one sentence of its source."""

    def __init__(self, statement: Reading, evidence: Evidence) -> None:
        self.statement = statement
        self.evidence = evidence
        self.source = evidence.reading
        self.excused: frozenset[int] = frozenset()  # words of the source that may be left out
        self._pairs = pairs(statement.words, self.source.words)

    @cached_property
    def forward(self) -> dict[int, list[Word]]:
        """For the start of each word of the statement the words of the source it stands for."""
        found: dict[int, list[Word]] = {word.start: [] for word in self.statement.words}
        for one, other in self._pairs:
            found[one.start].append(other)
        return found

    @cached_property
    def backward(self) -> dict[int, list[Word]]:
        found: dict[int, list[Word]] = {word.start: [] for word in self.source.words}
        for one, other in self._pairs:
            found[other.start].append(one)
        return found

    def is_carried(self, word: Word) -> bool:
        """Whether a word of the statement stands in the source's sentence."""
        return bool(self.forward[word.start])

    def is_in_context(self, word: Word) -> bool:
        return bool(word.keys & self.evidence.context)

    def is_kept(self, word: Word) -> bool:
        """Whether a word of the source stands in the statement."""
        return bool(self.backward[word.start]) or word.start in self.excused

    @cached_property
    def new(self) -> tuple[Word, ...]:
        """The words of the statement that stand nowhere in the source, and say something."""
        marks = (*self.statement.modals, *self.statement.quantifiers)
        hard = (m for m in self.statement.negations if m.kind == "hard")
        spans = [(mark.start, mark.end) for mark in (*marks, *hard)]
        return tuple(
            word
            for word in self.statement.content
            if not self.is_carried(word)
            and not word.is_light
            and not any(start <= word.start < end for start, end in spans)
        )

    @cached_property
    def touched(self) -> tuple[bool, ...]:
        """For each segment of the source whether the statement speaks of it: it has a word that
        the statement takes from there and from nowhere else.
        """
        counts = [0] * len(self.source.segments)
        for word in (*self.statement.content,):
            homes = {self.source.segment_at(w.start) for w in self.forward[word.start]}
            same = {
                self.source.segment_at(w.start)
                for w in self.forward[word.start]
                if w.stem == word.stem
            }
            for home in same or homes:
                counts[home] += 2 if len(same or homes) == 1 else 0
        for start, end in self.source.factual:
            if any(
                self.source.text[start:end] == self.statement.text[s:e]
                for s, e in self.statement.factual
            ):
                counts[self.source.segment_at(start)] += 2
        return tuple(
            count > 0 or (segment.part is Part.MAIN and self._has_kept(segment))
            for count, segment in zip(counts, self.source.segments, strict=True)
        )

    def _has_kept(self, segment: Segment) -> bool:
        return any(self.is_kept(word) for word in self.words_in(segment))

    def words_in(self, segment: Segment) -> list[Word]:
        """The words of a segment of the source that carry meaning."""
        return [w for w in self.source.content if segment.start <= w.start < segment.end]

    def is_touched(self, offset: int) -> bool:
        return self.touched[self.source.segment_at(offset)]


@lru_cache(maxsize=512)
def pairs(statement: tuple[Word, ...], source: tuple[Word, ...]) -> Sequence[tuple[Word, Word]]:
    """The words that are the same, or say the same."""
    return [
        (one, other)
        for one in statement
        for other in source
        if one.content == other.content or one.keys & other.keys
        if is_same(one, other)
    ]


def is_same(one: Word, other: Word) -> bool:
    if one.stem == other.stem:
        return True
    if one.keys & other.keys:
        return not oppose(one.stem, other.stem)
    return one.content and other.content and is_family(one.stem, other.stem)


def is_family(one: str, other: str) -> bool:
    """“tunisia” and “tunisian”, not “applic” and “applicant”."""
    shorter, longer = sorted((one, other), key=len)
    ending = longer[len(shorter) :]
    return (
        len(shorter) >= SHORTEST_STEM
        and longer.startswith(shorter)
        and len(ending) <= LONGEST_ENDING
        and ending not in PERSONAL
    )
