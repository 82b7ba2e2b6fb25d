"""Where the official original of a document can be read: EUR-Lex, at the provision shown.

An address is built from a CELEX number or an ELI that is well-formed, never from what a document
says of itself in free words. The anchors are those of EUR-Lex's pages: in the Official Journal
`rct_7`, `art_20`, `020.003` (Article 20(3)), `cpt_III.sct_2` and `anx_I`; consolidated texts have
articles and what is above them alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Document, Section, sections_at

HOST: Final = "eur-lex.europa.eu"
ELI_HOST: Final = "data.europa.eu"
CELEX: Final = re.compile(r"[0-9]\d{4}[A-Z]{1,2}\d{4}(?:\(\d{2}\))?", re.ASCII)
CONSOLIDATED: Final = re.compile(r"0\d{4}[A-Z]{1,2}\d{4}-\d{8}", re.ASCII)
ELI: Final = re.compile(
    r"https?://(?:data|eur-lex)\.europa\.eu/(?P<path>eli/(?:reg|dir|dec)(?:_impl|_del)?"
    r"/\d{4}/\d{1,5}(?:/(?:oj|\d{4}-\d{2}-\d{2}))?)",
    re.ASCII,
)
LANGUAGES: Final = frozenset(
    [
        *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it"),
        *("lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
    ]
)
NUMBER = re.compile(r"(?<![\w.])(?P<number>\d{1,3}[a-z]{0,2})(?![\w.])", re.ASCII)
PARAGRAPH = re.compile(r"\((\d{1,3})\)$", re.ASCII)
ROMAN = re.compile(r"(?<!\w)(?P<number>[IVXLC]{1,6})(?!\w)", re.ASCII)
DIVISIONS: Final = {"chapter": "cpt", "section": "sct", "part": "prt", "division title": "tis"}
SECTIONS: Final = re.compile(r"(?<!\w)(?P<number>\d{1,2}|[IVX]{1,4})(?!\w)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Original:
    """The address of an official text, and the host that it leads to."""

    address: str
    host: str


def original(document: Document, at: int) -> Original | None:
    """The official text of a document, at the provision that holds the character `at`."""
    identifier = document.metadata.identifier
    if is_celex(identifier):
        language = document.metadata.language[:2].lower()
        spoken = (language if language in LANGUAGES else "en").upper()
        address = f"https://{HOST}/legal-content/{spoken}/TXT/HTML/?uri=CELEX:{identifier}"
        anchor = anchor_of(sections_at(document.outline, at), document, at)
        return Original(f"{address}#{anchor}" if anchor else address, HOST)
    if found := ELI.fullmatch(identifier):
        return Original(f"https://{ELI_HOST}/{found['path']}", ELI_HOST)
    return None


def is_celex(identifier: str) -> bool:
    """Whether this is a CELEX number, of an act as published or of a consolidated text."""
    return bool(CELEX.fullmatch(identifier) or CONSOLIDATED.fullmatch(identifier))


def anchor_of(path: Sequence[Section], document: Document, at: int) -> str:
    """The anchor of the innermost of these sections that has one, empty where none has."""
    by_kind = {section.kind: section for section in path}
    if "annex" in by_kind:
        return named(by_kind["annex"], ROMAN, "anx_")
    if "recital" in by_kind:
        return named(by_kind["recital"], NUMBER, "rct_")
    if article := by_kind.get("article"):
        paragraph = by_kind.get("paragraph")
        precise = paragraph_anchor(article, paragraph) if paragraph else ""
        is_consolidated = document.metadata.identifier.startswith("0")
        return precise if precise and not is_consolidated else named(article, NUMBER, "art_")
    return division_anchor(path)


def named(section: Section, number: re.Pattern[str], prefix: str) -> str:
    found = number.search(section.label)
    return prefix + found["number"] if found else ""


def paragraph_anchor(article: Section, paragraph: Section) -> str:
    """“020.003” for Article 20(3); articles put in later (“20a”) have none."""
    number, within = NUMBER.search(article.label), PARAGRAPH.search(paragraph.label)
    if not number or not within or not number["number"].isdigit():
        return ""
    return f"{int(number['number']):03}.{int(within[1]):03}"


def division_anchor(path: Sequence[Section]) -> str:
    """“cpt_III.sct_2”: the divisions around, outermost first."""
    steps = []
    for section in path:
        if section.kind in DIVISIONS:
            number = SECTIONS if section.kind == "section" else ROMAN
            steps.append(named(section, number, f"{DIVISIONS[section.kind]}_"))
    return ".".join(steps) if all(steps) else ""
