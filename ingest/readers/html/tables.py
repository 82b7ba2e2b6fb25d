"""Tables of HTML: which hold data, and their rows as lines."""

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from ingest.readers.blocks import row
from ingest.readers.numerals import whole

PARTS = ("thead", "tbody", "tfoot")
CELLS = ("td", "th")
SETTING = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "article", "section", "iframe")
WIDEST = 500  # columns that a cell may span
Row = dict[int, HtmlElement]


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only sets a page: it says so, has one column, or has pages in its cells."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(element.tag in SETTING for element in table.iterdescendants()):
        return True
    return all(len(cells) <= 1 for cells in grid(table))


def grid(table: HtmlElement) -> list[Row]:
    """The rows: each cell by the column in which it begins, spanned places left free."""
    rows: list[Row] = []
    taken: dict[int, int] = {}  # for how many more rows a column is taken from above
    for line in own_rows(table):
        cells: Row = {}
        column = 0
        below = {c: left - 1 for c, left in taken.items() if left > 1}
        for cell in line.iterchildren(*CELLS):
            while taken.get(column, 0) > 0:
                column += 1
            cells[column] = cell
            width = span(cell, "colspan")
            if (height := span(cell, "rowspan")) > 1:
                below.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
        taken = below
        rows.append(cells)
    return rows


def own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in PARTS:
            yield from child.iterchildren("tr")


def span(cell: HtmlElement, name: str) -> int:
    return min(max(whole(cell.get(name, "").strip(), 1), 1), WIDEST)


def lines(rows: list[Row], text_of: Callable[[HtmlElement], str]) -> Iterator[str]:
    """A line for each row that says something, of the columns that hold something anywhere."""
    texts = [{column: text_of(cell) for column, cell in cells.items()} for cells in rows]
    used = sorted({column for cells in texts for column, text in cells.items() if text})
    for cells in texts:
        if any(cells.values()):
            last = max(column for column, text in cells.items() if text)
            yield row(cells.get(column, "") for column in used if column <= last)
