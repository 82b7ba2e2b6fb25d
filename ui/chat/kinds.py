"""Which kind of source a document came from, and from which file and folder, in words."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from corpus.record import Holding
from ingest.sources import SHIPPED_NAME
from ui.words import say

EU_LAW: Final = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}\d{4}.*|https?://data\.europa\.eu/eli/.+")
MARKDOWN: Final = frozenset([".md", ".markdown"])
PAGES: Final = frozenset([".html", ".htm", ".xhtml"])
MAIL: Final = frozenset([".eml", ".msg"])
KINDS: Final[tuple[tuple[frozenset[str], Callable[[], str]], ...]] = (
    (frozenset([".pdf"]), lambda: say("PDF")),
    (MARKDOWN, lambda: say("Markdown")),
    (PAGES, lambda: say("Web page")),
    (frozenset([".txt"]), lambda: say("Text")),
    (frozenset([".docx", ".doc", ".odt", ".rtf"]), lambda: say("Word document")),
    (frozenset([".pptx", ".ppt"]), lambda: say("Slides")),
    (frozenset([".xlsx", ".xls", ".csv"]), lambda: say("Table")),
    (frozenset([".epub"]), lambda: say("E-book")),
    (MAIL, lambda: say("Mail")),
    (frozenset([".xml"]), lambda: say("XML")),
)
BY_SUFFIX: Final[Mapping[str, Callable[[], str]]] = {
    suffix: name for suffixes, name in KINDS for suffix in suffixes
}


def kind_of(holding: Holding) -> str:
    """“PDF”, “EU law”; empty where a file's name does not tell."""
    if is_eu_law(holding):
        return say("EU law")
    name = BY_SUFFIX.get(PurePath(holding.origin.source).suffix.lower())
    return name() if name else ""


def is_eu_law(holding: Holding) -> bool:
    return EU_LAW.fullmatch(holding.metadata.identifier) is not None


def file_of(source: str) -> str:
    """The name of a file that the library remembers, without where it is on this machine."""
    return PurePath(source).name


def folder_of(holding: Holding) -> str:
    """The folder a document came from, from the one that was read as a whole; empty for a file
    that was read by itself.
    """
    origin = holding.origin
    if not origin.root:
        return ""
    root = PurePath(origin.root)
    parent = PurePath(origin.source).parent
    within = parent.relative_to(root.parent) if parent.is_relative_to(root) else root.name
    return PurePath(within).as_posix().removeprefix(SHIPPED_NAME)
