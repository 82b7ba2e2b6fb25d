"""A statement that is nearly the source's own sentence: every word that differs is looked at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.english.phrases import set_of
from qa.terms import FUNCTION_WORDS
from qa.verify.alignment import Alignment
from qa.verify.clauses import states
from qa.verify.marks import FORBIDDEN, PERMITTED, Mark, quantifiers_of
from qa.verify.modality import fits, gives
from qa.verify.segments import BINDING, FREE, LIMITS, Part
from qa.verify.words import Word

POINTING = frozenset({"it", "them", "this", "they", "these"})
LONGEST_MODAL = 3  # words that come or go with a modal verb alone: “may also be”
LONGEST_NAMED = 3  # words of meaning that “it” may stand for
BARE = re.compile(r"may|can|could|might", re.I)
NEAR = 0.8  # share of a statement's words that stand in the source in the same order
# Words whose coming and going turns a sentence.
TURNING = set_of(
    """by to from against without before after until till since between outside inside within
    above below under over than not no never nor neither only all every each any some most
    both either if unless when where whether except except but or"""
)  # fmt: skip
SMALL = FUNCTION_WORDS - TURNING | set_of(
    """also therefore however too as well respectively effect"""
)
NARROWING = re.compile(r"(?:but|although|though|yet)\b", re.I)
OWN_SUBJECT = re.compile(
    r"(?:and|but|while|whereas|although|though|yet) (?:only )?"
    r"(?:(?:the|an?|its|their|this|each|every|no) [a-z]|[A-Z])(?:\S+ ){4}"
)
REPEATED = frozenset({"from", "to", "by"})  # “from A and from B” for “from A and B”
AGENT = re.compile(r"\b(?:be|is|are|was|were|been|being) (?:\w+ )?\w+ by\b", re.I)
BOUND_WORDS = set_of(
    "most least more less fewer lower higher than up within maximum latest longer no not at over"
)
AND = re.compile(r"^(?:and\b|,)|(?:\band|,)$", re.I)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the source that the statement lacks in their place, and those it has there."""

    theirs: Sequence[Word]
    mine: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Edits:
    """How a statement differs from a sentence. `share` of its words are the sentence's, in order;
    `mine` and `theirs` are where those stand, in the statement and in the source.
    """

    share: float
    found: tuple[Edit, ...]
    mine: frozenset[int]
    theirs: frozenset[int]


def edits_of(a: Alignment) -> Edits:
    """The edits that make the statement of its source (Ratcliff and Obershelp’s matching)."""
    theirs, mine = a.source.words, a.statement.words
    matcher = SequenceMatcher(None, [w.lower for w in theirs], [w.lower for w in mine], False)
    same = matcher.get_matching_blocks()
    found = tuple(
        Edit(theirs[i1:i2], mine[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    )
    return Edits(
        sum(block.size for block in same) / max(1, len(mine)),
        found,
        frozenset(w.start for b in same for w in mine[b.b : b.b + b.size]),
        frozenset(w.start for b in same for w in theirs[b.a : b.a + b.size]),
    )


def is_near(a: Alignment) -> bool:
    return edits_of(a).share >= NEAR


def excused(a: Alignment) -> frozenset[int]:
    """Where words of the source stand that a statement near it leaves out with the clause or aside
    that they belong to.
    """
    edits = edits_of(a)
    whole = [e for e in edits.found if e.theirs and not e.mine and is_clause(a, e.theirs)]
    return (
        frozenset(w.start for e in whole for w in e.theirs) if edits.share >= NEAR else frozenset()
    )


def changed(a: Alignment) -> Iterator[str]:
    """What a statement near its source has changed in it, in words."""
    edits = edits_of(a)
    if edits.share < NEAR:
        return
    for edit in edits.found:
        if modal := turned_modal(a, edit):
            yield modal
        if edit.theirs and not may_go(a, edit, edits):
            yield left_out(a, edit.theirs)
        elif edit.mine and not may_come(a, edit, edits):
            said = joined(a.statement.text, edit.mine)
            there = joined(a.source.text, edit.theirs) if edit.theirs else ""
            yield f"The statement says “{said}”" + (
                f" where the source says “{there}”." if there else ", the source does not."
            )


def left_out(a: Alignment, theirs: Sequence[Word]) -> str:
    segment = a.source.segments[a.source.segment_at(theirs[0].start)]
    what = "the condition " if segment.part in BINDING else ""
    return f"The statement leaves out {what}“{joined(a.source.text, theirs)}”."


def turned_modal(a: Alignment, edit: Edit) -> str:
    """What is wrong where one modal verb stands in the place of another, in words."""
    theirs = [m for m in a.source.modals for w in edit.theirs if w.start == m.start]
    mine = [m for m in a.statement.modals for w in edit.mine if w.start == m.start]
    if appears(a, edit, mine) or vanishes(a, edit, theirs):
        said, by = (mine, "source") if mine else (theirs, "statement")
        return f"“{said[0].text}” is not what the {by} says."
    if not theirs or not mine or any(is_modal_kept(m, t) for m in mine for t in theirs):
        return ""
    return f"The source says “{theirs[0].text}”, the statement “{mine[0].text}”."


def appears(a: Alignment, edit: Edit, mine: Sequence[Mark]) -> bool:
    """Whether a statement says “may” of what its source says plainly."""
    said = " ".join(word.text for word in edit.theirs)
    small = len(edit.mine) <= LONGEST_MODAL and any(m.kind == PERMITTED for m in mine)
    return small and not (a.source.modals or gives(said))


def vanishes(a: Alignment, edit: Edit, theirs: Sequence[Mark]) -> bool:
    said = " ".join(word.text for word in edit.mine)
    small = len(edit.theirs) <= LONGEST_MODAL and any(m.kind == PERMITTED for m in theirs)
    return small and not (a.statement.modals or gives(said))


def is_modal_kept(said: Mark, meant: Mark) -> bool:
    """Whether one modal verb may stand for another: “nobody must” is not the source’s “nobody
    may”, though it means the same.
    """
    bare = [bool(BARE.fullmatch(mark.text)) for mark in (said, meant)]
    return fits(said.kind, meant.kind) and not (said.kind == FORBIDDEN and bare[0] != bare[1])


def joined(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end]


def may_come(a: Alignment, edit: Edit, edits: Edits) -> bool:
    """Whether words of the statement stand for those of the source in their place, were moved
    there, or add nothing.
    """
    there = {w.start for w in edit.theirs}
    for word in edit.mine:
        if word.lower in SMALL or is_said_otherwise(a, word, edit.mine):
            continue
        partners = a.forward[word.start]
        if any(p.start in there or is_moved(a, p, edits) for p in partners):
            continue
        if any(is_completed(a, word, p) for p in partners):
            continue
        if word.lower in REPEATED and not edit.theirs and (partners or follows_verb(a, word, edit)):
            continue
        if partners or word.lower in TURNING or not word.is_light or edit.theirs:
            return False
    return True


def is_said_otherwise(a: Alignment, word: Word, beside: Sequence[Word]) -> bool:
    """Whether a small word is compared elsewhere: “by” of a passive turned active, and the bound
    of a number that is the same in both.
    """
    if word.lower == "by":
        agents = [bool(AGENT.search(text)) for text in (a.source.text, a.statement.text)]
        return agents.count(True) == 1
    if word.lower == "from" and text_behind(a, word).startswith(" then on"):
        return True
    if word.lower in ("no", "not"):
        behind = next((w.lower for w in beside if w.start == word.end + 1), "")
        if behind not in BOUND_WORDS:
            return False
    theirs = {(n.measure, n.bound) for n in a.source.numbers if n.bound}
    mine = {(n.measure, n.bound) for n in a.statement.numbers if n.bound}
    return word.lower in BOUND_WORDS and bool(theirs) and theirs == mine


def follows_verb(a: Alignment, word: Word, edit: Edit) -> bool:
    """Whether a preposition comes with a word that the source has another for: “applies to” for
    “covers”.
    """
    before = [w for w in edit.mine if w.end + 1 == word.start]
    return bool(before) and before[0].content and a.is_carried(before[0])


def text_behind(a: Alignment, word: Word) -> str:
    """What follows a word in the text that it is of."""
    text = a.source.text if a.source.text[word.start : word.end] == word.text else a.statement.text
    return text[word.end :]


def is_completed(a: Alignment, word: Word, partner: Word) -> bool:
    """Whether a word only completes a name: “European Parliament” for “Parliament”."""
    together = (word.keys & partner.keys) - {word.stem}
    return word.text[0].isupper() and any(
        together & other.keys and other.stem == partner.stem and abs(other.start - word.end) <= 2
        for other in a.statement.words
    )


def goes_whole(a: Alignment, word: Word, edits: Edits) -> bool:
    """Whether a word goes with the segment it stands in, which may be left out, but not cut."""
    segment = a.source.segments[a.source.segment_at(word.start)]
    words = [w.start for w in a.source.words if segment.start <= w.start < segment.end]
    kept = sum(start in edits.theirs for start in words)
    return segment.is_free and 2 * kept < len(words)


def is_moved(a: Alignment, partner: Word, edits: Edits) -> bool:
    """Whether a word of the source has no other place in the statement, so that it may have gone
    where this one stands. Numbers do not come out of brackets.
    """
    if partner.start in edits.theirs:
        return False
    segment = a.source.segments[a.source.segment_at(partner.start)]
    return not (segment.is_free and any(c.isdigit() for c in partner.text))


def may_go(a: Alignment, edit: Edit, edits: Edits) -> bool:
    """Whether words of the source are said otherwise or elsewhere, or may be left out."""
    here = {w.start for w in edit.mine}
    lost = [
        w
        for w in edit.theirs
        if w.lower not in SMALL
        and not is_said_otherwise(a, w, edit.theirs)
        and not any(p.start in here or p.start not in edits.mine for p in a.backward[w.start])
    ]
    lost = [w for w in lost if not goes_whole(a, w, edits)]
    if not lost:
        return True
    segments = [a.source.segments[a.source.segment_at(w.start)] for w in lost]
    if any(w.lower in POINTING for w in edit.mine) and not any(w.text[0].isdigit() for w in lost):
        return len(lost) <= LONGEST_NAMED
    if any(w.lower not in SMALL for w in edit.mine):
        return False
    return is_conjunct(a, edit.theirs, [segment.part for segment in segments])


def is_conjunct(a: Alignment, theirs: Sequence[Word], parts: Sequence[Part]) -> bool:
    """Whether what is left out is one of several things joined by “and”: a clause, or a member of
    a list that holds for each.
    """
    if is_clause(a, theirs):
        return True
    text = joined(a.source.text, theirs)
    before = a.source.text[: theirs[0].start].rstrip()
    if all(part in BINDING for part in parts) and re.match(r"or\b", text, re.I):
        return True  # one of several conditions is enough
    if any(part in BINDING or part in (Part.RELATIVE, Part.LEAD) for part in parts):
        return False
    if LIMITS.search(text) or re.search(r"\b(?:between|both)\b", a.source.text):
        return False
    opens = bool(AND.search(text)) or before.endswith((",", ";")) or re.search(r"\band$", before)
    return bool(opens and closes(a, theirs)) and not quantifiers_of(text)


def closes(a: Alignment, theirs: Sequence[Word]) -> bool:
    """Whether a clause or a member of a list ends with the words left out."""
    after = a.source.text[theirs[-1].end :].lstrip()
    ends = not after or after[0] in ",;.()" or bool(re.match(r"(?:and|but|while)\b", after))
    return ends or theirs[-1].lower in ("and", "but", "while")


def is_clause(a: Alignment, theirs: Sequence[Word]) -> bool:
    """Whether a whole clause is left out that stands beside the rest, or an aside to its end, with
    all that belongs to it.
    """
    first = theirs[0]
    segment = a.source.segments[a.source.segment_at(first.start)]
    if first.start - segment.start > 1 or not closes(a, theirs):
        return False
    if segment.part in FREE:
        return True
    text = joined(a.source.text, theirs)
    if segment.part in (*BINDING, Part.LEAD, Part.RELATIVE) or NARROWING.match(text):
        return bool(OWN_SUBJECT.match(text))
    beside = segment.part is Part.JOINED or segment.before in (";", ".")
    return beside and (states(text) or bool(OWN_SUBJECT.match(text)))
