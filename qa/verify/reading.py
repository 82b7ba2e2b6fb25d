"""A sentence read once: its words, its segments, and the facts that it states."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from qa.verify.dates import Date, dates_of
from qa.verify.marks import Mark, modals_of, negations_of, quantifiers_of
from qa.verify.numbers import Number, numbers_of
from qa.verify.provisions import Provision, provisions_of
from qa.verify.segments import FINITE, MODAL_OR_BE, Part, Segment, segments_of
from qa.verify.verbs import is_verb
from qa.verify.words import Word, words_of


@dataclass(frozen=True)
class Reading:
    """A sentence and what stands in it. Every offset is one of `text`."""

    text: str
    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    provisions: tuple[Provision, ...]
    modals: tuple[Mark, ...]
    negations: tuple[Mark, ...]
    quantifiers: tuple[Mark, ...]
    keys: frozenset[str] = field(repr=False)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def factual(self) -> tuple[tuple[int, int], ...]:
        """The spans of numbers, dates and provisions, which are compared by themselves."""
        facts: tuple[Number | Date | Provision, ...]
        facts = (*self.numbers, *self.dates, *self.provisions)
        return tuple((fact.start, fact.end) for fact in facts)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning, without numbers, dates and provisions."""
        return tuple(
            word
            for word in self.words
            if word.content and not any(s <= word.start < e for s, e in self.factual)
        )

    @cached_property
    def verb(self) -> int:
        """Where the first finite verb of the main clause stands, as far as its form shows; the
        length of the text where none is found.
        """
        within = False  # a relative clause of the subject
        for segment in self.segments:
            if segment.part in (Part.MAIN, Part.JOINED, Part.ALTERNATIVE):
                starts = self.verbs_in(segment)
                within = not starts
            elif segment.part is Part.RELATIVE and within:
                starts = [v for v in self.verbs_in(segment) if v > self._end_of_relative(segment)]
            else:
                starts = []
            if starts:
                return starts[0]
        formed = (w.start for w in self.words if self._may_be_verb(w))
        return next(formed, len(self.text))

    def _may_be_verb(self, word: Word) -> bool:
        part = self.segments[self.segment_at(word.start)]
        inner = part.part is Part.MAIN and word.start > part.start
        return inner and bool(FINITE.fullmatch(word.text))

    def verbs_in(self, segment: Segment) -> list[int]:
        """Where finite verbs stand in a segment, as far as their forms show."""
        found = {m.start() for m in MODAL_OR_BE.finditer(self.text, segment.start, segment.end)}
        return sorted(found | {w.start for w in self.words if self._is_verb(w, segment)})

    def _end_of_relative(self, segment: Segment) -> int:
        """Before where no verb belongs to the main clause: its own verb and the word after it."""
        own = [w for w in self.words if w.start >= (self.verbs_in(segment) or [segment.end])[0]]
        return own[1].start if len(own) > 1 else segment.end

    def _is_verb(self, word: Word, segment: Segment) -> bool:
        return segment.start < word.start < segment.end and is_verb(word.lower)

    def segment_at(self, offset: int) -> int:
        """The number of the segment that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(segment.start for segment in self.segments)


@lru_cache(maxsize=2_048)
def read(text: str) -> Reading:
    """The reading of a sentence."""
    dates, provisions = dates_of(text), provisions_of(text)
    acts = tuple((p.start, p.end) for p in provisions)
    dates = tuple(d for d in dates if not any(s <= d.start < e for s, e in acts))
    masked = (*acts, *((d.start, d.end) for d in dates))
    words = words_of(text)
    return Reading(
        text,
        words,
        segments_of(text),
        numbers_of(text, masked),
        dates,
        provisions,
        modals_of(text),
        negations_of(text),
        quantifiers_of(text),
        frozenset(key for word in words for key in word.keys),
    )
