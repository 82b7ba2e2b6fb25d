"""Where the words of an evidence pack are looked for: a library, or documents read anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.anchors import FAR_ALIKE, GONE, SHORTEST, Alignment, Anchor, Standing
from corpus.changes import likeness, words_in
from corpus.document import Document, cite, label_at
from corpus.errors import UnknownAnswer, UnknownDocument, UnknownGeneration
from corpus.library import Library
from qa.impact import Later, Stand, lines_in, stand_in, told_by
from qa.kept import answer_in
from qa.pack import EvidencePack, PackedCitation


class PackSources(Protocol):
    """Something that knows documents as they are now, and perhaps as they were."""

    def version(self, citation: PackedCitation) -> Document | None:
        """The text that a citation names, `None` where it is not at hand."""

    def stand(self, citation: PackedCitation, *, as_cited: bool) -> Stand:
        """How the words of a citation stand now; `as_cited` says that its version is at hand and
        has them.
        """

    def sentences(self, answer: str) -> frozenset[str] | None:
        """What an answer said, by its id, where it is kept; `None` where it is not."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents by id, each with the name of its version; `open` gives one of them."""

    versions: Mapping[str, str]
    titles: Mapping[str, str]
    open: Callable[[str], Document]

    def same(self, citation: PackedCitation) -> Document | None:
        """The document that has the very text a citation names, whatever it is called here."""
        ids = [id for id, version in self.versions.items() if version == citation.version]
        ids.sort(key=lambda id: id != citation.document)
        return self.open(ids[0]) if ids else None

    def counterpart(self, citation: PackedCitation) -> Document | None:
        """The document that a citation names, as it is here: it may have come another way, and
        have another id.
        """
        if citation.document in self.versions:
            return self.open(citation.document)
        last = last_step(citation.document)
        for likes in (
            [id for id in self.versions if last_step(id) == last],
            [id for id in self.versions if self.titles[id] == citation.title],
        ):
            if len(likes) == 1:
                return self.open(likes[0])
        return None

    def others(self, but: str) -> Iterator[Document]:
        return (self.open(id) for id in self.versions if id != but)


def last_step(id: str) -> str:
    return id.rpartition("/")[2]


class ReadDocuments:
    """Documents that were read for this, as they are now."""

    def __init__(self, documents: Sequence[Document]) -> None:
        by_id = {document.id: document for document in documents}
        versions = {id: document.version for id, document in by_id.items()}
        titles = {id: document.title for id, document in by_id.items()}
        self.shelf = Shelf(versions, titles, by_id.__getitem__)

    def version(self, citation: PackedCitation) -> Document | None:
        return self.shelf.same(citation)

    def stand(self, citation: PackedCitation, *, as_cited: bool) -> Stand:
        same = self.shelf.same(citation)
        return kept_in(same, citation) if same and as_cited else told_anew(citation, self.shelf)

    def sentences(self, answer: str) -> None:
        return None


class KnownDocuments:
    """The documents of a library, as it holds them now and as it remembers them."""

    def __init__(self, library: Library, pack: EvidencePack) -> None:
        self.library = library
        self.later = Later(library)
        held = self.later.holdings
        versions = {id: holding.version for id, holding in held.items()}
        titles = {id: holding.title for id, holding in held.items()}
        self.shelf = Shelf(versions, titles, self.later.document)
        self.since = pack.generation if was_made_in(library, pack) else 0
        self._versions: dict[tuple[str, str], Document | None] = {}

    @property
    def generation(self) -> int:
        return self.later.number

    def version(self, citation: PackedCitation) -> Document | None:
        key = citation.document, citation.version
        if key not in self._versions:
            try:
                self._versions[key] = self.library.version(*key)
            except UnknownDocument:
                self._versions[key] = None
        return self._versions[key]

    def stand(self, citation: PackedCitation, *, as_cited: bool) -> Stand:
        if not as_cited:
            return told_anew(citation, self.shelf)
        if same := self.shelf.same(citation):
            return kept_in(same, citation)
        return self.later.stand(citation.citation, self.since)

    def sentences(self, answer: str) -> frozenset[str] | None:
        try:
            kept = answer_in(self.library.answer(answer))
        except UnknownAnswer:
            return None
        return frozenset(said.text for said in kept.statements)


def was_made_in(library: Library, pack: EvidencePack) -> bool:
    """Whether the pack's generation is one of this library's: it holds the very texts cited."""
    cited = {c.version for said in pack.statements for c in said.citations}
    try:
        return cited <= {holding.version for holding in library.holdings(pack.generation)}
    except UnknownGeneration:
        return False


def kept_in(same: Document, citation: PackedCitation) -> Stand:
    """Equal texts have equal versions: the words are where they were."""
    new = cite(same, citation.label, citation.start, citation.end)
    return Stand(Standing.KEPT, citation.citation, new)


# By the passage alone


def told_anew(citation: PackedCitation, shelf: Shelf) -> Stand:
    """How the words stand where the text they were cited from is not at hand: they are told by
    the passage around them.
    """
    own = shelf.counterpart(citation)
    if own:
        anchor = in_document(citation, own)
        if anchor.span:
            # Under whichever id, it is the document that was cited.
            return found_in(own, replace(citation, document=own.id), anchor)
    for other in shelf.others(own.id if own else ""):
        anchor = told_by(other, citation.quote)
        if not anchor.span and own is None and shares_line(citation, other):
            anchor = in_document(citation, other)
        if anchor.span:
            return found_in(other, citation, anchor)
    return Stand(Standing.GONE, citation.citation, None)


def in_document(citation: PackedCitation, document: Document) -> Anchor:
    """Where the words stand in a document, or what took their place there.

    Without the rest of the old text, what is only a little like them is their new wording where
    some of the passage still stands beside it.
    """
    passage = citation.passage
    alignment = Alignment(passage.text, document.text, document.metadata.language)
    span = citation.start - passage.start, citation.end - passage.start
    anchor = alignment.in_place(*span)
    if anchor.span and (anchor.standing is not Standing.CHANGED or shares_line(citation, document)):
        return anchor
    anchor = alignment.elsewhere(*span)
    if anchor.span and anchor.standing is Standing.CHANGED:
        alike = likeness(words_in(citation.quote), words_in(document.text[slice(*anchor.span)]))
        return anchor if alike >= FAR_ALIKE else GONE
    return anchor


def shares_line(citation: PackedCitation, document: Document) -> bool:
    """Whether a line of the passage that can be told by itself stands in a document."""
    lines = (line for line in citation.passage.text.split("\n") if len(line) >= SHORTEST)
    return not lines_in(document).isdisjoint(lines)


def found_in(document: Document, citation: PackedCitation, anchor: Anchor) -> Stand:
    assert anchor.span is not None
    before = Document(citation.document, citation.title, "")
    stand = stand_in(document, citation.citation, before, anchor.standing, anchor.span)
    new = stand.new
    if new and stand.standing is Standing.MOVED:
        new = replace(new, label=label_at(document, new.start, new.end))
    return replace(stand, new=new)
