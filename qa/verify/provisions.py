"""The provisions and acts that a sentence names: articles, recitals, regulations, and numbers
that only name something.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

KINDS = {
    "art": "article", "rec": "recital", "ann": "annex", "par": "paragraph", "cha": "chapter",
    "tit": "title", "sec": "section", "poi": "point",
}  # fmt: skip
PLACE = r"\d+[a-z]?(?:\s?\([0-9a-z]{1,4}\))*"
NUMERAL = r"[IVXL]+\b"
KIND = r"articles?|arts?\.?|recitals?|annex(?:es)?|paragraphs?|chapters?|sections?"
AND = r",\s?|\s(?:and|or|to)\s|,?\s(?:and|or)\s(?:art(?:icle)?s?\.?\s)?"
NAMED = re.compile(
    rf"\b(?P<kind>{KIND})\s"
    rf"(?P<places>(?:{PLACE}|{NUMERAL})(?:(?:{AND})(?:{PLACE}|\(\d+\)|{NUMERAL}))*)",
    re.I,
)
ACT = re.compile(
    r"(?:\b(?P<kind>(?:implementing |delegated )?(?:regulation|directive|decision)s?)\s)?"
    r"(?:\((?P<body>EU|EC|EEC|Euratom|EU, Euratom)\)\s)?(?:No\s)?"
    r"(?<![\w/])(?P<number>\d{2,4}/\d{2,4})(?:/(?P<suffix>EU|EC|EEC))?(?![\d/])",
    re.I,
)
IDENTIFIER = re.compile(
    r"\b(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z])[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*(?:\(\d+\))*\b"
    r"|(?<![\w.,])\d+(?:-\d+){2,}(?!\w)|\b\d{4}/\d{3,}\b"
)
ORDINARY = re.compile(
    r"\d+(?:st|nd|rd|th|m|bn|km|kg|cm|mm|s)|\d+-[a-z]+(?:-[a-z]+)*|[a-z]+-\d+", re.I
)


@dataclass(frozen=True, slots=True)
class Provision:
    """What is named: its `kind` (“article”, “act”, “identifier”), its `place` (“16(2)”)."""

    kind: str
    place: str
    start: int
    end: int
    text: str

    def carries(self, other: "Provision") -> bool:
        """Whether this is the other, or a place within it."""
        if self.kind != other.kind:
            return False
        if self.place == other.place:
            return True
        return self.kind != "act" and self.place.startswith(f"{other.place}(")


@lru_cache(maxsize=4_096)
def provisions_of(text: str) -> tuple[Provision, ...]:
    """The provisions and acts that a text names, in order of kind."""
    found: list[Provision] = []
    for match in ACT.finditer(text):
        found.append(Provision("act", match["number"], *match.span(), match.group().strip()))
    for match in NAMED.finditer(text):
        if not any(f.start < match.end() and match.start() < f.end for f in found):
            found += places_of(match)
    for match in IDENTIFIER.finditer(text):
        free = not any(f.start < match.end() and match.start() < f.end for f in found)
        if free and not ORDINARY.fullmatch(match.group()):
            found.append(
                Provision("identifier", match.group().lower(), *match.span(), match.group())
            )
    return tuple(found)


def places_of(match: re.Match[str]) -> list[Provision]:
    kind = KINDS[match["kind"].lower()[:3]]
    places = re.findall(rf"{PLACE}|\(\d+\)|{NUMERAL}", match["places"])
    first = re.sub(r"\(.*", "", places[0]).strip()
    full = [f"{first}{place}" if place.startswith("(") else place for place in places]
    if re.search(r"\bto\b", match["places"]):
        full += between(full)
    said = match.group()
    return [
        Provision(kind, re.sub(r"\s", "", place).lower(), *match.span(), said) for place in full
    ]


def between(places: list[str]) -> list[str]:
    """“recitals 62 to 64” names 63 too."""
    ends = [int(place) for place in places if place.isdigit()]
    return [str(n) for n in range(min(ends) + 1, max(ends))] if len(ends) > 1 else []


def act_kind(text: str) -> str:
    """“regulation” of “Regulation (EU) 2024/1348”, empty where only the number is said."""
    match = re.match(r"(?:implementing |delegated )?(regulation|directive|decision)", text, re.I)
    return match.group(1).lower() if match else ""
