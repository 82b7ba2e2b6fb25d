"""The body of a Word document → paragraphs, with the places where notes are called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.readers.blocks import row
from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import Element, all_of, attribute, child, is_on, name_of
from ingest.readers.office.paragraphs import Call, NoteCall, Paragraph, words_of
from ingest.readers.office.word.numbering import BULLET, Numbering
from ingest.readers.office.word.styles import DEEPEST_HEADING, Styles, list_in

INDENT = "  "
SMALLEST_SHOWN = 2  # half points; smaller letters nobody sees
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# Signs of the fonts Symbol and Wingdings, which have places of their own.
SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xA8: "☐", 0x6F: "☐", 0xFE: "☒", 0xFC: "✓", 0xFB: "✗", 0xE0: "→"}
NO_TEXT = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "sectPr"}
BOXES = {"drawing", "pict", "object"}


@dataclass(slots=True)
class Body:
    """Reads the elements of a document in order; `hidden` counts what nobody sees."""

    styles: Styles
    numbering: Numbering
    hidden: Counter[str] = field(default_factory=Counter)

    def paragraphs(self, holder: Element) -> Iterator[Paragraph]:
        """The paragraphs of a body, a cell, a text box or a note."""
        for element in holder:
            match name_of(element):
                case "p":
                    yield from self.paragraph(element)
                case "tbl":
                    yield from self.table(element)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                    yield from self.paragraphs(element)

    def paragraph(self, element: Element) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        text, calls = self.words(element, hidden=self.styles.is_hidden(style))
        if text:
            level = self.styles.heading_level(style)
            outline = whole(attribute(child(properties, "outlineLvl"), "val"), -1)
            if outline >= 0:
                level = outline + 1 if outline < DEEPEST_HEADING else 0
            lead = self.lead(properties, style, heading=bool(level))
            moved = tuple((at + len(lead), key) for at, key in calls)
            yield Paragraph(lead + text, level, bool(lead), calls=moved)
        for box in boxes_in(element):
            yield from self.paragraphs(box)

    def lead(self, properties: Element | None, style: str, *, heading: bool) -> str:
        """What stands before a paragraph of a list: its number or a dash, indented."""
        found = list_in(properties) or self.styles.list_of(style)
        if found is None:
            return ""
        level = self.numbering.level_for(*found, self.styles.chain(style))
        mark = self.numbering.mark(found[0], level)
        if not mark or (heading and mark == BULLET):
            return ""
        return ("" if heading else INDENT * min(level, DEEPEST_HEADING)) + mark + " "

    def words(self, element: Element, *, hidden: bool = False) -> tuple[str, tuple[Call, ...]]:
        """The words of a paragraph on their lines, and where notes are called in them."""
        return words_of(self.pieces(element, hidden))

    def pieces(self, element: Element, hidden: bool) -> Iterator[str | NoteCall]:
        for part in element:
            name = name_of(part)
            if name in NO_TEXT or name in BOXES or name == "AlternateContent":
                continue
            if name == "r":
                yield from self.pieces(part, hidden or self.is_hidden(part))
            elif name in ("footnoteReference", "endnoteReference"):
                yield NoteCall(name.removesuffix("Reference") + attribute(part, "id"))
            elif hidden and name in ("t", "sym"):
                self.hidden["characters"] += len("".join((part.text or " ").split()))
            elif name == "t":
                yield part.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            elif name == "sym":
                yield symbol(part)
            else:
                if name == "den":  # of a fraction in a formula
                    yield "/"
                yield from self.pieces(part, hidden)

    def is_hidden(self, run: Element) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return False
        size = whole(attribute(child(properties, "sz"), "val"), SMALLEST_SHOWN + 1)
        style = attribute(child(properties, "rStyle"), "val")
        shown = child(properties, "vanish") is not None and not is_on(properties, "vanish")
        return (
            size <= SMALLEST_SHOWN
            or is_on(properties, "vanish")
            or (self.styles.is_hidden(style) and not shown)
        )

    def table(self, element: Element) -> Iterator[Paragraph]:
        """The rows of a table, a line each; the paragraphs of one that only sets a page."""
        lines = [list(own_cells(line)) for line in element if name_of(line) == "tr"]
        nested = any(True for _ in element.iterdescendants("{*}tbl"))
        if nested or all(len(cells) <= 1 for cells in lines):
            for cell in (cell for cells in lines for cell in cells):
                yield from self.paragraphs(cell)
            return
        tight = False
        for cells in lines:
            texts = [list(self.paragraphs(cell)) for cell in cells]
            if any(texts):
                line = row(" ".join(p.text for p in cell) for cell in texts)
                keys = [key for cell in texts for p in cell for _, key in p.calls]
                yield Paragraph(line, tight=tight, calls=tuple((len(line), k) for k in keys))
                tight = True


def own_cells(line: Element) -> Iterator[Element]:
    for part in line:
        if name_of(part) == "tc":
            yield part
        elif name_of(part) in ("sdt", "sdtContent", "customXml"):
            yield from own_cells(part)


def symbol(element: Element) -> str:
    code = attribute(element, "char")
    return SYMBOLS.get(int(code, 16) & 0xFF, "") if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def boxes_in(element: Element) -> Iterable[Element]:
    """The text boxes that hang on a paragraph, outermost only, each in one of its two forms."""
    for part in element:
        name = name_of(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            forms = [form for form in part if any(True for _ in all_of(form, "txbxContent"))]
            yield from boxes_in(forms[0]) if forms else ()
        elif name not in ("pPr", "rPr", "del", "moveFrom"):
            yield from boxes_in(part)
