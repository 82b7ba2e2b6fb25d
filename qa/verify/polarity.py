"""Does a statement deny what its source denies, and nothing else?"""

import re
from collections.abc import Iterator, Sequence

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.clauses import spans
from qa.verify.marks import Mark
from qa.verify.reading import Reading
from qa.verify.stems import stem_of
from qa.verify.synonyms import PREFIXES, single
from qa.verify.words import Word

NOT_BEYOND = re.compile(
    r"\b(?:not|never|no|cannot|nobody|nothing)\b[^,;.]{0,40}\b(?:unless|until|before|except|beyond"
    r"|other than|more than|longer than|alone|by itself|anything else)\b",
    re.I,
)
LIMITING = re.compile(
    r"\b(?:only|alone|solely|exclusively|limited|restricted|exceed|at most|no more|up to|merely"
    r"|maximum)\b",
    re.I,
)
EMPTY = set_of("the a an be been being is are was were to of in on at for any it not no")
NONE: frozenset[str] = frozenset()
# “While no representative is appointed” is “before a representative is appointed”.
NOT_YET = re.compile(
    r"\b(?:while|as long as|when|where|if) (?:no|nobody|none)\b|\bnot yet\b|\b(?:has|have) not\b",
    re.I,
)
BEFORE = re.compile(r"\b(?:before|until|till|pending|awaiting|still)\b", re.I)
REACH = 4  # words behind a negation that it denies


def turned(a: Alignment) -> Iterator[str]:
    """Negations that only one of the two has."""
    mine = list(a.statement.negations)
    theirs = list(a.source.negations)
    for mark in list(mine):
        twin = next((other for other in theirs if is_twin(a, mark, other)), None)
        if twin:
            mine.remove(mark)
            theirs.remove(twin)
    theirs = [mark for mark in theirs if counts(a, mark)]
    mine = [m for m in mine if not is_prefixed(a.statement, m, a.source)]
    theirs = [m for m in theirs if not is_prefixed(a.source, m, a.statement)]
    mine = [m for m in mine if m.kind == "hard" or not is_carried(a, m)]
    theirs = [m for m in theirs if m.kind == "hard" or weighs(a, m)]
    mine, theirs = without_equal(a, mine, theirs)
    hard_mine = [m for m in mine if m.kind == "hard"]
    hard_theirs = [m for m in theirs if m.kind == "hard"]
    if mine and not theirs:
        yield f"The statement says “{mine[0].text}”, the quotes do not."
    elif hard_mine and not hard_theirs and len(mine) > len(theirs):
        yield f"The statement says “{hard_mine[0].text}”, the quotes do not."
    elif hard_theirs and not hard_mine and len(theirs) > len(mine):
        yield f"The source says “{hard_theirs[0].text}”, the statement does not."
    elif theirs and not mine and any(weighs(a, m) for m in theirs):
        yield f"The source says “{theirs[0].text}”, the statement does not."
    elif (
        hard_mine
        and hard_theirs
        and len(hard_mine) == len(mine)
        and len(hard_theirs) == len(theirs)
    ):
        yield f"The source denies something else with “{hard_theirs[0].text}” than the statement."


def without_equal(
    a: Alignment, mine: list[Mark], theirs: list[Mark]
) -> tuple[list[Mark], list[Mark]]:
    """What remains when “not before 12 June” and “only from 12 June” are one, and where both deny
    once in a sentence of one clause: “X does not extend to Y” and “Y is no part of X”.
    """
    if [m.kind for m in mine] == ["hard"] and NOT_BEYOND.search(a.statement.text):
        mine = [] if LIMITING.search(a.source.text) and not theirs else mine
    if [m.kind for m in theirs] == ["hard"] and NOT_BEYOND.search(a.source.text):
        theirs = [] if LIMITING.search(a.statement.text) and not mine else theirs
    if [m.kind for m in theirs] == ["hard"] and not mine:
        earlier = NOT_YET.search(a.source.text) and BEFORE.search(a.statement.text)
        theirs = [] if earlier else theirs
    if [m.kind for m in mine] == ["hard"] and not theirs:
        earlier = NOT_YET.search(a.statement.text) and BEFORE.search(a.source.text)
        mine = [] if earlier else mine
    one_clause = len(spans(a.source)) == 1 and len(spans(a.statement)) == 1
    if one_clause and [m.kind for m in mine] == [m.kind for m in theirs] == ["hard"]:
        return [], []
    return mine, theirs


def is_prefixed(one: Reading, mark: Mark, other: Reading) -> bool:
    """Whether the other says with a prefix what this one denies: “no conclusive result” and “an
    inconclusive result”.
    """
    behind = [w for w in one.words if w.start >= mark.end][:2]
    return any(
        prefixed.stem == f"{prefix}{word.stem}" or same(prefixed.stem, prefix) & word.keys
        for word in behind
        for prefixed in other.content
        for prefix in PREFIXES
    )


def same(stem: str, prefix: str) -> frozenset[str]:
    """The groups of what a prefix denies: of “conclusive” for “inconclusive”."""
    return single().get(stem.removeprefix(prefix), NONE) if stem.startswith(prefix) else NONE


def counts(a: Alignment, mark: Mark) -> bool:
    """Whether a negation of the source stands where the statement takes its words from."""
    number = a.source.segment_at(mark.start)
    segment = a.source.segments[number]
    if not a.words_in(segment):  # “neither of which has …”
        return any(a.touched[number : number + 2])
    spoken_of = a.is_touched(mark.start) or is_said(a, mark)
    return spoken_of and not (segment.is_free and mark.kind == "soft")


def is_said(a: Alignment, mark: Mark) -> bool:
    """Whether the statement says the very verb that the source denies: “takes part”."""
    if mark.kind != "hard":
        return False
    first = denied(a.source, mark)[:2]
    return len(first) == 2 and all(
        any(w.stem == word.stem for w in a.backward[word.start]) for word in first
    )


def weighs(a: Alignment, mark: Mark) -> bool:
    """Whether a verb or adjective that denies is missing from the statement, with nothing new
    that could stand for it.
    """
    words = [w for w in a.source.words if mark.start <= w.start < mark.end]
    return not any(map(a.is_kept, words))


def is_carried(a: Alignment, mark: Mark) -> bool:
    words = [w for w in a.statement.words if mark.start <= w.start < mark.end and w.content]
    return bool(words) and all(map(a.is_carried, words))


def is_twin(a: Alignment, mark: Mark, other: Mark) -> bool:
    """Whether two negations deny the same."""
    if mark.kind != other.kind:
        hard, soft = (mark, other) if mark.kind == "hard" else (other, mark)
        one = a.statement if mark.kind == "hard" else a.source
        if any(is_in_prefixed(word, soft) for word in denied(one, hard)):
            return True
        said = [w for w in a.statement.words if w.start == mark.start]
        return any(
            other.start <= w.start < other.end for word in said for w in a.forward[word.start]
        )
    if mark.kind == "soft":
        mine = [w for w in a.statement.words if mark.start <= w.start < mark.end]
        starts = {w.start for w in a.source.words if other.start <= w.start < other.end}
        return any(w.start in starts for word in mine for w in a.forward[word.start])
    starts = {w.start for w in denied(a.source, other)}
    return any(
        w.start in starts for word in denied(a.statement, mark) for w in a.forward[word.start]
    )


def is_in_prefixed(word: Word, mark: Mark) -> bool:
    """Whether a word says what a mark denies with a prefix: “finished” of “unfinished”."""
    stem = stem_of(mark.text)
    return any(
        word.stem == stem.removeprefix(prefix) or same(stem, prefix) & word.keys
        for prefix in PREFIXES
        if stem.startswith(prefix)
    )


def denied(reading: Reading, mark: Mark) -> Sequence[Word]:
    """The words that a negation stands before, or behind where it closes a sentence."""
    said = [w for w in reading.words if w.lower not in EMPTY]
    behind = [w for w in said if w.start >= mark.start and w.end > mark.end][:REACH]
    return behind or [w for w in said if w.end <= mark.start][-REACH:]
