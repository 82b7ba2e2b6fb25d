"""One module for each kind of source: bytes → Document.

A reader takes the bytes, the document's id and the name to use in messages.
"""

from collections.abc import Callable
from pathlib import PurePath

from corpus.document import Document
from corpus.errors import UnsupportedKind
from ingest.readers import markdown, text

Reader = Callable[[bytes, str, str], Document]

BY_SUFFIX: dict[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": text.read,
    ".text": text.read,
}


def reader_for(source: str) -> Reader:
    """The reader for a source's kind. Raises UnsupportedKind."""
    reader = BY_SUFFIX.get(PurePath(source).suffix.lower())
    if reader is None:
        raise UnsupportedKind(source=source)
    return reader
