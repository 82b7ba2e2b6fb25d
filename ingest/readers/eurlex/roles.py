"""What the elements of EUR-Lex HTML are for, by their class names and ids.

Pages of the Official Journal have class names with the prefix `oj-`, older ones the same without
it, consolidated texts names of their own. All are told apart here and nowhere else.
"""

import re
from enum import StrEnum

from lxml import etree

PREFIX = re.compile(r"^(?:oj|clg)-")


class Role(StrEnum):
    TITLE = "title"  # a line of the title of the act, and after it of an annex
    ACT = "act"  # a line of the title of the act alone
    ANNEX = "annex"  # the first line of the title of an annex
    DIVISION = "division"
    ARTICLE = "article"
    NAME = "name"  # a further line of a heading
    GROUP = "group"
    NOTE = "note"
    FINAL = "final"
    SIGNATORY = "signatory"
    END = "end"
    UNREAD = "unread"
    TEXT = "text"


ROLES = {
    "doc-end": Role.END,
    "doc-ti": Role.TITLE,
    "title-doc-first": Role.ACT,
    "title-doc-last": Role.ACT,
    "title-annex-1": Role.ANNEX,
    "title-annex-2": Role.NAME,
    "ti-section-1": Role.DIVISION,
    "title-division-1": Role.DIVISION,
    "ti-section-2": Role.NAME,
    "title-division-2": Role.NAME,
    "ti-art": Role.ARTICLE,
    "title-article-norm": Role.ARTICLE,
    "sti-art": Role.NAME,
    "stitle-article-norm": Role.NAME,
    "note": Role.NOTE,
    "footnote": Role.NOTE,
    "final": Role.FINAL,
    "signatory": Role.SIGNATORY,
    "hd-date": Role.UNREAD,
    "hd-lg": Role.UNREAD,
    "hd-ti": Role.UNREAD,
    "hd-oj": Role.UNREAD,
    "disclaimer": Role.UNREAD,
    "reference": Role.UNREAD,
    "hd-modifiers": Role.UNREAD,
    "modref": Role.UNREAD,
    "arrow": Role.UNREAD,
    "title-doc-oj-reference": Role.UNREAD,
    "title-fam-member": Role.UNREAD,
    "title-fam-member-star": Role.UNREAD,
    "page-fam-member": Role.UNREAD,
}
CHANGING = re.compile(r"\d{5}[A-Z]{1,2}\d{4}")
GROUP = re.compile(r"(?:ti-grseq|title-gr-seq-level)-(\d)")
UNREAD_NAMES = (
    "script style noscript template head nav header footer button input select form col colgroup "
    "iframe object svg"
)
UNREAD_TAGS = frozenset(UNREAD_NAMES.split())
BLOCK_NAMES = (
    "p div table tbody thead tfoot tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section article "
    "main body blockquote figure hr"
)
BLOCK_TAGS = frozenset(BLOCK_NAMES.split())
# The parts of an act by the beginning of their ids.
DIVISIONS = {
    "prt": "part",
    "tis": "division title",
    "cpt": "chapter",
    "sct": "section",
    "sbs": "subsection",
}
NUMBERED = re.compile(r"(\d{3}[a-z]*)\.(\d{3}[a-z]*)")


def classes(element: etree._Element) -> list[str]:
    """The class names of an element, without the prefix of their time."""
    return [PREFIX.sub("", name) for name in element.get("class", "").split()]


def role(element: etree._Element) -> Role:
    if element.tag in UNREAD_TAGS or names_changes(element):
        return Role.UNREAD
    for name in classes(element):
        if found := ROLES.get(name):
            return found
        if GROUP.fullmatch(name):
            return Role.GROUP
    return Role.TEXT


def names_changes(element: etree._Element) -> bool:
    """Whether an element of a consolidated text names acts that changed it: a link in the text
    or the table behind “Amended by”.
    """
    if element.tag == "table":
        before = element.getprevious()
        return before is not None and "hd-modifiers" in classes(before)
    return element.tag == "a" and bool(CHANGING.match(element.get("title", "")))


def depth(element: etree._Element) -> int:
    """How deep a group of an annex lies: 1 is the outermost."""
    levels = (GROUP.fullmatch(name) for name in classes(element))
    return next((int(level[1]) for level in levels if level), 1)


def is_block(element: etree._Element) -> bool:
    return element.tag in BLOCK_TAGS


def part(element: etree._Element) -> str:
    """The beginning of an id that names a part of an act: `art` of `cpt_I.art_1`."""
    last = element.get("id", "").rpartition(".")[2]
    return last.partition("_")[0] if "_" in last else ""


def is_numbered(element: etree._Element, article: str) -> bool:
    """Whether a block is a numbered paragraph (`007.001`) of this article (`art_7`), or of any
    where the article has no id.
    """
    found = NUMBERED.fullmatch(element.get("id", ""))
    return found is not None and article in ("", found[1].lstrip("0"))
