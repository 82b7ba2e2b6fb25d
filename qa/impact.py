"""What became of the words that answers rest on, in a later generation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.anchors import Alignment, Anchor, Standing, worst
from corpus.document import Citation, Document, cite, label_at
from corpus.library import Library
from corpus.record import Holding, SavedAnswer
from qa.answer import Answer
from qa.kept import answer_in

SHORTEST = 40  # characters of a quote that can be told again in another document


@dataclass(frozen=True, slots=True)
class Stand:
    """A citation, and how its words stand now: where they are, or what took their place."""

    standing: Standing
    old: Citation
    new: Citation | None


@dataclass(frozen=True, slots=True)
class AnswerStand:
    """A saved answer, and how the words it rests on stand now."""

    saved: SavedAnswer
    answer: Answer
    stands: tuple[Stand, ...]

    @property
    def standing(self) -> Standing:
        return worst([stand.standing for stand in self.stands])

    @property
    def touched(self) -> tuple[Stand, ...]:
        """The citations whose words are not where they were."""
        return tuple(s for s in self.stands if s.standing is not Standing.KEPT)


class Later:
    """A generation to look for old words in. Reads from the library what it needs, once."""

    def __init__(self, library: Library, generation: int | None = None) -> None:
        self.library = library
        self.number = library.generation(generation).number
        self._alignments: dict[tuple[str, str], Alignment] = {}
        self._documents: dict[str, Document] = {}

    @cached_property
    def holdings(self) -> dict[str, Holding]:
        return {h.document: h for h in self.library.holdings(self.number)}

    def stand(self, old: Citation) -> Stand:
        """How a citation's words stand in this generation."""
        holding = self.holdings.get(old.document)
        if holding is None:
            return self._elsewhere(old)
        if holding.version == old.version:
            return Stand(Standing.KEPT, old, old)
        document = self._document(old.document)
        anchor = self._anchor(old, document)
        if anchor.span is None:
            return self._elsewhere(old)
        if anchor.standing is Standing.CHANGED:
            elsewhere = self._elsewhere(old)
            if elsewhere.new:
                return elsewhere
        return Stand(anchor.standing, old, cited(document, *anchor.span))

    def _anchor(self, old: Citation, document: Document) -> Anchor:
        key = old.version, document.version
        if key not in self._alignments:
            before = self.library.version(old.document, old.version)
            language = document.metadata.language
            self._alignments[key] = Alignment(before.text, document.text, language)
        return self._alignments[key].anchor(old.start, old.end)

    def _elsewhere(self, old: Citation) -> Stand:
        """In another document, word for word; or nowhere."""
        others = [id for id in self.holdings if id != old.document]
        for id in others if len(old.quote) >= SHORTEST else ():
            document = self._document(id)
            start = document.text.find(old.quote)
            if start >= 0:
                new = cited(document, start, start + len(old.quote))
                return Stand(Standing.MOVED, old, new)
        return Stand(Standing.GONE, old, None)

    def _document(self, id: str) -> Document:
        if id not in self._documents:
            self._documents[id] = self.library.document(id, self.number)
        return self._documents[id]


def cited(document: Document, start: int, end: int) -> Citation:
    return cite(document, label_at(document, start, end), start, end)


def impact(library: Library) -> list[AnswerStand]:
    """The saved answers whose words changed, moved or are gone since, the worst first.

    Of several answers to one question the newest counts; one asked as of an earlier generation
    is meant to say what that one said. Raises LibraryEmpty.
    """
    later = Later(library)
    asked_now = [saved for saved in library.answers() if saved.as_of is None]
    stands = [answer_stand(saved, later) for saved in newest(asked_now)]
    order = list(Standing)
    touched = [stand for stand in stands if stand.touched]
    return sorted(touched, key=lambda stand: -order.index(stand.standing))


def answer_stand(saved: SavedAnswer, later: Later) -> AnswerStand:
    answer = answer_in(saved)
    citations = dict.fromkeys(c for said in answer.statements for c in said.citations)
    return AnswerStand(saved, answer, tuple(later.stand(c) for c in citations))


def newest(answers: Sequence[SavedAnswer]) -> Iterable[SavedAnswer]:
    """Of the answers to one question, asked with the same things, the first in the list."""
    seen = set()
    for saved in answers:
        asked = saved.question, saved.history, saved.documents
        if asked not in seen:
            seen.add(asked)
            yield saved
