"""Plain text: the canonical text is the file's own, paragraph for paragraph."""

from pathlib import PurePath

from corpus.document import Document
from corpus.errors import EmptySource
from ingest.readers.draft import Draft
from ingest.readers.encoding import decode

LONGEST_TITLE = 120


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a text file. Raises UnknownEncoding, EmptySource."""
    decoded = decode(data, source)
    draft = Draft()
    draft.add(decoded.text)
    text = draft.text()
    if not text.strip():
        raise EmptySource(source=source)
    return Document(
        id=id,
        title=first_line(text) or PurePath(source).stem,
        text=text,
        notices=decoded.notices + draft.notices(),
    )


def first_line(text: str) -> str:
    """The first line where it looks like a title: short, of words, a paragraph of its own."""
    line, _, rest = text.lstrip().partition("\n")
    alone = not rest or rest.startswith("\n")
    return line.strip() if alone and len(line) <= LONGEST_TITLE and line[:1].isalnum() else ""
