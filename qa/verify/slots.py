"""Who stands in which place: whose proposal it is, and who does what a verb says."""

import re
from collections.abc import Iterator

from qa.verify.actors import actors_of
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading
from qa.verify.roles import is_deed
from qa.verify.words import Word

# “a proposal of the Commission”, “a proposal by the Commission”
OF = re.compile(r"(?:of|from|by)(?: (?:the|an?|its|their|every|each|any|some|another))?", re.I)
# “the ministers in the forum decide”: not the forum
BEHIND = re.compile(
    r"\b(?:in|of|at|from|by|to|with|for|on|under|among|against) (?:(?!(?:the|an?)\b)[\w’'-]+ )?"
    r"(?:(?:the|an?|its|their) )?(?:[\w’'-]+ ){0,3}$",
    re.I,
)
# “the Commission shall also adopt”
DOES = re.compile(
    r"(?:(?:shall|must|may|can|will|should|could|might|has to|have to|had to|is to|are to)\s?)?"
    r"(?:also|then|first|only|not)?",
    re.I,
)


def exchanged(a: Alignment) -> Iterator[str]:
    """Somebody in the place of somebody else, while both are named in both texts."""
    mine, theirs = slots_of(a.statement), slots_of(a.source)
    for held, (slot, actor) in mine:
        for kept, (place, other) in theirs:
            if held != kept or slot.stem != place.stem or other.keys & actor.keys:
                continue
            known = [w.stem for w in a.forward[actor.start]]
            same = [p for k, (s, p) in theirs if k == kept and s.stem == slot.stem]
            if known and a.is_kept(other) and not any(p.keys & actor.keys for p in same):
                yield f"The statement has “{actor.text}” where the source has “{other.text}”."
                return


def slots_of(reading: Reading) -> list[tuple[str, tuple[Word, Word]]]:
    """The nouns with the one they are of, and the verbs with the one who does them."""
    found: list[tuple[str, tuple[Word, Word]]] = []
    text = reading.text
    for actor in (one.word for one in actors_of(reading)):
        before = [w for w in reading.content if w.end <= actor.start][-1:]
        behind = [w for w in reading.content if w.start >= actor.end][:1]
        if before and OF.fullmatch(text[before[0].end : actor.start].strip()):
            found.append(("of", (before[0], actor)))
        if BEHIND.search(text[: actor.start]):
            continue
        if (
            behind
            and is_deed(reading, behind[0])
            and DOES.fullmatch(text[actor.end : behind[0].start].strip())
        ):
            found.append(("does", (behind[0], actor)))
    return found
