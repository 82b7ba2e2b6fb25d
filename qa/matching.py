"""How well a passage's words match a question's: BM25 over words and over neighbouring ones.

Figures in docs/ranking.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from corpus.document import Passage
from corpus.fulltext import WordCounts
from qa.terms import stems_in_order

# Chosen on the development half of ObliQA: a word said again adds little (SQLite's own are 1.2
# and 0.75), and two words of the question that stand side by side weigh half once more.
SATURATION = 0.4
LENGTH = 0.6
USUAL = 60  # words of a passage that is neither long nor short
PAIRS = 0.5
HEAD = 0.6  # how far a passage is taken with its title and headings, as bm25 does in fulltext.py
REMEMBERED = 8_192  # texts, two a passage


@dataclass(frozen=True, slots=True)
class Sought:
    """The stems looked for and the pairs of neighbouring stems, each with what it weighs."""

    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]


def sought(terms: Sequence[str], question: str, counts: WordCounts) -> Sought:
    """What to look for: the terms, and any two words that stand side by side in the question.

    A word weighs the more the rarer it is (Robertson and Zaragoza 2009,
    doi:10.1561/1500000019), a pair as much as those of its two words that are terms.
    """
    words = {stem: rarity(stem, counts) for stem in stems_of(terms)}
    beside = {
        (one, other): words.get(one, 0.0) + words.get(other, 0.0)
        for one, other in pairwise(stems_in_order(question))
    }
    return Sought(words, {pair: weight for pair, weight in beside.items() if weight})


def rarity(stem: str, counts: WordCounts) -> float:
    """The inverse document frequency, never below 0."""
    return max(0.0, log((counts.passages + 1) / (counts.of.get(stem, 0) + 0.5)))


def passage_match(wanted: Sought, passage: Passage) -> float:
    """How well a passage matches, its title and headings counting for less than its text."""
    with_head = match(wanted, passage.embedded_text)
    return HEAD * with_head + (1 - HEAD) * match(wanted, passage.text)


def match(wanted: Sought, text: str) -> float:
    """How much a text has of what the words could weigh at most: 0 without any of them, never
    1 for words alone, and more for pairs.
    """
    most = sum(wanted.words.values())
    if not most:
        return 0.0
    stems = remembered_stems(text)
    words = Counter(filter(wanted.words.__contains__, stems))
    pairs = Counter(filter(wanted.pairs.__contains__, pairwise(stems)))
    length = SATURATION * (1 - LENGTH + LENGTH * len(stems) / USUAL)
    found = sum(n / (n + length) * wanted.words[stem] for stem, n in words.items())
    beside = sum(n / (n + length) * wanted.pairs[pair] for pair, n in pairs.items())
    return (found + PAIRS * beside) / most


@lru_cache(maxsize=REMEMBERED)
def remembered_stems(text: str) -> tuple[str, ...]:
    return stems_in_order(text)


def stems_of(terms: Sequence[str]) -> tuple[str, ...]:
    """The stems of all terms, each once, in order."""
    return tuple(dict.fromkeys(stems_in_order(" ".join(terms))))


def uncommon(terms: Sequence[str], counts: WordCounts, most: int) -> tuple[str, ...]:
    """The terms that stand in `most` passages at most; the rarest one where none does."""
    often = {
        term: min((counts.of.get(stem, 0) for stem in stems_in_order(term)), default=0)
        for term in terms
    }
    kept = tuple(term for term in terms if often[term] <= most)
    return kept or tuple(sorted(terms, key=lambda term: often[term])[:1])


def matched(terms: Sequence[str], text: str) -> tuple[str, ...]:
    """The terms that stand in a text, each with all its parts."""
    present = frozenset(remembered_stems(text))
    return tuple(term for term in terms if present.issuperset(stems_in_order(term)))
