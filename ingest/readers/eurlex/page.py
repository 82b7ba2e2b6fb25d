"""A page of EUR-Lex HTML, walked into the tree of an act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.eurlex.act import Kind, Node, Words, flat, joined, row_of, text
from ingest.readers.eurlex.assembly import Assembly
from ingest.readers.eurlex.inline import pieces, plain, words
from ingest.readers.eurlex.roles import (
    DIVISIONS,
    Role,
    classes,
    depth,
    is_block,
    is_numbered,
    part,
    role,
)
from ingest.readers.eurlex.tables import LABEL, cells, filled, is_layout, rows
from ingest.readers.eurlex.words import flow

# A number and the wide space that printing puts behind it.
WIDE = re.compile(r"\s*(\(?[\w.]{1,8}[.)])\s*(?:\xa0\s*){2,}(?=\S)")
LEADING = re.compile(r"(\(?[\w.]{1,8}[.)]?)\s+(?=\S)")
UNITS = {"pbl": Kind.PREAMBLE, "enc": Kind.TERMS, "fnp": Kind.FINAL}


@dataclass(slots=True)
class Page:
    """`anchored` says that articles have ids, `numbered` that their paragraphs have; `ended` that
    the document has ended and what follows is the site's.
    """

    root: etree._Element
    anchored: bool
    numbered: bool
    ended: bool = False

    def nodes(self) -> tuple[Node, ...]:
        """The act and its annexes, as they stand side by side on the page."""
        return self.content(self.root, Assembly(anchored=self.anchored))

    def content(self, element: etree._Element, assembly: Assembly) -> tuple[Node, ...]:
        self.walk(element, assembly)
        return assembly.assembled()

    def inside(
        self, element: etree._Element, unit: Kind = Kind.POINT, name: str = ""
    ) -> tuple[Node, ...]:
        """What is in an element that is one part of the act."""
        return self.content(element, Assembly(unit, self.anchored, name))

    # Walking

    def walk(self, element: etree._Element, assembly: Assembly) -> None:
        for item in flow(element, is_block, pieces):
            if self.ended:
                return
            if isinstance(item, Words):
                assembly.words(item)
            else:
                self.block(item, assembly)

    def block(self, element: etree._Element, assembly: Assembly) -> None:
        match role(element):
            case Role.UNREAD | Role.NOTE:
                return
            case Role.END:
                self.ended = True
            case Role.SIGNATORY:
                lines = joined(list(flat(self.inside(element))), "\n")
                self.closing((text(lines),), assembly)
            case Role.FINAL:
                self.closing(self.inside(element, Kind.FINAL), assembly)
            case Role.TEXT:
                self.text(element, assembly)
            case heading:
                self.heading(heading, element, assembly)

    def heading(self, found: Role, element: etree._Element, assembly: Assembly) -> None:
        line = words(element)
        if not line.text:
            return
        match found:
            case Role.TITLE:
                assembly.title(line)
            case Role.ACT:
                assembly.act(line)
            case Role.ANNEX:
                assembly.annex(line)
            case Role.DIVISION:
                assembly.division(line)
            case Role.ARTICLE:
                assembly.article(line)
            case Role.GROUP:
                assembly.group(line, depth(element), wide_number(element))
            case _:
                assembly.line(line)

    def closing(self, nodes: tuple[Node, ...], assembly: Assembly) -> None:
        """The closing formula and signatures, within their element or without one."""
        if assembly.unit is Kind.FINAL:
            for node in nodes:
                assembly.add(node)
        else:
            assembly.add(Node(Kind.FINAL, content=nodes))

    def text(self, element: etree._Element, assembly: Assembly) -> None:
        if element.tag == "table":
            for node in self.table(element):
                assembly.add(node)
        elif "grid-container" in classes(element):
            for node in self.grid(element):
                assembly.add(node)
        elif element.tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.paragraph(element, assembly)
        else:
            self.division(element, assembly)

    def division(self, element: etree._Element, assembly: Assembly) -> None:
        """An element that groups others: a part of the act by its id, or nothing in itself."""
        name = part(element)
        if name in UNITS:
            assembly.add(Node(UNITS[name], content=self.inside(element, UNITS[name])))
        elif name == "rct":
            self.recital(element, assembly)
        elif name == "art" and assembly.unit not in (Kind.ARTICLE, Kind.POINT):
            self.within(element, Kind.ARTICLE, assembly)
        elif name in DIVISIONS and assembly.unit is not Kind.ARTICLE:
            self.within(element, Kind.DIVISION, assembly, DIVISIONS[name])
        elif name == "anx":
            self.within(element, Kind.ANNEX, assembly)
        else:
            self.group(element, assembly)

    def group(self, element: etree._Element, assembly: Assembly) -> None:
        article = article_of(element)
        if (article or self.is_free(assembly)) and is_numbered(element, article):
            assembly.add(numbered(Kind.PARAGRAPH, self.inside(element)))
        elif number := stated_number(element):
            assembly.numbered(number, self.inside(element))
        elif "enumeration-spacing" in classes(element):
            self.enumerated(element, assembly)
        elif "eli-title" in classes(element):
            for line in flat(self.inside(element)):
                assembly.line(line)
        else:
            self.walk(element, assembly)

    def is_free(self, assembly: Assembly) -> bool:
        """Whether a numbered paragraph needs no article with an id around it."""
        return not self.anchored and not assembly.refuses()

    def within(
        self, element: etree._Element, unit: Kind, assembly: Assembly, name: str = ""
    ) -> None:
        nodes = self.inside(element, unit, name)
        if unit is Kind.ANNEX and not any(node.kind is unit for node in nodes):
            nodes = (Node(unit, content=nodes),)
        for node in nodes:
            assembly.add(node)

    # Numbers

    def paragraph(self, element: etree._Element, assembly: Assembly) -> None:
        """A line of text, which may begin with a number of its own."""
        line = words(element)
        if number := stated_number(element):
            assembly.numbered(number, [text(line)])
            return
        number = wide_number(element)
        if number and (not self.numbered or assembly.has(Kind.ANNEX)):
            assembly.numbered(number, [text(rest_of(line, number))])
        elif line.text or line.calls:
            assembly.words(line)

    def recital(self, element: etree._Element, assembly: Assembly) -> None:
        nodes = self.inside(element)
        if len(nodes) == 1 and nodes[0].kind is Kind.POINT:
            assembly.add(replace(nodes[0], kind=Kind.RECITAL))
        else:
            assembly.add(numbered(Kind.RECITAL, nodes))

    def enumerated(self, element: etree._Element, assembly: Assembly) -> None:
        """A number and its text side by side, each in a block of its own or both in one."""
        nodes = self.inside(element)
        if len(nodes) > 1 and LABEL.fullmatch(nodes[0].words.text):
            assembly.numbered(nodes[0].words.text, nodes[1:])
        else:
            whole = numbered(Kind.POINT, nodes)
            assembly.numbered(whole.number, whole.content)

    # Lists and tables

    def grid(self, element: etree._Element) -> Iterator[Node]:
        """The points of a list in a consolidated text; an older layout has rows in the grid."""
        columns = [child for child in element if isinstance(child.tag, str)]
        if any("grid-row" in classes(child) for child in columns):
            columns = [column for child in columns for column in child]
        for label, content in zip(columns[::2], columns[1::2], strict=False):
            yield Node(Kind.POINT, number=words(label).text, content=self.inside(content))

    def table(self, element: etree._Element) -> list[Node]:
        """A table of data gives its rows; one that only sets type gives the points it sets."""
        lines = [row for row in rows(element) if filled(row)]
        if is_layout(element):
            return [node for row in lines for node in self.point(filled(row))]
        return [Node(Kind.ROW, words=self.row(row)) for row in lines]

    def point(self, found: list[etree._Element]) -> tuple[Node, ...]:
        inner = self.inside(found[-1])
        if len(found) == 1:
            return inner
        return (Node(Kind.POINT, number=words(found[0]).text, content=inner),)

    def row(self, row: etree._Element) -> Words:
        return row_of([joined(list(flat(self.inside(cell))), " ") for cell in cells(row)])


def article_of(element: etree._Element) -> str:
    """The number of the article an element stands directly in, by its id; empty elsewhere."""
    parent = element.getparent()
    return "" if parent is None else parent.get("id", "").partition("art_")[2]


def stated_number(element: etree._Element) -> str:
    """The number of a paragraph that has an element of its own (in consolidated texts)."""
    found = next((child for child in element if "no-parag" in classes(child)), None)
    return "" if found is None else " ".join(plain(found).split())


def wide_number(element: etree._Element) -> str:
    found = WIDE.match(plain(element))
    return found[1] if found else ""


def rest_of(line: Words, number: str) -> Words:
    """The words behind the number that they begin with."""
    start = len(line.text) - len(line.text.removeprefix(number).lstrip(" "))
    return Words(line.text[start:], tuple((max(at - start, 0), key) for at, key in line.calls))


def numbered(kind: Kind, nodes: tuple[Node, ...]) -> Node:
    """The nodes as one part whose number is the first word of its text."""
    found = LEADING.match(nodes[0].words.text) if nodes else None
    if not found:
        return Node(kind, content=nodes)
    first = replace(nodes[0], words=rest_of(nodes[0].words, found[1]))
    return Node(kind, number=found[1], content=(first, *nodes[1:]))
