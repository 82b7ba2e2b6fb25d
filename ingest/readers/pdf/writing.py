"""Paragraphs → the text, outline, notes, page map and layout of a document."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.document import Note
from ingest.readers.draft import LINE, PARAGRAPH, Draft, Span
from ingest.readers.pdf.frame import Boxes
from ingest.readers.pdf.hyphens import Vocabulary
from ingest.readers.pdf.notes import mark_of
from ingest.readers.pdf.paragraphs import Kind, Paragraph
from ingest.readers.pdf.prose import Prose, prose_of, with_bullet
from ingest.readers.pdf.words import Line, Word, line_of


@dataclass(slots=True)
class Writing:
    """A draft, and where on the pages its text stands.

    `note_level` is deeper than any heading's: a footnote ends no section.
    """

    vocabulary: Vocabulary
    note_level: int
    is_call: Callable[[Word], bool]
    draft: Draft = field(default_factory=Draft)
    _placed: list[tuple[int, Prose]] = field(default_factory=list)
    _calls: dict[tuple[int, str], int] = field(default_factory=dict)
    _notes: list[tuple[int, str, Span]] = field(default_factory=list)
    _last: Kind = Kind.TEXT

    def write(self, paragraph: Paragraph) -> None:
        if paragraph.kind is Kind.NOTE:
            self._write_note(paragraph)
        elif (prose := self._prose(paragraph.cells)).text:
            if paragraph.kind is Kind.HEADING:
                self.draft.begin(prose.text, "section", paragraph.level, heading=prose.text)
                self._place(self.draft.length - len(prose.text), prose)
            else:
                self._write_text(paragraph, prose)
        self._last = paragraph.kind

    def notes(self) -> tuple[Note, ...]:
        """The footnotes that are called somewhere, in the order they were written."""
        return tuple(
            Note(f"Note {mark}", self._calls[page, mark], start, end)
            for page, mark, (start, end) in self._notes
            if (page, mark) in self._calls
        )

    def places(self) -> tuple[NDArray[np.int32], Boxes]:
        """The page and the box of each character; those between blocks are nowhere."""
        pages, boxes = np.ones(self.draft.length, np.int32), np.zeros((self.draft.length, 4))
        for start, prose in self._placed:
            pages[start : start + len(prose.text)] = prose.pages
            boxes[start : start + len(prose.text)] = prose.boxes
        return np.maximum.accumulate(pages), boxes

    def _write_text(self, paragraph: Paragraph, prose: Prose) -> None:
        if paragraph.kind is Kind.ITEM:
            prose = with_bullet(prose)
        is_listed = self._last is paragraph.kind is not Kind.TEXT
        lead = LINE if paragraph.is_tight and is_listed else PARAGRAPH
        start, _ = self.draft.add(prose.text, lead)
        self._place(start, prose)

    def _write_note(self, paragraph: Paragraph) -> None:
        """A footnote, as a section of its own that begins with its mark in brackets."""
        first, *rest = paragraph.lines
        mark = mark_of(first)
        number = numbered(f"({mark})", first.words[0])
        prose = self._prose([[line_of(first.words[1:]), *rest]])
        self.draft.begin(f"Note {mark}", "note", self.note_level, number=number.text)
        self._place(self.draft.length - len(number.text), number)
        span = self.draft.add(prose.text)
        self.draft.close(self.note_level)
        self._place(span[0], prose)
        self._notes.append((paragraph.page, mark, span))

    def _prose(self, cells: Iterable[Iterable[Line]]) -> Prose:
        prose = prose_of(cells, self.vocabulary, self.is_call)
        self.draft.removed += prose.invisible
        return prose

    def _place(self, start: int, prose: Prose) -> None:
        self._placed.append((start, prose))
        for at, mark in prose.calls:
            page = int(prose.pages[max(at - 1, 0)])
            self._calls.setdefault((page, mark), start + at)


def numbered(number: str, mark: Word) -> Prose:
    """A footnote's number, all of which stands where its mark does."""
    box = mark.sheet.boxes[mark.first : mark.last]
    whole = np.r_[box[:, :2].min(axis=0), box[:, 2:].max(axis=0)]
    pages = np.full(len(number), mark.sheet.number, np.int32)
    return Prose(number, pages, np.tile(whole, (len(number), 1)))


def page_starts(pages: NDArray[np.int32], count: int) -> tuple[int, ...]:
    """The offset at which each of `count` pages starts, by the page of each character."""
    return tuple(np.searchsorted(pages, np.arange(1, count + 1)).tolist())
