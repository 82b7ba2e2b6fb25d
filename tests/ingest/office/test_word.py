"""Word documents: the text as Word shows it, with the numbers it counts and the notes it sets."""

import pytest

from corpus.document import Document
from corpus.errors import DamagedSource, EmptySource
from ingest.readers.office.word import read
from tests.ingest.packages import docx, packed, paragraph

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Clause"/><w:basedOn w:val="H2"/></w:style>
<w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
</w:pPr></w:style>
<w:style w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
    "{}</w:lvl>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="9">'
    + LEVEL.format(0, 1, "decimal", "%1.", "")
    + LEVEL.format(1, 1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>')
    + LEVEL.format(2, 1, "lowerLetter", "(%3)", "")
    + LEVEL.format(3, 1, "lowerRoman", "%4)", "")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + LEVEL.format(0, 1, "bullet", "•", "")
    + LEVEL.format(1, 1, "bullet", "o", "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="9"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def document(body: str, **parts: str) -> Document:
    return read(docx(body, styles=STYLES, numbering=NUMBERING, **parts), "d", "dir/w.docx")


def text_of(body: str) -> str:
    return document(body).text


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, list_id: int, level: int) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, number)


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (run("one ") + run("two"), "one two"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b\nc"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a\u2011b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> yes</w:t></w:r>', "☒ yes"),
        (f"<w:hyperlink>{run('link')}</w:hyperlink>{run(' text')}", "link text"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7"), "7"),
        (f"<w:sdt><w:sdtContent>{run('field')}</w:sdtContent></w:sdt>", "field"),
        (f"<w:ins>{run('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>", "in"),
        (run("2") + "<w:oMath><w:f><w:num><w:r><w:t>1</w:t></w:r></w:num><w:den><w:r><w:t>3</w:t>"
         "</w:r></w:den></w:f></w:oMath>", "21/3"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_word_shows_it(runs: str, expected: str) -> None:
    assert text_of(f"<w:p>{runs}</w:p>") == expected


def test_headings_by_style_or_by_what_it_is_based_on_are_the_outline() -> None:
    read_document = document(
        styled("The act", "T") + paragraph("x") + styled("Scope", "Own") + paragraph("y")
    )
    assert [(s.label, s.level, s.kind) for s in read_document.outline] == [
        ("The act", 1, "title"),
        ("1.1 Scope", 2, "section"),
    ]
    assert read_document.title == "The act"


def test_numbers_are_counted_as_word_counts_them() -> None:
    body = "".join(listed(f"p{level}", 1, level) for level in (0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1))
    assert text_of(body).split("\n") == [
        "1. p0",
        "  1.1 p1",
        "  1.2 p1",
        "    (a) p2",
        "    (b) p2",
        "      i) p3",
        "      ii) p3",
        "  1.3 p1",
        "    (a) p2",
        "2. p0",
        "  2.1 p1",
    ]


def test_numbers_beyond_all_use_are_no_numbers() -> None:
    assert text_of(listed("x", 1, int("9" * 20))) == "1. x"
    assert text_of(paragraph("x", f'<w:outlineLvl w:val="{"9" * 5000}"/>')) == "x"


def test_a_list_may_start_elsewhere_and_bullets_are_dashes() -> None:
    assert text_of(listed("five", 3, 0) + listed("six", 3, 0)) == "5. five\n6. six"
    assert text_of(listed("a", 2, 0) + listed("b", 2, 1)) == "- a\n  - b"


def test_a_table_is_rows_and_one_of_one_column_only_sets_the_page() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    assert text_of(table(("A", "B"), ("1", "2"))) == "A | B |\n1 | 2 |"
    assert text_of(table(("one",), ("two",))) == "one\n\ntwo"


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p>{run('before')}<w:r>{both}</w:r></w:p>") == "before\n\nboxed"


def test_notes_stand_at_the_end_and_know_where_they_are_called() -> None:
    note = f'<w:footnote w:id="4">{paragraph("The words of the note.")}</w:footnote>'
    called = f'<w:p>{run("Said ")}<w:r><w:footnoteReference w:id="4"/></w:r>{run("here.")}</w:p>'
    read_document = document(called, footnotes=note)
    (only,) = read_document.notes
    text = read_document.text
    assert text == "Said here.\n\n(1) The words of the note."
    assert (only.label, text[: only.at], text[only.start : only.end]) == (
        "Note 1",
        "Said",
        "The words of the note.",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        run("secret", "<w:vanish/>"),
        run("secret", '<w:rStyle w:val="Gone"/>'),
        run("secret", '<w:sz w:val="2"/>'),
    ],
)
def test_hidden_text_is_removed_and_reported(hidden: str) -> None:
    read_document = document(f"<w:p>{run('shown')}{hidden}</w:p>")
    assert read_document.text == "shown"
    assert read_document.notices == ("Hidden text removed: 6 characters.",)


def test_tracked_changes_and_comments_are_reported() -> None:
    changed = (
        f"<w:p>{run('a')}<w:ins>{run('b')}</w:ins><w:del/><w:r><w:commentReference/></w:r></w:p>"
    )
    assert document(changed).notices == (
        "Tracked changes read as if accepted: 1 inserted, 1 deleted.",
        "Comments left out: 1.",
    )


def test_title_and_language_are_the_files_own() -> None:
    read_document = document(paragraph("x"), title="Given title")
    assert (read_document.title, read_document.metadata.language) == ("Given title", "de")
    assert document(paragraph("x"), title="Microsoft Word - x.doc").title == "w"


def test_what_holds_no_text_or_no_body_is_refused() -> None:
    with pytest.raises(EmptySource, match=r"w\.docx"):
        document(paragraph(""))
    with pytest.raises(DamagedSource, match="it has no body"):
        read(packed({"word/document.xml": "<x/>"}), "d", "w.docx")
