"""What runs inline in EUR-Lex HTML: words, marks of footnotes, exponents, pictures."""

import re

from lxml import etree

from ingest.readers.eurlex.act import Words
from ingest.readers.eurlex.roles import Role, classes, role
from ingest.readers.eurlex.words import Call, Piece, gathered, raised

CALLED = re.compile(r"#(ntr|E\d)")
CALLER = re.compile(r"#(ntc|src\.)")
RAISED = frozenset({"super", "superscript"})
CALLING = re.compile(r"ntr|E\d")


def pieces(element: etree._Element) -> list[Piece]:
    """An inline element as pieces of text and calls of footnotes."""
    if role(element) is Role.UNREAD:
        return []
    if element.tag == "br":
        return [" "]
    if "no-parag" in classes(element):
        return []  # the number of a paragraph, which is read with the paragraph
    if element.tag == "img":
        return [f" {element.get('alt', '')} "]
    if element.tag == "a" and is_call(element):
        return [Call(element.get("href", "").removeprefix("#"))]
    if CALLER.match(element.get("href", "")):
        return [plain(element)]
    found: list[Piece] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            found += pieces(child)
        found.append(child.tail or "")
    if element.tag == "sup" or RAISED & set(classes(element)):
        return [raised(piece) if isinstance(piece, str) else piece for piece in found]
    return found


def plain(element: etree._Element) -> str:
    """All the characters in an element."""
    return "".join(str(piece) for piece in element.itertext())


def is_call(element: etree._Element) -> bool:
    """Whether a link leads to a footnote: the link back leads to its call, `ntc` or `src.E`."""
    return bool(CALLED.match(element.get("href", "")))


def words(element: etree._Element) -> Words:
    """All the words in an element."""
    return gathered(pieces(element))


def note_key(element: etree._Element) -> str:
    """The name that calls of this footnote lead to, empty where it has none."""
    for inner in element.iter():
        for name in (inner.get("id", ""), inner.get("name", "")):
            if CALLING.match(name):
                return name
    return ""
