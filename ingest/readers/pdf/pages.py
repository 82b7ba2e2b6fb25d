"""Words of pages → the paragraphs on each, every one with its kind."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.columns import blocks_of
from ingest.readers.pdf.flow import Page
from ingest.readers.pdf.headings import body_size_of, levels_of
from ingest.readers.pdf.notes import calls_in, mark_of, split
from ingest.readers.pdf.paragraphs import Kind, Paragraph, paragraphs_of
from ingest.readers.pdf.words import Line, Word

Columns = list[tuple[list[Paragraph], bool]]  # each with whether it stands sideways
Groups = dict[int, list[Word]]


def pages_of(groups: Sequence[Groups], running: Sequence[Sequence[Line]]) -> list[Page]:
    """The pages, read in columns, without what runs over all of them."""
    columns = [
        columns_of(page, {id(word) for piece in pieces for word in piece.words})
        for page, pieces in zip(groups, running, strict=True)
    ]
    body = body_size_of([p for page in columns for column, _ in page for p in column])
    return with_headings([with_asides(page, body) for page in columns], body)


def columns_of(groups: Groups, left_out: set[int]) -> Columns:
    """The paragraphs of a page, column by column, and whether they stand sideways."""
    return [
        (list(paragraphs_of(block)), position > 0)
        for position, words in enumerate(groups.values())
        for block in blocks_of([word for word in words if id(word) not in left_out])
    ]


def with_asides(columns: Columns, body: float) -> Page:
    """A page with its footnotes, and what stands sideways, apart."""
    upright = [column for column, is_sideways in columns if not is_sideways]
    calls = list(calls_in([line for column in upright for p in column for line in p.lines]))
    called = frozenset(word.text for word in calls)
    parts = [split(column, body, called) for column in upright]
    notes = [note for _, found in parts for note in found]
    marks = {mark_of(note.lines[0]) for note in notes}
    return Page(
        columns=[column for column, _ in parts if column],
        asides=[*notes, *(p for column, is_sideways in columns if is_sideways for p in column)],
        calls=frozenset(id(word) for word in calls if word.text in marks),
    )


def with_headings(pages: Sequence[Page], body: float) -> list[Page]:
    """The pages with headings told from other paragraphs, over the whole document."""
    levels = iter(levels_of([p for page in pages for column in page.columns for p in column], body))
    return [
        replace(
            page, columns=[[marked(p, next(levels)) for p in column] for column in page.columns]
        )
        for page in pages
    ]


def marked(paragraph: Paragraph, level: int) -> Paragraph:
    return replace(paragraph, kind=Kind.HEADING, level=level) if level else paragraph
