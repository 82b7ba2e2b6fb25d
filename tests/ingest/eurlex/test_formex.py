"""Formex: what its elements mean, packages, and files made to harm."""

from pathlib import Path

import pytest

from corpus.errors import DamagedSource
from ingest.readers.eurlex.formex import read
from tests.ingest.eurlex.acts import formex_act, labels, text_of, zipped

HEAD = "<BIB.INSTANCE><LG.DOC>EN</LG.DOC><NO.SEQ>{}</NO.SEQ></BIB.INSTANCE>"


def in_article(body: str) -> bytes:
    article = f"<ARTICLE><TI.ART>Article 1</TI.ART>{body}</ARTICLE>"
    return formex_act(f"<ENACTING.TERMS>{article}</ENACTING.TERMS>")


def annex(number: str, body: str, sequence: str) -> bytes:
    title = f"<TITLE><TI><P>ANNEX {number}</P></TI><STI><P>Kites</P></STI></TITLE>"
    return f"<ANNEX>{HEAD.format(sequence)}{title}<CONTENTS>{body}</CONTENTS></ANNEX>".encode()


def index(*files: str) -> bytes:
    main, *annexes = (f'<REF.PHYS FILE="{name}" TYPE="DOC.XML"/>' for name in files)
    listed = "".join(f'<DOC.SUB.PUB TYPE="ANNEX">{file}</DOC.SUB.PUB>' for file in annexes)
    return (
        '<DOC><PUBLICATION.REF><DATE ISO="20990102"/></PUBLICATION.REF>'
        f"<FMX><DOC.MAIN.PUB>{main}</DOC.MAIN.PUB>{listed}</FMX></DOC>"
    ).encode()


def text_in(body: str) -> str:
    return read(in_article(body), "d", "d").text.partition("Article 1\n\n")[2]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('M. <HT TYPE="UC">Schulz</HT>', "M. SCHULZ"),
        ('<HT TYPE="ITALIC">inter alia</HT>', "inter alia"),
        ('10<HT TYPE="SUP">25</HT>', "10²⁵"),
        ('n<HT TYPE="SUP">o</HT>', "no"),
        ('EUR <FT TYPE="NUMBER">35000000</FT>', "EUR 35 000 000"),
        ('<FT TYPE="NUMBER">1000</FT>', "1 000"),
        ('<QUOT.START CODE="2018"/>x<QUOT.END CODE="2019"/> y', "‘x’ y"),
        ('a<?PAGE NO="2"?>b<!-- no -->c', "abc"),
        ('of <DATE ISO="20160427">27 April 2016</DATE>', "of 27 April 2016"),
    ],
)
def test_what_runs_inline(markup: str, expected: str) -> None:
    assert text_in(f"<ALINEA>{markup}</ALINEA>") == expected


def test_a_recital_may_have_several_paragraphs() -> None:
    consid = "<CONSID><NP><NO.P>(1)</NO.P><TXT>One.</TXT><P>Two.</P></NP></CONSID>"
    act = formex_act(f"<PREAMBLE><GR.CONSID>{consid}</GR.CONSID></PREAMBLE>")
    assert text_of(read(act, "d", "d"), "Recital 1") == "(1) One.\n\nTwo."


def test_a_table_gives_a_line_a_row() -> None:
    row = "<ROW><CELL>{}</CELL><CELL><P>{}</P></CELL></ROW>"
    table = f"<TBL><CORPUS>{row.format('Colour', 'Code')}{row.format('Red', 'R1')}</CORPUS></TBL>"
    assert text_in(f"<ALINEA>As follows:</ALINEA>{table}") == (
        "As follows:\n\nColour | Code |\nRed | R1 |"
    )


def test_a_list_of_dashes_has_no_points() -> None:
    dashes = '<LIST TYPE="DASH"><ITEM><P>red;</P></ITEM><ITEM><P>blue.</P></ITEM></LIST>'
    assert text_in(f"<ALINEA><P>Colours:</P>{dashes}</ALINEA>") == "Colours:\n— red;\n— blue."


def test_a_note_may_be_called_again() -> None:
    document = read(
        in_article(
            '<ALINEA>One<NOTE NOTE.ID="E1"><P>OJ C 1.</P></NOTE>, two'
            '<NOTE NOTE.REF="E1"/>.</ALINEA>'
        ),
        "d",
        "d",
    )
    assert [(n.label, document.text[n.start : n.end]) for n in document.notes] == [
        ("Note 1", "OJ C 1."),
        ("Note 1", "OJ C 1."),
    ]
    assert text_of(document, "Article 1") == "Article 1\n\nOne, two."


def test_the_annexes_of_a_package_stand_in_the_order_of_its_list() -> None:
    package = zipped(
        {
            "x.doc.xml": index("m.xml", "z.xml", "a.xml"),
            "a.xml": annex("II", "<P>Two.</P>", "0001.0001"),
            "m.xml": in_article("<ALINEA>A.</ALINEA>"),
            "z.xml": annex("I", "<NP><NO.P>1.</NO.P><TXT>One.</TXT></NP>", "0001.0002"),
        }
    )
    document = read(package, "d", "d.zip")
    assert labels(document, "annex", "point") == ["Annex I", "Annex I, point 1", "Annex II"]
    assert document.metadata.edition == "Official Journal, 2 January 2099"
    assert text_of(document, "Annex I") == "ANNEX I\nKites\n\n1. One."


def test_without_a_list_the_annexes_stand_in_the_order_of_their_numbers() -> None:
    package = zipped(
        {
            "folder/1.xml": annex("II", "<P>Two.</P>", "0001.0002"),
            "folder/2.xml": annex("I", "<P>One.</P>", "0001.0001"),
            "folder/3.xml": in_article("<ALINEA>A.</ALINEA>"),
        }
    )
    assert labels(read(package, "d", "d.zip"), "annex") == ["Annex I", "Annex II"]


def test_notes_that_begin_again_in_an_annex_are_named_with_it() -> None:
    note = '<NOTE NOTE.ID="E1"><P>OJ C {}.</P></NOTE>'
    package = zipped(
        {
            "1.xml": in_article(f"<ALINEA>A{note.format(1)}.</ALINEA>"),
            "2.xml": annex("I", f"<P>B{note.format(2)}.</P>", "0001.0001"),
        }
    )
    document = read(package, "d", "d.zip")
    assert [n.label for n in document.notes] == ["Note 1", "Annex I, Note 1"]


def test_the_parts_of_an_annex() -> None:
    title = "<TITLE><TI>{}</TI></TITLE>"
    numbered = "<NP><NO.P>3.</NO.P><TXT>Quality</TXT></NP>"
    body = (
        f"<GR.SEQ>{title.format('<P>Section A. Lists</P>')}"
        "<NP><NO.P>1.</NO.P><TXT>One.</TXT></NP></GR.SEQ>"
        f"<GR.SEQ>{title.format(numbered)}<NP><NO.P>3.1.</NO.P><TXT>Three:</TXT><P>"
        "<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>x.</TXT></NP></ITEM></LIST></P></NP></GR.SEQ>"
    )
    document = read(annex("VII", body, "1"), "d", "d")
    assert labels(document, "section", "point", "subpoint") == [
        "Annex VII, Section A",
        "Annex VII, Section A, point 1",
        "Annex VII, point 3",
        "Annex VII, point 3.1",
        "Annex VII, point 3.1(a)",
    ]


def test_a_consolidated_text_says_its_day() -> None:
    act = formex_act("").decode().partition("<ACT>")[2].removesuffix("</ACT>")
    data = (
        '<CONS.ACT><INFO.CONSLEG CONSLEG.REF="2099R0001" START.DATE="21000101"/>'
        f"<CONS.DOC>{act}<ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART><ALINEA>A.</ALINEA>"
        "</ARTICLE></ENACTING.TERMS><CONS.ANNEX><TITLE><TI><P>ANNEX</P></TI></TITLE>"
        "<CONTENTS><P>B.</P></CONTENTS></CONS.ANNEX></CONS.DOC></CONS.ACT>"
    )
    document = read(data.encode(), "d", "d")
    assert document.metadata.identifier == "02099R0001-21000101"
    assert document.metadata.edition == "consolidated, 1 January 2100"
    assert labels(document, "article", "annex") == ["Article 1", "Annex"]


def test_further_acts_of_a_package_are_reported() -> None:
    package = zipped({"1.xml": in_article("<ALINEA>A.</ALINEA>"), "2.xml": formex_act("")})
    assert read(package, "d", "d").notices == (
        "The package holds 1 more act: only the first was read.",
    )


# What is wrong with a file


def test_entities_are_not_replaced() -> None:
    bomb = '<!DOCTYPE ACT [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = in_article("<ALINEA>Words &b; more.</ALINEA>").replace(b"<ACT>", f"{bomb}<ACT>".encode())
    assert "aaaa" not in read(data, "d", "d").text


def test_no_file_is_looked_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    outside = f'<!DOCTYPE ACT [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = in_article("<ALINEA>Words &x;.</ALINEA>").replace(b"<ACT>", f"{outside}<ACT>".encode())
    assert "secret" not in read(data, "d", "d").text


def test_a_package_within_a_package_stays_closed() -> None:
    inner = zipped({"2.xml": annex("I", "<P>Hidden.</P>", "1")})
    package = zipped({"1.xml": in_article("<ALINEA>A.</ALINEA>"), "inner.zip": inner})
    assert "Hidden" not in read(package, "d", "d").text


@pytest.mark.parametrize(
    "data", [b"<ACT><TITLE>", index("1.xml"), zipped({"1.doc.xml": index("2.xml")}), b"PK\x03\x04"]
)
def test_a_file_without_an_act_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedSource):
        read(data, "d", "d")


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<P>" * 150 + "x" + "</P>" * 150
    with pytest.raises(DamagedSource, match="nested more than 100 deep"):
        read(in_article(deep), "d", "d")
