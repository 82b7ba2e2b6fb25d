"""Overviews: of what, from which sections, and with which sentences."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.document import Document, Passage, Section
from corpus.embedding import Embedder
from ingest.readers.markdown import read
from qa.answer import Statement, Support
from qa.overview import MOST_STATEMENTS, key_sentences, sections, subject
from qa.retrieve import Hit

HANDBOOK = """# Staff handbook

This handbook tells the people who work here what they may expect of the firm.

## Holidays

Every employee has thirty days of paid holiday in a calendar year. A day that is not taken by the
end of March is lost for good. Holidays are asked for in writing two weeks ahead.

## Working from home

### Who may

Whoever has passed the trial period may work from home on two days of the week.

### Equipment

The firm lends a screen and a chair to everybody who works from home. They stay the property of
the firm.

## Pets

## Sick leave

Whoever is ill tells the office before nine in the morning. A doctor's note is due from the
third day of an illness.
"""
LEASE = """# The lease of the office and storage building: a brief

The lease of the building runs until the end of 2030.

## Pets

Dogs are welcome in the building when they are kept on a lead. Cats stay at home.

## Rent

The rent is paid on the first day of the month.
"""


def document(id: str, text: str) -> Document:
    return read(text.encode(), id, f"{id}.md")


@pytest.fixture(scope="module")
def library() -> list[Document]:
    return [document("firm/handbook", HANDBOOK), document("firm/lease", LEASE)]


def labels(found: Sequence[tuple[Document, Section]]) -> list[tuple[str, str]]:
    return [(document.id, section.label) for document, section in found]


def hit(document: Document, words: str) -> Hit:
    start = document.text.index(words)
    passage = Passage(
        id=f"{document.id}#{start}",
        document=document.id,
        title=document.title,
        ordinal=0,
        label="",
        path=(),
        start=start,
        body=start,
        end=start + len(words),
        text=words,
    )
    return Hit(passage, 1.0, 1, 1, (), 0.5)


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("What does the handbook say about pets?", "pets"),
        ("Summarise the lease.", "the lease"),
        ("sumarise the lease for me please", "the lease"),
        ("Give me an overview of the rules on holidays", "the rules on holidays"),
        ("What is the handbook about?", "the handbook"),
        ("Tell me about sick leave", "sick leave"),
        ("key points of the lease", "the lease"),
        ("Summarise all documents.", ""),
        ("Summarise.", ""),
        ("Sum it up", ""),
    ],
)
def test_the_subject_is_in_the_words_of_the_question(question: str, of: str) -> None:
    assert subject(question) == of


def test_a_document_named_is_summed_up_from_its_main_sections(library: list[Document]) -> None:
    assert labels(sections("the handbook", library, [])) == [
        ("firm/handbook", "Holidays"),
        ("firm/handbook", "Working from home"),
        ("firm/handbook", "Sick leave"),
    ]


def test_a_title_may_be_shortened_where_one_document_is_meant(library: list[Document]) -> None:
    found = sections("the office building", library, [])
    assert {document.id for document, _ in found} == {"firm/lease"}


def test_a_subject_is_summed_up_from_the_sections_with_its_name(library: list[Document]) -> None:
    assert labels(sections("working from home", library, [])) == [
        ("firm/handbook", "Working from home")
    ]


def test_a_heading_may_be_what_a_longer_subject_ends_in(library: list[Document]) -> None:
    assert labels(sections("the rules for sick leave", library, [])) == [
        ("firm/handbook", "Sick leave")
    ]


def test_a_section_without_text_is_left_out(library: list[Document]) -> None:
    assert labels(sections("pets", library, [])) == [("firm/lease", "Pets")]


def test_a_subject_without_a_heading_is_summed_up_from_the_best_hits(
    library: list[Document],
) -> None:
    handbook, lease = library
    hits = [hit(lease, "The rent is paid"), hit(handbook, "A doctor's note")]
    assert labels(sections("money and paper", library, hits)) == [
        ("firm/lease", "Rent"),
        ("firm/handbook", "Sick leave"),
    ]


def test_many_documents_are_summed_up_by_how_each_begins(library: list[Document]) -> None:
    many = [document(f"firm/copy-{n}", HANDBOOK) for n in range(5)]
    found = sections("", [*library, *many], [])
    texts = [document.text[section.body : section.end].strip() for document, section in found]
    assert len(found) == 7
    assert texts[0].startswith("This handbook tells the people")


def test_nothing_named_and_nothing_found_is_no_section(library: list[Document]) -> None:
    assert sections("the moon", library, []) == []


@pytest.fixture(scope="module")
def overview(library: list[Document], embedder: Embedder) -> list[Statement]:
    found = sections("the handbook", library, [])
    return key_sentences(found, embedder.encode(["the handbook"])[0], embedder.encode)


def test_key_sentences_are_word_for_word_and_cited(
    library: list[Document], overview: list[Statement]
) -> None:
    assert 3 <= len(overview) <= MOST_STATEMENTS
    for statement in overview:
        (citation,) = statement.citations
        assert statement.support is Support.VERBATIM
        assert library[0].text[citation.start : citation.end] == citation.quote == statement.text


def test_key_sentences_stand_in_reading_order(overview: list[Statement]) -> None:
    starts = [statement.citations[0].start for statement in overview]
    assert starts == sorted(starts)


def test_key_sentences_come_from_all_the_sections(overview: list[Statement]) -> None:
    cited = {statement.citations[0].label for statement in overview}
    assert {"Holidays", "Sick leave"} <= cited
    assert cited & {"Who may", "Equipment"}


def test_headings_and_fragments_are_no_key_sentences(embedder: Embedder) -> None:
    text = "# Plan\n\nA list of things:\n\n- apples\n- pears\n\nApril 2024 | page 3\n\nEnd.\n"
    plan = document("plan", text)
    found = sections("the plan", [plan], [])
    assert key_sentences(found, embedder.encode(["plan"])[0], embedder.encode) == []


def test_what_is_said_twice_is_shown_once(embedder: Embedder) -> None:
    said = "The lift is closed on Sundays and on public holidays."
    twice = document("lift", f"# Lift\n\n## Hours\n\n{said}\n\n## Notes\n\n{said[:-1]} too.\n")
    found = sections("the lift", [twice], [])
    statements = key_sentences(found, embedder.encode(["lift"])[0], embedder.encode)
    assert [statement.text for statement in statements] == [said]


def bag(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of unit length without a model."""
    counts = np.array([[1.0 + text.count(letter) for letter in "aeiou "] for text in texts])
    unit = counts / np.linalg.norm(counts, axis=1, keepdims=True)
    return unit.astype(np.float32)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=400))
def test_any_subject_of_any_text_has_cited_key_sentences(about: str, text: str) -> None:
    plain = Document("d", "A title", text)
    of = subject(about)
    for statement in key_sentences(sections(of, [plain], []), bag([of])[0], bag):
        assert text[statement.citations[0].start : statement.citations[0].end] == statement.text
