"""Plain text: the canonical text is the file's own, paragraph for paragraph."""

import codecs
import re
from pathlib import PurePath

from corpus.document import Document, canonical
from corpus.errors import EmptySource, UnknownEncoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_TITLE = 120


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a text file. Raises UnknownEncoding, EmptySource."""
    text = decode(data, source).strip("\n")
    if not text.strip():
        raise EmptySource(source=source)
    return Document(id=id, title=first_line(text) or PurePath(source).stem, text=text)


def decode(data: bytes, source: str) -> str:
    """The canonical text of bytes in UTF-8, or in what a byte order mark says."""
    marked = (pair for pair in BYTE_ORDER_MARKS if data.startswith(pair[0]))
    mark, encoding = next(marked, (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(source=source) from error
    if "\x00" in text:
        raise UnknownEncoding(source=source)
    return CONTROL.sub("", canonical(text))


def first_line(text: str) -> str:
    """The first line where it looks like a title: short, and a paragraph of its own."""
    line, _, rest = text.lstrip().partition("\n")
    alone = not rest or rest.startswith("\n")
    return line.strip() if alone and len(line) <= LONGEST_TITLE else ""
