"""Spans of texts, where gold stands, and how one bears on the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start:end` of a document."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LocatedQuote:
    """A gold quote and every place where it stands: any of them will do."""

    text: str
    places: tuple[Span, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class LocatedLabel:
    """A gold label, the sections that bear it, and the articles (or recitals) they lie in."""

    text: str
    places: tuple[Span, ...]
    articles: tuple[Span, ...]
    part: str = ""


class Sided(Protocol):
    """What may belong to a part of a question. Without a name it is a part by itself."""

    @property
    def part(self) -> str: ...


SidedT = TypeVar("SidedT", bound=Sided)


def parts_of(gold: Iterable[SidedT]) -> list[list[SidedT]]:
    """Gold by the part of the question that it answers, in the order of first mention."""
    parts: dict[str | int, list[SidedT]] = {}
    for number, item in enumerate(gold):
        parts.setdefault(item.part or number, []).append(item)
    return list(parts.values())


@dataclass(frozen=True, slots=True)
class Gold:
    """What a question should be answered from; nothing, when the texts do not answer it.

    Any quote or label is enough, or with `every` each of them is needed, where those of the
    same part count as one. `contradicts` are quotes against the premise of a question that
    cannot be answered as put.
    """

    quotes: tuple[LocatedQuote, ...] = ()
    every: bool = False
    labels: tuple[LocatedLabel, ...] = ()
    contradicts: tuple[LocatedQuote, ...] = ()

    @property
    def all(self) -> tuple[LocatedQuote | LocatedLabel, ...]:
        return (*self.quotes, *self.labels)

    @property
    def provisions(self) -> tuple[Span, ...]:
        """Where the labels stand, each as fine as it is."""
        return tuple(place for label in self.labels for place in label.places)

    @property
    def articles(self) -> tuple[Span, ...]:
        """Where the labels stand, by article."""
        return tuple(place for label in self.labels for place in label.articles)


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    if one.document != other.document:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def bears_on(retrieved: Span, place: Span) -> bool:
    """Whether a retrieved span holds at least half of a gold quote's characters.

    Spans and not passage ids are compared, so that pipelines which cut differently can be
    (Smith and Troynikov 2024, “Evaluating Chunking Strategies for Retrieval”, do it by token).
    Half, because a quote that a cut divides is then found by at least one of the two parts.
    """
    return overlap(retrieved, place) * 2 >= place.end - place.start > 0


def meets(span: Span, place: Span) -> bool:
    """Whether at least half of the shorter of two spans lies in the other: a retrieved passage
    meets the article it is cut from, and the point that it holds.
    """
    shorter = min(span.end - span.start, place.end - place.start)
    return overlap(span, place) * 2 >= shorter > 0


def cites(cited: Sequence[Span], places: Sequence[Span]) -> bool:
    """Whether one of the cited spans lies by at least half of it in one of the places.

    A sentence of a provision cites it; a whole article does not cite the point within it.
    """
    return any(
        overlap(span, place) * 2 >= span.end - span.start > 0 for span in cited for place in places
    )


def lies_in(quote: LocatedQuote, cited: Sequence[Span]) -> bool:
    """Whether the cited spans together cover a place of the quote but for white space.

    Together, because an answer may cite each item of a list, or each of two sentences, alone.
    """
    return any(covers(cited, quote.text, place) for place in quote.places)


def covers(cited: Sequence[Span], text: str, place: Span) -> bool:
    here = [span for span in cited if overlap(span, place)]
    return all(
        character.isspace() or any(span.start <= offset < span.end for span in here)
        for offset, character in enumerate(text, start=place.start)
    )


def rests_on(cited: Sequence[Span], item: LocatedQuote | LocatedLabel) -> bool:
    """Whether cited spans hold a gold quote, or one of them lies in the provision of a label."""
    return cites(cited, item.places) if isinstance(item, LocatedLabel) else lies_in(item, cited)


def characters(spans: Iterable[Span]) -> int:
    """How many characters the spans hold together, each counted once: what a person must read."""
    counted, document, until = 0, "", 0
    for span in sorted(spans):
        if span.document != document:
            document, until = span.document, 0
        counted += max(0, span.end - max(span.start, until))
        until = max(until, span.end)
    return counted
