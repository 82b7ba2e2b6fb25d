"""The clauses of a sentence, and of a statement as sentences of their own."""

import re

from qa.verify.reading import Reading, read
from qa.verify.segments import MODAL_OR_BE, Part, Segment
from qa.verify.verbs import is_verb

OPENS = re.compile(
    r"(?:and|but|while|whereas|although|though)\s+(?:(?:also|then|so)\s+(?!that))?", re.I
)
PRONOUN = re.compile(r"(?:it|they|he|she)\b", re.I)
PARTICIPLE = re.compile(r"(?:(?:also|then|later)\s+)?[a-z]+(?:ed|en)\b")
PASSIVE = re.compile(r"\b(?:is|are|was|were|must be|may be|shall be|can be|have to be|has to be)\b")


def spans(reading: Reading) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end."""
    starts = [0]
    for segment in reading.segments:
        if segment.start and opens_clause(segment) and has_verb(reading, starts[-1], segment.start):
            starts.append(segment.start)
    return list(zip(starts, [*starts[1:], len(reading.text)], strict=True))


def opens_clause(segment: Segment) -> bool:
    """Whether a new clause begins with a segment: it is joined, and has a verb."""
    joins = bool(OPENS.match(segment.text)) or segment.before in (";", ".", ":")
    if segment.before == ";":
        return True
    if segment.part not in (Part.JOINED, Part.MAIN, Part.LEAD) or not joins:
        return False
    rest = OPENS.sub("", segment.text, count=1)
    return segment.before == "." or states(rest) or bool(PARTICIPLE.match(rest))


def states(text: str) -> bool:
    """Whether a text has a finite verb, as far as forms show it."""
    return bool(MODAL_OR_BE.search(text)) or any(map(is_verb, re.findall(r"[a-z]+", text)))


def has_verb(reading: Reading, start: int, end: int) -> bool:
    return verb_in(reading, start, end) < end


def verb_in(reading: Reading, start: int, end: int) -> int:
    """Where the first finite verb of a clause stands, its end where none is found."""
    found = MODAL_OR_BE.search(reading.text, start, end)
    plain = (w.start for w in reading.words if start < w.start < end and is_verb(w.lower))
    return min(found.start() if found else end, next(plain, end))


def clauses_of(statement: str) -> list[str]:
    """The clauses of a statement, each with the subject that it shares with the one before."""
    reading = read(statement)
    cut = spans(reading)
    if len(cut) == 1:
        return [statement]
    subject = reading.text[: verb_in(reading, *cut[0])].strip()
    made = [statement[: cut[0][1]].strip(" ,;")]
    for start, end in cut[1:]:
        clause = OPENS.sub("", statement[start:end].strip(" ,;."), count=1)
        made.append(with_subject(subject, clause, made[0]))
    return made


def with_subject(subject: str, clause: str, first: str) -> str:
    """A clause with the subject of the first one where it has none of its own."""
    own = PRONOUN.match(clause)
    if own:
        return f"{subject}{clause[own.end() :]}"
    if PARTICIPLE.match(clause) and not MODAL_OR_BE.search(clause):
        auxiliary = PASSIVE.search(first)
        return f"{subject} {auxiliary.group() if auxiliary else 'is'} {clause}"
    reading = read(clause)
    verb = verb_in(reading, -1, len(clause))
    alone = any(word.content for word in reading.words if word.start < verb)
    opening = reading.words[0].lower if reading.words else ""
    return (
        clause
        if alone or opening in ("this", "that", "these", "nobody", "no")
        else f"{subject} {clause}"
    )
