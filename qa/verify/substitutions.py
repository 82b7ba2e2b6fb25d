"""Words put in the place of others: “within a week of arrival” for “within a week of lodging”."""

from collections.abc import Iterator

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading
from qa.verify.words import Word

BOUND_WORDS = set_of("more less fewer lower higher longer shorter later most least")
ANCHORS = set_of("""of from after before since following upon""")


def exchanged(a: Alignment) -> Iterator[str]:
    """New words that stand between the same words as a lost one of the source does."""
    lost = {w.start for w in a.source.content if not a.is_kept(w) and not w.is_light}
    for word in a.new:
        if word.lower in BOUND_WORDS or (a.is_in_context(word) and not lost):
            continue
        for other in (behind_same(a, word), before_same(a, word)):
            if other is not None and other.start in lost and not is_denied(word, other):
                yield f"The statement says “{word.text}” where the source says “{other.text}”."
                return
    yield from anchored(a)


def is_denied(one: Word, other: Word) -> bool:
    """“Conclusive” and “inconclusive”: negations are compared by themselves."""
    return one.lower.endswith(other.lower) or other.lower.endswith(one.lower)


def behind_same(a: Alignment, word: Word) -> Word | None:
    """The word that stands in the source behind the word that this one stands behind."""
    previous, between = neighbour(a.statement, word, -1)
    if previous is None:
        return None
    for partner in a.forward[previous.start]:
        following, others = neighbour(a.source, partner, 1)
        if following is not None and between == others:
            return following
    return None


def before_same(a: Alignment, word: Word) -> Word | None:
    following, between = neighbour(a.statement, word, 1)
    if following is None or between:
        return None
    for partner in a.forward[following.start]:
        previous, others = neighbour(a.source, partner, -1)
        if previous is not None and not others:
            return previous
    return None


def neighbour(reading: Reading, word: Word, step: int) -> tuple[Word | None, tuple[str, ...]]:
    """The next word of meaning before or behind another, and the small words between them."""
    words = reading.words
    position = next(i for i, w in enumerate(words) if w.start == word.start)
    between: list[str] = []
    for other in words[position + step :: step] if step > 0 else words[:position][::-1]:
        if other.content:
            return other, tuple(w for w in between if w not in ("the", "a", "an"))
        between.append(other.lower)
    return None, ()


def anchored(a: Alignment) -> Iterator[str]:
    """What a time is counted from must be the same: a week of registration is none of lodging."""
    for number in a.statement.numbers:
        mine = anchor(a.statement, number.end) if number.unit else None
        if mine is None or mine.is_light:
            continue
        theirs = [
            found
            for n in a.source.numbers
            if n.measure == number.measure and (found := anchor(a.source, n.end)) is not None
        ]
        starts = {w.start for w in a.forward[mine.start]}
        if theirs and not any(near(a.source, w, starts) for w in theirs):
            yield (
                f"The time runs from “{theirs[0].text}” in the source, from "
                f"“{mine.text}” in the statement."
            )
            return


def anchor(reading: Reading, end: int) -> Word | None:
    """The word behind “of”, “from” or “after” that follows a time."""
    words = [w for w in reading.words if w.start >= end][:4]
    if not words or words[0].lower not in ANCHORS:
        return None
    return next((w for w in words[1:] if w.content), None)


def near(reading: Reading, word: Word, starts: set[int]) -> bool:
    """Whether one of some words is the given one or in the list that it begins."""
    return any(word.start <= start <= word.start + 60 for start in starts)
