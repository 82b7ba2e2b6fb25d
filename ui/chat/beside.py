"""What helps to read a passage: the definitions of its words, the provisions it refers to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from corpus.celex import act_of
from corpus.document import Citation, Document, cite, label_at, sections_at
from corpus.library import Library
from corpus.record import Holding
from qa.further import terms_in
from qa.provisions import provision_of, references_in
from ui.chat.markup import Markup, element, join
from ui.chat.place import Place
from ui.words import quoted, say

MOST: Final = 8  # of each kind
PROVISION_CHARS: Final = 1_500


@dataclass(frozen=True, slots=True)
class Aid:
    """A definition or provision: the `name` it goes by in the passage, and where it stands."""

    name: str
    label: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a passage. `title` of an aid is empty where it is of the same text."""

    defined: tuple[Aid, ...] = ()
    referred: tuple[Aid, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.defined and not self.referred


NOTHING_BESIDE: Final = Beside()


class Shelf:
    """The documents beside one that is read, as its generation held them. Each is opened once."""

    def __init__(self, library: Library, holdings: Sequence[Holding], generation: int) -> None:
        self.generation = generation
        self._library = library
        known = [h for h in holdings if h.metadata.identifier]
        known.sort(key=lambda h: (h.metadata.identifier[:1] == "0", h.metadata.identifier))
        # Of several editions the latest.
        self._acts = {act_of(h.metadata.identifier): h.document for h in known}
        self._documents: dict[str, Document] = {}

    def act(self, celex: str) -> str | None:
        """The document that holds an act."""
        return self._acts.get(act_of(celex))

    def document(self, id: str) -> Document:
        """Raises UnknownDocument."""
        if id not in self._documents:
            self._documents[id] = self._library.document(id, self.generation)
        return self._documents[id]


def beside(document: Document, span: tuple[int, int], shelf: Shelf) -> Beside:
    """What helps to read a quote, and the provision that it stands in if that is short."""
    start, end = provision_around(document, span)
    if start >= end:
        return NOTHING_BESIDE
    passage = cite(document, label_at(document, start, end), start, end)
    return Beside(
        defined=tuple(islice(unlike(definitions(document, passage, shelf), passage), MOST)),
        referred=tuple(islice(unlike(references(document, passage, shelf), passage), MOST)),
    )


def provision_around(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    for section in reversed(sections_at(document.outline, start)):
        if end <= section.end and start < end:
            whole = section.end - section.start <= PROVISION_CHARS and section.is_numbered
            return (section.start, section.end) if whole else span
    return span


def unlike(aids: Iterable[Aid], passage: Citation) -> Iterator[Aid]:
    """Each place once, and none that is part of the passage or holds it."""
    seen: set[Place] = set()
    for aid in aids:
        together = aid.place.start < passage.end and passage.start < aid.place.end
        if aid.place not in seen and not (together and aid.place.document == passage.document):
            seen.add(aid.place)
            yield aid


def definitions(document: Document, passage: Citation, shelf: Shelf) -> Iterator[Aid]:
    for found in sorted(
        terms_in(passage.quote, document.definitions), key=lambda d: d.term.lower()
    ):
        place = place_of(document, found.start, found.end, shelf)
        yield Aid(found.term, found.label, "", place)


def references(document: Document, passage: Citation, shelf: Shelf) -> Iterator[Aid]:
    for reference in references_in(passage, document):
        there = provision_of(reference, document, shelf.document, shelf.act)
        if there:
            is_own = there.document == document.id
            target = document if is_own else shelf.document(there.document)
            place = place_of(target, there.start, there.end, shelf)
            words = " ".join(document.text[reference.start : reference.end].split())
            yield Aid(words, there.label, "" if is_own else there.title, place)


def place_of(document: Document, start: int, end: int, shelf: Shelf) -> Place:
    return Place(document.id, shelf.generation, start, end, document.version)


# As markup


def beside_markup(found: Beside) -> Iterator[Markup]:
    """One line that opens to the lists; nothing where there is nothing."""
    if found.is_empty:
        return
    yield element(
        "details",
        element("summary", ", ".join(headings(found))),
        *listed(say("Defined here"), found.defined, defined_link),
        *listed(say("Refers to"), found.referred, referred_link),
        class_="beside",
    )


def headings(found: Beside) -> Iterator[str]:
    if found.defined:
        yield say("Definitions: {count}", count=len(found.defined))
    if found.referred:
        yield say("Refers to: {count}", count=len(found.referred))


def listed(heading: str, aids: Sequence[Aid], link: Callable[[Aid], Markup]) -> Iterator[Markup]:
    if aids:
        yield element("p", heading, class_="beside-head")
        yield element("ul", *(element("li", link(aid)) for aid in aids), class_="aids")


def defined_link(aid: Aid) -> Markup:
    name = element("span", quoted(aid.name), class_="aid-name", dir="auto")
    return opening(aid, name, join(" ", element("span", aid.label, class_="aid-where")))


def referred_link(aid: Aid) -> Markup:
    """The provision, and under which words the passage speaks of it where they are others."""
    where = [aid.title] if aid.title else []
    where += [quoted(aid.name)] if aid.name != aid.label else []
    name = element("span", aid.label, class_="aid-name")
    rest = [join(" ", element("span", words, class_="aid-where")) for words in where]
    return opening(aid, name, *rest)


def opening(aid: Aid, *words: Markup) -> Markup:
    return element("a", *words, href=aid.place.fragment, class_="aid")
