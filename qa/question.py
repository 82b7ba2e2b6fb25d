"""What is asked: the question made to stand alone, and what kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import EmptyQuestion, LongQuestion
from qa.terms import content_terms, words

EXAMPLE = "Which countries take part in Talent Partnerships?"


class Wants(StrEnum):
    """What an answering sentence must hold at least."""

    ANY = "any"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, as understood, and its own content words.

    `own_terms` come from the question as asked: only they can be evidence for an answer, the
    words an earlier question lends (`lent_terms`) merely help to find passages.
    """

    asked: str
    standalone: str
    own_terms: tuple[str, ...]
    lent_terms: tuple[str, ...]
    wants: Wants


# A question that leans on what was said before: a pronoun with nothing to refer to, a
# demonstrative before a noun, or an ellipsis (“And Tunisia?”).
PRONOUN = re.compile(r"\b(it|its|they|them|their|theirs|he|she|him|her|his)\b", re.I)
DEMONSTRATIVE = re.compile(
    r"\b(this|that|these|those|the same|the latter|the former|such)\b(?! (?:is|are|was|were) )",
    re.I,
)
ELLIPSIS = re.compile(r"^(?:and|but|or|so|then|what about|how about|why|since when)\b", re.I)
ANTECEDENT = re.compile(r"\b(?:the|a|an) [a-z]+|\b[A-Z][a-z]+", re.M)

NUMBER = re.compile(r"\bhow (?:many|much|old|large|big|high|often)\b|\bnumber of\b", re.I)
DATE = re.compile(
    r"\bwhen\b|\b(?:what|which|on what|on which|from what|from which) (?:date|day|year|month)\b"
    r"|\bhow long ago\b|\bsince when\b",
    re.I,
)
LIST = re.compile(
    r"\b(?:which|what|list|name) (?:[a-z-]+ ){0,2}(?:countries|states|acts|pillars|agencies|"
    r"regulations|purposes|areas|blocks|categories|databases|grounds|aims|types|kinds)\b",
    re.I,
)


def understand(question: str, history: Sequence[str], longest: int) -> Question:
    """The question made to stand alone. Raises EmptyQuestion, LongQuestion."""
    asked = " ".join(question.split())
    if not words(asked):
        raise EmptyQuestion(example=EXAMPLE)
    if len(question) > longest:
        raise LongQuestion(length=len(question), limit=longest)
    own = content_terms(asked)
    earlier = next((" ".join(h.split()) for h in reversed(history) if h.strip()), "")
    lent: tuple[str, ...] = ()
    standalone = asked
    if earlier and leans(asked):
        lent = tuple(t for t in content_terms(earlier[:longest]) if t not in own)
        standalone = f"{asked} (after: {earlier[:longest]})"
    return Question(asked, standalone, own, lent, wants(asked))


def leans(question: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    few = len(content_terms(question)) <= 1
    return bool(
        few
        or ELLIPSIS.search(question)
        or PRONOUN.search(question)
        or DEMONSTRATIVE.search(question)
    )


def wants(question: str) -> Wants:
    if DATE.search(question):
        return Wants.DATE
    if NUMBER.search(question):
        return Wants.NUMBER
    return Wants.LIST if LIST.search(question) else Wants.ANY
