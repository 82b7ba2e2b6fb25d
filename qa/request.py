"""What is asked of which texts: a request, and the parts that it is answered in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.settings import Settings
from qa import comparison, several
from qa.question import Question, Wants, named_documents, understand, without_names
from qa.retrieve import Scope
from qa.snapshot import Snapshot
from qa.terms import content_terms, stem, stems

OPENING = re.compile(r"^\s*(?:and|but|so|also),? ", re.I)


@dataclass(frozen=True, slots=True)
class Request:
    """A question with the earlier ones (oldest first) and where to look for the answer.

    `standalone` is what a language model made of a follow-up, empty where the rules do it.
    `wide` is to read more passages and to be content with less evidence.
    """

    question: str
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: int | None = None
    standalone: str = ""
    wide: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether less is asked than what the library holds now."""
        return bool(self.documents) or self.as_of is not None


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made to stand alone, the questions it consists of (itself, if it is one; one
    for each of two things compared), and the snapshot and scope it is asked of; the `history` is
    what was asked before.
    """

    question: Question
    parts: tuple[Question, ...]
    snapshot: Snapshot
    scope: Scope
    started: float
    narrowed: bool = False
    wide: bool = False
    history: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What tells this question from any other that is answered otherwise, or was asked in other
        words or after others: an answer is kept with those, and nobody may find another's in it.
        """
        asked, alone = self.question.asked, self.question.standalone
        context = ("" if asked == alone else asked, *self.history)
        wide = "\0wide" if self.wide else ""
        return f"{alone}\0{self.scope}{wide}" + (f"\0{context}" if any(context) else "")

    def heading_of(self, part: Question) -> str:
        """A part's question, where several were asked in one."""
        return part.asked if part.asked != self.question.asked else ""


def understood(
    request: Request, snapshot: Snapshot, settings: Settings, started: float
) -> Understood:
    """Raises EmptyQuestion, LongQuestion, UnknownDocument."""
    longest = settings.question_chars
    question = understand(request.question, request.history, longest, request.standalone)
    for document in request.documents:
        snapshot.document(document)
    named = named_documents(question.asked, request.documents or snapshot.ids)
    question = without_names(question, named)
    scope = Scope(snapshot.number, named or request.documents)
    parts = parts_of(question, request, longest)
    if len(parts) == 1 and parts[0].wants is Wants.COMPARISON:
        parts = sides_of(parts[0])
    return Understood(
        question,
        parts,
        snapshot,
        scope,
        started,
        narrowed=request.narrowed,
        wide=request.wide,
        history=tuple(request.history),
    )


def parts_of(question: Question, request: Request, longest: int) -> tuple[Question, ...]:
    """The questions that one consists of; only words of the question as asked are their own."""
    first, *others = several.parts(OPENING.sub("", request.question))
    if not others:
        return (question,)
    parts = (
        understand(first, request.history, longest),
        *(understand(t, (), longest) for t in others),
    )
    return tuple(part_of(question, part) for part in parts)


def part_of(whole: Question, part: Question) -> Question:
    asked = stems(" ".join(whole.own_terms))
    lent = {stem(term) for term in whole.lent_terms}
    own = tuple(t for t in part.own_terms if stem(t) in asked or stem(t) not in lent)
    return replace(part, own_terms=own, lent_terms=tuple(t for t in part.own_terms if t not in own))


def sides_of(question: Question) -> tuple[Question, ...]:
    """A question about each of two things compared; the question itself if it names none."""
    sides = comparison.sides(question.standalone)
    if not sides:
        return (question,)
    return tuple(side_of(question, comparison.question_of(s, question.standalone)) for s in sides)


def side_of(whole: Question, text: str) -> Question:
    part = replace(whole, standalone=text, own_terms=content_terms(text), wants=Wants.ANY)
    return part_of(whole, part)


def documents_of(asked: Understood) -> list[Document]:
    """The documents that are asked: those chosen, or all."""
    return [asked.snapshot.document(id) for id in asked.scope.documents or asked.snapshot.ids]


def about_documents(subject: str, asked: Understood, hits: Sequence[str]) -> list[Document]:
    """The documents that an overview of a subject may be made from: those asked for; else those
    with words of the subject in their titles, and those that were found.
    """
    snapshot = asked.snapshot
    if asked.scope.documents or not content_terms(subject):
        return documents_of(asked)
    wanted = {stem(term) for term in content_terms(subject)}
    titled = [id for id, title in snapshot.titles.items() if wanted & stems(f"{title} {id}")]
    return [snapshot.document(id) for id in dict.fromkeys((*titled, *hits))]
