"""The styles of an OpenDocument file, as far as they say what is shown and how lists count."""

from dataclasses import dataclass, field

from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import Element, all_of, attribute, child, name_of

FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is marked: a bullet, or a number between `prefix` and `suffix`.

    `shown` is how many levels the number shows (“2.1” shows two).
    """

    bullet: bool = True
    format: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


@dataclass(frozen=True, slots=True)
class Styles:
    """`parents` leads from a style to the one it is based on."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    hidden_texts: set[str] = field(default_factory=set)
    hidden_tables: set[str] = field(default_factory=set)
    hidden_pages: set[str] = field(default_factory=set)

    def hides(self, name: str) -> bool:
        """Whether text in this style, or in one it is based on, is hidden."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self.hidden_texts:
                return True
            seen.add(name)
            name = self.parents.get(name, "")
        return False


def styles_in(*roots: Element | None) -> Styles:
    styles = Styles()
    for root in roots:
        for element in all_of(root, "list-style"):
            styles.lists[attribute(element, "name")] = dict(map(level_of, element))
        for element in all_of(root, "style"):
            name = attribute(element, "name")
            styles.parents[name] = attribute(element, "parent-style-name")
            if attribute(child(element, "text-properties"), "display") == "none":
                styles.hidden_texts.add(name)
            if attribute(child(element, "table-properties"), "display") == "false":
                styles.hidden_tables.add(name)
            if attribute(child(element, "drawing-page-properties"), "visibility") == "hidden":
                styles.hidden_pages.add(name)
    return styles


def level_of(element: Element) -> tuple[int, Level]:
    """A level of a list style, by its number from 1."""
    return whole(attribute(element, "level"), 1), Level(
        bullet=name_of(element) != "list-level-style-number",
        format=FORMATS.get(attribute(element, "num-format"), "decimal"),
        prefix=attribute(element, "num-prefix"),
        suffix=attribute(element, "num-suffix"),
        start=whole(attribute(element, "start-value"), 1),
        shown=whole(attribute(element, "display-levels"), 1),
    )
