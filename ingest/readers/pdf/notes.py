"""Footnotes at the bottom of a page, and the marks that call them."""

from collections.abc import Iterator, Sequence

from ingest.readers.pdf.markers import NOTE_MARK
from ingest.readers.pdf.paragraphs import Kind, Paragraph, is_raised_mark, starts_note
from ingest.readers.pdf.words import Line, Word

SMALLER = 0.93  # times the size of the body


def calls_in(lines: Sequence[Line]) -> Iterator[Word]:
    """The raised marks behind words."""
    for line in lines:
        for word in line.words[1:]:
            if is_raised_mark(word, line):
                yield word


def split(
    paragraphs: Sequence[Paragraph], body: float, called: frozenset[str]
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs of a column without the footnotes at its end, and these.

    Footnotes are small, and begin with a mark that is raised or `called` on the page.
    """
    first = len(paragraphs)
    while first and paragraphs[first - 1].size <= SMALLER * body:
        first -= 1
    while first < len(paragraphs) and not is_note(paragraphs[first], called):
        first += 1
    notes: list[Paragraph] = []
    for paragraph in paragraphs[first:]:
        if not notes or is_note(paragraph, called):
            notes.append(Paragraph(Kind.NOTE, paragraph.cells))
        else:
            notes[-1] = Paragraph(Kind.NOTE, ((*notes[-1].lines, *paragraph.lines),))
    return [*paragraphs[:first]], notes


def is_note(paragraph: Paragraph, called: frozenset[str]) -> bool:
    line = paragraph.lines[0]
    if paragraph.kind is Kind.ROW or len(line.words) < 2:
        return False
    is_marked = mark_of(line) in called and line.words[1].text[0].isalpha()
    return is_marked or starts_note(line)


def mark_of(line: Line) -> str:
    """The footnote mark a line begins with, without brackets; empty if there is none."""
    mark = NOTE_MARK.fullmatch(line.words[0].text)
    return mark[1] if mark else ""
