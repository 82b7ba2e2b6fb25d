"""Acts that change other acts: what they quote is theirs to say and no part of their outline."""

import pytest

from corpus.document import Document
from ingest.readers.eurlex import formex, html
from tests.ingest.eurlex.acts import consolidated_page, formex_act, labels, oj_page, text_of

QUOTED = [
    "‘Article 35a",
    "Tails",
    "1. A tail is:",
    "(a) short; and",
    "(b) blue.",
    "2. A tail flies.’.",
]
POINT = "(1) the following Article is inserted:\n" + "\n".join(QUOTED)


def point(number: str, content: str) -> str:
    return f"<table><tr><td><p>{number}</p></td><td>{content}</td></tr></table>"


LIST = point("(a)", "<p>short; and</p>") + point("(b)", "<p>blue.</p>")
JOURNAL = oj_page(
    '<div id="enc_1"><div id="art_2"><p class="oj-ti-art">Article 2</p>'
    "<p>Regulation (EU) 2098/9 is amended as follows:</p>"
    + point(
        "(1)",
        "<p>the following Article is inserted:</p>"
        '<div id="035A"><p class="oj-ti-art">‘Article 35a</p><p class="oj-sti-art">Tails</p>'
        f'<div id="035.001"><p>1.\xa0\xa0\xa0A tail is:</p>{LIST}</div>'
        '<div id="035.002"><p>2.\xa0\xa0\xa0A tail flies.’.</p></div></div>',
    )
    + '</div><div id="art_3"><p class="oj-ti-art">Article 3</p><p>It enters into force.</p>'
    "</div></div>"
)
OLD = (
    '<p class="doc-ti">REGULATION (EU) 2099/1</p><p class="ti-art">Article 2</p>'
    '<p class="normal">Regulation (EU) 2098/9 is amended as follows:</p>'
    '<p class="normal">(1)&#160;&#160;&#160;the following Article is inserted:</p>'
    '<p class="ti-art">‘Article 35a</p><p class="sti-art">Tails</p>'
    f'<p class="normal">1.&#160;&#160;&#160;A tail is:</p>{LIST}'
    '<p class="ti-art">Article 35b</p><p class="normal">2.&#160;&#160;&#160;A tail flies.’.</p>'
    '<p class="ti-art">Article 3</p><p class="normal">It enters into force.</p>'
)
CONSOLIDATED = consolidated_page(
    '<div id="art_2"><p class="title-article-norm">Article 2</p>'
    '<p class="norm">Regulation (EU) 2098/9 is amended as follows:</p>'
    '<div class="grid-container grid-list"><div class="list grid-list-column-1">(1)</div>'
    '<div class="grid-list-column-2"><p class="norm">the following Article is inserted:</p>'
    '<p class="title-article-norm">‘Article 35a</p><p class="stitle-article-norm">Tails</p>'
    '<div class="norm"><span class="no-parag">1.  </span><div class="norm">A tail is:</div></div>'
    '<div class="grid-container grid-list"><div class="grid-list-column-1">(a)</div>'
    '<div class="grid-list-column-2">short; and</div></div>'
    '<div class="grid-container grid-list"><div class="grid-list-column-1">(b)</div>'
    '<div class="grid-list-column-2">blue.</div></div>'
    '<div class="norm"><span class="no-parag">2.  </span><div class="norm">A tail flies.’.</div>'
    '</div></div></div></div><div id="art_3"><p class="title-article-norm">Article 3</p>'
    '<p class="norm">It enters into force.</p></div>'
)
ITEM = "<ITEM><NP><NO.P>{}</NO.P><TXT>{}</TXT></NP></ITEM>"
FORMEX = formex_act(
    "<ENACTING.TERMS><ARTICLE><TI.ART>Article 2</TI.ART><ALINEA>"
    "<P>Regulation (EU) 2098/9 is amended as follows:</P><LIST><ITEM><NP><NO.P>(1)</NO.P>"
    '<TXT>the following Article is inserted:</TXT><P><QUOT.S LEVEL="1"><ARTICLE IDENTIFIER="035A">'
    '<TI.ART><QUOT.START CODE="2018"/>Article 35a</TI.ART><STI.ART>Tails</STI.ART>'
    "<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>A tail is:</P><LIST>"
    f"{ITEM.format('(a)', 'short; and')}{ITEM.format('(b)', 'blue.')}</LIST></ALINEA></PARAG>"
    "<PARAG><NO.PARAG>2.</NO.PARAG><ALINEA>A tail flies."
    '<QUOT.END CODE="2019"/></ALINEA></PARAG></ARTICLE></QUOT.S>.</P></NP></ITEM></LIST></ALINEA>'
    "</ARTICLE><ARTICLE><TI.ART>Article 3</TI.ART><ALINEA>It enters into force.</ALINEA></ARTICLE>"
    "</ENACTING.TERMS>"
)
DOCUMENTS = [
    pytest.param(html.read(JOURNAL, "d", "d"), id="journal"),
    pytest.param(html.read(CONSOLIDATED, "d", "d"), id="consolidated"),
    pytest.param(formex.read(FORMEX, "d", "d"), id="formex"),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_inserted_article_is_content_of_the_point_that_inserts_it(document: Document) -> None:
    assert labels(document) == [
        "Regulation (EU) 2099/1",
        "Article 2",
        "Article 2(1)",
        "Article 3",
    ]
    assert text_of(document, "Article 2(1)") == POINT


def test_a_quotation_between_headings_makes_no_article() -> None:
    document = html.read(OLD.encode(), "d", "d")
    assert labels(document, "article") == ["Article 2", "Article 3"]
    assert labels(document, "point") == []
    assert "‘Article 35a\nTails\n" in text_of(document, "Article 2")


def test_quoted_paragraphs_are_no_paragraphs_of_the_article() -> None:
    page = oj_page(
        '<div id="art_2"><p class="oj-ti-art">Article 2</p><p>The following is inserted:</p>'
        "<p>‘<span>Article 35a</span></p><p>Tails are short.’.</p></div>"
    )
    document = html.read(page, "d", "d")
    assert labels(document, "article", "subparagraph") == ["Article 2"]


def test_a_defined_term_begins_no_quotation() -> None:
    page = oj_page(
        '<div id="art_2"><p class="oj-ti-art">Article 2</p><p>For this Regulation:</p>'
        + point("(1)", "<p>‘kite’ means a thing that flies;</p>")
        + point("(2)", "<p>‘tail’ means the tail of a ‘kite’.</p>")
        + "</div>"
    )
    assert labels(html.read(page, "d", "d"), "point") == ["Article 2(1)", "Article 2(2)"]
