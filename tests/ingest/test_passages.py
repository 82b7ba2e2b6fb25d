"""The promises of the cutter, for any document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Passage
from corpus.errors import FootnoteError
from corpus.sentences import sentence_spans
from ingest.passages import cut
from ingest.readers.markdown import read
from tests.ingest.strategies import MARKDOWN

LONGEST = st.integers(20, 900)


def document_of(source: str) -> Document:
    try:
        return read(source.encode(), "d", "file.md")
    except FootnoteError:
        return Document("d", "T", "A text. " * 30)


@given(MARKDOWN.map(document_of), LONGEST)
def test_passages_hold_every_visible_character_once_and_in_order(
    document: Document, longest: int
) -> None:
    position = 0
    for passage in cut(document, longest):
        assert not document.text[position : passage.start].strip()
        assert position <= passage.start < passage.end
        position = passage.end
    assert not document.text[position:].strip()


@given(MARKDOWN.map(document_of), LONGEST)
def test_a_passage_is_the_text_at_its_offsets(document: Document, longest: int) -> None:
    for passage in cut(document, longest):
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.start <= passage.body <= passage.end


@given(MARKDOWN.map(document_of), LONGEST)
def test_no_passage_crosses_the_border_of_a_section(document: Document, longest: int) -> None:
    borders = {edge for s in document.outline for edge in (s.start, s.end)}
    for passage in cut(document, longest):
        assert not any(passage.start < border < passage.end for border in borders)


@given(MARKDOWN.map(document_of), LONGEST)
def test_no_passage_splits_a_sentence(document: Document, longest: int) -> None:
    passages = cut(document, longest)
    borders = {edge for p in passages for edge in (p.start, p.end)}
    for passage in passages:
        for start, end in sentence_spans(document.text, passage.body, passage.end):
            assert not any(start < border < end for border in borders)


@given(MARKDOWN.map(document_of), LONGEST)
def test_only_a_single_sentence_makes_a_passage_too_long(document: Document, longest: int) -> None:
    for passage in cut(document, longest):
        if passage.end - passage.body > longest:
            assert len(sentence_spans(document.text, passage.body, passage.end)) == 1


@given(MARKDOWN.map(document_of), LONGEST)
def test_ids_are_unique_and_the_same_every_time(document: Document, longest: int) -> None:
    ids = [passage.id for passage in cut(document, longest)]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in cut(document, longest)]


def passages(source: str, longest: int = 900) -> list[Passage]:
    return cut(read(source.encode(), "d", "file.md"), longest)


def test_a_passage_is_labelled_and_headed_by_its_section() -> None:
    last = passages("# Act\n\n## Scope\n\nText.")[-1]
    assert (last.label, last.path) == ("Scope", ("Act", "Scope"))
    assert last.embedded_text == "Act › Scope\nScope\n\nText."


def test_a_heading_without_text_is_a_passage_of_its_own() -> None:
    assert [(p.label, p.is_heading_only) for p in passages("# A\n\n## B\n\n## C\n\ntext")] == [
        ("A", True),
        ("B", True),
        ("C", False),
    ]


def test_paragraphs_stay_whole_where_they_fit() -> None:
    texts = [p.text for p in passages("One one. Two two.\n\nThree three. Four four.", 30)]
    assert texts == ["One one. Two two.", "Three three. Four four."]


def test_a_document_without_an_outline_is_labelled_by_its_title() -> None:
    assert [p.label for p in cut(Document("d", "T", "Just text."), 900)] == ["T"]


def test_an_edited_paragraph_changes_its_own_passages_and_no_others() -> None:
    old = {p.id for p in passages("# A\n\none one\n\n## B\n\ntwo two\n\n## C\n\nthree")}
    new = {p.id for p in passages("# A\n\none one\n\n## B\n\ntwo new\n\n## C\n\nthree")}
    assert len(old - new) == len(new - old) == 1


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_words_twice_are_two_passages(times: int) -> None:
    document = Document("d", "T", "\n\n".join(["Same words here."] * times))
    assert len({p.id for p in cut(document, 20)}) == times
