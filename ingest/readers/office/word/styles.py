"""The styles of a Word document, as far as they say what text is."""

import re
from dataclasses import dataclass, field

from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import Element, all_of, attribute, child, is_on

HEADING = re.compile(r"heading ([1-9])$", re.I)
DEEPEST_HEADING = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself: an outline level from 0, -1 where it has none; `list` is its
    list's number and the level in it, as written.
    """

    name: str = ""
    based_on: str = ""
    outline_level: int = -1
    list: tuple[str, str] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)

    def chain(self, id: str) -> dict[str, Style]:
        """A style and those it is based on, by their ids."""
        found: dict[str, Style] = {}
        while id in self.by_id and id not in found:
            found[id] = self.by_id[id]
            id = found[id].based_on
        return found

    def heading_level(self, id: str) -> int:
        """The level of headings in this style, 0 for other text."""
        for style in self.chain(id).values():
            if style.name.lower() == "title":
                return 1
            if match := HEADING.match(style.name):
                return int(match[1])
            if style.outline_level >= 0:
                return style.outline_level + 1 if style.outline_level < DEEPEST_HEADING else 0
        return 0

    def list_of(self, id: str) -> tuple[str, str] | None:
        return next((style.list for style in self.chain(id).values() if style.list), None)

    def is_hidden(self, id: str) -> bool:
        return any(style.hidden for style in self.chain(id).values())


def styles_in(root: Element | None) -> Styles:
    return Styles({attribute(s, "styleId"): style_of(s) for s in all_of(root, "style")})


def style_of(element: Element) -> Style:
    paragraph = child(element, "pPr")
    level = attribute(child(paragraph, "outlineLvl"), "val")
    return Style(
        name=attribute(child(element, "name"), "val"),
        based_on=attribute(child(element, "basedOn"), "val"),
        outline_level=whole(level, -1),
        list=list_in(paragraph),
        hidden=is_on(child(element, "rPr"), "vanish"),
    )


def list_in(properties: Element | None) -> tuple[str, str] | None:
    """The list that properties of a paragraph put it in."""
    numbered = child(properties, "numPr")
    if numbered is None:
        return None
    return attribute(child(numbered, "numId"), "val"), attribute(child(numbered, "ilvl"), "val")
