"""The numbers of lists and headings, which Word does not store but counts: “7.2”, “(b)”, “iv.”.

People cite by them, so they are part of the text.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import Element, all_of, attribute, child, is_on

BULLET = "-"
LEVEL_NUMBER = re.compile(r"%([1-9])")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST_ROMAN = 3999
LARGEST_LETTERED = 780


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: from `start`, in `format`, shown as `text` (“(%2)”)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_for(self, list_id: str, stated: str, styles: Collection[str]) -> int:
        """The level of a paragraph: as stated, or the one that is linked to one of its styles."""
        if (level := whole(stated, -1)) >= 0:
            return level
        levels = self.levels.get(self.lists.get(list_id, ""), {})
        return next((n for n, linked in levels.items() if linked.style in styles), 0)

    def mark(self, list_id: str, level: int) -> str:
        """Count one more at this level and give what stands before it; empty for no list."""
        definition = self.lists.get(list_id, "")
        levels = self.levels.get(definition, {})
        if level not in levels:
            return ""
        if levels[level].format == "bullet":
            return BULLET
        counts = self._counts.setdefault(definition, {})
        counts[level] = self.next_count(list_id, level, levels[level], counts)
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return LEVEL_NUMBER.sub(
            lambda match: self.shown(levels, counts, int(match[1]) - 1, levels[level].legal),
            levels[level].text,
        ).strip()

    def next_count(self, list_id: str, number: int, level: Level, counts: dict[int, int]) -> int:
        restarted = self.starts.get((list_id, number))
        if restarted is not None and (list_id, number) not in self._begun:
            self._begun.add((list_id, number))
            return restarted
        return counts[number] + 1 if number in counts else level.start

    @staticmethod
    def shown(levels: dict[int, Level], counts: dict[int, int], number: int, legal: bool) -> str:
        """The number of a level within a mark; one that was not counted yet is at its start."""
        level = levels.get(number, Level())
        count = counts.setdefault(number, level.start)
        return formatted(count, "decimal" if legal else level.format)


def numbering_in(root: Element | None) -> Numbering:
    numbering = Numbering()
    for definition in all_of(root, "abstractNum"):
        numbering.levels[attribute(definition, "abstractNumId")] = levels_in(definition)
    for element in all_of(root, "num"):
        id = attribute(element, "numId")
        numbering.lists[id] = attribute(child(element, "abstractNumId"), "val")
        for override in all_of(element, "lvlOverride"):
            start = whole(attribute(child(override, "startOverride"), "val"), -1)
            if start >= 0:
                numbering.starts[id, whole(attribute(override, "ilvl"), 0)] = start
    return numbering


def levels_in(definition: Element) -> dict[int, Level]:
    found = {}
    for element in all_of(definition, "lvl"):
        found[whole(attribute(element, "ilvl"), 0)] = Level(
            start=whole(attribute(child(element, "start"), "val"), 1),
            format=attribute(child(element, "numFmt"), "val") or "decimal",
            text=attribute(child(element, "lvlText"), "val"),
            legal=is_on(element, "isLgl"),
            style=attribute(child(element, "pStyle"), "val"),
        )
    return found


def formatted(count: int, format: str) -> str:
    match format:
        case "lowerLetter" | "upperLetter" if 0 < count <= LARGEST_LETTERED:
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters.upper() if format == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < count <= LARGEST_ROMAN:
            numeral = roman(count)
            return numeral.upper() if format == "upperRoman" else numeral
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
        case _:
            return str(count)


def roman(count: int) -> str:
    numeral = ""
    for value, letters in ROMAN:
        numeral += letters * (count // value)
        count %= value
    return numeral
