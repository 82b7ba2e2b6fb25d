"""What stands beside a passage: the definitions of its words, the provisions it refers to."""

from dataclasses import dataclass, replace
from typing import cast

import pytest

from corpus.document import Document
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.record import Holding, Origin
from ingest.law import annotated
from tests.law import kite_act
from tests.ui.test_render import Reader
from ui.chat.beside import Beside, Shelf, beside, beside_markup
from ui.chat.markup import join
from ui.chat.place import parse


@dataclass
class Held:
    """As much of a library as a shelf asks."""

    documents: dict[str, Document]

    def document(self, id: str, generation: int | None = None) -> Document:
        if id not in self.documents:
            raise UnknownDocument(document=id)
        return self.documents[id]


def shelf(*documents: Document) -> Shelf:
    holdings = [
        Holding(d.id, d.title, d.version, Origin("", ""), d.metadata, len(d.text), 1, 1)
        for d in documents
    ]
    return Shelf(cast(Library, Held({d.id: d for d in documents})), holdings, 1)


def found(document: Document, words: str, *others: Document) -> Beside:
    start = document.text.index(words)
    return beside(document, (start, start + len(words)), shelf(document, *others))


@pytest.fixture
def act() -> Document:
    return annotated(kite_act())


def test_the_defined_words_of_a_passage_lead_to_their_definitions(act: Document) -> None:
    aids = found(act, "Each kite as referred to in paragraph 1 has one string.").defined
    assert [(aid.name, aid.label) for aid in aids] == [
        ("kite", "Article 1(1)"),
        ("string", "Article 1(2)"),
    ]
    kite = aids[0].place
    assert (
        act.text[kite.start : kite.end].startswith("‘kite’ means")
        or "‘kite’" in (act.text[kite.start : kite.end])
    )


def test_the_provisions_it_refers_to_are_named_as_they_are_cited(act: Document) -> None:
    aids = found(act, "Each kite as referred to in paragraph 1 has one string.").referred
    assert [(aid.label, aid.name) for aid in aids] == [("Article 2(1)", "paragraph 1")]


def test_other_acts_are_found_by_their_numbers_where_the_library_has_them(act: Document) -> None:
    words = "This Regulation enters into force on 1 May, as Article 4 of Directive 2013/32/EU did."
    assert found(act, words).referred == ()
    other = kite_act()
    text = other.text.replace("Article 3", "Article 4")
    outline = tuple(
        replace(s, label=s.label.replace("Article 3", "Article 4")) for s in other.outline
    )
    directive = replace(
        other,
        id="acts/directive",
        title="A directive",
        text=text,
        outline=outline,
        metadata=replace(other.metadata, identifier="32013L0032"),
    )
    (aid,) = found(act, words, directive).referred
    assert (aid.label, aid.title, aid.place.document) == (
        "Article 4",
        "A directive",
        "acts/directive",
    )


def test_a_definition_is_not_beside_itself(act: Document) -> None:
    aids = found(act, "‘kite’ means a body held by a string;")
    assert [aid.name for aid in aids.defined] == ["string"]


def test_where_nothing_is_quoted_nothing_is_beside(act: Document) -> None:
    assert beside(act, (5, 5), shelf(act)).is_empty
    assert list(beside_markup(beside(act, (5, 5), shelf(act)))) == []


def test_each_link_opens_its_place(act: Document) -> None:
    aids = found(act, "Each kite as referred to in paragraph 1 has one string.")
    reader = Reader(join(*beside_markup(aids)))
    assert [parse(href) for href in links_of(reader)] == [
        aid.place for aid in (*aids.defined, *aids.referred)
    ]


def links_of(reader: Reader) -> list[str]:
    return [value or "" for name, value in reader.attributes if name == "href"]
