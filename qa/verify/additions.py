"""What a statement says that its source does not: opposites, and words from nowhere."""

import re
from collections.abc import Iterator

from qa.verify.alignment import Alignment
from qa.verify.clauses import states
from qa.verify.marks import FORBIDDEN
from qa.verify.patterns import any_of
from qa.verify.people import person
from qa.verify.reading import Reading
from qa.verify.roles import is_understood
from qa.verify.segments import Part
from qa.verify.synonyms import opposites
from qa.verify.words import Word

BE = re.compile(r"\b(?:is|are|was|were|be|been) (?:not )?$", re.I)
NO_NOUN = any_of(
    """
    inside|outside|at|in|on|near|within|from|before|after|during|under|of|for|to|by|with|and|or
    that|who|which|is|are|must|has|have
    """
)
PLACE = re.compile(
    r"\b(?:at|inside|outside|within|near|among|between|before|against|towards|beyond|under|for|in)"
    r" (?:(?:the|an?|its|their|his|her|each|every|any|all) )?"
    rf"(?P<said>[\w-]+(?: (?!(?:{NO_NOUN})\b)[\w-]+)?)",
    re.I,
)
BOUNDED = re.compile(r"or (?:more|less|fewer|lower|higher|longer|shorter|older|younger)", re.I)
MOST_NEW = 0.34  # share of a statement's words of meaning that may be new


def added(a: Alignment) -> Iterator[str]:
    yield from opposed(a)
    yield from other_side(a)
    yield from joined_otherwise(a)
    yield from foreign_part(a)
    yield from foreign_place(a)


def unheard(a: Alignment) -> Iterator[str]:
    """Words that the source does not have, and may yet say in its own."""
    yield from strange_subject(a)
    yield from unknown(a)


def opposed(a: Alignment) -> Iterator[str]:
    """Words of the statement in whose place the source has their opposite."""
    table = opposites()
    there = {w.stem: w for w in a.source.words if a.is_touched(w.start)}
    here = a.statement.stems
    for word in a.statement.words:
        if word.stem in a.source.stems or is_fact(a, word.start):
            continue
        for other in table.get(word.stem, ()):
            if other in there and other not in here:
                said = there[other].text
                yield f"The source says “{said}”, the statement “{word.text}”."
                return


def joined_otherwise(a: Alignment) -> Iterator[str]:
    """“Effective or lasting” for “effective and lasting”, and the other way about."""
    theirs = {frozenset((one.start, two.start)): by for one, by, two in joints(a.source)}
    for one, by, two in joints(a.statement):
        for first in a.forward[one.start]:
            for second in a.forward[two.start]:
                said = theirs.get(frozenset((first.start, second.start)), by)
                same = first.lower == one.lower and second.lower == two.lower
                if said != by and same and is_denied(a.statement) == is_denied(a.source):
                    yield f"The statement says “{one.text} {by} {two.text}”, the source “{said}”."
                    return


def is_denied(reading: Reading) -> bool:
    return bool(reading.negations) or any(m.kind == FORBIDDEN for m in reading.modals)


def joints(reading: Reading) -> list[tuple[Word, str, Word]]:
    """The pairs of words that “and” or “or” stands between."""
    words = reading.words
    return [
        (words[i], words[i + 1].lower, words[i + 2])
        for i in range(len(words) - 2)
        if words[i + 1].lower in ("and", "or")
    ]


def other_side(a: Alignment) -> Iterator[str]:
    """“The requesting State” for “the requested State”, “is binding” for “is bound”."""
    for word in a.statement.words:
        partners = [w for w in a.forward[word.start] if w.stem == word.stem]
        active = word.lower.endswith("ing")
        if not partners or any(w.lower.endswith("ing") == active for w in partners):
            continue
        other = partners[0]
        noun = noun_behind(a.statement, word)
        same = bool(noun) and noun == noun_behind(a.source, other)
        if active and is_behind_be(a.statement, word) and is_behind_be(a.source, other):
            same = True
        if same and (active or word.lower.endswith("ed")):
            yield f"The source says “{other.text}”, the statement “{word.text}”."
            return


def is_behind_be(reading: Reading, word: Word) -> bool:
    return bool(BE.search(reading.text[: word.start]))


def noun_behind(reading: Reading, word: Word) -> str:
    """The person or body that a word stands right before, empty where it stands before none."""
    following = [w for w in reading.words if w.start >= word.end][:2]
    return next((w.stem for w in following if person(w.lower)), "")


def strange_subject(a: Alignment) -> Iterator[str]:
    """A subject that the source says nothing of: what is said was said of something else."""
    subject = [w for w in a.statement.content if w.start < a.statement.verb and not w.is_light]
    new = [w for w in subject if w in a.new and not a.is_in_context(w) and not is_understood(a, w)]
    if new and 2 * len(new) > len(subject):
        yield f"The quotes do not say this of “{new[-1].text}”."
    said = [w for w in a.statement.content if w.start >= a.statement.verb and not w.is_light]
    if (
        said
        and all(w in a.new for w in said)
        and not any(s >= a.statement.verb for s, _ in a.statement.factual)
    ):
        yield f"The quotes do not say “{said[0].text}” of it."


def foreign_part(a: Alignment) -> Iterator[str]:
    """A part of the statement of which the source has nothing: “such as a pandemic”."""
    for segment in a.statement.segments:
        words = [w for w in a.statement.content if segment.start <= w.start < segment.end]
        said = [w for w in words if not w.is_light]
        facts = any(segment.start <= start < segment.end for start, _ in a.statement.factual)
        if BOUNDED.fullmatch(segment.text.strip(" .")):
            continue
        if said and not facts and not any(map(a.is_carried, said)):
            named = all(map(a.is_in_context, said)) and not states(segment.text)
            if segment.part is Part.SOURCE or named:
                continue
            yield f"The quotes do not say “{segment.text}”."
            return


def foreign_place(a: Alignment) -> Iterator[str]:
    """“Inside the territory” where the source has “at the external border”."""
    new = [words for words in places_of(a.statement) if all(w in a.new for w in words)]
    lost = [words for words in places_of(a.source) if not any(map(a.is_kept, words))]
    lost = [words for words in lost if a.is_touched(words[0].start)]
    if new and lost:
        yield f"The statement says “{new[0][-1].text}” where the source says “{lost[0][-1].text}”."


def places_of(reading: Reading) -> list[list[Word]]:
    """The words of meaning behind each preposition of place, up to the next small word."""
    found = []
    for match in PLACE.finditer(reading.text):
        words = [w for w in reading.content if match.start("said") <= w.start < match.end("said")]
        if words and not any(w.is_light for w in words):
            found.append(words)
    return found


def is_fact(a: Alignment, offset: int) -> bool:
    return any(start <= offset < end for start, end in a.statement.factual)


def unknown(a: Alignment) -> Iterator[str]:
    """Too many words that stand neither in the source nor above it."""
    said = [w for w in a.statement.content if not w.is_light]
    new = [w for w in a.new if not a.is_in_context(w)]
    if len(new) > MOST_NEW * len(said):
        words = ", ".join(f"“{w.text}”" for w in new[:4])
        yield f"The quotes do not say {words}."
