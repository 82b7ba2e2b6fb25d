"""The numbers, as pure functions on spans and verdicts, each with its definition and source.

A mean over nothing is `None`, never 0 or 1: what was not measured is not a figure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor
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


def rank_of(retrieved: Sequence[Span], gold: Gold) -> int | None:
    """The smallest k for which the first k retrieved spans bear on the gold quotes.

    One quote is enough, or with `gold.every` each part must be borne on by some span among the
    k. `None` when no k does.
    """
    ranks = [rank_of_part(retrieved, part) for part in parts_of(gold.quotes)]
    found = [rank for rank in ranks if rank is not None]
    if not found or (gold.every and len(found) < len(ranks)):
        return None
    return max(found) if gold.every else min(found)


def rank_of_part(retrieved: Sequence[Span], part: Sequence[LocatedQuote]) -> int | None:
    """The rank, from 1, of the first span that bears on one of the quotes of a part."""
    ranks = [rank_of_quote(retrieved, quote) for quote in part]
    return min((rank for rank in ranks if rank is not None), default=None)


def rank_of_quote(retrieved: Sequence[Span], quote: LocatedQuote) -> int | None:
    """The rank, from 1, of the first span that bears on a quote."""
    return first_rank(retrieved, lambda span: any(bears_on(span, p) for p in quote.places))


def first_rank(retrieved: Sequence[Span], is_right: Callable[[Span], bool]) -> int | None:
    """The rank, from 1, of the first span that is right."""
    return next((rank for rank, span in enumerate(retrieved, start=1) if is_right(span)), None)


def meets(span: Span, place: Span) -> bool:
    """Whether at least half of the shorter of two spans lies in the other: a retrieved passage
    meets the article it is cut from, and the point that it holds.
    """
    shorter = min(span.end - span.start, place.end - place.start)
    return overlap(span, place) * 2 >= shorter > 0


def rank_among(retrieved: Sequence[Span], places: Sequence[Span]) -> int | None:
    """The rank, from 1, of the first span that meets one of the places."""
    return first_rank(retrieved, lambda span: any(meets(span, place) for place in places))


def cites(cited: Sequence[Span], places: Sequence[Span]) -> bool:
    """Whether one of the cited spans lies by at least half of it in one of the places.

    A sentence of a provision cites it; a whole article does not cite the point within it.
    """
    return any(
        overlap(span, place) * 2 >= span.end - span.start > 0 for span in cited for place in places
    )


def hit_at(k: int, rank: int | None) -> bool:
    """hit@k: whether the first k retrieved spans bear on the gold (trec_eval's `success_k`)."""
    return rank is not None and rank <= k


def reciprocal_rank(rank: int | None) -> float:
    """1/rank, 0 when nothing was found; its mean is MRR (Voorhees 1999, TREC-8 QA track)."""
    return 0.0 if rank is None else 1 / rank


def answer_hit(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether a gold quote lies in what an answer cites; with `gold.every`, one of each part.

    The passage-level analogue of “answer string in the passage” (Chen et al. 2017, DrQA), on
    offsets: a sentence that happens to hold the same words elsewhere does not count.
    """
    enough = all if gold.every else any
    parts = parts_of(gold.quotes)
    return bool(parts) and enough(any(lies_in(quote, cited) for quote in part) for part in parts)


def says_right(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether what one statement cites holds a gold quote or lies in a gold label.

    One is enough also where all are needed: a statement is a sentence, and a sentence rarely
    answers all parts of a question.
    """
    return any(rests_on(cited, item) for item in gold.all)


def is_right(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether what a whole answer cites is enough: one gold quote or label, or with
    `gold.every` one of each part.
    """
    enough = all if gold.every else any
    parts = parts_of(gold.all)
    return bool(parts) and enough(any(rests_on(cited, item) for item in part) for part in parts)


def rests_on(cited: Sequence[Span], item: LocatedQuote | LocatedLabel) -> bool:
    """Whether cited spans hold a gold quote, or one of them lies in the provision of a label."""
    return cites(cited, item.places) if isinstance(item, LocatedLabel) else lies_in(item, cited)


def only_contradicts(statements: Sequence[Sequence[Span]], gold: Gold) -> bool:
    """Whether each of an answer's statements, of which there are some, cites a quote that
    contradicts the question's premise: as good as a refusal.
    """
    return bool(statements) and all(
        any(lies_in(quote, cited) for quote in gold.contradicts) for cited in statements
    )


def mentions(said: str, fact: str) -> bool:
    """Whether a text holds a fact in one of its wordings, which stand between “|”, whatever
    the case of letters and the white space.
    """
    text = plain(said)
    return any(wording in text for wording in map(plain, fact.split("|")) if wording)


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


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


def is_exact(text: str, start: int, end: int, quote: str) -> bool:
    """Citation exactness, for one citation: `text[start:end] == quote`, and the span is one."""
    return 0 <= start < end <= len(text) and text[start:end] == quote


def characters(spans: Iterable[Span]) -> int:
    """How many characters the spans hold together, each counted once: what a person must read."""
    counted, document, until = 0, "", 0
    for span in sorted(spans):
        if span.document != document:
            document, until = span.document, 0
        counted += max(0, span.end - max(span.start, until))
        until = max(until, span.end)
    return counted


def abstention_precision(refused: Sequence[bool], unanswerable: Sequence[bool]) -> float | None:
    """Of the questions refused, the share that the texts do not answer.

    Precision of the class “unanswerable” (no-answer questions as in Rajpurkar et al. 2018,
    SQuAD 2.0). `None` when nothing was refused, and for a set without unanswerable questions,
    where it could only be 0.
    """
    if not any(unanswerable):
        return None
    return mean(not_there for no, not_there in zip(refused, unanswerable, strict=True) if no)


def abstention_recall(refused: Sequence[bool], unanswerable: Sequence[bool]) -> float | None:
    """Of the questions that the texts do not answer, the share refused."""
    return mean(no for no, not_there in zip(refused, unanswerable, strict=True) if not_there)


def coverage(refused: Sequence[bool]) -> float | None:
    """The share of all questions that got an answer (El-Yaniv and Wiener 2010)."""
    return mean(not no for no in refused)


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean, `None` of nothing. Truth counts as 1."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value below which a share of the values lies, between neighbours by a straight line.

    Definition 7 of Hyndman and Fan 1996, numpy's default; 0.5 is the median.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    position = share * (len(ordered) - 1)
    below = floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
