"""What became of the words that answers rest on, in a later generation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.anchors import GONE, SHORTEST, Alignment, Anchor, Span, Standing, rank, worst
from corpus.document import Citation, Document, Section, cite, is_empty, label_at
from corpus.errors import UnknownDocument, UnknownGeneration
from corpus.library import Library
from corpus.record import Holding, SavedAnswer
from qa.answer import Answer
from qa.kept import answer_in

HEIR = 0.1  # of the characters that a document lost: who has so many took them over


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
        self._earlier: dict[tuple[str, str], Document] = {}
        self._heirs: dict[tuple[str, str, int], list[Document]] = {}
        self._texts: dict[tuple[str, int], str] = {}

    @cached_property
    def holdings(self) -> dict[str, Holding]:
        return {h.document: h for h in self.library.holdings(self.number)}

    def stand(self, old: Citation, since: int = 0) -> Stand:
        """How a citation's words stand in this generation.

        `since` is the generation in which they were cited: of other documents, only one that
        came or changed after it can have taken them over.
        """
        holding = self.holdings.get(old.document)
        if holding and holding.version == old.version:
            return Stand(Standing.KEPT, old, old)
        before = self._version(old)
        own = self.document(old.document) if holding else None
        if own:
            anchor = self._alignment(before, own).in_place(old.start, old.end)
            if anchor.span:
                return stand_in(own, old, before, anchor.standing, anchor.span)
        return self._elsewhere(old, before, own, since)

    def _elsewhere(
        self, old: Citation, before: Document, own: Document | None, since: int
    ) -> Stand:
        """Of words that are gone from their place: rather the same than others, and rather where
        their neighbours went.
        """
        found = [
            (heir, self._alignment(before, heir).in_place(old.start, old.end))
            for heir in self._heirs_of(before, own, since)
            if old.quote not in self._text(heir.id, since)
        ]
        found += [
            (other, told_by(other, old.quote))
            for other in self._newcomers(old.document, since)
            if old.quote not in self._text(other.id, since)
        ]
        if own:
            found.append((own, self._alignment(before, own).elsewhere(old.start, old.end)))
        found = [pair for pair in found if pair[1].span]
        if not found:
            return Stand(Standing.GONE, old, None)
        document, anchor = min(found, key=lambda pair: rank(pair[1].standing))
        assert anchor.span is not None
        return stand_in(document, old, before, anchor.standing, anchor.span)

    def _newcomers(self, but: str, since: int) -> Iterator[Document]:
        """The documents but one that came or changed since."""
        for holding in self.holdings.values():
            if holding.document != but and holding.since > since:
                yield self.document(holding.document)

    def _heirs_of(self, before: Document, own: Document | None, since: int) -> list[Document]:
        key = before.id, before.version, since
        if key not in self._heirs:
            self._heirs[key] = heirs_of(before, own, self._newcomers(before.id, since))
        return self._heirs[key]

    def _text(self, document: str, generation: int) -> str:
        """The document's text in an earlier generation, empty where that had none or is gone."""
        key = document, generation
        if key not in self._texts:
            try:
                self._texts[key] = self.library.document(document, generation).text
            except (UnknownDocument, UnknownGeneration):
                self._texts[key] = ""
        return self._texts[key]

    def _alignment(self, before: Document, after: Document) -> Alignment:
        key = before.version, after.version
        if key not in self._alignments:
            language = after.metadata.language
            self._alignments[key] = Alignment(before.text, after.text, language)
        return self._alignments[key]

    def _version(self, old: Citation) -> Document:
        key = old.document, old.version
        if key not in self._earlier:
            self._earlier[key] = self.library.version(*key)
        return self._earlier[key]

    def document(self, id: str) -> Document:
        """A document of this generation. Raises UnknownDocument."""
        if id not in self._documents:
            self._documents[id] = self.library.document(id, self.number)
        return self._documents[id]


def stand_in(
    document: Document, old: Citation, before: Document, standing: Standing, span: Span
) -> Stand:
    """How the words stand in a document that holds them, or their new wording, at `span`."""
    now = label_at(document, *span)
    if standing is Standing.CHANGED:
        return Stand(standing, old, cite(document, now, *span))
    if filled := filled_section(before, document, (old.start, old.end), span):
        return Stand(Standing.CHANGED, old, cite(document, now, filled.start, filled.end))
    # An outline that was forgotten with its generation says nothing against the label.
    was = label_at(before, old.start, old.end) if before.outline else now
    new = cite(document, old.label if was == now else now, *span)
    stays = was == now and place_of(new) == place_of(old)
    return Stand(Standing.KEPT if stays else Standing.MOVED, old, new)


def place_of(citation: Citation) -> tuple[str, int]:
    return citation.document, citation.start


def filled_section(before: Document, after: Document, heading: Span, now: Span) -> Section | None:
    """The section whose heading was cited because nothing stood under it, if something does."""
    empty = [(s.start, s.body) for s in before.outline if is_empty(s, before.text)]
    # With an outline that is forgotten: a heading alone is cited for nothing else.
    if before.outline and heading not in empty:
        return None
    sections = (s for s in after.outline if (s.start, s.body) == now)
    return next((s for s in sections if not is_empty(s, after.text)), None)


def heirs_of(before: Document, own: Document | None, others: Iterable[Document]) -> list[Document]:
    """The documents that took over much of what a document has no longer, most first."""
    lost = lines_in(before) - (lines_in(own) if own else set())
    shares = [(sum(map(len, lost & lines_in(other))), other) for other in others]
    least = max(1.0, HEIR * sum(map(len, lost)))
    heirs = [(share, other) for share, other in shares if share >= least]
    return [other for _, other in sorted(heirs, key=lambda pair: -pair[0])]


def lines_in(document: Document) -> set[str]:
    return set(document.text.split("\n"))


def told_by(document: Document, quote: str) -> Anchor:
    """The words in another document, where there are enough of them to be told again."""
    start = document.text.find(quote) if len(quote) >= SHORTEST else -1
    if start < 0:
        return GONE
    return Anchor(Standing.MOVED, (start, start + len(quote)))


def impact(
    library: Library, generation: int | None = None, owner: str | None = None
) -> list[AnswerStand]:
    """The saved answers, all or those an owner may see, whose words changed, moved or are gone in
    a generation, the worst first.

    Raises LibraryEmpty and UnknownGeneration.
    """
    later = Later(library, generation)
    stands = [answer_stand(saved, later) for saved in watched(library, owner)]
    touched = [stand for stand in stands if stand.touched]
    return sorted(touched, key=lambda stand: -rank(stand.standing))


def watched(library: Library, owner: str | None = None) -> list[SavedAnswer]:
    """The newest answer to each question, asked with the same things.

    One asked as of an earlier generation is meant to say what that one said.
    """
    newest: dict[tuple[str, tuple[str, ...], tuple[str, ...]], SavedAnswer] = {}
    for saved in library.answers() if owner is None else library.answers_of(owner):
        if saved.as_of is None:
            newest.setdefault((saved.question, saved.history, saved.documents), saved)
    return list(newest.values())


def answer_stand(saved: SavedAnswer, later: Later) -> AnswerStand:
    """How the words stand that an answer's sentences cite."""
    answer = answer_in(saved)
    citations = dict.fromkeys(c for said in answer.statements for c in said.citations)
    return AnswerStand(saved, answer, tuple(later.stand(c, saved.generation) for c in citations))
