"""Web pages: the content with its structure, nothing of the frame, nothing that is hidden."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, canonical
from corpus.errors import DamagedSource, EmptySource, SourceError
from ingest.readers.html import read

PROSE = "<p>" + "Words of the page that say something. " * 5 + "</p>"
EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "robustness" / "example-docs"


def page(body: str, head: str = "") -> Document:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "d", "dir/p.html")


def text_of(body: str) -> str:
    return page(body).text


# Structure


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one <b>bo<i>ld</i></b>\n  two</p><p>three</p>", "one bold two\n\nthree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("words<p>paragraph</p>more", "words\n\nparagraph\n\nmore"),
        ("&eacute;&amp;&#8211;&nbsp;x&#150;", "é&– x–"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ol start=3><li>a<li>b<li value=9>c</ol>", "3. a\n4. b\n9. c"),
        ("<ol type=a><li>a<li>b</ol>", "a. a\nb. b"),
        (f"<ol start={'9' * 5000}><li>a</ol>", "1. a"),
        ("<ul><li>(a) own<li>• own</ul>", "(a) own\n• own"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<dl><dt>Term<dd>Meaning</dl>", "Term\n  Meaning"),
        ("<pre>\n a\n   b</pre>", " a\n   b"),
        ("<blockquote><p>said</p></blockquote>", "said"),
        ("<figure><img src=x alt=alt><figcaption>Caption</figcaption></figure>", "Caption"),
        ("<q>so</q>", "“so”"),
        ("m<sup>2</sup> 5<sup>th</sup> H<sub>2</sub>O", "m² 5th H2O"),
        ('word<sup><a href="#n1">1</a></sup>', "word[1]"),
        ('words <a href="#r1">↩</a>', "words"),
        ("<a href=x><div>block in a link</div></a>", "block in a link"),
        ("<svg><text>drawn</text></svg><p>text</p>", "text"),
        ("text<!-- comment --><?php echo 1 ?>", "text"),
        ("<p>open <b>never closed<p>next</i>", "open never closed\n\nnext"),
    ],
)
def test_what_a_browser_shows_is_the_text(body: str, expected: str) -> None:
    assert text_of(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<tr><th>A<th>B<tr><td>1<td>2", "A | B |\n1 | 2 |"),
        ("<caption>Cap</caption><tr><td>1<td>2", "Cap\n\n1 | 2 |"),
        ("<tr><td rowspan=2>r<td>1<tr><td>2", "r | 1 |\n| 2 |"),
        ("<tr><td colspan=2>wide<td>x<tr><td>1<td>2<td>3", "wide |  | x |\n1 | 2 | 3 |"),
        ("<tr><td>1<td> <td>2<tr><td>3<td><td>4", "1 | 2 |\n3 | 4 |"),
        ("<tr><td>a<br>b<td><ul><li>c<li>d</ul>", "a b | - c - d |"),
        ("<tr><td>one column<tr><td>only", "one column\n\nonly"),
        ("<tr><td><table><tr><td>in<td>ner</table><td>outer", "in | ner |\n\nouter"),
        ("<tr><td><h2>Page</h2>set<td>so", "Page\n\nset\n\nso"),
    ],
)
def test_tables_of_data_are_rows_and_others_only_set_the_page(body: str, expected: str) -> None:
    assert text_of(f"<table>{body}</table>") == expected


def test_headings_are_the_outline() -> None:
    document = page("<h1>A</h1>a<div><h2>B <a href=#b>¶</a></h2><p>b</p></div><h2>C</h2>c")
    spans = {s.label: document.text[s.start : s.end] for s in document.outline}
    assert spans == {"A": "A\n\na\n\nB\n\nb\n\nC\n\nc", "B": "B\n\nb", "C": "C\n\nc"}


def test_a_heading_in_a_list_or_quotation_is_no_section() -> None:
    document = page("<blockquote><h2>Quoted</h2></blockquote><ul><li><h3>Item</h3></ul>")
    assert (document.text, document.outline) == ("Quoted\n\n- Item", ())


# Content


@pytest.mark.parametrize(
    "frame",
    [
        "<nav>Home</nav>",
        "<header>Masthead</header>",
        "<footer>Imprint</footer>",
        "<aside>See also</aside>",
        "<div role=navigation>Menu</div>",
        "<div role=search>Find</div>",
        "<form><label>Mail</label><input value=x><button>Send</button></form>",
        "<div class='cookie-banner'>We use cookies</div>",
        "<script>alert(1)</script><style>p {}</style><noscript>No script</noscript>",
        "<ul><li><a href=/1>One</a><li><a href=/2>Two</a><li><a href=/3>Three</a>"
        "<li><a href=/4>Four</a></ul>",
    ],
)
def test_the_frame_of_a_page_is_left_out(frame: str) -> None:
    assert text_of(frame + PROSE + frame) == text_of(PROSE)


@pytest.mark.parametrize("content", ["<main>{}</main>", "<div role=main>{}</div>"])
def test_where_a_page_marks_its_content_the_rest_is_left_out(content: str) -> None:
    assert text_of("<p>Elsewhere</p>" + content.format(PROSE)) == text_of(PROSE)


def test_all_articles_of_a_page_are_content_with_headers_of_their_own() -> None:
    article = "<article><header><h2>Head</h2></header><p>Text of it.</p></article>"
    assert text_of(article + "<p>x</p>" + article) == "\n\n".join(["Head\n\nText of it."] * 2)


def test_an_empty_shell_is_not_the_content() -> None:
    assert text_of(f"<main></main>{PROSE}") == text_of(PROSE)


def test_a_form_around_a_whole_page_is_the_page() -> None:
    assert text_of(f"<form>{PROSE}</form>") == text_of(PROSE)


def test_a_page_of_nothing_but_links_keeps_them() -> None:
    links = "".join(f"<li><a href=/{n}>Document {n}</a>" for n in range(9))
    assert "Document 8" in text_of(f"<ul>{links}</ul>")


@pytest.mark.parametrize(
    ("before", "label"),
    [("<h2>Acts</h2>", "Act"), ("<p>See:</p>", "Regulation (EU) 2024/1351 on asylum")],
)
def test_a_list_of_links_that_is_content_stays(before: str, label: str) -> None:
    links = "".join(f"<li><a href=/{n}>{label} {n}</a>" for n in range(9))
    assert f"{label} 8" in text_of(f"{PROSE}{before}<ul>{links}</ul>{PROSE}")


def test_a_list_of_links_that_is_called_a_menu_goes() -> None:
    links = "".join(f"<li><a href=/{n}>Whatever long words stand in it {n}</a>" for n in range(9))
    menu = f"<h2>Menu</h2><ul class='main-menu'>{links}</ul>"
    assert text_of(f"{PROSE}{menu}") == f"{text_of(PROSE)}\n\nMenu"


def test_links_within_the_page_are_a_table_of_contents_and_stay() -> None:
    links = "".join(f"<li><a href=#{n}>Chapter {n}</a>" for n in range(9))
    assert "Chapter 8" in text_of(f"<ul>{links}</ul>{PROSE}")


def test_what_is_left_out_is_counted() -> None:
    notice = page(f"<nav>Four</nav>{PROSE}").notices[0]
    assert notice.startswith("Navigation, forms and the like left out: 4 of ")


# What nobody sees


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        "<p style='display: none'>secret</p>",
        "<p style='color:red;VISIBILITY:hidden'>secret</p>",
        "<span style='font-size:0'>secret</span>",
        "<span style='font-size: 1px'>secret</span>",
        "<span style='opacity:0'>secret</span>",
        "<span style='position:absolute;left:-9999px'>secret</span>",
        "<span style='color:#fff'>secret</span>",
        "<span style='color:#102030;background-color:rgb(16, 32, 48)'>secret</span>",
        "<table bgcolor=black><tr><td><font color='#000'>secret</font></table>",
        "<span class='sr-only'>secret</span>",
        "<dialog>secret</dialog>",
    ],
)
def test_hidden_text_is_removed_and_reported(hidden: str) -> None:
    document = page(f"<p>shown</p>{hidden}")
    assert document.text == "shown"
    assert "Hidden text removed: 6 characters, places: 1." in document.notices


@pytest.mark.parametrize(
    "shown",
    [
        "<p hidden=until-found>shown</p>",
        "<p aria-hidden=true>shown</p>",
        "<details><summary>shown</summary></details>",
        "<p style='opacity:0.9'>shown</p>",
        "<p style='font-size:1.2em'>shown</p>",
        "<ul style='font-size:0;list-style:none'><li style='font-size:14px'>shown</ul>",
        "<p style='background:#000'><span style='color:white'>shown</span></p>",
        "<p style='left:-5px'>shown</p>",
    ],
)
def test_what_a_person_sees_or_can_open_stays(shown: str) -> None:
    document = page(shown)
    assert (document.text, document.notices) == ("shown", ())


def test_white_letters_stay_where_a_style_sheet_may_set_the_ground() -> None:
    white = "<p style='color:#fff'>shown</p>"
    assert page(white, head="<style>body {background: navy}</style>").text == "shown"


def test_invisible_characters_are_removed_and_reported() -> None:
    document = page("a&#8203;b&#173;c")
    assert document.text == "abc"
    assert document.notices == (
        "Invisible characters removed: 1 soft hyphens, 1 zero-width characters.",
    )


# What the page says of itself


def test_title_language_date_publisher_and_address_come_from_the_head() -> None:
    document = page(
        PROSE,
        "<title>The page – Site</title><meta property=og:title content='The page'>"
        "<meta name=dcterms.date content=2024-05-14T10:00><meta property=og:site_name content=Site>"
        "<meta http-equiv=content-language content=de-AT>"
        "<link rel=canonical href=https://example.org/p>",
    )
    metadata = document.metadata
    assert document.title == "The page"
    assert (metadata.date, metadata.language) == ("2024-05-14", "de")
    assert (metadata.publisher, metadata.origin) == ("Site", "https://example.org/p")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>T</title>", "<h1>One</h1>x", "One"),
        ("<title>T</title>", "<h1>One</h1>x<h1>Two</h1>x", "T"),
        ("", "<h1>One</h1>x<h1>Two</h1>x", "One"),
        ("<title>Untitled</title>", "x", "p"),
        ("", "x", "p"),
    ],
)
def test_the_title_is_the_main_heading_or_the_heads_or_the_file_name(
    head: str, body: str, title: str
) -> None:
    assert page(body, head).title == title


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=iso-8859-2><p>żółw".encode("iso-8859-2"),
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1250'><p>żółw".encode(
            "cp1250"
        ),
        "<?xml version='1.0' encoding='iso-8859-2'?><html><body>żółw".encode("iso-8859-2"),
        "<meta charset=iso-8859-1><p>żółw".encode(),
        "<meta charset=utf-16><p>żółw".encode(),
        "<p>żółw".encode("utf-16"),
        "<p>żółw".encode("utf-8-sig"),
    ],
)
def test_the_encoding_is_found_as_browsers_find_it(data: bytes) -> None:
    assert read(data, "d", "p.html").text == "żółw"


# What people and machines may bring


def test_deep_nesting_is_read_and_deeper_is_refused() -> None:
    assert text_of("<div>" * 1500 + "deep" + "</div>" * 1500) == "deep"
    assert text_of("<b>" * 1500 + "deep") == "deep"
    assert text_of("<ul><li>" * 500 + "deep").endswith("deep")
    with pytest.raises(DamagedSource, match="2,048 deep"):
        text_of("<div>" * 3000 + "deep")


@pytest.mark.parametrize("data", [b"", b"<!-- only -->", b"<nav>x</nav>", b"<p> &nbsp; </p>"])
def test_a_page_without_content_is_refused(data: bytes) -> None:
    with pytest.raises(EmptySource, match=r"p\.html holds no text"):
        read(data, "d", "p.html")


TAGS = st.sampled_from(
    ["p", "div", "span", "ul", "ol", "li", "table", "tr", "td", "h1", "h3", "b", "a", "br", "pre"]
)
PIECE = st.one_of(
    st.text(max_size=8),
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["words ", "&nbsp;", "<td rowspan=3>", "<p style='display:none'>", "<a href=x>"]
    ),
)


@given(st.lists(PIECE, max_size=40).map("".join))
def test_any_markup_is_read_or_refused_and_always_alike(source: str) -> None:
    data = source.encode("utf-8", "surrogatepass")
    try:
        document = read(data, "d", "p.html")
    except SourceError:
        return
    assert canonical(document.text) == document.text
    assert read(data, "d", "p.html") == document
    for section in document.outline:
        assert document.text[section.start : section.body] == section.label
        assert section.start < section.body <= section.end <= len(document.text)


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example files are not here")
def test_a_real_page_is_its_article() -> None:
    document = read((EXAMPLES / "example-with-scripts.html").read_bytes(), "d", "x.html")
    assert document.text.startswith("Russian Offensive Campaign Assessment, December 13\n")
    assert "Belarusian forces remain unlikely to attack Ukraine" in document.text
    assert "{" not in document.text
