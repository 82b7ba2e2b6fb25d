"""EUR-Lex HTML: the markup of its times, and what on a page is no part of an act."""

import pytest

from corpus.document import Authority
from corpus.errors import DamagedSource, EmptySource
from ingest.readers.eurlex.html import read
from tests.ingest.eurlex.acts import consolidated_page, labels, oj_page, text_of

OLD = """\
<html><body>
<p class="hd-date">1.2.2003</p><p class="hd-lg">EN</p>
<p class="doc-ti">COUNCIL REGULATION (EC) No 9/2003</p><p class="doc-ti">of 31 January 2003</p>
<p class="doc-ti">on kites, amending Directive 95/7/EC</p>
<p class="normal">THE COUNCIL OF THE EUROPEAN UNION,</p>
<table><tr><td><p class="normal">(1)</p></td><td><p class="normal">Kites fly.</p></td></tr></table>
<p class="normal">HAS ADOPTED THIS REGULATION:</p>
<p class="ti-section-1">CHAPTER I</p><p class="ti-section-2">Rules</p>
<p class="ti-section-1">SECTION 1</p><p class="ti-section-2">Strings</p>
<p class="ti-art">Article 1</p><p class="sti-art">Length</p>
<p class="normal">1.&#160;&#160;&#160;A string is long.</p>
<table><tr><td>(a)</td><td>by day;</td></tr></table>
<p class="normal">2.&#160;&#160;&#160;A tail is short.</p>
<p class="ti-section-1">CHAPTER II</p><p class="ti-section-2">End</p>
<p class="ti-art">Article 2</p><p class="normal">It enters into force.</p>
<div class="final"><p class="normal">Done at Brussels, 31 January 2003.</p></div>
<hr class="doc-sep"/><p class="doc-ti">ANNEX</p><p class="doc-ti">Colours</p>
<p class="normal">1.&#160;&#160;&#160;Red.</p>
</body></html>"""


def anx(body: str) -> str:
    title = '<p class="oj-doc-ti">ANNEX I</p><p class="oj-doc-ti">Colours</p>'
    return f'<div class="eli-container" id="anx_I">{title}{body}</div>'


def in_article(body: str) -> bytes:
    return oj_page(
        f'<div id="enc_1"><div id="art_1"><p class="oj-ti-art">Article 1</p>{body}</div></div>'
    )


def cells(*texts: str) -> str:
    return "<table><tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr></table>"


def test_a_page_without_ids_is_read_by_its_headings() -> None:
    document = read(OLD.encode(), "old", "old.html")
    assert [(s.level, s.label) for s in document.outline] == [
        (1, "Council Regulation (EC) No 9/2003 on kites"),
        (1, "Preamble"),
        (2, "Recital 1"),
        (1, "Chapter I"),
        (2, "Section 1"),
        (3, "Article 1"),
        (4, "Article 1(1)"),
        (5, "Article 1(1)(a)"),
        (4, "Article 1(2)"),
        (1, "Chapter II"),
        (2, "Article 2"),
        (1, "Signature"),
        (1, "Annex"),
        (2, "Annex, point 1"),
    ]


def test_the_head_of_a_page_says_what_the_act_is() -> None:
    metadata = read(OLD.encode(), "old", "old.html").metadata
    assert metadata.identifier == "32003R0009"
    assert metadata.date == "2003-01-31"
    assert metadata.edition == "Official Journal, 1 February 2003"
    assert metadata.publisher == "Official Journal of the European Union"
    assert metadata.language == "en"
    assert metadata.authority is Authority.BINDING


def test_an_eli_names_the_act_in_any_language() -> None:
    link = '<link rel="canonical" href="https://eur-lex.europa.eu/eli/dir/2024/1346/oj/bul"/>'
    page = oj_page('<div id="art_1"><p class="oj-ti-art">Член 1</p></div>', "ДИРЕКТИВА", link)
    assert read(page, "d", "d").metadata.identifier == "32024L1346"


def test_an_eli_without_a_type_is_kept_as_it_is() -> None:
    eli = "http://data.europa.eu/eli/agree/2024/5/oj"
    page = oj_page(
        "<p>Words.</p>", "AGREEMENT between two", f'<link rel="canonical" href="{eli}"/>'
    )
    assert read(page, "d", "d").metadata.identifier == eli


def test_the_mark_of_a_footnote_goes_and_its_place_is_kept() -> None:
    call = '<a id="ntc1-E1" href="#ntr1-E1">(<span class="oj-super oj-note-tag">1</span>)</a>'
    back = '<a id="ntr1-E1" href="#ntc1-E1">(<span class="oj-super">1</span>)</a>'
    page = in_article(f'<p class="oj-normal">The Council {call}, and others.</p>').replace(
        b"</body>", f'<p class="oj-note">{back}\xa0 OJ C 1, p. 1.</p></body>'.encode()
    )
    document = read(page, "d", "d")
    (note,) = document.notes
    assert text_of(document, "Article 1") == "Article 1\n\nThe Council, and others."
    assert document.text[note.at - 7 : note.at + 1] == "Council,"
    assert document.text[note.start : note.end] == "OJ C 1, p. 1."
    assert note.label == "Note 1"
    assert text_of(document, "Note 1") == "(1) OJ C 1, p. 1."


def test_notes_stand_in_the_order_of_their_calls_and_stars_are_counted() -> None:
    def note(key: str, number: str) -> str:
        return f'<p class="oj-note"><a id="ntr{key}" href="#ntc{key}">({number})</a> Of {key}.</p>'

    calls = "".join(f'a<a href="#ntr{key}">(x)</a> ' for key in ("1", "*1", "*2"))
    stars = note("*2", "*") + note("*1", "*")
    document = read(in_article(f"<p>{calls}</p>{stars}{note('1', '1')}"), "d", "d")
    assert [n.label for n in document.notes] == ["Note 1", "Note *1", "Note *2"]
    assert labels(document, "note") == ["Note 1", "Note *1", "Note *2"]


def test_a_table_of_data_gives_a_line_a_row() -> None:
    table = (
        '<p>As follows:</p><table class="oj-table"><tr><td><p>Colour</p></td><td><p>Code</p></td>'
        "</tr><tr><td><p>Red</p></td><td><p>R1</p></td></tr></table>"
    )
    document = read(in_article(table), "d", "d")
    assert "As follows:\n\nColour | Code |\nRed | R1 |" in document.text
    assert labels(document, "point") == []


@pytest.mark.parametrize(
    "table", [cells("(a)", "red."), cells("", "(a)", "red."), cells("a)", "red.")]
)
def test_a_table_that_sets_a_list_gives_points(table: str) -> None:
    document = read(in_article(f"<p>Colours:</p>{table}"), "d", "d")
    assert labels(document, "point") == ["Article 1(a)"]


def test_dashes_are_no_points() -> None:
    document = read(
        in_article(f"<p>Colours:</p>{cells('—', 'red;')}{cells('—', 'blue.')}"), "d", "d"
    )
    assert document.text.endswith("Colours:\n— red;\n— blue.")
    assert labels(document, "point") == []


def test_points_after_a_further_subparagraph_are_cited_in_it() -> None:
    page = in_article(
        f'<div id="001.001"><p>1.\xa0\xa0\xa0One:</p>{cells("(a)", "x;")}'
        f"<p>Two:</p>{cells('(a)', 'y.')}</div>"
    )
    assert labels(read(page, "d", "d"), "point") == [
        "Article 1(1)(a)",
        "Article 1(1), second subparagraph, point (a)",
    ]


def test_the_numbers_of_an_annex_are_read_in_all_their_settings() -> None:
    page = oj_page(
        anx(
            '<p class="oj-ti-grseq-1">1.\xa0\xa0\xa0Introduction</p><p>Words.</p>'
            '<p class="oj-normal">1.1.\xa0\xa0\xa0In a line:</p>'
            f"{cells('', '(a)', 'indented.')}"
            '<div class="oj-enumeration-spacing"><p>1.2.</p><p>Side by side.</p></div>'
            '<div class="oj-enumeration-spacing"><p>1.3.\xa0 In one.</p></div>'
            '<p class="oj-ti-grseq-1">Section B — More</p>'
            f"{cells('1.', 'In a table.')}"
        )
    )
    document = read(page, "d", "d")
    assert labels(document, "annex", "section", "point", "subpoint") == [
        "Annex I",
        "Annex I, point 1",
        "Annex I, point 1.1",
        "Annex I, point 1.1(a)",
        "Annex I, point 1.2",
        "Annex I, point 1.3",
        "Annex I, Section B",
        "Annex I, Section B, point 1",
    ]
    assert text_of(document, "Annex I, point 1.2") == "1.2. Side by side."


def test_an_exponent_stays_one() -> None:
    page = in_article('<p>More than 10<span class="oj-super">25</span> operations.</p>')
    assert "10²⁵ operations" in read(page, "d", "d").text


def test_no_break_spaces_become_spaces() -> None:
    page = in_article("<p>Article\xa05 and 10\u202f000\u2009%</p>")
    assert "Article 5 and 10 000 %" in read(page, "d", "d").text


def test_punctuation_outside_of_its_block_is_put_behind_the_words() -> None:
    page = in_article(f"<p>Thus:</p>{cells('(1)', '<p>it reads:</p><div><p>‘3. So.’</p></div>;')}")
    assert "it reads:\n‘3. So.’;" in read(page, "d", "d").text


def test_pictures_are_reported_or_give_the_words_for_them() -> None:
    page = in_article('<p>See <img src="a.png"/> and <img src="b.png" alt="a kite"/>.</p>')
    document = read(page, "d", "d")
    assert document.text.endswith("See and a kite .")
    assert document.notices == ("1 picture or formula is not in the text.",)


def test_the_page_around_the_act_is_not_read() -> None:
    page = oj_page('<div id="art_1"><p class="oj-ti-art">Article 1</p><p>Words.</p></div>')
    page = page.replace(b"<table>", b"<nav>Menu: Article 1</nav><p>Article 1</p><table>", 1)
    page = page.replace(b"</body>", b'<hr class="oj-doc-end"/><p>Top</p></body>')
    text = read(page, "d", "d").text
    assert text == "REGULATION (EU) 2099/1\n\nArticle 1\n\nWords."


# Consolidated texts


def test_a_consolidated_text_says_of_which_act_and_day_it_is() -> None:
    page = consolidated_page('<p class="title-article-norm">Article 1</p><p class="norm">A.</p>')
    metadata = read(page, "d", "d").metadata
    assert metadata.identifier == "02099R0001-21000101"
    assert metadata.edition == "consolidated, 1 January 2100"
    assert metadata.publisher == "EUR-Lex"


def test_marks_of_changes_are_removed_however_deep() -> None:
    mark = '<p class="modref"><a title="32099R0007: REPLACED">▼M1</a></p>'
    inline = '►<a title="32099R0007: INSERTED">M2</a> blue ◄'
    page = consolidated_page(
        f'{mark}<div id="art_1"><p class="title-article-norm">Article 1</p>'
        f'<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">'
        f'{mark}<p class="norm">A {inline} kite:</p></div></div>'
        '<div class="grid-container grid-list">'
        '<div class="list grid-list-column-1"><span>(a) </span></div>'
        f'<div class="grid-list-column-2">{mark}<p class="norm">►C1 flies ◄.</p></div></div></div>'
    )
    assert text_of(read(page, "d", "d"), "Article 1(1)") == "1. A blue kite:\n(a) flies ."


def test_the_table_of_amending_acts_is_not_read_and_the_title_only_once() -> None:
    page = consolidated_page(
        '<p class="hd-modifiers">Amended by:</p><table><tr><td>►M1</td><td>REGULATION (EU) 2100/7'
        '</td></tr></table><p class="title-doc-first">REGULATION (EU) 2099/1</p>'
        '<p class="title-doc-last">on kites</p>'
        '<p class="title-article-norm">Article 1</p><p class="norm">A.</p>'
    )
    assert read(page, "d", "d").text == "REGULATION (EU) 2099/1\non kites\n\nArticle 1\n\nA."


def test_an_inserted_article_without_an_id_is_an_article() -> None:
    page = consolidated_page(
        '<div id="art_4"><p class="title-article-norm">Article 4</p><p class="norm">A.</p>'
        '<p class="title-article-norm">Article 4a</p><p class="stitle-article-norm">New</p>'
        '<p class="norm">B.</p></div>'
    )
    assert labels(read(page, "d", "d"), "article") == ["Article 4", "Article 4a"]


def test_rows_of_an_older_grid_are_points() -> None:
    row = '<div class="grid-row"><div>{}</div><div><p class="norm">{}</p></div></div>'
    page = consolidated_page(
        '<p class="title-article-norm">Article 1</p><p class="norm">Either:</p>'
        '<div class="grid-container grid-list">'
        f"{row.format('(a)', 'x;')}{row.format('(b)', 'y.')}</div>"
    )
    assert labels(read(page, "d", "d"), "point") == ["Article 1(a)", "Article 1(b)"]


def test_the_annex_and_notes_of_a_consolidated_text() -> None:
    page = consolidated_page(
        '<p class="title-article-norm">Article 1</p>'
        '<p class="norm">See<a href="#E0001" id="src.E0001">'
        '(<span class="superscript">1</span>)</a>.</p>'
        '<hr class="separator-annex"/><p class="title-annex-1">ANNEX I</p>'
        '<p class="title-annex-2">Colours</p><p class="title-gr-seq-level-1">Part A</p>'
        '<p class="norm">Red.</p>'
        '<p class="footnote"><a href="#src.E0001" id="E0001">(1)</a> OJ.</p>'
    )
    document = read(page, "d", "d")
    assert labels(document, "annex", "section", "note") == ["Annex I", "Annex I, Part A", "Note 1"]
    assert text_of(document, "Annex I").startswith("ANNEX I\nColours\n\nPart A")
    assert document.notes[0].label == "Note 1"


# What is wrong with a file


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptySource):
        read(b"<html><body></body></html>", "d", "d.html")


def test_markup_nested_without_end_is_refused() -> None:
    with pytest.raises(DamagedSource, match="nested more than 100 deep"):
        read(b"<div>" * 200 + b"x", "d", "d.html")


def test_a_section_of_a_chapter_lies_within_it() -> None:
    page = oj_page(
        '<div id="enc_1"><div id="cpt_I"><p class="oj-ti-section-1">CHAPTER I</p>'
        '<div id="cpt_I.sct_1"><p class="oj-ti-section-1">Section 1</p>'
        '<div id="art_1"><p class="oj-ti-art">Article 1</p><p>A.</p></div></div></div></div>'
    )
    outline = read(page, "d", "d").outline
    assert [(s.level, s.kind) for s in outline[1:]] == [
        (1, "chapter"),
        (2, "section"),
        (3, "article"),
    ]
