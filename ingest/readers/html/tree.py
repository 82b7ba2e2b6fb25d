"""Bytes of HTML → tree: the encoding as browsers find it, the markup mended as they mend it."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpus.errors import DamagedSource, EmptySource
from ingest.readers.encoding import BYTE_ORDER_MARKS, declared, decode, plain

HEAD_BYTES = 4096
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
# libxml2 reads no deeper than this and would drop the rest without a word.
DEEPEST = 2048


def parse(data: bytes, source: str) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree of a page, and what a person should know of its encoding.

    Raises UnknownEncoding, DamagedSource, EmptySource.
    """
    text = in_declared_encoding(data)
    notices: tuple[str, ...] = ()
    if text is None:
        decoded = decode(data, source)
        text, notices = decoded.text, decoded.notices
    return tree_of(text, source), notices


def tree_of(text: str, source: str) -> HtmlElement:
    """The tree of a page's text. Raises DamagedSource, EmptySource."""
    text = XML_DECLARATION.sub("", plain(text), count=1)
    if not text.strip():
        raise EmptySource(source=source)
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text, parser=parser)
    except etree.ParserError as error:  # nothing but comments
        raise EmptySource(source=source) from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        reason = f"its elements stand more than {DEEPEST:,} deep within one another"
        raise DamagedSource(source=source, kind="HTML", reason=reason)
    return tree


def in_declared_encoding(data: bytes) -> str | None:
    """The text in the encoding that the page declares, `None` where it does not or is wrong."""
    match = DECLARED.search(data[:HEAD_BYTES])
    if match is None or any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return None
    name = match[1].decode("ascii").lower()
    # In UTF-16 the declaration could not have been read byte by byte.
    return None if name.startswith(("utf-16", "utf-32")) else declared(data, name)
