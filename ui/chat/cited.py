"""The citations of the answer that a place belongs to, in the order of their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Citation
from corpus.errors import UnknownAnswer
from qa.answer import Answer
from qa.kept import answer_in
from ui.chat.given import answer_given
from ui.chat.looking import Looking
from ui.chat.place import Place
from ui.chat.source import Mark


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation under its number, and the place where it stands."""

    number: int
    citation: Citation
    place: Place

    @property
    def mark(self) -> Mark:
        return Mark(self.number, self.citation.start, self.citation.end)


@dataclass(frozen=True, slots=True)
class Citations:
    """All citations of one answer, none where no answer is known."""

    all: tuple[Cited, ...] = ()

    def at(self, place: Place) -> Cited | None:
        """The citation of exactly these characters."""
        span = place.document, place.start, place.end
        return next((c for c in self.all if span_of(c) == span), None)

    def within(self, document: str, version: str) -> tuple[Cited, ...]:
        """Those of a document, as long as it has the text that they quote."""
        return tuple(
            cited
            for cited in self.all
            if (cited.citation.document, cited.citation.version) == (document, version)
        )

    def beside(self, cited: Cited | None, step: int) -> Cited | None:
        """The one `step` after another, by number."""
        number = cited.number + step if cited else 0
        return self.all[number - 1] if 1 <= number <= len(self.all) else None


def span_of(cited: Cited) -> tuple[str, int, int]:
    return cited.citation.document, cited.citation.start, cited.citation.end


def citations_around(looking: Looking, place: Place) -> Citations:
    """The citations of the answer that a place names, as far as the visitor may see it."""
    answer = answer_named(looking, place.answer) if place.answer else None
    return Citations(tuple(citations_of(answer)) if answer else ())


def answer_named(looking: Looking, id: str) -> Answer | None:
    """An answer of this window's conversation, or one that was given to the visitor before."""
    for turn in reversed(looking.talk.turns):
        if turn.answer_id == id:
            return turn.answer
    try:
        return answer_in(answer_given(looking.shared, looking.visitor.owner, id))
    except UnknownAnswer:
        return None


def citations_of(answer: Answer) -> Iterator[Cited]:
    """From 1, the same characters the same number: as the answer shows them."""
    distinct = dict.fromkeys(c for said in answer.statements for c in said.citations)
    for number, citation in enumerate(distinct, start=1):
        place = Place(
            citation.document,
            answer.generation,
            citation.start,
            citation.end,
            citation.version,
            answer.id,
        )
        yield Cited(number, citation, place)
