"""Question sets: YAML files of questions with gold quotes or labels, and where these stand.

A set has `name`, `about` and `questions`; each question has the fields of `Question`. Quotes
are found in the documents by their exact text, labels in their outlines, so that a set
survives every re-ingest. docs/evaluation.md says how a set is written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AliasChoices, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.document import Document, canonical
from corpus.errors import BadQuestionSet
from evals.metrics import Gold, LocatedLabel, LocatedQuote, Span, parts_of

SHIPPED = Path(__file__).parent / "questions" / "pact.yaml"

# What follows the article in “Article 20(3)(b)” or “Annex III, point 5”.
PART_OF_ARTICLE = re.compile(r"[(,]")

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


class Split(StrEnum):
    """`dev` is for choosing settings; `test` is for reporting and is looked at last."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True)
class GoldQuote:
    """Words of a document from which a question, or the named part of it, is answered."""

    __pydantic_config__ = STRICT

    document: str
    text: str
    part: str = ""


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
    its earlier name.) For a question about the library or for help, `key_facts` are what the
    reply has to mention, each with its other wordings after a “|”.
    `reason` says why an unanswerable question is one; `contradicts` are words of the documents
    that contradict a false premise, which may be shown instead of a refusal.
    """

    __pydantic_config__ = STRICT

    id: str
    question: str
    kind: Kind
    split: Split
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    key_facts: tuple[str, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    all_needed: Annotated[
        bool, Field(validation_alias=AliasChoices("all_needed", "all_quotes"))
    ] = False
    labels: tuple[GoldLabel, ...] = ()
    reason: str = ""
    contradicts: tuple[GoldQuote, ...] = ()

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


SHAPE = TypeAdapter(QuestionSet)

# pydantic's kinds of fault whose message speaks of Python and not of YAML
FAULTS = {
    "missing": "it is missing",
    "unexpected_keyword_argument": "there is no such field",
    "tuple_type": "it should be a list",
    "dataclass_type": "it should have fields of its own",
}


def default_questions() -> tuple[Path, ...]:
    """The files of the shipped question sets."""
    return (SHIPPED,)


def load_questions(file: Path) -> QuestionSet:
    """The question set in a YAML file.

    Raises BadQuestionSet naming the first question and field that are off.
    """
    content = read_yaml(file)
    try:
        questions = SHAPE.validate_python(content)
    except ValidationError as error:
        raise BadQuestionSet(file=file, reason=first_problem(error, content)) from error
    problem = next(problems(questions), None)
    if problem:
        raise BadQuestionSet(file=file, reason=problem)
    return questions


def read_yaml(file: Path) -> object:
    try:
        content: object = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadQuestionSet(file=file, reason="there is no such file") from error
    except OSError as error:
        raise BadQuestionSet(file=file, reason=f"it cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadQuestionSet(file=file, reason="it is not text in UTF-8") from error
    except yaml.YAMLError as error:
        raise BadQuestionSet(file=file, reason=f"it is not YAML, {where(error)}") from error
    if not isinstance(content, dict):
        raise BadQuestionSet(file=file, reason="it has no `name` and `questions` at its top")
    return content


def where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it has characters YAML does not allow"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def first_problem(error: ValidationError, content: object) -> str:
    """The first thing pydantic objects to, as “question “q1”, kind: …”."""
    first = error.errors()[0]
    place = [str(step) for step in first["loc"]]
    if place[:1] == ["questions"] and len(place) > 1:
        place[:2] = [f"question {named(content, int(place[1]))}"]
    return f"{', '.join(place)}: {in_plain_words(first['type'], first['msg'], first['input'])}"


def named(content: object, number: int) -> str:
    """A question's id in quotation marks, or its number from 1 where it has none."""
    question = content["questions"][number] if isinstance(content, dict) else None
    name = question.get("id") if isinstance(question, dict) else None
    return f"“{name}”" if name else str(number + 1)


def in_plain_words(fault: str, message: str, found: object) -> str:
    if fault in FAULTS:
        return FAULTS[fault]
    return f"{message[0].lower()}{message[1:]}, and it is {found!r}"


def problems(questions: QuestionSet) -> Iterator[str]:
    """What the types cannot say, in the order of the questions."""
    if not questions.questions:
        yield "it holds no questions"
    for name, times in Counter(question.id for question in questions.questions).items():
        if times > 1:
            yield f"{times} questions have the id “{name}”"
    for question in questions.questions:
        for field, problem in problems_of(question, questions.optional):
            yield f"question “{question.id}”, {field}: {problem}"


def problems_of(question: Question, optional: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each field of a question that is off, and how."""
    if not question.question.strip():
        yield "question", "it is empty"
    if question.kind is Kind.FOLLOW_UP and not question.history:
        yield "history", "a follow-up needs the earlier questions"
    if question.kind is Kind.LIBRARY and not question.key_facts:
        yield "key_facts", "a question about the library needs what the reply has to mention"
    if question.contradicts and question.kind is not Kind.UNANSWERABLE:
        yield "contradicts", "only an unanswerable question has a premise to contradict"
    if any(not quote.text.strip() for quote in (*question.quotes, *question.contradicts)):
        yield "quotes", "one is empty"
    yield from problems_of_gold(question, optional)


def problems_of_gold(question: Question, optional: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is off in the quotes and labels of a question, and how."""
    if question.kind is Kind.UNANSWERABLE or question.kind in ABOUT_FOOTNOTE:
        if question.gold:
            field = "quotes" if question.quotes else "labels"
            yield field, f"a question of the kind “{question.kind}” has none"
        return
    parts = parts_of(question.gold)
    kept = parts_of([gold for gold in question.gold if not is_optional(gold.document, optional)])
    if not kept:
        yield "quotes", "an answerable question needs at least one, or a label"
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


def locate(
    question: Question,
    documents: Mapping[str, Document],
    file: str = "",
    optional: Sequence[str] = (),
) -> Gold:
    """Where a question's gold quotes and labels stand in documents, which are given by id.

    Gold in an optional document that is not among them is passed over. Raises BadQuestionSet
    naming the first that does not stand in its document.
    """

    def held(gold: GoldQuote | GoldLabel) -> bool:
        return gold.document in documents or not is_optional(gold.document, optional)

    wanted = replace(
        question,
        quotes=tuple(filter(held, question.quotes)),
        labels=tuple(filter(held, question.labels)),
        contradicts=tuple(filter(held, question.contradicts)),
    )
    for field, problem in unfounded(wanted, documents):
        reason = f"question “{question.id}”, {field}: {problem}"
        raise BadQuestionSet(file=file, reason=reason)
    return Gold(
        tuple(located(quote, documents[quote.document]) for quote in wanted.quotes),
        question.all_needed,
        tuple(located_label(gold, documents[gold.document]) for gold in wanted.labels),
        tuple(located(quote, documents[quote.document]) for quote in wanted.contradicts),
    )


def unfounded(question: Question, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Each field of a question whose gold does not stand in the documents, and what of it."""
    for field, quotes in (("quotes", question.quotes), ("contradicts", question.contradicts)):
        for quote in quotes:
            if quote.document not in documents:
                yield field, absent(quote.document)
            elif not located(quote, documents[quote.document]).places:
                yield field, f"“{canonical(quote.text).strip()}” does not stand in {quote.document}"
    for gold in question.labels:
        if gold.document not in documents:
            yield "labels", absent(gold.document)
        elif not located_label(gold, documents[gold.document]).places:
            yield "labels", f"{gold.document} has no “{gold.label}”"


def absent(document: str) -> str:
    return f"there is no document “{document}” in the library; ingest it first"


def located(quote: GoldQuote, document: Document) -> LocatedQuote:
    """A quote and every place where it stands, which may be none."""
    text = canonical(quote.text).strip()
    starts = occurrences(text, document.text)
    places = tuple(Span(document.id, at, at + len(text)) for at in starts)
    return LocatedQuote(text, places, quote.part)


def located_label(gold: GoldLabel, document: Document) -> LocatedLabel:
    """A label and the sections that bear it, of which there may be none."""
    places = spans_of(gold.label, document)
    article = PART_OF_ARTICLE.split(gold.label, maxsplit=1)[0]
    return LocatedLabel(gold.label, places, spans_of(article, document) or places, gold.part)


def spans_of(label: str, document: Document) -> tuple[Span, ...]:
    """The sections of a document that bear a label."""
    return tuple(Span(document.id, s.start, s.end) for s in document.outline if s.label == label)


def occurrences(wanted: str, text: str) -> list[int]:
    """Every offset at which a string begins in a text."""
    starts, start = [], text.find(wanted)
    while start >= 0:
        starts.append(start)
        start = text.find(wanted, start + 1)
    return starts
