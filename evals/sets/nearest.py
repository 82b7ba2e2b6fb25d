"""The words of a document that are nearest to words that do not stand in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from corpus.changes import WORD, likeness, words_in
from corpus.document import Document, canonical
from corpus.sentences import sentence_spans

Span = tuple[int, int]

ALIKE = 0.5  # of the words: from here on whole sentences are the other wording of a quote
# Less in common, and the words of a sentence are other words. One of two words that are alike to
# the letter but for a digit is enough.
LEAST_WORDS, LEAST_LETTERS = 0.2, 0.6
A_WORD = 0.2  # what a word counts that stands everywhere, where one that stands once counts 1
BEGINNINGS = 8  # sentences that share the most words with a quote, at which runs are tried


@dataclass(frozen=True, slots=True)
class Near:
    """`text` is `start:end` of a document; `likeness` is the share of the characters in
    common and in order, from 0 to 1 (Ratcliff and Metzener 1988, as `difflib` has it).
    """

    document: str
    start: int
    end: int
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document whose sentences are found by their words."""

    document: Document
    spans: tuple[Span, ...]
    counts: tuple[Counter[str], ...]
    holders: dict[str, list[int]] = field(repr=False)


def indexed(document: Document) -> Indexed:
    """A document made ready to be sought in many times."""
    spans = tuple(sentence_spans(document.text, language=document.metadata.language))
    counts = tuple(words_in(document.text[start:end]) for start, end in spans)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(counts):
        for word in words:
            holders[word].append(place)
    return Indexed(document, spans, counts, dict(holders))


def nearest(quote: str, documents: Iterable[Indexed]) -> Near | None:
    """The sentences that are most like a quote, or within a sentence the words that are; `None`
    where nothing is like it.
    """
    said = canonical(quote).strip()
    words = words_in(said)
    spans = [(known, span) for known in documents for span in candidates(said, words, known)]
    alike = [likeness(words, words_in(known.document.text[slice(*s)])) for known, s in spans]
    best = max(alike, default=0.0)
    # Letters are compared only where words do not decide: it takes long.
    rivals = (pair for pair, shared in zip(spans, alike, strict=True) if shared == best)
    found = [near(said, known, *span) for known, span in islice(rivals, BEGINNINGS)]
    nearer = max(found, key=lambda one: one.likeness, default=None)
    if nearer and (best >= LEAST_WORDS or nearer.likeness >= LEAST_LETTERS):
        return nearer
    return None


def candidates(quote: str, words: Counter[str], known: Indexed) -> Iterator[Span]:
    """What may be nearest to a quote in a document: a run of sentences, or else parts of some."""
    first = beginnings(words, known)
    most = len(sentence_spans(quote)) + 1
    runs = dict.fromkeys(run for place in first for run in runs_at(place, most, known))
    best = max(runs, key=lambda run: likeness(words, counted(run, known)), default=None)
    if best is None:
        return
    if likeness(words, counted(best, known)) >= ALIKE:
        yield known.spans[best[0]][0], known.spans[best[1] - 1][1]
        return
    for place in first:
        yield window(quote, known.document.text, *known.spans[place])


def near(quote: str, known: Indexed, start: int, end: int) -> Near:
    text = known.document.text[start:end]
    alike = SequenceMatcher(None, quote, text, autojunk=False).ratio()
    return Near(known.document.id, start, end, text, round(alike, 3))


def beginnings(words: Counter[str], known: Indexed) -> list[int]:
    """The sentences with the most words in common, rare words before frequent ones."""
    weights: dict[int, float] = defaultdict(float)
    for word in words:
        holders = known.holders.get(word, [])
        for place in holders:
            weights[place] += A_WORD + 1 / len(holders)
    ranked = sorted(weights, key=lambda place: (-weights[place], place))
    return ranked[:BEGINNINGS]


def runs_at(place: int, most: int, known: Indexed) -> Iterator[Span]:
    """Runs of at most so many sentences that hold one of them."""
    for size in range(1, most + 1):
        for low in range(max(0, place - size + 1), place + 1):
            if low + size <= len(known.spans):
                yield low, low + size


def counted(run: Span, known: Indexed) -> Counter[str]:
    return sum(known.counts[slice(*run)], Counter())


def window(quote: str, text: str, start: int, end: int) -> Span:
    """As many words of a sentence as a quote has, laid so that their longest common part meets."""
    mine = [match.group().lower() for match in WORD.finditer(quote)]
    theirs = list(WORD.finditer(text, start, end))
    found = [match.group().lower() for match in theirs]
    block = SequenceMatcher(None, mine, found, autojunk=False).find_longest_match()
    low = max(0, min(block.b - block.a, len(found) - len(mine)))
    return theirs[low].start(), theirs[min(len(found), low + len(mine)) - 1].end()


def holders_of(quote: str, documents: Sequence[Document]) -> list[str]:
    """The documents in which a quote stands, word for word."""
    text = canonical(quote).strip()
    return [document.id for document in documents if text in document.text]
