"""What is asked: the question made to stand alone, and what kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.errors import EmptyQuestion, LongQuestion
from qa.terms import content_terms, stem, words

EXAMPLE = "Which countries take part in Talent Partnerships?"


class Wants(StrEnum):
    """What an answering sentence must hold at least."""

    ANY = "any"
    NUMBER = "number"
    DATE = "date"
    PLACES = "places"
    OVERVIEW = "overview"


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
NUMBER = re.compile(r"\bhow (?:many|much|old|large|big|high)\b|\bnumber of\b", re.I)
DATE = re.compile(
    r"\bwhen (?:did|was|were|had|will)\b|\bsince when\b"
    r"|\b(?:what|which) (?:date|day|year|month)\b",
    re.I,
)
PLACES = re.compile(
    r"\b(?:which|what|list|name) (?:[a-z-]+ ){0,2}(?:countries|country|states?)\b", re.I
)
OVERVIEW = re.compile(
    r"\b(?:summari[sz]e|summary|sum up|overview|main points?|key points?|gist"
    r"|what (?:is|are) .{3,60} about)\b",
    re.I,
)
NAMING = (
    r"(?:according to|about|by|did|do|does|from|in|of|on|per|says?|states?|summari[sz]e|up)"
    r" (?:the|this) "
)


def understand(question: str, history: Sequence[str], longest: int) -> Question:
    """The question made to stand alone. Raises EmptyQuestion, LongQuestion."""
    # Halves of surrogate pairs, which no tokenizer takes, become question marks.
    asked = " ".join(question.encode("utf-8", "replace").decode().split())
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
    for pattern, wanted in (
        (OVERVIEW, Wants.OVERVIEW),
        (DATE, Wants.DATE),
        (NUMBER, Wants.NUMBER),
        (PLACES, Wants.PLACES),
    ):
        if pattern.search(question):
            return wanted
    return Wants.ANY


def named_documents(question: str, documents: Sequence[str]) -> tuple[str, ...]:
    """The documents a question asks by name, as in “according to the factsheet”.

    A document's name is the last part of its id; one that several share names none.
    """
    by_name: dict[str, list[str]] = {}
    for document in documents:
        by_name.setdefault(document.rsplit("/", 1)[-1].replace("-", " "), []).append(document)
    return tuple(
        ids[0]
        for name, ids in by_name.items()
        if len(ids) == 1 and re.search(rf"\b{NAMING}{re.escape(name)}\b", question, re.I)
    )


def without_names(question: Question, documents: Sequence[str]) -> Question:
    """The question without the words that only say which document is asked."""
    names = {stem(w) for d in documents for w in words(d.rsplit("/", 1)[-1].replace("-", " "))}
    kept = tuple(term for term in question.own_terms if stem(term) not in names)
    return replace(question, own_terms=kept)
