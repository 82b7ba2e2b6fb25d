"""What a statement leaves out of its source, and whether it thereby says more.

Behind the verb of an affirmative sentence a modifier may go: what was done in May was done. In
the subject of a rule, in a condition and under a negation it may not: what holds for applicants
from safe countries does not hold for applicants. This is the monotonicity of natural logic
(MacCartney and Manning 2007, “Natural Logic for Textual Inference”).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.clauses import spans
from qa.verify.people import person
from qa.verify.roles import PASSIVE
from qa.verify.segments import BINDING, Part, Segment
from qa.verify.verbs import is_verb
from qa.verify.words import Word

KEPT_SHARE = 0.5  # of the words of a condition
MARKED = re.compile(
    (
        r"\b(?:if|unless|where|when|whenever|provided|except|only|until|once|as long "
        r"as|without|other than|apart from|who|whose|in cases?|subject to|depending|"
        r"despite)\b"
    ),
    re.I,
)
PHRASE = re.compile(
    (
        r"\b(?:in|at|on|during|within|inside|outside|before|after|from|for|without|"
        r"with|until|since|under|near|among|between|beyond|by|against|towards|into|"
        r"of)\b"
    ),
    re.I,
)
PARTICLES = frozenset({"back", "up", "away", "out", "again", "later", "down"})
POINTING = frozenset({"it", "them", "this", "there", "these", "so", "such"})
RESTRICTING = set_of(
    """in at on during within inside outside before after from for without with until since
    near among between beyond under against"""
)
PAST = re.compile(
    r"\b(?:was|were|had|did|has|have)\b|\b(?:adopted|proposed|launched|signed|"
    r"announced|voted|passed|published|received|agreed|presented|became|came|met|"
    r"fixed|struck|concluded)\b"
)


def omitted(a: Alignment) -> Iterator[str]:
    """Conditions, exceptions and restrictions of its source that a statement leaves out."""
    for group in conditions(a):
        lost = missing(a, group)
        if lost and len(lost) > len(new_conditions(a)):
            yield f"The statement leaves out the condition “{short(a, group)}”."
            return


def narrowed(a: Alignment) -> Iterator[str]:
    """Words that narrow the subject of the source, or its verb, and are not in the statement."""
    spare = len(a.new)
    lost = lost_in_subject(a)
    if len(lost) > spare:
        yield f"The statement leaves out “{lost[0].text}”, to which the source limits what it says."
        return
    phrases = lost_phrases(a)
    pointing = sum(word.lower in POINTING for word in a.statement.words[1:])
    if len(phrases) > spare + pointing:
        yield f"The statement leaves out “{phrases[0]}”."


def new_conditions(a: Alignment) -> list[Word]:
    """New words of the statement that stand in a condition or restriction of its own."""
    parts = a.statement.segments
    limiting = (*BINDING, Part.LEAD, Part.RELATIVE)
    return [
        w
        for w in a.new
        if parts[a.statement.segment_at(w.start)].part in limiting
        or MARKED.search(a.statement.text[max(0, w.start - 30) : w.start])
    ]


def widened(a: Alignment) -> Iterator[str]:
    """Nouns of a rule that lose what narrows them: “the administrative stage” is no stage."""
    if PAST.search(a.source.text) and not a.source.negations:
        return
    words = a.source.words
    for word, following in pairwise(words):
        narrows = (
            word.content and following.content and a.source.text[word.end : following.start] == " "
        )
        if not narrows or word not in a.source.content or following not in a.source.content:
            continue
        if (
            a.is_kept(word)
            or word.is_light
            or not a.is_kept(following)
            or not a.is_touched(word.start)
        ):
            continue
        if (
            a.source.segments[a.source.segment_at(word.start)].is_free
            or a.new
            or is_verb(word.lower)
            or word.lower.endswith(("ly", "ed"))
            or word.lower in PARTICLES
        ):
            continue
        yield f"The statement leaves out “{word.text}” before “{following.text}”."
        return


def conditions(a: Alignment) -> list[list[Segment]]:
    """Conditions, exceptions and restrictions of what the statement takes from its source; what
    is parted by “or” is one group.
    """
    groups: list[list[Segment]] = []
    parts = a.source.segments
    for number, segment in enumerate(parts):
        if segment.part not in (*BINDING, Part.LEAD, Part.RELATIVE) or not governs(a, number):
            continue
        if segment.part is Part.RELATIVE and adds_only(a, segment):
            continue
        previous = parts[number - 1] if number else None
        joins = groups and previous is groups[-1][-1]
        if joins and (segment.text.lower().startswith(("or ", "nor ")) or is_list(parts, number)):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


def adds_only(a: Alignment, segment: Segment) -> bool:
    """Whether a relative clause behind the verb of a plain assertion tells more of a thing."""
    thing = segment.text.lower().startswith(("that", "which"))
    modal = any(m.start < segment.start for m in a.source.modals)
    return thing and segment.start > a.source.verb and not modal


def is_list(parts: Sequence[Segment], number: int) -> bool:
    """Whether a segment is part of an enumeration that “or” closes."""
    for later in parts[number + 1 :]:
        if later.part is not parts[number].part:
            return False
        if later.text.lower().startswith("or "):
            return True
    return False


def governs(a: Alignment, number: int) -> bool:
    """Whether a restriction belongs to something that the statement says."""
    parts = a.source.segments
    if a.touched[number]:
        return True
    before = next((i for i in reversed(range(number)) if parts[i].part not in BINDING), None)
    after = next((i for i in range(number + 1, len(parts)) if parts[i].part not in BINDING), None)
    if parts[number].part is Part.LEAD or before is None:
        return after is not None and a.touched[after]
    return a.touched[before]


def missing(a: Alignment, group: Sequence[Segment]) -> list[Word]:
    """The words of a restriction that the statement lacks, empty where it has enough of them."""
    best: list[Word] | None = None
    for segment in group:
        words = [w for w in a.words_in(segment) if not w.is_light]
        words = (
            words
            or a.words_in(segment)
            or [w for w in a.source.words if segment.start <= w.start < segment.end]
        )
        lost = [w for w in words if not a.is_kept(w)]
        facts = lost_facts(a, segment)
        if len(lost) <= len(words) * (1 - KEPT_SHARE) and not facts:
            return []
        if best is None or len(lost) < len(best):
            best = lost
    return best or []


def lost_facts(a: Alignment, segment: Segment) -> bool:
    """Whether a number or date of a restriction is not in the statement."""
    measures = {n.measure for n in a.statement.numbers}
    return any(
        segment.start <= n.start < segment.end and n.measure not in measures and n.kind != "ordinal"
        for n in a.source.numbers
    )


def short(a: Alignment, group: Sequence[Segment]) -> str:
    text = a.source.text[group[0].start : group[-1].end].strip(" ,.;")
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"


def lost_in_subject(a: Alignment) -> list[Word]:
    """Words of the source's subject that the statement lacks."""
    clause = next(iter(spans(a.source)), (0, 0))
    told = [w for w in a.source.content if a.source.verb <= w.start < clause[1]]
    if told and not any(map(a.is_kept, told)):
        return []
    return [
        word
        for segment in a.source.segments
        if segment.part is Part.MAIN and segment.start < a.source.verb
        for word in a.words_in(segment)
        if word.start < a.source.verb and not a.is_kept(word) and not word.is_light
        if not is_of_name(a, word) and not (person(word.lower) and leaves_agent(a))
    ]


def leaves_agent(a: Alignment) -> bool:
    """Whether the statement is a passive that does not say by whom."""
    said = a.statement.text
    return bool(PASSIVE.search(said)) and not re.search(r"\bby (?:the|an?)\b", said)


def is_of_name(a: Alignment, word: Word) -> bool:
    """Whether a word is part of a name of which the statement has another part."""
    return word.text[0].isupper() and any(
        (other.text[0].isupper() and a.is_kept(other) and abs(other.start - word.end) <= 1)
        or (other.text[0].isupper() and a.is_kept(other) and abs(word.start - other.end) <= 1)
        for other in a.source.words
    )


def lost_phrases(a: Alignment) -> list[str]:
    """Phrases behind the verb of a rule (“at the border”, “within a week”) of which the statement
    has nothing. What is told of the past may be told without them.
    """
    denies = bool(a.source.negations)
    if PAST.search(a.source.text) and not denies:
        return []
    found = []
    for number, segment in enumerate(a.source.segments):
        if segment.part not in (Part.MAIN, Part.JOINED) or not a.touched[number]:
            continue
        starts = [m.start() for m in PHRASE.finditer(a.source.text, segment.start, segment.end)]
        for start, end in pairwise([*starts, segment.end]):
            words = [w for w in a.source.content if start <= w.start < end and not w.is_light]
            preposition = a.source.text[start:end].split()[0].lower()
            if start < a.source.verb or preposition not in RESTRICTING or not words:
                continue
            if not any(map(a.is_kept, words)):
                found.append(a.source.text[start:end].strip(" ,.;"))
    return found
