"""Spreadsheets and files of rows: a line for each row, every value with all its digits."""

import io
from datetime import date, datetime

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedSource, EmptySource
from ingest.readers import rows
from ingest.readers.office import sheets
from ingest.readers.office.sheets import value_of


def workbook(**values: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in values.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_sheet_is_a_section_and_a_row_a_line() -> None:
    data = saved(workbook(One=[["Year", "Sum"], [2024, 1.5]], Two=[["a  b\nc"]]))
    document = sheets.read(data, "d", "s.xlsx")
    assert document.text == "One\n\nYear | Sum |\n2024 | 1.5 |\n\nTwo\n\na b c"
    assert [(s.label, s.kind) for s in document.outline] == [("One", "section"), ("Two", "section")]


def test_empty_rows_part_and_empty_columns_go() -> None:
    data = saved(workbook(S=[[None, "a", None, "b"], [], [None, None, None, "c"]]))
    assert sheets.read(data, "d", "s.xlsx").text == "S\n\na | b |\n\n| c |"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12553, "General", "12553"),
        (3.141592653589793, "0.00", "3.14159265358979"),
        (0.1 + 0.2, "General", "0.3"),
        (2.0, "General", "2"),
        (0.153, "0.0%", "15.3%"),
        (True, "General", "TRUE"),
        (datetime(2024, 5, 14), "yyyy", "2024-05-14"),
        (datetime(2024, 5, 14, 10, 30), "yyyy", "2024-05-14 10:30"),
        (date(2024, 5, 14), "yyyy", "2024-05-14"),
        ("#DIV/0!", "General", "#DIV/0!"),
        (10**20, "General", "100000000000000000000"),
    ],
)
def test_a_value_is_shown_with_all_its_digits(
    value: object, number_format: str, shown: str
) -> None:
    assert value_of(value, number_format) == shown


def test_what_is_hidden_is_left_out_and_reported() -> None:
    book = workbook(S=[["a", "b"], ["c", "d"]], Back=[["secret"]])
    book["Back"].sheet_state = "hidden"
    book["S"].row_dimensions[2].hidden = True
    book["S"].column_dimensions["B"].hidden = True
    document = sheets.read(saved(book), "d", "s.xlsx")
    assert document.text == "S\n\na"
    assert document.notices == (
        "Hidden sheets left out: Back.",
        "Cells of hidden rows and columns left out: 3.",
    )


def test_a_formula_without_a_result_is_reported() -> None:
    document = sheets.read(saved(workbook(S=[["a", "=1+1"]])), "d", "s.xlsx")
    assert document.text == "S\n\na"
    assert "Formulas without a stored result, empty in the text: 1." in document.notices[0]


def test_a_workbook_without_values_is_refused() -> None:
    with pytest.raises(EmptySource, match=r"s\.xlsx"):
        sheets.read(saved(workbook(S=[[]])), "d", "s.xlsx")


def test_a_broken_old_workbook_is_named() -> None:
    with pytest.raises(DamagedSource, match=r"s\.xls cannot be read as Excel 97–2003"):
        sheets.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "d", "s.xls")


# csv


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'a,b\n"1,5","two\nlines"\n', "a | b |\n1,5 | two lines |"),
        (b"a;b\n1,5;2,5\n", "a | b |\n1,5 | 2,5 |"),
        (b"a\tb, c\n1\t2\n", "a | b, c |\n1 | 2 |"),
        (b"only\none\ncolumn", "only\none\ncolumn"),
        (b"a,b\n\nc,d\n", "a | b |\n\nc | d |"),
        (b'a,"' + b"x" * 200_000, "a | " + '"' + "x" * 200_000 + " |"),
        ("é;b\r\nc;d".encode("utf-16"), "é | b |\nc | d |"),
    ],
)
def test_rows_are_cut_where_their_delimiter_stands(data: bytes, expected: str) -> None:
    assert rows.read(data, "d", "r.csv").text == expected


def test_rows_without_a_word_are_refused() -> None:
    with pytest.raises(EmptySource, match=r"r\.csv"):
        rows.read(b",,\n , \n", "d", "r.csv")


CELL = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_cell_of_a_workbook_is_in_the_text(lines: list[list[str]]) -> None:
    book = workbook(S=[])
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            cell = book["S"].cell(number, column, text)
            cell.data_type = "s"  # nothing here is a formula
    text = sheets.read(saved(book), "d", "s.xlsx").text
    assert text.split("\n")[2:] == [" | ".join(line) + " |" for line in lines]
