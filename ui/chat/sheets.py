"""Pages of a document's source as pictures: which can be shown, and from which bytes.

A page is drawn from the very bytes that the document was read from, or not at all: with others
the box would mark other words.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from corpus.document import Document
from corpus.errors import SourceError
from corpus.record import Origin
from ingest.sources import path_of, read_bytes
from ui.words import number, say


def why_no_picture(document: Document, origin: Origin, page: int, limit_mb: float) -> str:
    """The sentence that says why a page cannot be shown, empty where it can."""
    if document.layout is None:
        return say("This document has no pages that could be shown as pictures.")
    if not 1 <= page <= len(document.layout.sizes):
        return say("This document has no page {number}.", number=number(page))
    if not is_as_read(origin, limit_mb):
        return say(
            "The file that this document was read from is gone or has changed since, so its "
            "pages cannot be shown. The text is as it was read."
        )
    return ""


def is_as_read(origin: Origin, limit_mb: float) -> bool:
    """Whether the source still has the content that the document was read from."""
    path = path_of(origin.source)
    try:
        status = path.stat()
    except OSError:
        return False
    content = content_of(path, status.st_mtime_ns, status.st_size, limit_mb)
    return bool(content) and content == origin.content


@lru_cache(maxsize=64)
def content_of(path: Path, changed_ns: int, size: int, limit_mb: float) -> str:
    """The name of a file's content, empty where it cannot be read. The time and the size are
    there to tell apart what the file was at other times.
    """
    try:
        return sha256(read_bytes(path, limit_mb * 1e6)).hexdigest()
    except SourceError:
        return ""


def bytes_as_read(origin: Origin, limit_mb: float) -> bytes | None:
    """The source's bytes, `None` where they are not those the document was read from."""
    try:
        data = read_bytes(path_of(origin.source), limit_mb * 1e6)
    except SourceError:
        return None
    return data if sha256(data).hexdigest() == origin.content else None
