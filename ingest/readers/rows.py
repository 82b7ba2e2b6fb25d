"""Rows of cells as lines of text, and the files that hold nothing else (csv, tsv)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from corpus.document import Document
from corpus.errors import EmptySource
from ingest.readers.blocks import row
from ingest.readers.draft import LINE, PARAGRAPH, Draft
from ingest.readers.encoding import decode

DELIMITERS = (",", ";", "\t", "|")
ROWS_LOOKED_AT = 100


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a file of rows. Raises UnknownEncoding, EmptySource."""
    decoded = decode(data, source)
    draft = Draft()
    for lead, line in lines(rows_in(decoded.text)):
        draft.add(line, lead)
    if not draft.length:
        raise EmptySource(source=source)
    return Document(
        id=id,
        title=PurePath(source).stem,
        text=draft.text(),
        notices=decoded.notices + draft.notices(),
    )


def lines(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each row that holds something, with what parts it from the one before.

    Columns that are empty all the way down are left out; a cell alone in its row has no bar.
    """
    used = sorted({at for cells in rows for at, text in enumerate(cells) if text.strip()})
    lead = PARAGRAPH
    for cells in rows:
        texts = [cells[at] for at in used if at < len(cells)]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield lead, row(texts) if len(texts) > 1 else " ".join(texts[0].split())
        lead = LINE if texts else PARAGRAPH


def rows_in(text: str) -> list[list[str]]:
    """The rows of a text, cut where its delimiter stands. A cell may hold line ends in quotes."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:  # a cell of more than 131,072 characters: a quotation mark never closed
        return [line.split(delimiter_of(text)) for line in text.split("\n")]


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the most rows into the same number of cells."""
    head = text.split("\n", ROWS_LOOKED_AT)[:ROWS_LOOKED_AT]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(head, delimiter=delimiter))
        several = [(count, width) for width, count in widths.items() if width > 1]
        return max(several, default=(0, 0))

    try:
        return max(DELIMITERS, key=evenness)
    except csv.Error:
        return DELIMITERS[0]
