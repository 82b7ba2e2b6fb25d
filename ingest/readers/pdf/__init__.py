"""PDF: the text as a person reads it, with the place of every character on its page.

One page at a time: characters (`sheet`), words and lines (`words`), columns and tables
(`columns`), paragraphs (`paragraphs`). Then the whole document: what runs over its pages
(`running`), headings, footnotes and divided words, and one text of it all (`flow`, `writing`).
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import PurePath

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.document import Document, Metadata, Section, canonical
from corpus.errors import EmptySource, LockedSource, LongSource, ScannedSource
from corpus.layout import Layout, pack
from ingest.readers.invisible import visible
from ingest.readers.pdf.flow import Page, flow
from ingest.readers.pdf.hyphens import vocabulary_of
from ingest.readers.pdf.notices import notices
from ingest.readers.pdf.pages import pages_of
from ingest.readers.pdf.running import running
from ingest.readers.pdf.sheet import Sheet, sheet_of
from ingest.readers.pdf.words import words_of
from ingest.readers.pdf.writing import Writing, page_starts

MOST_PAGES = 2000
LOCKED = frozenset({pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY})
LONGEST_TITLE = 200
LONGEST_LANGUAGE = 32
LANGUAGE = re.compile(r"[A-Za-z]{2}\b")
# What programs write where nobody gave a title.
NO_TITLE = re.compile(
    r"untitled.*|\(?anonymous\)?|microsoft \w+ -.*|.*\.\w{2,4}|document\d*|[\W\d_]*", re.IGNORECASE
)


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a PDF. Raises LockedSource, LongSource, ScannedSource, EmptySource."""
    with closing(opened(data, source)) as pdf:
        if len(pdf) > MOST_PAGES:
            raise LongSource(source=source, pages=len(pdf), limit=MOST_PAGES)
        sheets = list(sheets_of(pdf))
        declared, language = declared_title(pdf), declared_language(pdf)
    words = [words_of(sheet) for sheet in sheets]
    heads = running([next(iter(groups.values()), []) for groups in words])
    pages = pages_of(words, heads)
    unread = unread_in(sheets, pages)
    writing = written(pages)
    text, outline = writing.draft.text(), writing.draft.sections()
    if not text:
        raise ScannedSource(source=source) if unread else EmptySource(source=source)
    title = declared or largest_heading(outline) or PurePath(source).stem
    numbers, boxes = writing.places()
    return Document(
        id=id,
        title=title,
        text=text,
        outline=tuple(replace(s, kind="title") if s.label == title else s for s in outline),
        pages=page_starts(numbers, len(sheets)),
        metadata=Metadata(language=language),
        notes=writing.notes(),
        notices=(*notices(sheets, unread, heads), *writing.draft.notices()),
        layout=Layout(tuple(sheet.size for sheet in sheets), pack(boxes)),
    )


def written(pages: Sequence[Page]) -> Writing:
    """The pages' text as one."""
    columns = (column for page in pages for column in (*page.columns, page.asides))
    paragraphs = [paragraph for column in columns for paragraph in column]
    calls = frozenset[int]().union(*(page.calls for page in pages))
    writing = Writing(
        vocabulary=vocabulary_of(line for paragraph in paragraphs for line in paragraph.lines),
        note_level=1 + max((paragraph.level for paragraph in paragraphs), default=0),
        is_call=lambda word: id(word) in calls,
    )
    for paragraph in flow(pages):
        writing.write(paragraph)
    return writing


def unread_in(sheets: Sequence[Sheet], pages: Sequence[Page]) -> list[int]:
    """The numbers of the pages that show a picture and hold no text of their own."""
    return [
        sheet.number
        for sheet, page in zip(sheets, pages, strict=True)
        if sheet.has_picture and not (page.columns or page.asides)
    ]


# What the file says of itself


def opened(data: bytes, source: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in LOCKED:
            raise LockedSource(source=source) from error
        raise


def sheets_of(pdf: pdfium.PdfDocument) -> Iterator[Sheet]:
    for number in range(1, len(pdf) + 1):
        with closing(pdf[number - 1]) as page:
            yield sheet_of(page, number)


def declared_title(pdf: pdfium.PdfDocument) -> str:
    """The title in the file's head, unless a program put something else there."""
    title = " ".join(pdf.get_metadata_value("Title").split())
    is_title = 0 < len(title) <= LONGEST_TITLE and not NO_TITLE.fullmatch(title)
    return canonical(visible(title)[0]) if is_title else ""


def declared_language(pdf: pdfium.PdfDocument) -> str:
    """The two letters of the language the file says it is in; empty where it does not."""
    buffer = (ctypes.c_ushort * LONGEST_LANGUAGE)()
    pdfium_c.FPDFCatalog_GetLanguage(pdf.raw, buffer, LONGEST_LANGUAGE)
    language = "".join(map(chr, buffer)).partition("\0")[0]
    return language[:2].lower() if LANGUAGE.match(language) else ""


def largest_heading(outline: Sequence[Section]) -> str:
    headings = (section for section in outline if section.kind == "section")
    return next((heading.label for heading in headings if heading.level == 1), "")
