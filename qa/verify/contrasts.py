"""What a sentence sets against what it says: “the day of lodging, not the day of registration”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.verify.alignment import Alignment
from qa.verify.patterns import any_of
from qa.verify.reading import Reading
from qa.verify.words import Word

# What is set against the rest goes on to the next mark.
NO_CONTRAST = any_of(
    """
    only|least|before|later|more|less|even|yet|until|if|unless|always|all|every|necessarily
    by itself|just|merely|be|been|have
    """
)
AGAINST = re.compile(
    rf"(?:[,;:]\s(?:and\s)?|\b(?:and|but)\s)not(?!\s(?:{NO_CONTRAST})\b)"
    r"(?:\s(?:to|for|on|from|by|in|at|the|a|an)\b)*(?P<said>[^,;.:()]+)"
    r"|\b(?:rather than|instead of|as opposed to)\b(?P<other>[^,;.:()]+)",
    re.I,
)
TOPIC = re.compile(r" (?:is|are|was|were|has|have)\b")  # what a clause is about, not its point
ENDS = re.compile(r"\b(?:but|has|have|must|shall|may|can|will)\b")


@dataclass(frozen=True, slots=True)
class Contrast:
    """The part `start:end` of a sentence, of which it says from `mark` on that it is not so."""

    mark: int
    start: int
    end: int


@lru_cache(maxsize=2_048)
def contrasts_of(text: str) -> tuple[Contrast, ...]:
    found = []
    for match in AGAINST.finditer(text):
        start, end = match.span("said") if match["said"] else match.span("other")
        stop = ENDS.search(text, start, end)
        found.append(Contrast(match.start(), start, stop.start() if stop else end))
    return tuple(found)


def turned(a: Alignment) -> Iterator[str]:
    """Words that the source sets against what it says and the statement asserts, or the other way
    about.
    """
    mine, theirs = contrasts_of(a.statement.text), contrasts_of(a.source.text)
    if not mine and not theirs:
        return
    for word in a.statement.content:
        partners = [w for w in a.forward[word.start] if w.stem == word.stem]
        rejected = {holds(theirs, partner) for partner in partners}
        if any(TOPIC.match(a.source.text, p.end) for p in partners):
            continue
        if not partners or word.is_light or len(rejected) > 1 or is_denied(a.statement, word):
            continue
        here, there = holds(mine, word), rejected.pop()
        if here != there and (there or not is_denied(a.source, partners[0])):
            yield (
                f"The source says that it is not “{word.text}”, the statement that it is."
                if there
                else f"The statement says that it is not “{word.text}”, the source does not."
            )
            return


def holds(contrasts: tuple[Contrast, ...], word: Word) -> bool:
    return any(one.start <= word.start < one.end for one in contrasts)


def is_denied(reading: Reading, word: Word) -> bool:
    """Whether a negation stands before a word in its segment, outside a contrast."""
    segment = reading.segments[reading.segment_at(word.start)]
    against = contrasts_of(reading.text)
    return any(
        segment.start <= m.start < word.start
        for m in reading.negations
        if not any(one.mark <= m.start < one.start for one in against)
    )
