"""Small acts in the dialects of EUR-Lex, and a stand-in for the readers that knows them."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.document import Document, Metadata, Section
from corpus.errors import UnsupportedKind

KITES = "32099R0001"


def act_page(
    celex: str = KITES,
    *,
    articles: int = 2,
    recitals: int = 3,
    language: str = "EN",
    more: str = "",
) -> bytes:
    """An act as the Official Journal has it; `more` goes into its last article."""
    year, number = celex[1:5], int(celex[6:10])
    considered = "".join(
        f'<div class="eli-subdivision" id="rct_{n}"><table><tbody><tr>'
        f'<td valign="top"><p class="oj-normal">({n})</p></td>'
        f'<td valign="top"><p class="oj-normal">Kites need wind of kind {n}.</p></td>'
        "</tr></tbody></table></div>"
        for n in range(1, recitals + 1)
    )
    enacted = "".join(
        f'<div class="eli-subdivision" id="art_{n}"><p class="oj-ti-art">Article&#160;{n}</p>'
        f'<div class="eli-title" id="art_{n}.tit_1"><p class="oj-sti-art">Rule {n}</p></div>'
        f'<p class="oj-normal">A kite shall have a string of kind {n}.{more}</p></div>'
        for n in range(1, articles + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_209900001EN</title></head><body>'
        '<table width="100%"><tbody><tr><td><p class="oj-hd-date">22.5.2099</p></td>'
        f'<td><p class="oj-hd-lg">{language}</p></td>'
        '<td><p class="oj-hd-ti">Official Journal of the European Union</p></td>'
        f'<td><p class="oj-hd-oj">{year}/{number}</p></td></tr></tbody></table>'
        '<hr class="oj-separator"/><div class="eli-container">'
        '<div class="eli-main-title" id="tit_1">'
        f'<p class="oj-doc-ti">REGULATION (EU) {year}/{number} OF THE EUROPEAN PARLIAMENT</p>'
        '<p class="oj-doc-ti">of 14 May 2099</p>'
        '<p class="oj-doc-ti">on the safe flying of kites</p></div>'
        '<div class="eli-subdivision" id="pbl_1">'
        f'<p class="oj-normal">Whereas:</p>{considered}</div>'
        f'<div class="eli-subdivision" id="enc_1">{enacted}</div>'
        "</div></body></html>\n"
    ).encode()


def consolidated_page(celex: str = "02099R0001-20991231", *, articles: int = 2) -> bytes:
    """The same act as amended: no recitals."""
    day = f"{celex[17:19]}.{celex[15:17]}.{celex[11:15]}"
    enacted = "".join(
        f'<div class="eli-subdivision" id="art_{n}">'
        f'<p class="title-article-norm">Article {n}</p>'
        f'<div class="eli-title"><p class="stitle-article-norm">Rule {n}</p></div>'
        f'<p class="norm">A kite shall have a string of kind {n}.</p></div>'
        for n in range(1, articles + 1)
    )
    return (
        "<html><head><title>Consolidated</title></head><body>"
        '<p class="disclaimer">This text is meant purely as a documentation tool.</p>'
        f'<p class="reference">{celex[:10]} — EN — {day} — 001.001</p>'
        '<p class="title-doc-first">REGULATION (EU) 2099/1</p>'
        '<p class="title-doc-last">on the safe flying of kites</p>'
        f"{enacted}</body></html>"
    ).encode()


def formex_package(articles: int = 2, recitals: int = 3, *, made_at: int = 2000) -> bytes:
    """The act as a Formex zip. `made_at` is the year its container was made in."""
    considered = "".join(
        f"<CONSID><NP><NO.P>({n})</NO.P><TXT>Kites need wind of kind {n}.</TXT></NP></CONSID>"
        for n in range(1, recitals + 1)
    )
    enacted = "".join(
        f'<ARTICLE IDENTIFIER="{n:03}"><TI.ART>Article {n}</TI.ART><STI.ART>Rule {n}</STI.ART>'
        f"<ALINEA>A kite shall have a string of kind {n}.</ALINEA></ARTICLE>"
        for n in range(1, articles + 1)
    )
    act = (
        "<ACT><BIB.INSTANCE><NO.CELEX>32099R0001</NO.CELEX><LG.DOC>EN</LG.DOC></BIB.INSTANCE>"
        "<TITLE><TI><P>Regulation (EU) 2099/1 on the safe flying of kites</P></TI></TITLE>"
        f"<PREAMBLE><GR.CONSID>{considered}</GR.CONSID></PREAMBLE>"
        f"<ENACTING.TERMS>{enacted}</ENACTING.TERMS></ACT>"
    )
    package = BytesIO()
    with ZipFile(package, "w") as opened:
        opened.writestr(ZipInfo("act.fmx.xml", (made_at, 1, 1, 0, 0, 0)), act)
    return package.getvalue()


def page(words: str = "Kites") -> bytes:
    """A page of an institution."""
    paragraphs = "".join(f"<p>{words} are flown in place number {n}.</p>" for n in range(30))
    return f"<html><head><title>{words}</title></head><body>{paragraphs}</body></html>".encode()


ERROR_PAGE = (
    b"<html><head><title>Sorry</title></head><body><h1>Technical error</h1>"
    b"<p>The service is not available at the moment.</p></body></html>"
)

MARKS = {
    "article": re.compile(r'class="(?:oj-ti-art|title-article-norm)"|<ARTICLE '),
    "recital": re.compile(r'id="rct_|<CONSID>'),
}


def read_pages(data: bytes, source: str) -> Document:
    """A document with the identifier and the sections of one of these acts."""
    markup = contents(data, source)
    text = " ".join(re.sub(r"<[^>]+>", " ", markup).split())
    outline = tuple(
        Section(kind, kind, 1, 0, 0, 0)
        for kind, mark in MARKS.items()
        for _ in mark.findall(markup)
    )
    language = re.search(r'oj-hd-lg">(\w+)<|<LG.DOC>(\w+)<', markup)
    spoken = (language[1] or language[2]).lower() if language else ""
    metadata = Metadata(identifier=identifier_in(markup), language=spoken)
    return Document("d", "title", text, outline, metadata=metadata)


def contents(data: bytes, source: str) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    try:
        with ZipFile(BytesIO(data)) as package:
            return package.read("act.fmx.xml").decode("utf-8")
    except BadZipFile as error:
        raise UnsupportedKind(source=source, kind="damaged zip") from error


def identifier_in(markup: str) -> str:
    amended = re.search(r"(\d{5}R\d{4}) — EN — (\d\d)\.(\d\d)\.(\d{4})", markup)
    if amended:
        return f"{amended[1]}-{amended[4]}{amended[3]}{amended[2]}"
    named = re.search(r"REGULATION \(EU\) (\d{4})/(\d+)", markup, re.IGNORECASE)
    return f"3{named[1]}R{int(named[2]):04}" if named else ""
