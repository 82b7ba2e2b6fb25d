"""OpenDocument files: texts, spreadsheets, presentations."""

import pytest

from corpus.document import Document
from corpus.errors import DamagedSource, EmptySource
from ingest.readers.office.opendocument import read
from tests.ingest.packages import odf, packed

STYLES = (
    '<text:list-style style:name="N">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
    ' style:num-suffix=")"/></text:list-style>'
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Son" style:parent-style-name="Gone"/>'
    '<style:style style:name="Back"><style:table-properties table:display="false"/></style:style>'
)


def document(content: str, meta: str = "") -> Document:
    return read(odf(f"<office:text>{content}</office:text>", STYLES, meta), "d", "t.odt")


def item(text: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a b c\nd"),
        ("<text:p>one <text:span>two</text:span> three</text:p>", "one two three"),
        ("<text:section><text:p>in</text:p></text:section><text:p>out</text:p>", "in\n\nout"),
        (f"<text:list>{item('a')}{item('b')}</text:list>", "- a\n- b"),
        (
            "<text:p>at<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box>"
            "</draw:frame> last</text:p>",
            "at last\n\nboxed",
        ),
    ],
)
def test_words_read_as_they_are_shown(content: str, expected: str) -> None:
    assert document(content).text == expected


def test_lists_count_as_their_style_says() -> None:
    inner = f"<text:list>{item('b')}{item('c')}</text:list>"
    content = f"<text:list text:style-name='N'>{item('a', inner)}{item('d')}</text:list>"
    assert document(content).text == "1. a\n  (a) b\n  (b) c\n2. d"


def test_a_list_may_go_on_after_a_paragraph() -> None:
    first = f"<text:list text:style-name='N'>{item('a')}</text:list>"
    second = first.replace("<text:list ", "<text:list text:continue-numbering='true' ")
    content = first + "<text:p>x</text:p>" + second + "<text:p>y</text:p>" + first
    assert document(content).text == "1. a\n\nx\n\n2. a\n\ny\n\n1. a"


def test_headings_are_the_outline() -> None:
    content = "<text:h text:outline-level='1'>A</text:h><text:p>a</text:p>"
    read_document = document(content + "<text:h text:outline-level='2'>B</text:h>")
    assert [(s.label, s.level) for s in read_document.outline] == [("A", 1), ("B", 2)]
    assert read_document.title == "A"


def test_a_table_is_rows() -> None:
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    row += "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    table = f"<table:table>{row.format('A', 'B')}{row.format('1', '2')}</table:table>"
    assert document(table).text == "A | B |\n1 | 2 |"


def test_notes_stand_at_the_end_and_know_where_they_are_called() -> None:
    note = (
        "<text:note text:id='n1'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>The note.</text:p></text:note-body></text:note>"
    )
    read_document = document(f"<text:p>Said{note} here.</text:p>")
    (only,) = read_document.notes
    assert read_document.text == "Said here.\n\n(1) The note."
    assert read_document.text[: only.at] == "Said"
    assert read_document.text[only.start : only.end] == "The note."


@pytest.mark.parametrize("style", ["Gone", "Son"])
def test_hidden_text_is_removed_and_reported(style: str) -> None:
    hidden = f"<text:span text:style-name='{style}'>secret</text:span>"
    read_document = document(f"<text:p>shown{hidden}</text:p>")
    assert read_document.text == "shown"
    assert read_document.notices == ("Hidden text removed: 6 characters.",)


def test_deletions_and_comments_are_left_out_and_reported() -> None:
    content = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>out</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>in<office:annotation><text:p>remark</text:p></office:annotation></text:p>"
    )
    read_document = document(content)
    assert read_document.text == "in"
    assert read_document.notices == (
        "Tracked changes read as if accepted: 1 deleted.",
        "Comments left out: 1.",
    )


def test_title_and_language_come_from_the_properties() -> None:
    read_document = document(
        "<text:p>x</text:p>", "<dc:title>Given</dc:title><dc:language>fr-BE</dc:language>"
    )
    assert (read_document.title, read_document.metadata.language) == ("Given", "fr")


def test_a_spreadsheet_is_a_section_for_each_sheet_that_is_shown() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    sheet = "<table:table table:name='{}' {}><table:table-row>{}</table:table-row></table:table>"
    twice = cell.format("b").replace("cell>", "cell table:number-columns-repeated='2'>", 1)
    shown = sheet.format("One", "", cell.format("a") + twice)
    hidden = sheet.format("Two", "table:style-name='Back'", cell.format("secret"))
    content = f"<office:spreadsheet>{shown}{hidden}</office:spreadsheet>"
    read_document = read(odf(content, STYLES), "d", "s.ods")
    assert read_document.text == "One\n\na | b | b |"
    assert read_document.notices == ("Hidden parts left out: sheet Two.",)


def test_a_presentation_is_a_section_for_each_slide() -> None:
    frame = (
        "<draw:frame presentation:class='{}'><draw:text-box><text:p>{}</text:p>"
        "</draw:text-box></draw:frame>"
    )
    page = f"<draw:page>{frame.format('title', 'Head')}{frame.format('outline', 'x')}</draw:page>"
    content = f"<office:presentation>{page}</office:presentation>"
    read_document = read(odf(content), "d", "p.odp")
    assert read_document.text == "Head\n\nx"
    assert [s.label for s in read_document.outline] == ["Slide 1"]


def test_what_holds_no_text_or_no_body_is_refused() -> None:
    with pytest.raises(EmptySource, match=r"t\.odt"):
        document("<text:p/>")
    with pytest.raises(DamagedSource, match="it has no body"):
        read(packed({"content.xml": "<x/>"}), "d", "t.odt")
