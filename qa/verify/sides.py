"""Is what a statement says of somebody said of the same one in its source, clause by clause?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.clauses import spans, verb_in
from qa.verify.reading import Reading
from qa.verify.words import Word

THERE = re.compile(r"(?:and |but )?there\b", re.I)
INHERITING = set_of("""it they he she this these its their which who that both""")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of meaning before the verb of a clause, and those from it on."""

    subject: tuple[Word, ...]
    predicate: tuple[Word, ...]


def mixed(a: Alignment) -> Iterator[str]:
    """A subject from one clause of the source with the predicate of another."""
    theirs = clauses_in(a.source)
    if len(theirs) < 2:
        return
    for clause in clauses_in(a.statement):
        subjects = [holders(a, word, theirs) for word in clause.subject]
        own = {home for homes in subjects if len(homes) == 1 for home in homes}
        told = [homes for word in clause.predicate if (homes := holders(a, word, theirs))]
        if own and told and all(own.isdisjoint(homes) for homes in told):
            yield f"The source does not say this of “{clause.subject[-1].text}”."
            return


def holders(a: Alignment, word: Word, clauses: Sequence[Clause]) -> set[int]:
    """The clauses of the source in which a word of the statement stands as such."""
    partners = {w.start for w in a.forward[word.start] if w.stem == word.stem}
    if word.is_light or not partners:
        return set()
    return {
        number
        for number, clause in enumerate(clauses)
        if any(w.start in partners for w in (*clause.subject, *clause.predicate))
    }


def clauses_in(reading: Reading) -> list[Clause]:
    """The clauses of a sentence. One without a subject of its own has that of the one before."""
    found: list[Clause] = []
    for start, end in spans(reading):
        verb = verb_in(reading, start, end)
        words = [w for w in reading.content if start <= w.start < end]
        subject = tuple(w for w in words if w.start < verb)
        small = {w.lower for w in reading.words if start <= w.start < verb}
        there = THERE.match(reading.text, start)
        if found and not there and (not subject or small & INHERITING):
            subject = (*found[-1].subject, *subject)
        found.append(Clause(subject, tuple(w for w in words if w.start >= verb)))
    return found
