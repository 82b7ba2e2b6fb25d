"""Quotes that do not carry what they are given for: joined, cut, invented, from elsewhere."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evals.nearmiss.case import Altered, Case, Quote
from evals.nearmiss.figures import draw
from evals.nearmiss.sentences import Sentence
from qa.terms import FUNCTION_WORDS, stems

VERB = re.compile(
    r" (?=(?:may|must|is|are|has|have|can|lasts|consists|receives|decides|applies|covers|ends|stays"
    r"|takes|was|were|had|needs)\b)"
)
LONGEST_SUBJECT = 12  # words
CUT_OUT = re.compile(r" (?:not|never)(?= )")
CUT_OFF = re.compile(r"^(?:No (?=[A-Z])|Not (?=every|all))")
STRONGER = (
    *("immediately", "automatically", "without exception", "under all circumstances"),
    *("free of charge", "as a last resort", "on request", "in writing"),
)


def spliced(one: Sentence, other: Sentence) -> Iterator[Case]:
    """The subject of one sentence with the predicate of another, both quoted exactly.

    From two passages only where the sentences have no word of meaning in common, so that what
    they say together is not true by chance.
    """
    parts, others = subject_and_predicate(one.spoken), subject_and_predicate(other.spoken)
    if not parts or not others or parts[1].split()[0] != others[1].split()[0]:
        return
    together = one.passage.id == other.passage.id
    if together and not independent(parts, others):
        return
    if not together and meaningful(one.bare) & meaningful(other.bare):
        return
    passages = (one.passage,) if together else (one.passage, other.passage)
    quotes = (Quote(1, one.spoken), Quote(len(passages), other.spoken))
    statement = f"{parts[0]} {others[1]}."
    yield Case("spliced", False, statement, quotes, passages, Altered.STATEMENT)


def independent(parts: tuple[str, str], others: tuple[str, str]) -> bool:
    """Whether two sentences differ in subject and in predicate."""
    (subject, predicate), (other, said) = parts, others
    return subject != other and predicate != said


def subject_and_predicate(sentence: str) -> tuple[str, str] | None:
    """A sentence cut before its first verb, `None` where what comes before is no plain subject."""
    found = VERB.search(sentence)
    if not found:
        return None
    subject, predicate = sentence[: found.start()], sentence[found.end() :]
    plain = "," not in subject and len(subject.split()) <= LONGEST_SUBJECT
    opens = re.match(
        r"(?:If|Where|When|For|In|After|Before|During|Until|Under|Whether|Once|According|Nobody|No)\b",
        subject,
    )
    relative = re.search(r"\b(?:who|that|which|where|whose|whom|what)\b", subject)
    return (subject, predicate) if plain and not opens and not relative else None


def meaningful(text: str) -> frozenset[str]:
    return stems(text) - stems(" ".join(FUNCTION_WORDS))


def wrongly_numbered(sentence: Sentence, other: Sentence) -> Iterator[Case]:
    """A right statement with its exact quote, said to stand in another passage."""
    if sentence.spoken not in other.passage.text:
        passages = (sentence.passage, other.passage)
        quotes = (Quote(2, sentence.spoken),)
        yield Case("passage number", False, sentence.bare, quotes, passages, Altered.QUOTE)


def joined(one: Sentence, other: Sentence) -> Iterator[Case]:
    """The subject of one sentence and the predicate of another as one quote: it stands nowhere."""
    parts, others = subject_and_predicate(one.spoken), subject_and_predicate(other.spoken)
    if one.passage.id != other.passage.id or one.text == other.text or not parts or not others:
        return
    if parts[0] == others[0] or parts[1] == others[1]:
        return
    invented = f"{parts[0]} {others[1]}"
    quotes = (Quote(1, invented),)
    yield Case("invented", False, invented + ".", quotes, (one.passage,), Altered.QUOTE)


def strengthened(sentence: Sentence) -> Iterator[Case]:
    """A sentence with words put in that the passage does not have, as its own quote."""
    parts = subject_and_predicate(sentence.spoken)
    words = STRONGER[draw(sentence.bare, len(STRONGER))]
    if parts and words not in sentence.passage.text and "," not in sentence.spoken:
        invented = f"{sentence.spoken} {words}"
        quotes = (Quote(1, invented),)
        yield Case("invented", False, invented + ".", quotes, (sentence.passage,), Altered.QUOTE)


def cut_short(sentence: Sentence) -> Iterator[Case]:
    """A quote from which “not” or “no” fell away: around it, or bridged by dots."""
    spoken = sentence.spoken
    if found := CUT_OUT.search(spoken):
        left, right = spoken[: found.start()], spoken[found.end() :].strip()
        if re.search(r"(?:\bdo|\bdoes|\bdid|,|\band|\bbut|\bor|\bif)$", left):
            return
        statement = f"{left} {right}."
        quotes = (Quote(1, left), Quote(1, right)), (Quote(1, f"{left} … {right}"),)
        chosen = quotes[draw(spoken, 2)]
        yield Case("cut short", False, statement, chosen, (sentence.passage,), Altered.QUOTE)
    if found := CUT_OFF.match(spoken):
        rest = spoken[found.end() :]
        quotes_of_rest = (Quote(1, rest),)
        statement = rest[0].upper() + rest[1:] + "."
        yield Case(
            "cut short", False, statement, quotes_of_rest, (sentence.passage,), Altered.QUOTE
        )


def neighbours(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Every two sentences that follow one another in one passage."""
    for one, other in pairwise(sentences):
        if one.passage.id == other.passage.id:
            yield one, other
