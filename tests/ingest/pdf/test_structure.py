"""What is made of printed pages: one text without running heads, headings, lists, footnotes."""

import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from corpus.document import page_at
from ingest.readers.pdf import read
from tests.ingest.pdf.printing import BODY, BOLD, NAME, drawn, paragraphs, passages, printed
from tests.ingest.pdf.prints import (
    SECTION,
    TITLE,
    a_table_between_paragraphs,
    footnotes,
    headings_of_three_sizes,
    lists,
    running_heads_left_and_right,
)


def lines(*rows: str, top: float = 700, leading: float = 13) -> bytes:
    """A page with these lines."""

    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(rows):
            canvas.drawString(72, top - leading * row, text)

    return drawn(draw)


def text_of(data: bytes) -> str:
    return read(data, "p", "p.pdf").text


# What runs over the pages


def test_running_heads_and_page_numbers_are_left_out_and_reported() -> None:
    document = read(running_heads_left_and_right().data, "p", "p.pdf")
    assert "Handbook" not in document.text
    assert "Chapter" not in document.text
    assert "–" not in document.text
    assert any(notice.startswith("Running heads") for notice in document.notices)


def test_a_single_page_loses_no_line() -> None:
    assert text_of(lines("Handbook of kites", "", "Kites fly.", "1")).endswith("1")


def test_footnotes_that_count_with_the_pages_are_no_page_numbers() -> None:
    assert "(3) See rule 3 of the harbour" in text_of(footnotes().data)


def test_pages_that_say_the_same_keep_their_words() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.setFont(NAME, 10)
            canvas.drawString(72, 700, "A form that is there twice.")
            canvas.showPage()

    assert text_of(drawn(draw)).count("A form that is there twice.") == 2


# Divided words


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("The munici-", "pality of the harbour"), "The municipality of the harbour"),
        (
            ("A third-", "country national; a third-country national"),
            "A third-country national; a third-country national",
        ),
        (("A non-", "resident may fly"), "A non-resident may fly"),
        (("It is a long-", "term plan of a long wait and one term"), "It is a long-term plan"),
        (("There is no under-", "standing of standing under"), "There is no understanding of"),
        (("From Saint-", "Denis to Paris"), "From Saint-Denis to Paris"),
        (("Pages 10-", "15 of it"), "Pages 10-15 of it"),
        (("A soft hy\u00ad", "phen in it"), "A soft hyphen in it"),
        (("Kites and/", "or strings of it"), "Kites and/or strings of it"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_joined(rows: tuple[str, ...], said: str) -> None:
    assert said in text_of(lines(*rows))


def test_a_soft_hyphen_inside_of_a_line_goes() -> None:
    assert text_of(lines("The muni\u00adcipality")) == "The municipality"


# Headings and the title


def test_headings_become_sections_by_their_size() -> None:
    document = read(headings_of_three_sizes().data, "p", "p.pdf")
    assert [section.level for section in document.outline[:5]] == [1, 2, 3, 2, 3]
    assert document.outline[0].kind == "title"
    assert {section.kind for section in document.outline[1:]} == {"section"}
    for section in document.outline:
        assert document.text[section.start : section.body] == section.label


def test_a_bold_line_and_a_numbered_line_are_headings_in_the_size_of_the_text() -> None:
    bold = Paragraph("Where kites may fly", BODY.clone("bold", fontName=BOLD))
    story = [bold, *paragraphs(passages(3)), *paragraphs(["2.1 Strings of kites"])]
    document = read(printed([*story, *paragraphs(passages(2))]), "p", "p.pdf")
    labels = [section.label for section in document.outline]
    assert labels == ["Where kites may fly", "2.1 Strings of kites"]


def test_a_heading_over_two_lines_is_one() -> None:
    title = "Rules of the harbour on the flying of kites, of their strings and of their tails"
    story = [Paragraph(title, TITLE), *paragraphs(passages(4))]
    assert read(printed(story), "p", "p.pdf").outline[0].label == title


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ({"title": "The law of kites"}, "The law of kites"),
        ({"title": "untitled"}, "Heading"),
        ({"title": "Microsoft Word - kites.doc"}, "Heading"),
        ({"title": "kites_final.pdf"}, "Heading"),
        ({}, "Heading"),
    ],
)
def test_the_title_is_the_files_own_or_its_largest_heading(
    metadata: dict[str, str], title: str
) -> None:
    story = [Paragraph("Heading", SECTION), *paragraphs(passages(4))]
    assert read(printed(story, **metadata), "p", "kites.pdf").title == title


def test_without_either_the_title_is_the_name_of_the_file() -> None:
    assert read(printed(paragraphs(passages(4))), "p", "folder/kites.pdf").title == "kites"


def test_the_language_is_what_the_file_declares() -> None:
    story = paragraphs(passages(1))
    assert read(printed(story), "p", "p.pdf").metadata.language == ""
    assert read(printed(story, lang="de-AT"), "p", "p.pdf").metadata.language == "de"


# Paragraphs, lists, tables, footnotes


def test_a_sentence_that_goes_on_on_the_next_page_is_one_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 60, "Kites that are flown in the harbour with strings of silk shall")
        canvas.showPage()
        canvas.setFont(NAME, 10)
        canvas.drawString(72, 770, "not be let go. Strings are kept.")

    document = read(drawn(draw), "p", "p.pdf")
    assert "silk shall not be let go." in document.text
    assert document.pages == (0, document.text.index("not be let go"))
    assert page_at(document.pages, document.text.index("not")) == 2


def test_a_sentence_goes_on_under_a_figure_at_the_top_of_the_next_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 60, "Kites that are flown in the harbour with strings of silk shall")
        canvas.showPage()
        canvas.setFont(NAME, 10)
        canvas.drawString(72, 770, "Figure 1: a kite")
        canvas.drawString(72, 720, "not be let go. Strings are kept.")

    text = text_of(drawn(draw))
    assert "silk shall not be let go." in text
    assert text.endswith("Figure 1: a kite")


def test_a_paragraph_that_ended_is_not_joined_to_the_next_page() -> None:
    texts = [text.strip() for text in passages(40)]
    document = read(printed(paragraphs(texts)), "p", "p.pdf")
    assert document.text.split("\n\n") == texts


def test_items_of_a_list_stand_on_lines_of_their_own() -> None:
    document = read(lists().data, "p", "p.pdf")
    assert "\n- " in document.text
    assert "\n2. " in document.text
    assert "•" not in document.text


def test_rows_of_a_table_are_lines_with_bars_between_cells() -> None:
    text = text_of(a_table_between_paragraphs().data)
    assert "State | Kites | Strings | Share\nCountry 1 | 137 | 13.5 | 1 %\n" in text


def test_cells_of_several_lines_stay_whole() -> None:
    right, meaning = passages(4, seed=13), passages(4, seed=14)
    rows = [(a[:90].strip(), b[:90].strip()) for a, b in zip(right, meaning, strict=True)]
    cells = [[Paragraph(text, BODY) for text in row] for row in rows]
    table = Table(cells, colWidths=[150, 250], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    assert text_of(printed([table])).split("\n") == [" | ".join(row) for row in rows]


def test_a_short_heading_under_two_columns_is_read_after_both() -> None:
    left, right = passages(1, seed=15)[0], passages(1, seed=16)[0]
    columns = [[Paragraph(left[:400], BODY), Paragraph(right[:300], BODY)]]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    story = [Table(columns, style=style), Paragraph("2 Strings", SECTION), *paragraphs([right])]
    text = text_of(printed(story))
    assert text.index(right[280:300]) < text.index("2 Strings")


def test_text_along_an_edge_stands_aside_of_the_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 60, "Kites that are flown in the harbour with strings of silk shall")
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Printed in the harbour")
        canvas.restoreState()
        canvas.showPage()
        canvas.setFont(NAME, 10)
        canvas.drawString(72, 770, "not be let go.")

    assert text_of(drawn(draw)).split("\n\n") == [
        "Printed in the harbour",
        "Kites that are flown in the harbour with strings of silk shall not be let go.",
    ]


def test_a_footnote_is_kept_apart_and_its_mark_leaves_the_sentence() -> None:
    document = read(footnotes().data, "p", "p.pdf")
    first, *_ = document.notes
    assert first.label == "Note 1"
    assert document.text[first.start : first.end].startswith("See rule 1 of the harbour")
    assert document.text[first.at - 1 : first.at + 1] == document.text[first.at - 1] + " "
    assert [s.label for s in document.outline if s.kind == "note"] == ["Note 1", "Note 2", "Note 3"]


def test_a_raised_number_that_calls_no_footnote_stays() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "It weighs 3 kg/m")
        canvas.setFont(NAME, 6)
        canvas.drawString(72 + canvas.stringWidth("It weighs 3 kg/m", NAME, 10), 704, "3")

    assert text_of(drawn(draw)) == "It weighs 3 kg/m3"


def test_a_word_printed_twice_over_itself_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(3):
            canvas.drawString(72 + 0.3 * step, 700, "Bold by hand")

    assert text_of(drawn(draw)) == "Bold by hand"
