"""What an answer consists of, by the kind of question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa import about, differences, extract, overview
from qa.answer import Outcome, Statement
from qa.extract import Candidate, Searchable
from qa.question import Question, Wants, is_vague
from qa.reader.reading import Reading
from qa.request import Understood, about_documents, documents_of
from qa.retrieve import Hit

TALK = frozenset((Wants.HELP, Wants.LIBRARY))
ANSWERED_WELL = 0.6  # confidence from which the documents come before what a question seems
SURE = 1.0  # where no evidence is weighed: a document named, the library itself
MOST_OF_EACH = 2  # statements on each of two things compared, and on each of several questions
WITHOUT_READING = TALK | {Wants.OVERVIEW}

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Part:
    """One question with what was found for it, and what the reader model made of that.

    `seems` is the kind that the question's vector tells, the same as `question.wants` mostly.
    """

    question: Question
    vector: NDArray[np.float32]
    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]
    searched: Searchable
    seems: Wants


@dataclass(frozen=True, slots=True)
class Reply:
    """What the answer consists of before it is recorded. `writable` is false where it is none to
    a question to the documents, so that a language model has nothing to add; `silent_on` are the
    questions, of several in one, that the documents do not answer.
    """

    outcome: Outcome
    statements: tuple[Statement, ...]
    confidence: float
    writable: bool = True
    silent_on: tuple[str, ...] = ()


def reply(part: Part, asked: Understood, encode: Encode, threshold: float) -> Reply:
    """The reply to one question: by its form, and where that says little by what it seems to be,
    unless the documents answer it well.
    """
    match part.question.wants:
        case Wants.HELP | Wants.LIBRARY as kind:
            return talk(kind, part.question.standalone, asked, formed=True)
        case Wants.OVERVIEW:
            return overview_of(part, asked, encode)
    if is_vague(part.question) and len(documents_of(asked)) > 1 and part.seems not in TALK:
        return Reply(Outcome.NOT_FOUND, (), 0.0, writable=False)
    said = extracted(part, bool(asked.scope.documents), threshold)
    if part.seems in TALK and said.confidence < ANSWERED_WELL:
        return talk(part.seems, part.question.standalone, asked, formed=False)
    return said


def talk(kind: Wants, question: str, asked: Understood, *, formed: bool) -> Reply:
    """The reply to what is asked of Footnote, or about its library."""
    documents, generation = documents_of(asked), asked.snapshot.generation
    if kind is Wants.HELP:
        said = about.help_reply(question, documents)
    else:
        said = about.documents_reply(question, documents, generation, formed=formed)
    return replace(told(said), writable=False)


def told(statements: Sequence[Statement]) -> Reply:
    outcome = Outcome.ANSWERED if statements else Outcome.NOT_FOUND
    return Reply(outcome, tuple(statements), SURE if statements else 0.0)


def overview_of(part: Part, asked: Understood, encode: Encode) -> Reply:
    """The key sentences of what is asked about, or that its section has no text."""
    subject = overview.subject(part.question.standalone)
    documents = about_documents(subject, asked, [h.passage.document for h in part.hits])
    sections = overview.sections(subject, documents, part.hits)
    vector = encode([subject])[0] if subject else part.vector
    told_of = overview.key_sentences(sections, vector, encode)
    empty = extract.empty_sections(part.question, part.hits, part.searched)
    if empty and (asked.scope.documents or not told_of):
        return Reply(Outcome.NOT_FOUND, tuple(empty), SURE)
    return replace(told([*empty, *told_of]), outcome=Outcome.PARTLY) if empty else told(told_of)


def extracted(part: Part, narrowed: bool, threshold: float) -> Reply:
    """Sentences that the reader model and the words of the question speak for."""
    ranked = extract.candidates(part.question, part.hits, part.readings, part.searched)
    chosen = extract.choose(part.question, ranked, threshold)
    empty = extract.empty_sections(part.question, part.hits, part.searched)
    sure = ranked[0].confidence if ranked else 0.0
    if empty and (narrowed or not chosen):
        return Reply(Outcome.NOT_FOUND, tuple(empty), sure)
    outcome = Outcome.PARTLY if empty else Outcome.ANSWERED
    statements = (*empty, *worded(part.question, chosen, ranked, threshold))
    return Reply(outcome if statements else Outcome.NOT_FOUND, statements, sure)


def worded(
    question: Question, chosen: Sequence[Candidate], ranked: Sequence[Candidate], threshold: float
) -> list[Statement]:
    """The chosen sentences; where documents differ, theirs and a sentence that says so."""
    if not chosen:
        return []
    differing = differences.differing(question, chosen[0], ranked, threshold)
    if not differing:
        return [candidate.statement() for candidate in chosen]
    return [*(c.statement() for c in differing), differences.note(differing)]


def merged(replies: Sequence[Reply], headings: Sequence[str] = ()) -> Reply:
    """The replies to the parts of a question as one: answered when every part is. The `headings`
    are the parts' questions, empty where they are none that was asked.
    """
    if len(replies) == 1:
        return replies[0]
    heads = headings or [""] * len(replies)
    found = [r for r in replies if r.outcome is not Outcome.NOT_FOUND]
    complete = len(found) == len(replies) and all(r.outcome is Outcome.ANSWERED for r in found)
    outcome = Outcome.ANSWERED if complete else Outcome.PARTLY if found else Outcome.NOT_FOUND
    sure = min((r.confidence for r in found), default=max(r.confidence for r in replies))
    writable = all(r.writable for r in replies)
    return Reply(outcome, together(replies, heads), sure, writable, silent(replies, heads))


def together(replies: Sequence[Reply], headings: Sequence[str]) -> tuple[Statement, ...]:
    """The best statements of each part, none twice, each with its part's question."""
    first: dict[Statement, str] = {}
    for part, heading in zip(replies, headings, strict=True):
        for said in part.statements[:MOST_OF_EACH]:
            first.setdefault(said, heading)
    return tuple(replace(said, part=heading) for said, heading in first.items())


def silent(replies: Sequence[Reply], headings: Sequence[str]) -> tuple[str, ...]:
    """The parts' questions that got no answer."""
    pairs = zip(replies, headings, strict=True)
    return tuple(h for r, h in pairs if h and r.outcome is Outcome.NOT_FOUND)
