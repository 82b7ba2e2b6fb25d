"""What people cite the parts of an act by.

English texts get English words. In other languages the words are the document's own headings
(“Artikel 7”), and what would need a word that stands nowhere gets a sign instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.eurlex.languages import RECITALS

FIRST_TO_TWELFTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
ORDINALS = FIRST_TO_TWELFTH.split()
ROMAN = re.compile(r"[IVXLCDM]+[a-zA-Z]?")
SHORT_NAME = re.compile(r"(?P<word>[^\W\d_]+)\s+(?P<number>[IVXLC]+[a-z]?|\d+[a-z]?|[A-Z])\b[.:)]?")
PUNCTUATION = "()[].:‘’“”„«»\"' "
DASHES = frozenset("—–-‒―•·")
LONGEST_NAME = 60
DIVISIONS = {
    "part": "part",
    "title": "division title",
    "chapter": "chapter",
    "section": "section",
    "subsection": "subsection",
    "sub-section": "subsection",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a list stands: the label it is cited in, what joins its points to that, and the
    point it is nested in (“(3)(b)”, “3.1”).
    """

    stem: str
    language: str
    joint: str = ""
    path: str = ""

    @property
    def label(self) -> str:
        return f"{self.stem}{self.joint}{self.path}" if self.path else self.stem

    def point(self, number: str) -> "Scope":
        """The scope of a point: “Article 20(3)” and “(b)” make “Article 20(3)(b)”."""
        bare = number.strip(PUNCTUATION)
        if self.path and bare.startswith(f"{self.path}."):
            return replace(self, path=bare)
        if self.path or not self.joint:
            return replace(self, path=f"{self.path}({bare})")
        return replace(self, path=bare if bare[:1].isdigit() else f"({bare})")


def within(label: str, language: str) -> Scope:
    """The scope of a list that is cited with a word of its own: “Annex III, point 5”."""
    return Scope(label, language, ", point " if language == "en" else ", ")


def is_number(number: str) -> bool:
    """Whether a point can be cited by its number: a dash is none."""
    return bool(number.strip(PUNCTUATION)) and not set(number) & DASHES


def recital(number: str, language: str) -> str:
    bare = number.strip(PUNCTUATION)
    word = RECITALS.get(language)
    return f"{word} {bare}" if word else f"({bare})"


def paragraph(article: str, number: str) -> str:
    return f"{article}({number.strip(PUNCTUATION)})"


def subparagraph(label: str, position: int, language: str, *, unit: str) -> str:
    """“Article 7(1), second subparagraph”; “Artikel 7(1), ¶ 2”. Positions count from 1."""
    if language != "en":
        return f"{label}, ¶ {position}"
    ordinal = ORDINALS[position - 1] if position <= len(ORDINALS) else f"{position}th"
    return f"{label}, {ordinal} {unit}"


def heading(line: str) -> str:
    """The label a heading's first line gives: “CHAPTER II” is cited as “Chapter II”."""
    named = SHORT_NAME.match(line)
    line = f"{named['word']} {named['number']}" if named else line
    if len(line) > LONGEST_NAME:
        line = line[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    if line != line.upper():
        return line
    return " ".join(word if ROMAN.fullmatch(word) else word.capitalize() for word in line.split())


def is_short(line: str) -> bool:
    """Whether a heading begins with a word and a number to cite it by (“Section A. …”)."""
    return bool(SHORT_NAME.match(line))


def division(name: str, lines: Sequence[str]) -> str:
    """The kind of a division: what the markup says, else the first word of an English heading."""
    return name or DIVISIONS.get(lines[0].split(" ")[0].lower() if lines else "", "division")
