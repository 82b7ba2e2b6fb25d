"""Evidence packs of small documents, and documents to check them against."""

from collections.abc import Sequence

from corpus.document import Citation, Document
from corpus.settings import Settings
from ingest.readers.markdown import read
from qa.answer import Answer
from qa.kept import saved
from qa.pack import EvidencePack, pack_of
from tests.generations import answer

KITES = """# Kites

## Article 1

A kite shall have exactly one string, whatever its size and colour.

## Article 2

Kites shall be red, unless the wind is from the east on that day.

It applies from 1 July 2026 to all kites that are flown near the sea.
"""
STRING = "A kite shall have exactly one string, whatever its size and colour."
RED = "Kites shall be red, unless the wind is from the east on that day."
DATE = "It applies from 1 July 2026 to all kites that are flown near the sea."


def act(source: str = KITES, id: str = "acts/kites") -> Document:
    return read(source.encode(), id, "kites.md")


def packed_answer(given: Answer, *documents: Document, history: Sequence[str] = ()) -> EvidencePack:
    """The pack of an answer that quotes some documents."""
    by_version = {(d.id, d.version): d for d in documents}
    kept = saved(given, history, (), None, Settings())
    return pack_of(kept, lambda document, version: by_version[document, version])


def pack(*citations: Citation, document: Document | None = None) -> EvidencePack:
    """The pack of an answer that says what it cites of one document."""
    return packed_answer(answer(*citations), document or act())
