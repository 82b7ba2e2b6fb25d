"""HTML of EUR-Lex: the Official Journal, of today and of before, and consolidated texts."""

import re

from lxml import etree, html

from corpus.document import Document
from ingest.readers.encoding import decode
from ingest.readers.eurlex import names
from ingest.readers.eurlex.act import Act, Facts, Kind, Node, act_of, notice_of_pictures
from ingest.readers.eurlex.footnotes import footnotes
from ingest.readers.eurlex.inline import plain
from ingest.readers.eurlex.nesting import check_depth
from ingest.readers.eurlex.outline import document_of
from ingest.readers.eurlex.page import Page
from ingest.readers.eurlex.roles import NUMBERED, classes

KIND = "EUR-Lex HTML"
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
CONSOLIDATED = frozenset({"title-article-norm", "title-doc-first"})
# Where a change by an amending act (M), by a corrigendum (C), begins and ends.
CHANGE = re.compile(r"[►▼]\s*(?:[ABCM]\d*)?\s?|◄")
REFERENCE = re.compile(r"\b0?(\d{4}[A-Z]{1,2}\d{4})\s*—\s*([A-Z]{2})\s*—\s*(\d\d\.\d\d\.\d{4})")
FILE = re.compile(r"[LC]A?_\d+([A-Z]{2})\.")
CELEX = re.compile(r"(?<![0-9A-Za-z])[0-9]\d{4}[A-Z]{1,2}\d{4}(?:-\d{8})?(?![0-9A-Za-z])")


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a page of EUR-Lex. Raises UnknownEncoding, DamagedSource, EmptySource."""
    decoded = decode(data, source)
    root = parsed(decoded.text)
    check_depth(root, source, KIND)
    return document_of(act_in(root, decoded.notices), id, source)


def parsed(markup: str) -> etree._Element:
    """The root of a page; what a consolidation marks in its text is taken out."""
    markup = DECLARATION.sub("", markup, count=1)
    if any(name in markup for name in CONSOLIDATED):
        markup = CHANGE.sub("", markup)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    return html.document_fromstring(markup or "<p></p>", parser=parser)


def act_in(root: etree._Element, notices: tuple[str, ...]) -> Act:
    body = root.find(".//*[@id='docHtml']")
    body = root if body is None else body
    ids = [element.get("id", "") for element in body.iter() if element.get("id")]
    used = {name for element in body.iter() for name in classes(element)}
    anchored = any(name.startswith("art_") for name in ids) and not used & CONSOLIDATED
    page = Page(body, anchored, numbered=any(map(NUMBERED.fullmatch, ids)))
    nodes = page.nodes()
    acts = [node for node in nodes if node.kind is Kind.ACT and node.content]
    main = acts[-1] if acts else Node(Kind.ACT, content=nodes)
    title = [line.text for line in main.heading]
    pictures = sum(1 for image in body.iter("img") if not image.get("alt"))
    return act_of(
        main,
        [node for node in nodes if node.kind is Kind.ANNEX],
        footnotes(body),
        facts_of(root, title),
        (*notices, *notice_of_pictures(pictures)),
    )


def facts_of(root: etree._Element, title: list[str]) -> Facts:
    """What a page says of the act: in the head of the print, in its own head, in the title."""
    reference = REFERENCE.search(words_of(root, "reference") or words_of(root, "hd-date"))
    if reference:
        day = names.day_in_figures(reference[3])
        return Facts(
            celex=names.consolidated_celex(reference[1], day),
            language=reference[2].lower(),
            date=names.day_in(title),
            consolidated=day,
        )
    links = [link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"]
    eli = next((link for link in links if "/eli/" in link), "")
    stated = CELEX.search(" ".join([root.findtext(".//title", default=""), *links]))
    return Facts(
        celex=names.celex_of_eli(eli) or (stated[0] if stated else names.celex_of_title(title)),
        eli=eli,
        language=language_of(root),
        date=names.day_in(title),
        journal=names.day_in_figures(words_of(root, "hd-date")),
    )


def language_of(root: etree._Element) -> str:
    """Two letters, from the head of the print or of the page."""
    stated = words_of(root, "hd-lg") or root.get("lang", "")
    if not stated and (named := FILE.match(root.findtext(".//title", default=""))):
        stated = named[1]
    if not stated:
        metas = [meta for meta in root.iter("meta") if meta.get("name") == "WT.z_usr_lan"]
        stated = metas[0].get("content", "") if metas else ""
    return stated[:2].lower()


def words_of(root: etree._Element, name: str) -> str:
    """The words of the first line of a class, though they are no words of the act."""
    found = next((line for line in root.iter("p") if name in classes(line)), None)
    return "" if found is None else " ".join(plain(found).split())
