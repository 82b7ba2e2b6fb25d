"""What law says of itself: where a term is defined, and what a provision refers to."""

from dataclasses import replace

from corpus.document import Document
from ingest.law.definitions import definitions
from ingest.law.references import references


def annotated(document: Document) -> Document:
    """The document with its definitions and cross-references recorded."""
    return replace(document, definitions=definitions(document), references=references(document))
