"""Spreadsheets (xlsx, xls): a section for each sheet that is shown, a line for each row."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zipfile import ZipFile

import openpyxl  # type: ignore[import-untyped]
import xlrd  # type: ignore[import-untyped]
from lxml import etree

from corpus.document import Document
from corpus.errors import DamagedSource, EmptySource, LockedSource
from ingest.readers.archive import open_archive, xml_of
from ingest.readers.draft import Draft
from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import all_of, attribute, relation_of, relations, title_in
from ingest.readers.rows import lines
from ingest.readers.titles import title_of

MAIN = "xl/workbook.xml"
OLD_FILE = b"\xd0\xcf\x11\xe0"
OLD_KIND = "Excel 97–2003"
PERCENT = re.compile(r"0(?:\.(0+))?%")
DIGITS = ".15g"  # as many as a spreadsheet keeps of a number
MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that is shown, empty ones included. `hidden` cells that hold something
    are not among them; `uncounted` ones hold a formula without a result.
    """

    name: str
    rows: Sequence[Sequence[str]]
    hidden: int = 0
    uncounted: int = 0


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a workbook. Raises DamagedSource, LockedSource, BombSource, EmptySource."""
    if data.startswith(OLD_FILE):
        title, (sheets, hidden) = "", old_sheets(data, source)
    else:
        archive = open_archive(data, source)
        title, (sheets, hidden) = title_in(archive, source), new_sheets(archive, data, source)
    draft = Draft()
    for sheet in sheets:
        draft.begin(sheet.name, "section", 1, heading=sheet.name)
        for lead, line in lines(sheet.rows):
            draft.add(line, lead)
    if not any(any(map(any, sheet.rows)) for sheet in sheets):
        raise EmptySource(source=source)
    return Document(
        id=id,
        title=title_of([title], (), source),
        text=draft.text(),
        outline=draft.sections(),
        notices=(*notices_of(sheets, hidden), *draft.notices()),
    )


def notices_of(sheets: Sequence[Sheet], hidden: Sequence[str]) -> Iterator[str]:
    if hidden:
        yield f"Hidden sheets left out: {', '.join(hidden)}."
    if count := sum(sheet.hidden for sheet in sheets):
        yield f"Cells of hidden rows and columns left out: {count:,}."
    if count := sum(sheet.uncounted for sheet in sheets):
        yield (
            f"Formulas without a stored result, empty in the text: {count:,}. "
            "Save the workbook once in a spreadsheet program."
        )


# xlsx


def new_sheets(archive: ZipFile, data: bytes, source: str) -> tuple[list[Sheet], list[str]]:
    """The sheets that are shown, and the names of those that are not."""
    parts = relations(archive, MAIN, source)
    sheets, hidden = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what of the layout it passes over
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for entry in all_of(xml_of(archive, MAIN, source), "sheet"):
            name, (kind, part) = attribute(entry, "name"), parts.get(relation_of(entry), ("", ""))
            if attribute(entry, "state") in ("hidden", "veryHidden"):
                hidden.append(name)
            elif kind == "worksheet":
                sheets.append(new_sheet(book[name], unseen_in(archive, part)))
    return sheets, hidden


@dataclass(slots=True)
class Unseen:
    """The hidden rows and columns of a sheet, by number from 1; openpyxl does not give them
    while it reads row by row.
    """

    rows: set[int]
    columns: list[tuple[int, int]]
    uncounted: int = 0

    def hides(self, row: int, column: int) -> bool:
        return row in self.rows or any(first <= column <= last for first, last in self.columns)


def unseen_in(archive: ZipFile, part: str) -> Unseen:
    unseen = Unseen(set(), [])
    names = ("{*}col", "{*}row", "{*}c")
    with archive.open(part) as content:
        for _, element in etree.iterparse(
            content, tag=names, resolve_entities=False, no_network=True
        ):
            is_hidden = element.get("hidden") in ("1", "true")
            if element.tag.endswith("}c"):
                formula, result = element.find("{*}f"), element.find("{*}v")
                unseen.uncounted += formula is not None and (result is None or not result.text)
            elif element.tag.endswith("}col") and is_hidden:
                first, last = element.get("min", ""), element.get("max", "")
                unseen.columns.append((whole(first, 0), whole(last, 0)))
            elif element.tag.endswith("}row"):
                if is_hidden:
                    unseen.rows.add(whole(element.get("r", ""), 0))
                element.clear()
    return unseen


def new_sheet(sheet: Any, unseen: Unseen) -> Sheet:
    """A sheet of openpyxl's."""
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows, hidden = [], 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        shown = []
        for column, cell in enumerate(cells, start=1):
            if not unseen.hides(number, column):
                shown.append("" if cell.value is None else value_of(cell.value, cell.number_format))
            elif cell.value is not None:
                hidden += 1
        rows.append(shown)
    return Sheet(sheet.title, rows, hidden, unseen.uncounted)


def value_of(value: object, number_format: str) -> str:
    """A value as a person reads it in its cell, with all its digits."""
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            percent = PERCENT.search(number_format)
            if percent:
                return f"{value * 100:.{len(percent[1] or '')}f}%"
            return format(value, DIGITS if isinstance(value, float) else "d")
        case datetime() if value.time() == MIDNIGHT:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes" if not value.second else "seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


# xls


def old_sheets(data: bytes, source: str) -> tuple[list[Sheet], list[str]]:
    """The sheets that are shown, and the names of those that are not."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        if "encrypted" in str(error):
            raise LockedSource(source=source) from error
        raise DamagedSource(
            source=source, kind=OLD_KIND, reason="it is no whole workbook"
        ) from error
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    return [old_sheet(book, sheet) for sheet in book.sheets() if not sheet.visibility], hidden


def old_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    rows, hidden = [], 0
    for number in range(sheet.nrows):
        cells = [old_value(book, cell) for cell in sheet.row(number)]
        shown = [not is_hidden(sheet.colinfo_map.get(column)) for column in range(len(cells))]
        if is_hidden(sheet.rowinfo_map.get(number)):
            shown = [False] * len(cells)
        hidden += sum(bool(text) for text, seen in zip(cells, shown, strict=True) if not seen)
        rows.append([text for text, seen in zip(cells, shown, strict=True) if seen])
    return Sheet(sheet.name, rows, hidden)


def is_hidden(info: Any) -> bool:
    return info is not None and bool(info.hidden)


def old_value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            try:
                return value_of(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
            except (xlrd.xldate.XLDateError, OverflowError):
                return value_of(cell.value, "")
        case xlrd.XL_CELL_NUMBER:
            number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return value_of(cell.value, number_format)
        case xlrd.XL_CELL_BOOLEAN:
            return value_of(bool(cell.value), "")
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, ""))
        case _:
            return str(cell.value)
