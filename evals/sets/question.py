"""What a question set holds: questions with gold quotes or labels, or what has no answer.

Quotes are found in the documents by their exact text, labels in their outlines, so that a set
survives every re-ingest. docs/evaluation.md says how a set is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field

from evals.metrics.spans import parts_of

# An unknown key is a typo that would otherwise go unnoticed.
STRICT = ConfigDict(extra="forbid")


class Kind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    LIST = "list"
    DEFINITION = "definition"
    NUMBER = "number"
    YES_NO = "yes-no"
    OVERVIEW = "overview"
    COMPARISON = "comparison"
    TWO_PASSAGE = "two-passage"
    LIBRARY = "library"
    HELP = "help"
    FOLLOW_UP = "follow-up"
    SEVERAL = "several"
    DISAGREEMENT = "disagreement"
    UNANSWERABLE = "unanswerable"


# What is replied to these rests on no passage: on the library's list, or on nothing at all.
ABOUT_FOOTNOTE = frozenset({Kind.LIBRARY, Kind.HELP})
# One passage cannot answer these.
MANY_SIDED = frozenset({Kind.COMPARISON, Kind.SEVERAL, Kind.DISAGREEMENT})


class Why(StrEnum):
    """Why the documents do not answer a question."""

    UNDERSPECIFIED = "underspecified"
    FALSE_PREMISE = "false premise"
    NONSENSE = "nonsense"
    OUTSIDE = "outside the documents"
    CANNOT_HOLD = "asks for what a text cannot hold"
    NEAR_MISS = "near miss"
    WITHOUT_TEXT = "section without text"
    MARKED = "marked in use"


class Split(StrEnum):
    """`dev` is for choosing settings; `test` is for reporting and is looked at last."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True)
class GoldQuote:
    """Words of a document from which a question, or the named part of it, is answered. Without a
    document they are those of any that holds them. Of a `passage` any part is right.
    """

    __pydantic_config__ = STRICT

    document: str
    text: str
    part: str = ""
    passage: bool = False


def of_any(given: object) -> object:
    """A quote as it is written, of any document where none is named."""
    return {"document": "", **given} if isinstance(given, dict) else given


Quotes = tuple[Annotated[GoldQuote, BeforeValidator(of_any)], ...]


@dataclass(frozen=True)
class GoldLabel:
    """A provision that answers a question, or the named part of it, by the label people cite it
    by. The heading of a section is a label too.
    """

    __pydantic_config__ = STRICT

    document: str
    label: str
    part: str = ""


@dataclass(frozen=True)
class Question:
    """One question with what a right answer rests on.

    `history` holds the earlier questions, oldest first; `documents` limits the search.
    `quotes` and `labels` are alternatives; what lies inside of a label is right too. Where
    `all_needed`, every one is, but those of the same part are alternatives. (`all_quotes` is
    its earlier name.) A question with `answers` or `key_facts` can do without them. For one about
    the library or for help, `key_facts` are what the reply has to mention, each with its other
    wordings after a “|”.
    `reason` says why an unanswerable question is one; `contradicts` are words of the documents
    that contradict a false premise, which may be shown instead of a refusal.
    `language` is what it is asked in. A `proposed` question waits for a person to complete it and
    to accept it, by taking the field out; it is not asked before.
    """

    __pydantic_config__ = STRICT

    id: str
    question: str
    kind: Kind = Kind.FACT
    split: Split = Split.TEST
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    key_facts: tuple[str, ...] = ()
    quotes: Quotes = ()
    all_needed: Annotated[
        bool, Field(validation_alias=AliasChoices("all_needed", "all_quotes"))
    ] = False
    labels: tuple[GoldLabel, ...] = ()
    reason: Why | None = None
    contradicts: Quotes = ()
    language: str = "en"
    proposed: bool = False

    @property
    def gold(self) -> tuple[GoldQuote | GoldLabel, ...]:
        return (*self.quotes, *self.labels)


@dataclass(frozen=True)
class QuestionSet:
    """Questions on the documents of one library.

    `optional` names documents, or folders by a “/” at their end, that the library need not
    hold: gold in them counts where it does, and is passed over where it does not.
    """

    __pydantic_config__ = STRICT

    name: str
    questions: tuple[Question, ...]
    about: str = ""
    optional: tuple[str, ...] = ()


def problems_of(question: Question, optional: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each field of a question that is off, and how. What is only proposed may be incomplete."""
    if not question.question.strip():
        yield "question", "it is empty"
    if question.proposed:
        return
    if question.kind is Kind.FOLLOW_UP and not question.history:
        yield "history", "a follow-up needs the earlier questions"
    if question.kind is Kind.LIBRARY and not question.key_facts:
        yield "key_facts", "a question about the library needs what the reply has to mention"
    if question.reason and question.kind is not Kind.UNANSWERABLE:
        yield "reason", "only an unanswerable question has one: make its kind “unanswerable”"
    if question.contradicts and question.kind is not Kind.UNANSWERABLE:
        yield "contradicts", "only an unanswerable question has a premise to contradict"
    if any(not quote.text.strip() for quote in (*question.quotes, *question.contradicts)):
        yield "quotes", "one is empty"
    if any(not gold.document.strip() for gold in question.labels):
        yield "labels", "one has no document: several may bear the same label"
    yield from problems_of_gold(question, optional)


def problems_of_gold(question: Question, optional: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is off in the quotes and labels of a question, and how."""
    if question.kind is Kind.UNANSWERABLE or question.kind in ABOUT_FOOTNOTE:
        if question.gold:
            field = "quotes" if question.quotes else "labels"
            yield field, f"a question of the kind “{question.kind}” has none"
        return
    if not question.gold and (question.answers or question.key_facts):
        return
    yield from problems_of_parts(question, optional)


def problems_of_parts(question: Question, optional: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What lacks in the parts of the gold of an answerable question, and how."""
    parts = parts_of(question.gold)
    kept = parts_of([gold for gold in question.gold if not is_optional(gold.document, optional)])
    if not kept:
        yield (
            "quotes",
            "an answerable question needs at least one, or a label"
            + (" in a document that is not optional" if parts else ", answers or key facts"),
        )
    if question.kind in MANY_SIDED and not question.all_needed:
        yield "all_needed", f"a question of the kind “{question.kind}” needs it"
    if question.all_needed and len(parts) < 2:
        yield "all_needed", "it needs two quotes or labels, or two parts, at least"
    if question.all_needed and len(kept) < len(parts):
        yield "all_needed", "a part of it stands only in documents that the library need not hold"
    if not question.all_needed and any(gold.part for gold in question.gold):
        yield "part", "a part means something only where all_needed is set"


def is_optional(document: str, optional: Sequence[str]) -> bool:
    """Whether a set can do without a document."""
    return any(
        document.startswith(name) if name.endswith("/") else document == name for name in optional
    )
