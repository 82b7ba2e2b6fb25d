"""A question set as a table: the rows of a CSV file, as a spreadsheet writes it.

docs/evaluation.md tells the columns.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from corpus.errors import BadQuestionSet
from evals.sets.question import Kind
from evals.sets.rows import Row, Rows, text_of

DELIMITERS: Final = ",;\t"
# Columns with one text, and those whose texts stand between “|”, by their fields.
SINGLE: Final = ("id", "question", "kind", "split", "language", "reason")
SEVERAL: Final = ("answers", "key_facts", "history", "documents")
GOLD: Final = ("document", "quote", "label")
COLUMNS: Final = (*SINGLE, *SEVERAL, *GOLD)
ALSO: Final = {"answer": "answers", "unanswerable": "reason"}
Cells = dict[str, str]


def table_rows(file: Path) -> Rows:
    """The questions of a CSV file, known by their rows where they have no ids; rows of the same id
    are one question, with a quote or label each. Raises BadQuestionSet where the head is off.
    """
    lines = cells_of(file, text_of(file))
    columns = columns_of(file, next(lines, []))
    rows: dict[str, Row] = {}
    problems: list[str] = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        place = f"row {number}"
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(f"{place}: {too_many(cells, columns)}")
            continue
        named = zip(columns, (cell.strip() for cell in cells), strict=False)
        told = {name: cell for name, cell in named if name and cell}
        id = told.setdefault("id", f"row-{number}")
        problems += (f"{place}, {problem}" for problem in loose(told))
        fields = fields_of(told)
        if id not in rows:
            rows[id] = Row(place, fields)
        else:
            earlier = rows[id]
            problems += (f"{place}, {problem}" for problem in differing(fields, earlier))
            rows[id] = Row(earlier.place, with_gold_of(earlier.fields, fields))
    return Rows({"name": file.stem}, tuple(rows.values()), tuple(problems))


def cells_of(file: Path, text: str) -> Iterator[list[str]]:
    """The cells, line by line. Raises BadQuestionSet."""
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(read)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"row {number}: it is not CSV ({error})"
            raise BadQuestionSet(file=file, reason=reason) from error
        yield cells


def columns_of(file: Path, head: Sequence[str]) -> list[str]:
    """The columns by their names, in any case of letters. Raises BadQuestionSet naming the first
    that is not known.
    """
    said = ["_".join(name.lower().split()) for name in head]
    names = [ALSO.get(name, name) for name in said]
    for name in names:
        if name and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            guess = f" (did you mean “{near[0]}”?)" if near else ""
            reason = f"there is no column “{name}”{guess}; there are: {', '.join(COLUMNS)}"
            raise BadQuestionSet(file=file, reason=reason)
        if name and names.count(name) > 1:
            raise BadQuestionSet(file=file, reason=f"it has the column “{name}” more than once")
    if "question" not in names:
        reason = "its first row names no column “question”"
        raise BadQuestionSet(file=file, reason=reason)
    return names


def too_many(cells: Sequence[str], columns: Sequence[str]) -> str:
    return (
        f"it has {len(cells)} cells and the first row has {len(columns)}: "
        "put text that holds the delimiter between quotation marks"
    )


def loose(told: Cells) -> Iterator[str]:
    """What belongs to nothing in a row."""
    if "label" in told and "document" not in told:
        yield "label: name its document beside it, in the column “document”"
    if "document" in told and not told.keys() & {"quote", "label"}:
        yield (
            "document: no quote and no label stands beside it; the documents that alone are to be "
            "asked stand in the column “documents”"
        )


def fields_of(told: Cells) -> dict[str, Any]:
    """The fields of a question from the cells of a row that are not empty."""
    fields: dict[str, Any] = {name: told[name] for name in SINGLE if name in told}
    for name in SEVERAL:
        if name in told:
            fields[name] = [text.strip() for text in told[name].split("|") if text.strip()]
    if "reason" in told:
        fields.setdefault("kind", Kind.UNANSWERABLE.value)
    document = told.get("document", "")
    if "quote" in told:
        fields["quotes"] = [{"document": document, "text": told["quote"]}]
    if "label" in told and document:
        fields["labels"] = [{"document": document, "label": told["label"]}]
    return fields


def differing(fields: dict[str, Any], earlier: Row) -> Iterator[str]:
    """Fields that a further row of a question gives otherwise than its first row."""
    for name in (*SINGLE, *SEVERAL):
        if name in fields and fields[name] != earlier.fields.get(name):
            yield (
                f"{name}: it is not that of {earlier.place}, which has the same id; "
                "give this question an id of its own, or leave the cell empty"
            )


def with_gold_of(fields: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    gold = {n: [*fields.get(n, ()), *more.get(n, ())] for n in ("quotes", "labels")}
    return {**fields, **{name: given for name, given in gold.items() if given}}
