"""Does a statement oblige, permit, advise and limit as its source does?"""

import re
from collections.abc import Iterator
from itertools import islice

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.marks import ADVISED, BOUNDING, COMING, FORBIDDEN, OBLIGED, OPTIONAL, PERMITTED, Mark
from qa.verify.patterns import any_of
from qa.verify.reading import Reading
from qa.verify.segments import FINITE, Part
from qa.verify.words import Word

PLAIN = ""
BEYOND = re.compile(r"\b(?:exceed\w*|go(?:es)? beyond|(?:longer|more) than)\b", re.I)
GIVEN = (PERMITTED, FORBIDDEN)
# What gives somebody the possibility that “can” and “may” speak of.
GIVING = any_of(
    r"""
    allow\w*|permi\w+|able|abilit\w+|entitle\w*|rights?|possib\w+|options?|optional|opportunit\w+
    chances?|enabl\w+|lets?|free(?:ly)? (?:to|choose)|chooses? freely|choices?|available
    availability|access|open to|discretion|freedom|eligible|empower\w*|authori[sz]e\w*|capable
    voluntar\w+
    """
)
GIVES = re.compile(rf"\b(?:{GIVING})\b", re.I)
SAID_OF_SUBJECT = re.compile(  # “detention is allowed”
    r"(?:allowed|permitted|possible|mandatory|compulsory|obligatory|prohibited|forbidden)$", re.I
)
CONTINUES = re.compile(r"(?:and|or|but)\b", re.I)
EMPTY = set_of("""be been is are was were have has had to not also only then never the a an""")
# What a statement may say where the source says the key.
FITTING = {
    OBLIGED: {OBLIGED, COMING, PLAIN},
    PERMITTED: {PERMITTED},
    FORBIDDEN: {FORBIDDEN, PERMITTED, OBLIGED, PLAIN},  # the negation is compared by itself
    OPTIONAL: {OPTIONAL, OBLIGED, PERMITTED},
    ADVISED: {ADVISED},
    COMING: {COMING, PLAIN},
    BOUNDING: {BOUNDING, PERMITTED, OBLIGED, FORBIDDEN, COMING, PLAIN},
    PLAIN: {PLAIN, OBLIGED, COMING},
}


def fits(said: str, meant: str) -> bool:
    """Whether a statement may use one class of modal verb where the source uses another."""
    return said in FITTING[meant]


def turned(a: Alignment) -> Iterator[str]:
    """Modal verbs that the statement adds, drops or exchanges."""
    objections = (objection for check in (added, lost, exceeding) for objection in check(a))
    yield from islice(objections, 1)


def added(a: Alignment) -> Iterator[str]:
    """Modal verbs of the statement that its source does not allow."""
    for mark in a.statement.modals:
        kinds = kinds_in_source(a, mark)
        if mark.kind == BOUNDING or not kinds or is_said_otherwise(a, mark, kinds):
            continue
        imposed = mark.kind == OBLIGED and OPTIONAL in kinds and not is_denied(a.statement, mark)
        if imposed or not any(mark.kind in FITTING[kind] for kind in kinds):
            yield f"The source says {said_by(a, kinds)}, the statement “{mark.text}”."


def lost(a: Alignment) -> Iterator[str]:
    """Modal verbs of the source that the statement must have and does not."""
    for mark in a.source.modals:
        if not a.is_touched(mark.start) or is_aside(a, mark):
            continue
        kinds = kinds_in_statement(a, mark)
        plain = mark.kind == PERMITTED and PLAIN in kinds
        if plain and (is_limit(a) or gives(a.statement.text) or is_alone(a, mark)):
            continue
        if not any(kind in FITTING[mark.kind] or kind == BOUNDING for kind in kinds):
            said = next((m.text for m in a.statement.modals), "")
            tail = f"the statement “{said}”" if said else "the statement does not"
            yield f"The source says “{mark.text}”, {tail}."


def is_said_otherwise(a: Alignment, mark: Mark, kinds: set[str]) -> bool:
    """Whether the source says without a modal verb, or at another place, what this one says."""
    if mark.kind in GIVEN and {PLAIN, COMING} & kinds and (is_limit(a) or is_given(a)):
        return True
    if mark.kind == OPTIONAL and PLAIN in kinds and a.source.negations:
        return True
    moves = mark.kind == PERMITTED or bool(SAID_OF_SUBJECT.search(mark.text))
    return moves and is_alone(a, mark)


def gives(text: str) -> bool:
    """Whether a text gives with another word what “can” and “may” say."""
    return bool(GIVES.search(text))


def is_denied(reading: Reading, mark: Mark) -> bool:
    """Whether something in its segment denies what a modal verb says."""
    segment = reading.segments[reading.segment_at(mark.start)]
    return any(segment.start <= m.start < segment.end for m in reading.negations)


def is_given(a: Alignment) -> bool:
    """Whether the source gives with another word what “can” and “may” say."""
    return any(a.is_touched(match.start()) for match in GIVES.finditer(a.source.text))


def is_alone(a: Alignment, mark: Mark) -> bool:
    """Whether each text has one modal verb, and the two say the same."""
    mine, theirs = a.statement.modals, [m for m in a.source.modals if a.is_touched(m.start)]
    return len(mine) == len(theirs) == 1 and mine[0].kind == theirs[0].kind == mark.kind


def exceeding(a: Alignment) -> Iterator[str]:
    """“May go beyond the period” where the source has “may not exceed the period”."""
    limit = next((m for m in a.source.modals if m.kind == BOUNDING and BEYOND.search(m.text)), None)
    own = any(m.kind == BOUNDING for m in a.statement.modals) or bool(a.statement.negations)
    if limit is not None and not own and BEYOND.search(a.statement.text):
        yield f"The source says “{limit.text}”, the statement goes beyond it."


def is_limit(a: Alignment) -> bool:
    """Whether both texts state the same most: “takes at most” and “may take up to”."""
    most = {n.measure for n in a.source.numbers if n.bound == "most"}
    return any(n.measure in most and n.bound == "most" for n in a.statement.numbers)


def is_aside(a: Alignment, mark: Mark) -> bool:
    return a.source.segments[a.source.segment_at(mark.start)].is_free


def said_by(a: Alignment, kinds: set[str]) -> str:
    marks = [m.text for m in a.source.modals if m.kind in kinds]
    return f"“{marks[0]}”" if marks else "it plainly"


def kinds_in_source(a: Alignment, mark: Mark) -> set[str]:
    """How the source says what the statement's modal verb goes with."""
    target = next((w for w in behind(a.statement, mark) if a.forward[w.start]), None)
    if target is None:
        kinds = {m.kind for m in a.source.modals if a.is_touched(m.start)}
        return kinds if any(is_in_main(a.source, m) for m in a.source.modals) else kinds | {PLAIN}
    partners = a.forward[target.start]
    partners = [w for w in partners if w.lower == target.lower] or partners
    return {kind_at(a.source, w.start) for w in partners if a.is_touched(w.start)}


def is_in_main(reading: Reading, mark: Mark) -> bool:
    return reading.segment_at(mark.start) == reading.segment_at(reading.verb)


def kinds_in_statement(a: Alignment, mark: Mark) -> set[str]:
    target = next((w for w in behind(a.source, mark) if a.backward[w.start]), None)
    if target is None:
        return {m.kind for m in a.statement.modals} or {PLAIN}
    partners = a.backward[target.start]
    partners = [w for w in partners if w.lower == target.lower] or partners
    kinds = {kind_at(a.statement, w.start) for w in partners}
    return kinds or {PLAIN}


def behind(reading: Reading, mark: Mark) -> list[Word]:
    """The words of meaning that follow a modal verb closely."""
    segment = reading.segments[reading.segment_at(mark.start)]
    if SAID_OF_SUBJECT.search(mark.text):
        subject = [w for w in reading.content if segment.start <= w.start < mark.start]
        if subject:
            return subject[::-1][:2]
    found = [w for w in reading.words if mark.end <= w.start < segment.end]
    return [w for w in found if w.lower not in EMPTY][:3]


def kind_at(reading: Reading, offset: int) -> str:
    """The class of the modal verb that governs a place: the last before it in its segment, or in
    the one before where this has no verb of its own; else the next in its segment.
    """
    number = reading.segment_at(offset)
    while number >= 0:
        segment = reading.segments[number]
        before = [m for m in reading.modals if segment.start <= m.start < min(segment.end, offset)]
        if before:
            return before[-1].kind
        later = [m for m in reading.modals if offset <= m.start < segment.end]
        if later:
            return later[0].kind
        alone = segment.part in (Part.MAIN, Part.LEAD, Part.CONDITION, Part.EXCEPTION)
        alone = alone and not CONTINUES.match(segment.text)
        if FINITE.search(segment.text) or (alone and segment.before != ","):
            return PLAIN
        number -= 1
    return PLAIN
