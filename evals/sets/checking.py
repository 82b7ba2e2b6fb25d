"""Everything that is off in question sets, told at once, on the documents of a library."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

from corpus.document import Document
from corpus.errors import BadQuestionSet
from evals.sets.gold import absent, label_problem, quote_problem
from evals.sets.nearest import Indexed, Near, holders_of, indexed, nearest
from evals.sets.question import GoldLabel, GoldQuote, Question, is_optional
from evals.sets.reading import read_questions

NEAREST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is off: in a field of some questions, by their ids, or in the file itself.

    `near` is the nearest text to a quote that does not stand where it should, `names` the nearest
    labels or documents, `elsewhere` the documents in which the gold stands.
    """

    problem: str
    questions: tuple[str, ...] = ()
    field: str = ""
    near: Near | None = None
    names: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file comes to. `passed_over` counts the gold in optional documents that the library
    does not hold.
    """

    file: Path
    name: str
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    passed_over: int = 0

    @property
    def proposed(self) -> int:
        return sum(question.proposed for question in self.questions)

    @property
    def by_kind(self) -> Counter[tuple[str, str]]:
        """How many questions there are of each kind and split, the proposed ones left out."""
        asked = (question for question in self.questions if not question.proposed)
        return Counter((question.kind.value, question.split.value) for question in asked)


class Shelf:
    """The documents of a library, made ready for seeking as they are needed."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self.indexed = cache(self._indexed)
        self.labelled = cache(self._labelled)

    def _indexed(self, document: str) -> Indexed:
        return indexed(self.documents[document])

    def _labelled(self, document: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.label for s in self.documents[document].outline))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.documents)


def check(files: Sequence[Path], documents: Mapping[str, Document]) -> list[Checked]:
    """The question sets in files on documents, which are given by id."""
    shelf = Shelf(documents)
    return [checked(file, shelf) for file in files]


def checked(file: Path, shelf: Shelf) -> Checked:
    try:
        reading = read_questions(file)
    except BadQuestionSet as error:
        return Checked(file, file.stem, (), (Problem(str(error.facts["reason"])),))
    known = reading.questions
    problems = [Problem(problem) for problem in reading.problems]
    problems += unknown_documents(known.questions, known.optional, shelf)
    for question in known.questions:
        problems += problems_of_quotes(question, shelf)
        problems += problems_of_labels(question, shelf)
    passed_over = sum(
        gold.document not in shelf.documents and is_optional(gold.document, known.optional)
        for question in known.questions
        for gold in gold_of(question)
    )
    return Checked(file, known.name or file.stem, known.questions, tuple(problems), passed_over)


def gold_of(question: Question) -> tuple[GoldQuote | GoldLabel, ...]:
    return (*question.gold, *question.contradicts)


# Documents


def unknown_documents(
    questions: Sequence[Question], optional: Sequence[str], shelf: Shelf
) -> Iterator[Problem]:
    """Each document that the library lacks and should have, with the questions that name it."""
    named: dict[str, list[str]] = {}
    for question in questions:
        golds = (g.document for g in gold_of(question) if not is_optional(g.document, optional))
        for name in dict.fromkeys([*golds, *question.documents]):
            if name and name not in shelf.documents:
                named.setdefault(name, []).append(question.id)
    for name, ids in named.items():
        yield Problem(absent(name), tuple(ids), "document", names=nearest_documents(name, shelf))


def nearest_documents(name: str, shelf: Shelf) -> tuple[str, ...]:
    """The documents of the same name in other folders, and those with a name much like it."""
    last = name.rsplit("/", 1)[-1]
    same = [known for known in shelf.names if known.rsplit("/", 1)[-1] == last]
    near = get_close_matches(name, shelf.names, n=NEAREST_NAMES, cutoff=0.75)
    return tuple(dict.fromkeys([*same, *near]))[:NEAREST_NAMES]


# Quotes and labels, in documents that are there


def problems_of_quotes(question: Question, shelf: Shelf) -> Iterator[Problem]:
    for field, quotes in (("quotes", question.quotes), ("contradicts", question.contradicts)):
        for quote in quotes:
            is_there = not quote.document or quote.document in shelf.documents
            if not is_there or not quote.text.strip():
                continue
            if problem := quote_problem(quote, shelf.documents):
                held = tuple(holders_of(quote.text, list(shelf.documents.values())))
                near = nearest_of(quote, shelf)
                yield Problem(problem, (question.id,), field, near, elsewhere=held)


def nearest_of(quote: GoldQuote, shelf: Shelf) -> Near | None:
    names = (quote.document,) if quote.document else shelf.names
    return nearest(quote.text, map(shelf.indexed, names))


def problems_of_labels(question: Question, shelf: Shelf) -> Iterator[Problem]:
    for gold in question.labels:
        if gold.document not in shelf.documents:
            continue
        if problem := label_problem(gold, shelf.documents):
            near = get_close_matches(
                gold.label, shelf.labelled(gold.document), n=NEAREST_NAMES, cutoff=0.5
            )
            held = tuple(name for name in shelf.names if gold.label in shelf.labelled(name))
            names = tuple(near)
            yield Problem(problem, (question.id,), "labels", names=names, elsewhere=held)
