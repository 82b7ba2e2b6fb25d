"""Presentations: a section for each slide that is shown."""

import pytest

from corpus.errors import EmptySource
from ingest.readers.office.slides import read
from tests.ingest.packages import pptx, shape

TITLE = shape("The  title", kind="title")
BODY = shape("one", ">two", "three", kind="body")
TABLE = (
    "<p:graphicFrame><p:nvGraphicFramePr/><a:tbl>"
    + "".join(
        f"<a:tr><a:tc><a:p><a:r><a:t>{a}</a:t></a:r></a:p></a:tc>"
        f"<a:tc><a:p><a:r><a:t>{b}</a:t></a:r></a:p></a:tc></a:tr>"
        for a, b in (("A", "B"), ("1", "2"))
    )
    + "</a:tbl></p:graphicFrame>"
)


def test_a_slide_is_a_section_with_its_title_its_lists_and_tables() -> None:
    document = read(pptx(BODY + TITLE + TABLE), "d", "p.pptx")
    assert document.text == "The title\n\n- one\n  - two\n- three\n\nA | B |\n1 | 2 |"
    (section,) = document.outline
    assert section.label == "Slide 1"
    assert document.text[section.start : section.body] == "The title"


def test_a_slide_without_a_title_begins_with_its_text() -> None:
    document = read(pptx(TITLE, shape("loose", "lines")), "d", "p.pptx")
    second = document.outline[1]
    assert (second.label, document.text[second.start : second.end]) == ("Slide 2", "loose\nlines")
    assert document.title == "The title"


def test_groups_are_read_through_and_furniture_is_not_text() -> None:
    grouped = f"<p:grpSp>{shape('in a group')}</p:grpSp>"
    furniture = shape("7", kind="sldNum") + shape("2024", kind="dt") + shape("Firm", kind="ftr")
    assert read(pptx(grouped + furniture), "d", "p.pptx").text == "in a group"


def test_a_hidden_slide_and_a_hidden_shape_are_left_out() -> None:
    invisible = shape("secret").replace('name="x"', 'name="x" hidden="1"')
    document = read(pptx(TITLE + invisible, shape("secret"), hidden=2), "d", "p.pptx")
    assert document.text == "The title"
    assert document.notices == ("Hidden slides left out: 2.",)


def test_speakers_notes_are_a_section_of_their_slide_and_reported() -> None:
    document = read(pptx(TITLE, notes="Say it slowly."), "d", "p.pptx")
    assert document.text == "The title\n\nNotes\n\nSay it slowly."
    assert [(s.label, s.level) for s in document.outline] == [("Slide 1", 1), ("Notes", 2)]
    assert document.notices == ("Slides whose speaker's notes are in the text: 1.",)


def test_pictures_without_text_and_diagrams_are_reported() -> None:
    document = read(pptx(TITLE + "<c:chart xmlns:c='c'/>", "<p:pic/>"), "d", "p.pptx")
    assert document.notices == (
        "Slides of pictures without text: 2.",
        "Charts and diagrams left out: 1.",
    )


def test_slides_without_text_are_refused() -> None:
    with pytest.raises(EmptySource, match=r"p\.pptx"):
        read(pptx("<p:pic/>"), "d", "p.pptx")
