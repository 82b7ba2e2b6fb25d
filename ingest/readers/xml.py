"""XML of no known kind: the words of its elements, those of one record without a blank line."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from corpus.document import Document
from corpus.errors import DamagedSource, EmptySource
from ingest.readers.draft import LINE, PARAGRAPH, Draft

TITLES = ("title", "Title", "TITLE")


def read(data: bytes, id: str, source: str) -> Document:
    """The document in an XML file. Raises DamagedSource, EmptySource."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = f"line {error.lineno} is not well-formed"
        raise DamagedSource(source=source, kind="XML", reason=reason) from error
    draft = Draft()
    for words, is_new in texts(root):
        draft.add(words, PARAGRAPH if is_new else LINE)
    if not draft.length:
        raise EmptySource(source=source)
    title = next((text_of(e) for e in root.iter(*(f"{{*}}{name}" for name in TITLES))), "")
    return Document(
        id=id,
        title=title or PurePath(source).stem,
        text=draft.text(),
        notices=draft.notices(),
    )


def texts(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """The words of each element that has words of its own, and whether a record begins."""
    done: set[etree._Element] = set()
    record: etree._Element | None = None
    for element in root.iter(etree.Element):
        if element.getparent() in done:
            done.add(element)
        elif has_words(element) or not len(element):
            done.add(element)
            if words := text_of(element):
                yield words, element.getparent() is not record
                record = element.getparent()


def has_words(element: etree._Element) -> bool:
    return bool((element.text or "").strip() or any((c.tail or "").strip() for c in element))


def text_of(element: etree._Element) -> str:
    return re.sub(r"\s+", " ", "".join(map(str, element.itertext()))).strip()
