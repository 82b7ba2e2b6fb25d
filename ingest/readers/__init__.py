"""One reader for each kind of source; each: bytes → Document."""

from collections.abc import Callable
from importlib import import_module

from corpus.document import Document
from corpus.errors import LockedSource, UnsupportedKind
from ingest.readers.kinds import Kind

Reader = Callable[[bytes, str, str], Document]

# The module that has the reader `read`. Some need large libraries, so each is imported when
# the first source of its kind comes.
MODULES = {
    Kind.EURLEX: "eurlex.html",
    Kind.FORMEX: "eurlex.formex",
    Kind.PDF: "pdf",
    Kind.HTML: "html",
    Kind.XML: "xml",
    Kind.MARKDOWN: "markdown",
    Kind.TEXT: "text",
    Kind.JSON: "text",
    Kind.CSV: "rows",
    Kind.EML: "mail",
    Kind.MSG: "outlook",
    Kind.DOCX: "office.word",
    Kind.PPTX: "office.slides",
    Kind.XLSX: "office.sheets",
    Kind.XLS: "office.sheets",
    Kind.ODT: "office.opendocument",
    Kind.ODP: "office.opendocument",
    Kind.ODS: "office.opendocument",
    Kind.EPUB: "book",
}


def reader_for(kind: Kind, source: str) -> Reader:
    """The reader for a kind of source. Raises LockedSource, UnsupportedKind."""
    if kind is Kind.LOCKED:
        raise LockedSource(source=source)
    module = MODULES.get(kind)
    if module is None:
        raise UnsupportedKind(source=source, kind=kind)
    read: Reader = import_module(f"{__name__}.{module}").read
    return read
