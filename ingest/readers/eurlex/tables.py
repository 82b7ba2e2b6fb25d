"""Tables of EUR-Lex HTML: those that hold data, and those that only set a list."""

import re

from lxml import etree

from ingest.readers.eurlex.inline import words
from ingest.readers.eurlex.roles import classes

LABEL = re.compile(r"[‘“„«»\"']?\(?[\w.*]{1,8}[.)]{1,2}|\d[\d.]{0,6}[a-z]?|[—–\-•·]")
DATA_TABLES = frozenset({"table", "borderOj"})
SECTIONS = frozenset({"tbody", "thead", "tfoot"})


def rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, not those of tables within it."""
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in SECTIONS:
            found += [row for row in child if row.tag == "tr"]
    return found


def cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def filled(row: etree._Element) -> list[etree._Element]:
    """The cells of a row from the first that holds anything: the empty ones before indent it."""
    found = cells(row)
    while found and not words(found[0]).text:
        del found[0]
    return found


def is_layout(table: etree._Element) -> bool:
    """Whether a table only sets a list: in each row a label and its text, or a text alone."""
    if DATA_TABLES & set(classes(table)):
        return False
    for row in rows(table):
        found = filled(row)
        if len(found) > 2 or any(cell.tag == "th" for cell in found):
            return False
        if len(found) == 2 and not LABEL.fullmatch(words(found[0]).text):
            return False
    return True
