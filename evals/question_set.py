"""Question sets: YAML files of questions with gold quotes or labels, and where these stand.

A set has `name`, `about` and `questions`; each question has the fields of `Question`. Quotes
are found in the documents by their exact text, labels in their outlines, so that a set
survives every re-ingest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from corpus.document import Document, canonical
from corpus.errors import BadQuestionSet
from evals.metrics import Gold, LocatedLabel, LocatedQuote, Span

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
    TWO_PASSAGE = "two-passage"
    FOLLOW_UP = "follow-up"
    OVERVIEW = "overview"
    UNANSWERABLE = "unanswerable"


class Split(StrEnum):
    """`dev` is for choosing settings; `test` is for reporting and is looked at last."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True)
class GoldQuote:
    """Words of a document from which a question is answered."""

    __pydantic_config__ = STRICT

    document: str
    text: str


@dataclass(frozen=True)
class GoldLabel:
    """A provision that answers a question, by the label people cite it by."""

    __pydantic_config__ = STRICT

    document: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question with what a right answer rests on.

    `history` holds the earlier questions, oldest first; `documents` limits the search.
    `quotes` are alternatives, unless `all_quotes` says that every one is needed. So are
    `labels`: what lies inside of one is right too.
    `reason` says why an unanswerable question is one.
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
    all_quotes: bool = False
    labels: tuple[GoldLabel, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class QuestionSet:
    __pydantic_config__ = STRICT

    name: str
    questions: tuple[Question, ...]
    about: str = ""


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
        for field, problem in problems_of(question):
            yield f"question “{question.id}”, {field}: {problem}"


def problems_of(question: Question) -> Iterator[tuple[str, str]]:
    """Each field of a question that is off, and how."""
    unanswerable = question.kind is Kind.UNANSWERABLE
    if not question.question.strip():
        yield "question", "it is empty"
    if question.kind is Kind.FOLLOW_UP and not question.history:
        yield "history", "a follow-up needs the earlier questions"
    if unanswerable and question.quotes:
        yield "quotes", "an unanswerable question has none"
    if unanswerable and question.labels:
        yield "labels", "an unanswerable question has none"
    if not unanswerable and not (question.quotes or question.labels):
        yield "quotes", "an answerable question needs at least one, or a label"
    if any(not quote.text.strip() for quote in question.quotes):
        yield "quotes", "one is empty"
    if question.all_quotes and len(question.quotes) < 2:
        yield "all_quotes", "it needs two quotes or more"


def locate(question: Question, documents: Mapping[str, Document], file: str = "") -> Gold:
    """Where a question's gold quotes and labels stand in documents, which are given by id.

    Raises BadQuestionSet naming the first that does not stand in its document.
    """
    for field, problem in unfounded(question, documents):
        reason = f"question “{question.id}”, {field}: {problem}"
        raise BadQuestionSet(file=file, reason=reason)
    quotes = (located(quote, documents[quote.document]) for quote in question.quotes)
    labels = (located_label(gold.label, documents[gold.document]) for gold in question.labels)
    return Gold(tuple(quotes), question.all_quotes, tuple(labels))


def unfounded(question: Question, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Each field of a question whose gold does not stand in the documents, and what of it."""
    for quote in question.quotes:
        if quote.document not in documents:
            yield "quotes", absent(quote.document)
        elif not located(quote, documents[quote.document]).places:
            yield "quotes", f"“{canonical(quote.text).strip()}” does not stand in {quote.document}"
    for gold in question.labels:
        if gold.document not in documents:
            yield "labels", absent(gold.document)
        elif not located_label(gold.label, documents[gold.document]).places:
            yield "labels", f"{gold.document} has no “{gold.label}”"


def absent(document: str) -> str:
    return f"there is no document “{document}” in the library; ingest it first"


def located(quote: GoldQuote, document: Document) -> LocatedQuote:
    """A quote and every place where it stands, which may be none."""
    text = canonical(quote.text).strip()
    starts = occurrences(text, document.text)
    return LocatedQuote(text, tuple(Span(document.id, at, at + len(text)) for at in starts))


def located_label(label: str, document: Document) -> LocatedLabel:
    """A label and the sections that bear it, of which there may be none."""
    article = PART_OF_ARTICLE.split(label, maxsplit=1)[0]
    return LocatedLabel(label, spans_of(label, document), spans_of(article, document))


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
