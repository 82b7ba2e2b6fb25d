"""A tree of HTML → blocks of text, as a browser would set them one below the other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.blocks import Block, item
from ingest.readers.html.tables import grid, is_layout, lines
from ingest.readers.numerals import whole

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "menu", "dir")
PARTS = ("article", "aside", "section", "main", "nav", "header", "footer", "hgroup", "div", "body")
TEXTS = ("p", "pre", "blockquote", "center", "address", "figure", "figcaption", "hr")
FOLDED = ("details", "summary", "dialog", "form", "fieldset", "legend")
TABLED = ("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
LISTED = ("li", "dl", "dt", "dd")
BLOCKS = frozenset((*HEADINGS, *LISTS, *PARTS, *TEXTS, *FOLDED, *TABLED, *LISTED))
DEEPEST = 100  # blocks within one another; what is deeper is set as one
SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
PLAIN = ("b", "i", "em", "strong", "span", "u", "font", "code", "small")
SPACES = re.compile(r"\s+")
RAISED = re.compile(r"[0-9+\-−n]+")
OWN_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]{1,4})[.)]|[•‣▪●○–—·-])\s")
SIGNS = frozenset("↑↩⏎^¶#§🔗⬆")  # a link with such a sign alone is no word of the text
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk is: `holders` are the inline elements that hold blocks; `plain` says that
    headings are no sections here (in a list, a table or a quotation).
    """

    holders: frozenset[HtmlElement]
    plain: bool = False
    depth: int = 0


def blocks(root: HtmlElement) -> Iterator[Block]:
    """The blocks within an element, in reading order."""
    yield from within(root, Place(holders_in(root)))


def holders_in(root: HtmlElement) -> frozenset[HtmlElement]:
    """The elements that are not blocks and have blocks in them."""
    found: set[HtmlElement] = set()
    for element in root.iter(etree.Element):
        if element.tag in BLOCKS:
            holder = element.getparent()
            while holder is not None and holder not in found and holder is not root:
                found.add(holder)
                holder = holder.getparent()
    return frozenset(holder for holder in found if holder.tag not in BLOCKS)


def within(parent: HtmlElement, place: Place) -> Iterator[Block]:
    """The blocks of an element; words between blocks are a paragraph."""
    run = [spaced(parent.text)]
    deeper = Place(place.holders, place.plain, place.depth + 1)
    for child in parent:
        if child.tag in BLOCKS or child in place.holders:
            yield from paragraph(run)
            run = []
            yield from block(child, deeper)
        else:
            run.append(words(child))
        run.append(spaced(child.tail))
    yield from paragraph(run)


def paragraph(run: Iterable[str]) -> Iterator[Block]:
    if text := tidy("".join(run)):
        yield Block(text)


def block(element: HtmlElement, place: Place) -> Iterator[Block]:
    inner = Place(place.holders, True, place.depth)
    match element.tag:
        case _ if place.depth > DEEPEST:
            yield from paragraph([words(element)])
        case tag if tag in HEADINGS:
            heading = " ".join(words(element).split())
            yield Block(heading, level=0 if place.plain else int(tag[1]))
        case tag if tag in LISTS:
            yield from items(element, inner)
        case "dl":
            yield from definitions(element, inner)
        case "table":
            yield from table(element, place)
        case "pre":
            yield Block(verbatim(element))
        case "blockquote":
            yield from within(element, inner)
        case _:
            yield from within(element, place)


# Lists


def items(element: HtmlElement, place: Place) -> Iterator[Block]:
    """The items of a list; a list that stands between items belongs to the one before."""
    number = whole(element.get("start", ""), 1)
    marker, first = "", True
    for child in element:
        inner = list(within(child, place) if child.tag == "li" else block(child, place))
        if child.tag == "li":
            number = whole(child.get("value", ""), number)
            marker = marker_of(element, number, inner)
            number += 1
        elif inner:
            inner[0] = replace(inner[0], text=" " * len(marker) + inner[0].text)
            yield from (replace(line, tight=not first) for line in inner)
            continue
        if inner:
            yield from item(marker, inner, first=first)
            first = False


def marker_of(element: HtmlElement, number: int, inner: list[Block]) -> str:
    """What stands before an item, nothing where its own words begin with a number or bullet."""
    unmarked = re.search(r"list-style(?:-type)?\s*:\s*none", element.get("style", ""))
    if unmarked or (inner and OWN_MARKER.match(inner[0].text)):
        return ""
    if element.tag != "ol":
        return "- "
    counted = element.get("type", "1")
    if counted not in ("a", "A") or not 0 < number <= len(LETTERS):
        return f"{number}. "
    letter = LETTERS[number - 1]
    return f"{letter.upper() if counted == 'A' else letter}. "


def definitions(element: HtmlElement, place: Place) -> Iterator[Block]:
    """Terms, and what they mean indented below them."""
    for child in element:
        if child.tag == "dd":
            yield from item("  ", within(child, place), first=False)
        else:
            yield from block(child, place) if child.tag != "dt" else within(child, place)


# Tables


def table(element: HtmlElement, place: Place) -> Iterator[Block]:
    """The rows of a table of data, a line each; the blocks of one that only sets a page."""
    if is_layout(element):
        yield from within(element, place)
        return
    inner = replace(place, plain=True)
    for caption in element.findall("caption"):
        yield from within(caption, inner)

    def text_of(cell: HtmlElement) -> str:
        return " ".join(line.text.strip() for line in within(cell, inner))

    for position, line in enumerate(lines(grid(element), text_of)):
        yield Block(line, tight=position > 0)


# Words


def words(element: HtmlElement) -> str:
    """The words of an element and all in it, white space as it will be, without its tail."""
    if element.tag in PLAIN and not len(element):  # most are
        return spaced(element.text)
    pieces: list[str] = []
    raised: list[int] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        starts = event == "start"
        if node.tag in BLOCKS or (node.tag == "br" and starts):
            pieces.append("\n")
        elif node.tag == "q":
            pieces.append("“" if starts else "”")
        if node.tag == "sup" and starts:
            raised.append(len(pieces))
        if starts:
            pieces.append(spaced(node.text))
        elif node.tag == "sup":
            at = raised.pop()
            pieces[at:] = [superscript(node, "".join(pieces[at:]).strip())]
        elif node.tag == "a" and is_inside(node) and (node.text or "").strip(" \ufe0e") in SIGNS:
            pieces.pop()
        if not starts and node is not element:
            pieces.append(spaced(node.tail))
    return "".join(pieces)


def is_inside(link: HtmlElement) -> bool:
    """Whether a link leads to a place of its own page."""
    return not len(link) and link.get("href", "").startswith("#")


def superscript(element: HtmlElement, text: str) -> str:
    """Raised words, set so that they do not grow together with what they follow."""
    if any(is_inside(link) for link in element.iter("a")) or element.getparent().tag == "a":
        return text if text.startswith(("[", "(")) else f"[{text}]" if text else ""
    return text.translate(SUPERSCRIPTS) if RAISED.fullmatch(text) else text


def spaced(text: str | None) -> str:
    """Text in which any white space is one space, as a browser shows it."""
    return SPACES.sub(" ", text) if text else ""


def tidy(text: str) -> str:
    """Lines without spaces at their ends or two together, and without empty lines at the ends."""
    lines = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip()
    return re.sub(r"\n{3,}", "\n\n", lines)


def verbatim(element: HtmlElement) -> str:
    """The lines of preformatted text as they stand."""
    pieces = []
    for node in element.iter(etree.Element):
        pieces.append("\n" if node.tag == "br" else node.text or "")
        if node is not element:
            pieces.append(node.tail or "")
    return "".join(pieces).strip("\n")
