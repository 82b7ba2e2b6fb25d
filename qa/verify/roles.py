"""Who does what to whom: the people, bodies and names of a statement, and their sides."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from qa.verify.actors import GENERIC, Actor, actors_of
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading
from qa.verify.segments import BINDING, FINITE
from qa.verify.stems import IRREGULAR, stem_of
from qa.verify.verbs import is_verb
from qa.verify.words import Word

BY = re.compile(r"\bby (?:[\w'’-]+ ){0,6}$", re.I)
PREPOSITION = re.compile(
    (
        r"\b(from|to|by|against|towards|into)\s+(?:(?:the|a|an|its|their|another|"
        r"other|first|responsible|each|every|all|any|some|own|"
        r"new)\s+)*(?:[\w'’-]+\s+)?$"
    ),
    re.I,
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?(?:\w+(?:ed|en|wn|ne)|told|sent|made|held"
    r"|put|kept|paid|heard|met|sought|brought|taught|built|found|led|read|bound|left|caught|lent|set|cut"
    r"|won|lost|bought|sold|struck|given)\b"
)
BE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?$")
MODAL_BEFORE = re.compile(r"\b(?:shall|must|may|can|will|should|to)(?: not| also)? $")
MODAL_CHARS = 20  # more than that can match
DEED = re.compile(
    r"\b(?P<side>from|to|by) (?:an?|the) [\w-]+(?: \w+)? (?:that|who|which) (?P<verb>\w+)", re.I
)
APART = (
    {"from", "to"},
    {"from", "into"},
    {"from", "towards"},
    {"by", "to"},
    {"by", "against"},
    {"by", "from"},
)


def unlike(a: Alignment) -> Iterator[str]:
    yield from (reason for reason, replaces in strangers(a) if replaces)
    yield from swapped(a)


def unnamed(a: Alignment) -> Iterator[str]:
    """Actors whom the source leaves out, as a passive may: “the fee is paid” by the States."""
    yield from (reason for reason, replaces in strangers(a) if not replaces)


def strangers(a: Alignment) -> Iterator[tuple[str, bool]]:
    """Names and actors of the statement that its source does not have, and whether they stand
    in the place of others, or are names, which nothing leaves out.
    """
    missing = [actor for actor in actors_of(a.source) if not a.is_kept(actor.word)]
    for actor in actors_of(a.statement):
        word = actor.word
        if a.is_carried(word) or word.lower in GENERIC:
            continue
        exchanged = [
            m for m in missing if m.is_name == actor.is_name and a.is_touched(m.word.start)
        ]
        if a.is_in_context(word) and not exchanged:
            continue
        if not exchanged and is_understood(a, word):
            continue
        they_name = f": they name “{exchanged[0].word.text}”" if exchanged else ""
        replaces = bool(exchanged) or (actor.is_name and not word.is_light)
        yield f"The quotes do not name “{word.text}”{they_name}.", replaces


def is_understood(a: Alignment, word: Word) -> bool:
    """Whether somebody is named who a passive leaves unnamed: the authorities, the Union."""
    if word.lower in ("eu", "union"):
        return True
    if word.stem == "applicant" and "applic" in a.source.stems:
        return True
    return word.stem == "authority" and bool(PASSIVE.search(a.source.text))


def swapped(a: Alignment) -> Iterator[str]:
    """Two actors that stand on each other's side of the verb."""
    named = [actor.word for actor in actors_of(a.statement)]
    first = a.statement.words[0]
    if any(
        w.text == first.text and w.text[0].isupper() and w.start for w in a.forward[first.start]
    ):
        named = [first, *(word for word in named if word.start != first.start)]
    mine = [(word, a.forward[word.start]) for word in named]
    once = [(word, others) for word, others in mine if others]
    verbs = shared_verbs(a)
    # A long list names the same few bodies again and again.
    source_side = cache(lambda first, second: side(a.source, first, second))
    for (one, ones), (two, twos) in combinations(once, 2):
        if one.keys & two.keys or {w.start for w in ones} & {w.start for w in twos}:
            continue
        said = side(a.statement, one, two)
        if said is None:
            continue
        shared = verbs_between(verbs, one, two)
        apart = ((w, v) for w in ones for v in twos if stands_between(shared, w, v))
        sides = {source_side(w, v) for w, v in apart} - {None}
        if sides and said not in sides:
            yield f"The statement exchanges “{one.text}” and “{two.text}”."
            return
    yield from crossed(a)
    yield from redirected(a)


def crossed(a: Alignment) -> Iterator[str]:
    """Two words that stand on each other's side of the same verb: “the report prevails over the
    recording” where the source says “the recording prevails over the report”.
    """
    for verb in a.statement.content:
        partner = only_partner(a, verb)
        if partner is None or not (
            is_verb(verb.lower) or FINITE.fullmatch(verb.text) or follows_modal(a.statement, verb)
        ):
            continue
        left, right = around(a.statement, verb)
        if (
            left is None
            or right is None
            or is_passive(a.statement, verb) != is_passive(a.source, partner)
        ):
            continue
        lefts, rights = (in_segment(a, w, partner) for w in (left, right))
        if lefts and rights and max(rights) < partner.start < min(lefts):
            yield f"The statement exchanges “{left.text}” and “{right.text}”."
            return


def in_segment(a: Alignment, word: Word, verb: Word) -> list[int]:
    """Where a word of the statement stands in the segment of the source's verb."""
    home = a.source.segment_at(verb.start)
    same = (w.start for w in a.forward[word.start] if w.stem == word.stem)
    return [start for start in same if a.source.segment_at(start) == home]


def only_partner(a: Alignment, word: Word) -> Word | None:
    """The word of the source with the same stem, where there is one such."""
    found = [w for w in a.forward[word.start] if w.stem == word.stem]
    return found[0] if len(found) == 1 else None


def around(reading: Reading, verb: Word) -> tuple[Word | None, Word | None]:
    """The words of meaning next to a verb within its segment."""
    segment = reading.segments[reading.segment_at(verb.start)]
    words = [w for w in reading.content if segment.start <= w.start < segment.end]
    left = [w for w in words if w.end <= verb.start]
    right = [w for w in words if w.start >= verb.end]
    return (left[-1] if left else None), (right[-1] if right else None)


def is_passive(reading: Reading, verb: Word) -> bool:
    return bool(BE.search(reading.text[max(0, verb.start - 15) : verb.start]))


def shared_verbs(a: Alignment) -> list[tuple[int, int]]:
    """Where the verbs of the statement stand, in order, each with where one stands in the source
    that says the same.
    """
    said = set(a.source.text.lower().split())
    mine = (w for w in a.statement.words if w.content or w.lower in said)
    return [
        (word.start, other.start)
        for word in mine
        if is_deed(a.statement, word)
        for other in a.forward[word.start]
        if other.content and is_deed(a.source, other)
    ]


def verbs_between(verbs: Sequence[tuple[int, int]], one: Word, two: Word) -> list[int]:
    """Where in the source, in order, the verbs stand that the statement has between two words."""
    low, high = sorted((one, two), key=lambda word: word.start)
    return sorted(theirs for mine, theirs in verbs if low.end <= mine < high.start)


def stands_between(starts: Sequence[int], one: Word, two: Word) -> bool:
    """Whether one of the places, which are in order, lies between two words."""
    left, right = sorted((one.start, two.start))
    after = bisect_right(starts, left)
    return after < len(starts) and starts[after] < right


def is_deed(reading: Reading, word: Word) -> bool:
    """Whether a word is a verb, as far as its form and the word before it show."""
    formed = is_verb(word.lower) or word.lower.endswith("ed") or word.lower in IRREGULAR
    return formed or follows_modal(reading, word)


def follows_modal(reading: Reading, word: Word) -> bool:
    """Whether a modal verb or “to” stands just before a word."""
    return bool(MODAL_BEFORE.search(reading.text[max(0, word.start - MODAL_CHARS) : word.start]))


def side(reading: Reading, one: Word, two: Word) -> bool | None:
    """Whether the first acts on the second; `None` where no verb stands between them."""
    first, second = sorted((one, two), key=lambda w: w.start)
    if len({reading.segments[reading.segment_at(w.start)].part in BINDING for w in (one, two)}) > 1:
        return None
    between = reading.text[first.end : second.start]
    if not FINITE.search(between):
        return None
    by = BY.search(reading.text[: second.start])
    passive = bool(by and PASSIVE.search(between))
    return (first is one) != passive


def deeds(reading: Reading) -> dict[str, str]:
    """“From a State that gives to a State that receives”: from is giving, to is receiving."""
    return {m["side"].lower(): stem_of(m["verb"]) for m in DEED.finditer(reading.text)}


def redirected(a: Alignment) -> Iterator[str]:
    """“From A” in the one and “to A” in the other."""
    mine_done, theirs_done = deeds(a.statement), deeds(a.source)
    for where, deed in mine_done.items():
        if deed in theirs_done.values() and theirs_done.get(where, deed) != deed:
            yield f"The source does not say this of the one “{where}” whom something goes."
            return
    for actor in actors_of(a.statement):
        mine = preposition(a.statement, actor)
        if not mine:
            continue
        theirs = {preposition(a.source, Actor(w, False)) for w in a.forward[actor.word.start]}
        if theirs and all({mine, other} in APART for other in theirs):
            yield f"The statement says “{mine} … {actor.word.text}”, the source “{theirs.pop()} …”."
            return


def preposition(reading: Reading, actor: Actor) -> str:
    found = PREPOSITION.search(reading.text[max(0, actor.word.start - 40) : actor.word.start])
    return found.group(1).lower() if found else ""
