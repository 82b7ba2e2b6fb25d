"""The elements of Formex 4, walked into the tree of an act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.eurlex.act import (
    Footnote,
    Kind,
    Node,
    Words,
    extended,
    flat,
    joined,
    row_of,
    text,
)
from ingest.readers.eurlex.words import MARK, Call, Piece, flow, gathered, raised

DASH = "—"
CONTAINERS = {
    "PREAMBLE": Kind.PREAMBLE,
    "ENACTING.TERMS": Kind.TERMS,
    "FINAL": Kind.FINAL,
    "QUOT.S": Kind.QUOTED,
}
THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")
UNREAD = frozenset({"BIB.INSTANCE", "BIB.INSTANCE.CONS", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP"})
BLOCK_NAMES = (
    "P LIST ITEM NP TXT ALINEA PARAG ARTICLE DIVISION SUBDIV QUOT.S TITLE TI STI TI.ART STI.ART "
    "TBL GR.TBL CORPUS ROW BLK GR.SEQ CONTENTS DLIST DLIST.ITEM GR.VISA VISA VISA.INIT GR.CONSID "
    "GR.CONSID.INIT CONSID PREAMBLE PREAMBLE.INIT PREAMBLE.FINAL ENACTING.TERMS FINAL SIGNATURE "
    "SIGNATORY PL.DATE ANNEX CONS.ANNEX CONS.DOC GR.ANNOTATION ANNOTATION GR.NOTES"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
HEADINGS = frozenset({"TITLE", "TI", "STI", "TI.ART", "STI.ART"})
HEADED = frozenset({"ARTICLE", "DIVISION", "GR.SEQ", "TBL", "ANNEX", "CONS.ANNEX"})


def is_block(element: etree._Element) -> bool:
    return element.tag in BLOCKS


def words_of(element: etree._Element, path: str) -> str:
    return " ".join(element.findtext(path, default="").split())


def grouped(number: str) -> str:
    """“10000000” as it is printed: “10 000 000”."""
    return THOUSANDS.sub(" ", number) if number.strip().isdigit() else number


@dataclass(slots=True)
class Walker:
    """Walks the files of an act, keeping their footnotes; those of a file are its own."""

    notes: dict[str, Footnote] = field(default_factory=dict)
    files: int = 0
    count: int = 0

    def begin_file(self) -> None:
        self.files += 1
        self.count = 0

    # The parts of an act

    def main(self, root: etree._Element) -> tuple[Node, list[Node]]:
        """The act itself, and the annexes in the same file."""
        title: tuple[Words, ...] = ()
        nodes: list[Node] = []
        annexes: list[Node] = []
        for part in parts_of(root):
            if part.tag == "TITLE" and not title:
                title, _ = self.heading(part)
            elif part.tag in ("ANNEX", "CONS.ANNEX"):
                annexes.append(self.annex(part))
            elif part.tag not in UNREAD:
                nodes += self.nodes(part)
        return Node(Kind.ACT, heading=title, content=tuple(nodes)), annexes

    def annex(self, root: etree._Element) -> Node:
        heading, _ = self.titled(root)
        return Node(Kind.ANNEX, heading=heading, content=self.content(root))

    def titled(self, element: etree._Element) -> tuple[tuple[Words, ...], str]:
        """The lines of an element's title, and the number it begins with."""
        title = element.find("TITLE")
        return ((), "") if title is None else self.heading(title)

    def heading(self, title: etree._Element) -> tuple[tuple[Words, ...], str]:
        nodes = [node for part in title if part.tag in HEADINGS for node in self.content(part)]
        return tuple(flat(nodes)), nodes[0].number if nodes else ""

    # Content

    def content(self, element: etree._Element) -> tuple[Node, ...]:
        """The nodes in an element, in order; its own heading is none of them."""
        nodes: tuple[Node, ...] = ()
        for part in flow(element, is_block, self.pieces):
            if isinstance(part, Words):
                is_mark = nodes and MARK.fullmatch(part.text)
                nodes = extended(nodes, part) if is_mark else (*nodes, text(part))
            elif element.tag not in HEADED or part.tag not in HEADINGS:
                nodes += self.nodes(part)
        return nodes

    def nodes(self, element: etree._Element) -> tuple[Node, ...]:
        """What an element is in the tree: a node, several, or what is inside it."""
        if kind := CONTAINERS.get(element.tag):
            return (Node(kind, content=self.content(element)),)
        match element.tag:
            case "DIVISION" | "GR.SEQ":
                return self.division(element)
            case "ARTICLE":
                return (self.article(element),)
            case "PARAG":
                return (self.numbered(Kind.PARAGRAPH, element, "NO.PARAG"),)
            case "CONSID":
                return self.recital(element)
            case "NP":
                return (self.numbered(Kind.POINT, element, "NO.P"),)
            case "LIST":
                return tuple(self.items(element))
            case "TBL":
                return tuple(self.table(element))
            case "SIGNATORY":
                return (text(joined(list(flat(self.content(element))), "\n")),)
        return self.content(element)

    def division(self, element: etree._Element) -> tuple[Node, ...]:
        kind = Kind.GROUP if element.tag == "GR.SEQ" else Kind.DIVISION
        heading, number = self.titled(element)
        inner = self.content(element)
        return (Node(kind, heading=heading, number=number, content=inner),) if heading else inner

    def article(self, element: etree._Element) -> Node:
        heading = [
            words
            for part in element
            if part.tag in ("TI.ART", "STI.ART")
            for words in flat(self.content(part))
        ]
        return Node(Kind.ARTICLE, heading=tuple(heading), content=self.content(element))

    def numbered(self, kind: Kind, element: etree._Element, tag: str) -> Node:
        return Node(kind, number=self.number(element, tag), content=self.content(element))

    def number(self, element: etree._Element, tag: str) -> str:
        number = element.find(tag)
        return "" if number is None else gathered(self.inside(number)).text

    def recital(self, element: etree._Element) -> tuple[Node, ...]:
        """A recital is a numbered one; old acts have recitals without a number."""
        inner = self.content(element)
        if len(inner) == 1 and inner[0].kind is Kind.POINT:
            return (replace(inner[0], kind=Kind.RECITAL),)
        return inner

    def items(self, element: etree._Element) -> Iterator[Node]:
        """The items of a list, with the dash that the printed page puts before them."""
        dashed = element.get("TYPE", "") == "DASH"
        for item in element:
            inner = self.content(item) if isinstance(item.tag, str) else ()
            if len(inner) == 1 and inner[0].kind is Kind.POINT and inner[0].number:
                yield inner[0]
            elif inner:
                yield Node(Kind.POINT, number=DASH if dashed else "", content=inner)

    def table(self, element: etree._Element) -> Iterator[Node]:
        """The title of a table and its rows, each on a line, cells between bars."""
        heading, _ = self.titled(element)
        yield from map(text, heading)
        for line in element.iter("ROW"):
            cells = [joined(list(flat(self.content(cell))), " ") for cell in line.iter("CELL")]
            yield Node(Kind.ROW, words=row_of(cells))

    # Words

    def pieces(self, element: etree._Element) -> list[Piece]:
        """An element that runs inline, as pieces of text and calls of footnotes."""
        match element.tag:
            case "NO.P" | "NO.PARAG":
                return []
            case "NOTE":
                return self.note(element)
            case "TERM" | "PREFIX":
                return [*self.inside(element), " "]
            case "QUOT.START" | "QUOT.END":
                return [quotation_mark(element.get("CODE", ""))]
            case "HT" if element.get("TYPE") == "UC":
                return [p.upper() if isinstance(p, str) else p for p in self.inside(element)]
            case "HT" if element.get("TYPE") == "SUP":
                return [raised(p) if isinstance(p, str) else p for p in self.inside(element)]
            case "FT" if element.get("TYPE") == "NUMBER":
                return [grouped(p) if isinstance(p, str) else p for p in self.inside(element)]
        return [] if element.tag in UNREAD else self.inside(element)

    def inside(self, element: etree._Element) -> list[Piece]:
        pieces: list[Piece] = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str):
                pieces += self.pieces(child)
            pieces.append(child.tail or "")
        return pieces

    def next_number(self) -> str:
        self.count += 1
        return str(self.count)

    def note(self, element: etree._Element) -> list[Piece]:
        """The call of a footnote, whose words are put aside. One may be called again."""
        key = f"{self.files}:{element.get('NOTE.REF') or element.get('NOTE.ID', '')}"
        if "NOTE.REF" not in element.attrib and key not in self.notes:
            number = "*" if element.get("NUMBERING") == "STAR" else self.next_number()
            # Kept before its words are read: a note may call another.
            self.notes[key] = Footnote(number, Words())
            words = joined(list(flat(self.content(element))), "\n")
            self.notes[key] = Footnote(number, words)
        return [Call(key)]


def parts_of(root: etree._Element) -> Iterator[etree._Element]:
    """The parts of an act, whether or not they are wrapped for consolidation."""
    for part in root:
        if part.tag == "CONS.DOC":
            yield from parts_of(part)
        elif isinstance(part.tag, str):
            yield part


def quotation_mark(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
