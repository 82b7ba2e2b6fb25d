"""What a reading process hands back is checked before it is believed."""

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from corpus import errors
from corpus.document import Document
from corpus.errors import SourceError
from corpus.layout import BYTES_PER_BOX, Layout

Sizes = tuple[tuple[float, float], ...]


class Unbelievable(Exception):
    """A reply that no reader makes."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reading process says: a document, or the name of an error and its facts."""

    peak_bytes: int
    document: Document | None = None
    sizes: Sizes | None = None
    error: str = ""
    facts: dict[str, str | int | float] = field(default_factory=dict)
    detail: str = ""


REPLY = TypeAdapter(Reply)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: a document that is sound, or why there is none.

    `peak_bytes` is the most memory that the process has ever held.
    """

    result: Document | SourceError
    peak_bytes: int


def outcome_from(facts: bytes, boxes: bytes) -> Outcome:
    """The outcome in a reply. Raises Unbelievable."""
    try:
        reply = REPLY.validate_json(facts, strict=True)
        result = document_from(reply, boxes) if reply.document else error_from(reply)
    except (ValidationError, UnicodeEncodeError, zlib.error) as error:
        raise Unbelievable(str(error)) from error
    return Outcome(result, reply.peak_bytes)


def document_from(reply: Reply, boxes: bytes) -> Document:
    assert reply.document
    layout = None if reply.sizes is None else Layout(reply.sizes, boxes)
    document = replace(reply.document, layout=layout)
    if not is_sound(document):
        raise Unbelievable("a span or a page that is not in the text")
    return document


def error_from(reply: Reply) -> SourceError:
    """The error that a reply names, with what a developer wants to know of it as a note."""
    leaf = getattr(errors, reply.error, None)
    if not (isinstance(leaf, type) and issubclass(leaf, SourceError)):
        raise Unbelievable(reply.error)
    try:
        error = leaf(**reply.facts)
    except (KeyError, ValueError, TypeError) as problem:
        raise Unbelievable(reply.error) from problem
    if reply.detail:
        error.add_note(reply.detail)
    return error


def is_sound(document: Document) -> bool:
    """Whether the text is canonical and everything that points into it points into it."""
    text, length = document.text, len(document.text)
    text.encode()
    spans = [(s.start, s.body, s.end) for s in document.outline]
    spans += [(note.start, note.start, note.end) for note in document.notes]
    spans += [(meant.start, meant.start, meant.end) for meant in document.definitions]
    spans += [(named.start, named.start, named.end) for named in document.references]
    starts = [section.start for section in document.outline]
    return (
        unicodedata.is_normalized("NFC", text)
        and "\r" not in text
        and all(0 <= start <= body <= end <= length for start, body, end in spans)
        and all(
            0 <= offset <= length
            for offset in (*document.pages, *(note.at for note in document.notes))
        )
        and all(section.level >= 1 for section in document.outline)
        and in_order(starts)
        and in_order(document.pages)
        and fits(document.layout, length, len(document.pages))
    )


def in_order(offsets: Sequence[int]) -> bool:
    return all(before <= after for before, after in pairwise(offsets))


def fits(layout: Layout | None, characters: int, pages: int) -> bool:
    """Whether a layout has a size for each page and a box for each character, and no more."""
    if layout is None:
        return True
    expected = characters * BYTES_PER_BOX
    unpacked = zlib.decompressobj().decompress(layout.boxes, expected + 1)
    return len(unpacked) == expected and len(layout.sizes) == pages
