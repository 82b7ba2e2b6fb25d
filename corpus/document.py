"""What is known, as plain data: documents, sections, passages, citations. No I/O.

Offsets count Unicode code points in a document's canonical text, as Python's
slices do: `text[start:end]`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from corpus.layout import Layout

# Sections that begin with a number on the line of their text, or with nothing, and whose
# label says all there is to know of their place.
NUMBERED_KINDS = frozenset({"recital", "paragraph", "subparagraph", "point", "subpoint", "note"})


class Authority(StrEnum):
    """How much weight a document's words have."""

    BINDING = "binding text"
    OFFICIAL = "official explanation"
    OWN = "own summary"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself in its head. Empty strings where it says nothing.

    `identifier` is a CELEX number or an ELI for law; `edition` tells apart the texts of one
    act (“Official Journal, 22 May 2024”, “consolidated, 12 June 2026”).
    """

    publisher: str = ""
    date: str = ""
    identifier: str = ""
    edition: str = ""
    language: str = ""
    authority: Authority = Authority.UNSTATED
    origin: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outline: `text[start:body]` is its heading, `text[body:end]` the rest,
    subsections included. Level 1 is the outermost. The heading of one of the NUMBERED_KINDS
    is its number, with the space behind it, or empty.
    """

    label: str
    kind: str
    level: int
    start: int
    body: int
    end: int

    @property
    def is_numbered(self) -> bool:
        return self.kind in NUMBERED_KINDS


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: called at offset `at` of the text, where its mark stood in the source;
    `text[start:end]` are its words, kept apart at the end of the document.
    """

    label: str
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """`text[start:end]` says what `term` means in this document."""

    term: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`text[start:end]` refers to `label` (“Article 16(2)”) of the act `identifier` (a CELEX
    number), of this document itself where that is empty.
    """

    label: str
    identifier: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source's canonical text (Unicode NFC, `\\n` line ends) with its outline.

    `outline` is in reading order: sections nest, or stand side by side.
    `pages` holds the offset at which each page starts, empty where there are none; `layout`
    where the characters stand on them. `notices` tell a person what of the source is not in
    the text, and why.
    """

    id: str
    title: str
    text: str
    outline: tuple[Section, ...] = ()
    pages: tuple[int, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[Note, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    notices: tuple[str, ...] = ()
    layout: Layout | None = None

    @property
    def version(self) -> str:
        """The name of this text: equal texts have equal versions."""
        return version_of(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous span of a document, cut along its outline.

    `text` is `document.text[start:end]`; `text[:body - start]` is the heading it begins
    with, if any. `path` is the headings it stands under, outermost first, and for a point
    of a list the words that introduce it. `label` is what people cite it by.
    """

    id: str
    document: str
    title: str
    ordinal: int
    label: str
    path: tuple[str, ...]
    start: int
    body: int
    end: int
    text: str

    @property
    def embedded_text(self) -> str:
        """What the embedding model sees: title › section path, then the text."""
        return embedded_text(self.title, self.path, self.text)

    @property
    def embedded_hash(self) -> str:
        """The name under which the vector cache keeps this passage's vector."""
        return digest(self.embedded_text)

    @property
    def is_heading_only(self) -> bool:
        return self.body >= self.end


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact characters of a version: `text[start:end] == quote`, always.

    `authority` and `edition` are the document's: how much the words weigh.
    """

    document: str
    title: str
    version: str
    label: str
    page: int | None
    start: int
    end: int
    quote: str
    authority: Authority = Authority.UNSTATED
    edition: str = ""

    @property
    def weight(self) -> str:
        return weight(self.authority, self.edition)


def weight(authority: Authority, edition: str) -> str:
    """“binding text, consolidated, 12 June 2026”: authority and edition, as far as stated."""
    stated = "" if authority is Authority.UNSTATED else authority.value
    return ", ".join(fact for fact in (stated, edition) if fact)


def digest(text: str) -> str:
    """A short stable name for a text: 128 bits of BLAKE2b as hex."""
    return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def version_of(text: str) -> str:
    """The hash that names a canonical text."""
    return digest(text)


def canonical(text: str) -> str:
    """Unicode NFC with `\\n` line ends, the form every offset refers to."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def embedded_text(title: str, path: Sequence[str], text: str) -> str:
    """The head (title › section path) and the passage's text, as they are embedded."""
    steps = [title, *(step for step in path if step != title)]
    return " › ".join(steps) + "\n" + text


def sections_at(outline: Sequence[Section], offset: int) -> tuple[Section, ...]:
    """The sections that hold an offset, outermost first."""
    return tuple(s for s in outline if s.start <= offset < s.end)


def label_at(document: Document, start: int, end: int) -> str:
    """What people cite characters `start:end` by: the innermost section that holds them all."""
    holders = [s for s in sections_at(document.outline, start) if end <= s.end]
    return holders[-1].label if holders else document.title


def heading_of(section: Section, text: str) -> str:
    """A section's heading on one line, or its label where it has none."""
    return " ".join(text[section.start : section.body].split()) or section.label


def is_empty(section: Section, text: str) -> bool:
    """Whether a section has a heading and nothing under it. A document's title promises none."""
    return section.kind != "title" and not text[section.body : section.end].strip()


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """The number of the page (from 1) that holds an offset, `None` without a page map."""
    return sum(1 for start in pages if start <= offset) or None


def cite(document: Document, label: str, start: int, end: int) -> Citation:
    """The citation of `document.text[start:end]`.

    Raises ValueError when the span is empty or lies outside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"no characters {start}:{end} in {document.id}")
    return Citation(
        document=document.id,
        title=document.title,
        version=document.version,
        label=label,
        page=page_at(document.pages, start),
        start=start,
        end=end,
        quote=document.text[start:end],
        authority=document.metadata.authority,
        edition=document.metadata.edition,
    )
