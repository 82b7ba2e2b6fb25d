"""What people say of answers, as a question set: a verdict is a row of it once it says what would
have been right. docs/evaluation.md says how each becomes one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.document import Document
from corpus.errors import UnknownAnswer
from corpus.library import Library
from corpus.sentences import sentence_spans
from corpus.verdicts import Judged, Verdict
from evals.sets import writing
from evals.sets.form import kind_of_form
from evals.sets.gold import unfounded
from evals.sets.question import ABOUT_FOOTNOTE, GoldQuote, Kind, Question, Split, Why, problems_of
from qa.answer import Answer, Outcome
from qa.kept import answer_in
from qa.kinds import Wants, wants

# Of several sentences that were picked, shorter ones stand anywhere and prove nothing.
FEWEST_WORDS: Final = 4
GIVEN, LACKING = "given", "lacking"
ABOUT: Final = {Wants.HELP: Kind.HELP, Wants.LIBRARY: Kind.LIBRARY}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given, with what it was asked with."""

    answer: Answer
    history: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def quotes(self) -> tuple[GoldQuote, ...]:
        """The words that it cites."""
        cited = (citation for said in self.answer.statements for citation in said.citations)
        return tuple(dict.fromkeys(GoldQuote(one.document, one.quote) for one in cited))


@dataclass(frozen=True, slots=True)
class Unfit:
    """A verdict that is no row of a question set, and why."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class ToComplete:
    """A verdict that does not say what would have been right, as a proposed row, and what it
    lacks.
    """

    verdict: Verdict
    question: Question
    wanted: str


@dataclass(frozen=True, slots=True)
class FromUse:
    """Rows that can be measured, rows to complete, and verdicts that make no row."""

    questions: tuple[Question, ...]
    to_complete: tuple[ToComplete, ...]
    unfit: tuple[Unfit, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.questions or self.to_complete)


def from_use(library: Library, verdicts: Sequence[Verdict]) -> FromUse:
    """What verdicts come to as a question set on the documents that the library holds now.

    Raises LibraryEmpty.
    """
    generation = library.generation().number
    held = {holding.document for holding in library.holdings(generation)}
    documents: dict[str, Document] = {}
    rows: list[Question] = []
    unfit: list[Unfit] = []
    for verdict in verdicts:
        if not verdict.is_complete:
            continue
        question = question_from(verdict, given(library, verdict))
        for name in named_in(question) & held - documents.keys():
            documents[name] = library.document(name, generation)
        question = without_lost(question, documents)
        reason = next(problems(question, documents), "")
        if reason:
            unfit.append(Unfit(verdict, reason))
        else:
            rows.append(question)
    lacking = (to_complete(v, given(library, v)) for v in verdicts if not v.is_complete)
    return FromUse(tuple(rows), tuple(lacking), tuple(unfit))


def given(library: Library, verdict: Verdict) -> Given | None:
    """The answer that was judged, `None` where it was deleted since."""
    try:
        saved = library.answer(verdict.answer)
    except UnknownAnswer:
        return None
    return Given(answer_in(saved), saved.history, saved.documents)


# One row


def question_from(verdict: Verdict, asked: Given | None) -> Question:
    """The row of a verdict. `problems` says whether it can be measured."""
    question = Question(
        id=f"use-{verdict.answer[:8]}-{verdict.row}",
        question=verdict.question,
        kind=kind_of(verdict, asked),
        split=Split.DEV,
        history=asked.history if asked else (),
        documents=asked.documents if asked else (),
    )
    if question.kind is Kind.UNANSWERABLE:
        return replace(question, reason=Why.MARKED)
    if question.kind in ABOUT_FOOTNOTE:
        return question
    return with_gold(question, verdict, asked.quotes if asked else ())


def to_complete(verdict: Verdict, asked: Given | None) -> ToComplete:
    """The proposed row of a verdict that lacks its words. Of an incomplete answer, what it cites
    is one part of the gold already.
    """
    question = replace(question_from(verdict, asked), proposed=True)
    wanted = f"{verdict.judged.value}: give the words that a right answer cites under `quotes`"
    if verdict.judged is not Judged.INCOMPLETE or not question.quotes:
        return ToComplete(verdict, replace(question, quotes=()), f"{wanted}.")
    cited = tuple(replace(quote, part=GIVEN) for quote in question.quotes)
    question = replace(question, quotes=cited, all_needed=True)
    return ToComplete(verdict, question, f"{wanted} as well, with the part `{LACKING}`.")


def kind_of(verdict: Verdict, asked: Given | None) -> Kind:
    """What the question asks for, as far as its form tells; a helpful answer that says no makes it
    unanswerable.
    """
    wanted = wants(asked.answer.standalone_question if asked else verdict.question)
    if verdict.judged is Judged.SHOULD_REFUSE:
        return Kind.UNANSWERABLE
    is_helpful = verdict.judged is Judged.HELPFUL
    if is_helpful and wanted in ABOUT:
        return ABOUT[wanted]
    if is_helpful and asked and asked.answer.outcome is Outcome.NOT_FOUND:
        return Kind.UNANSWERABLE
    if asked and asked.history and asked.answer.standalone_question != verdict.question:
        return Kind.FOLLOW_UP
    return kind_of_form(wanted)


def with_gold(question: Question, verdict: Verdict, cited: Sequence[GoldQuote]) -> Question:
    """The quotes that a right answer cites: those picked, else those of the helpful answer. What
    an incomplete answer cites is one part of what is needed, what it lacks the other.
    """
    picked = tuple(picked_quotes(verdict))
    if not picked:
        return replace(question, quotes=tuple(cited))
    if verdict.judged is not Judged.INCOMPLETE or not cited:
        return replace(question, quotes=picked)
    parts = [
        *(replace(quote, part=GIVEN) for quote in cited),
        *(replace(quote, part=LACKING) for quote in picked),
    ]
    return replace(question, quotes=tuple(parts), all_needed=True)


def picked_quotes(verdict: Verdict) -> Iterator[GoldQuote]:
    """The words that were picked, each of several sentences as an alternative: an answer cites
    sentences.
    """
    if verdict.words is None:
        return
    quote = verdict.words.quote
    sentences = [quote[start:end] for start, end in sentence_spans(quote)]
    telling = [sentence for sentence in sentences if len(sentence.split()) >= FEWEST_WORDS]
    for text in telling if len(sentences) > 1 and telling else [quote]:
        yield GoldQuote(verdict.words.document, text)


def without_lost(question: Question, documents: Mapping[str, Document]) -> Question:
    """Without the quotes that stand in the documents no longer, where others are left."""
    standing = tuple(
        quote for quote in question.quotes if stands(replace(question, quotes=(quote,)), documents)
    )
    if question.all_needed and len({quote.part for quote in standing}) < 2:
        lacking = tuple(quote for quote in question.quotes if quote.part == LACKING)
        plain = tuple(replace(quote, part="") for quote in lacking)
        return without_lost(replace(question, quotes=plain, all_needed=False), documents)
    return replace(question, quotes=standing or question.quotes)


def stands(question: Question, documents: Mapping[str, Document]) -> bool:
    return next(unfounded(question, documents), None) is None


def problems(question: Question, documents: Mapping[str, Document]) -> Iterator[str]:
    """Why a row cannot be measured on documents, in words."""
    for name in question.documents:
        if name not in documents:
            yield f"there is no document “{name}” in the library any longer"
    if question.kind is Kind.LIBRARY:
        yield "it is about the library: write by hand what the reply has to mention"
    for _, problem in problems_of(question):
        yield problem
    for _, problem in unfounded(question, documents):
        yield problem


def named_in(question: Question) -> set[str]:
    return {*question.documents, *(quote.document for quote in question.quotes)}


# The file


def as_yaml(found: FromUse, name: str = "from-use") -> str:
    """The question set as a file that `footnote eval` reads. What is to be completed comes as
    proposed rows behind the others, what makes no row stands in comments.
    """
    about = "Questions asked in use, with what people said of the answers"
    rows = [(question, "") for question in found.questions]
    rows += [(lacking.question, lacking.wanted) for lacking in found.to_complete]
    return writing.as_yaml(name, about, rows, list(comments(found)))


def comments(found: FromUse) -> Iterator[str]:
    if found.to_complete:
        yield f"{len(found.to_complete)} to complete: above each stands what it lacks."
        yield from writing.ACCEPTING
    if found.unfit:
        yield f"{len(found.unfit)} left out:"
        for unfit in found.unfit:
            yield f"- {unfit.verdict.question} ({unfit.reason})"
