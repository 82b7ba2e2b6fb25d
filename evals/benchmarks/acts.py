"""A collection of acts in JSON as pages of the Official Journal, for the EUR-Lex reader to read.

`python -m evals.benchmarks.acts SOURCE_FOLDER TARGET_FOLDER` writes a page for every act. The
collection (mutluesref/eu-migration-reader) holds the title, the recitals and the articles of an
act, and of an article only its blocks of text in a row: which of them are points, and of what,
is told from their numbers. Its chapters are unreliable, so the pages have none.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

PUBLISHED = "22.5.2024"  # all acts of the collection on one day, which their files do not say
NO_BREAK = "\u00a0"

TITLE = re.compile(r"(?P<name>.+?) (?P<day>of \d+ \w+ \d{4}) (?P<subject>.+)", re.DOTALL)
PARAGRAPH = re.compile(r"(\d+)\.\s+")
POINT = re.compile(r"(\((?:\d{1,3}|[a-z]{1,5})\)|—)\s+")
LONE_MARKER = re.compile(r"‘?\(\w+\)")
END_OF_QUOTE = re.compile(r"’[;.,]*\"?$")

ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = [tens + ones for tens in ("", "x") for ones in ONES][1:]
FIRST = frozenset({"(1)", "(a)", "(i)", "—"})


@dataclass(frozen=True)
class Block:
    """A paragraph of text; `quoted` when it is the new text of another act."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Point:
    """A point of a list: its marker, and its blocks and further points in order."""

    marker: str
    content: "list[str | Point]"


Content = str | Point


# From blocks to points


def blocks_of(text: str, *, amends: bool) -> list[Block]:
    """The blocks of an article. With `amends` they may quote the new text of another act."""
    blocks, quoting = [], False
    for block in joined(text.split("\n\n")):
        quoted = quoting or (amends and block.startswith("‘"))
        quoting = quoted and not END_OF_QUOTE.search(block)
        blocks.append(Block(block, quoted))
    return blocks


def joined(texts: Sequence[str]) -> Iterator[str]:
    """The texts, a marker that stands alone put before what it marks."""
    marker = ""
    for text in texts:
        if LONE_MARKER.fullmatch(text):
            marker = f"{text} "
        else:
            yield marker + text
            marker = ""
    if marker:
        yield marker.rstrip()


def paragraphs(blocks: Sequence[Block]) -> list[tuple[int, list[Block]]]:
    """The numbered paragraphs of an article; number 0 has what stands before the first."""
    found: list[tuple[int, list[Block]]] = [(0, [])]
    for block in blocks:
        match = None if block.quoted else PARAGRAPH.match(block.text)
        if match and int(match[1]) == found[-1][0] + 1:
            found.append((int(match[1]), [Block(block.text[match.end() :])]))
        else:
            found[-1][1].append(block)
    return found if found[0][1] else found[1:]


def nested(blocks: Sequence[Block]) -> list[Content]:
    """The blocks with every point under the one it belongs to.

    Words without a number behind a list belong to none of its points; quoted ones do.
    """
    top: list[Content] = []
    points: list[Point] = []  # those still open, outermost first
    introduced = False
    for block in blocks:
        marker, words = marked(block)
        if marker:
            del points[place_among(points, marker, introduced=introduced) :]
        elif not block.quoted:
            points.clear()
        holder = points[-1].content if points else top
        if marker:
            points.append(Point(marker, [words]))
            holder.append(points[-1])
        else:
            holder.append(words)
        introduced = words.endswith(":")
    return top


def marked(block: Block) -> tuple[str, str]:
    """A block's marker, empty where it is no point, and its words."""
    match = None if block.quoted else POINT.match(block.text)
    return (match[1], block.text[match.end() :]) if match else ("", block.text)


def place_among(points: Sequence[Point], marker: str, *, introduced: bool) -> int:
    """How many of the open points a new one lies in.

    Right behind a colon (i) begins a list; elsewhere it may come after (h).
    """
    begins = introduced and marker in FIRST
    before = [] if begins else [n for n, point in enumerate(points) if comes_after(point, marker)]
    return before[-1] if before else len(points)


def comes_after(point: Point, marker: str) -> bool:
    return marker in successors(point.marker)


def successors(marker: str) -> set[str]:
    """The markers that may come next in a list: (i) is a letter and a number."""
    name = marker.strip("()")
    if name == "—":
        return {"—"}
    if name.isdigit():
        return {f"({int(name) + 1})"}
    after = {f"({chr(ord(name) + 1)})"} if len(name) == 1 else set()
    if name in ROMAN[:-1]:
        after.add(f"({ROMAN[ROMAN.index(name) + 1]})")
    return after


# From points to a page


def element(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    """An element with its attributes; `kind` stands for the class."""
    if "kind" in attributes:
        attributes["class"] = attributes.pop("kind")
    made = Element(tag, attributes)
    made.text = text
    made.extend(children)
    return made


def line(kind: str, text: str) -> Element:
    return element("p", text=text, kind=f"oj-{kind}")


def subdivision(id: str, *children: Element) -> Element:
    return element("div", *children, kind="eli-subdivision", id=id)


def page(act: dict[str, Any]) -> str:
    """An act as a page of the Official Journal."""
    body = element(
        "body",
        head(),
        element("hr", kind="oj-separator"),
        element("div", *main_parts(act), kind="eli-container"),
        element("hr", kind="oj-doc-end"),
    )
    title = element("head", element("meta", charset="utf-8"), element("title", text=act["celex"]))
    html = element("html", title, body, xmlns="http://www.w3.org/1999/xhtml")
    text = tostring(html, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def head() -> Element:
    lines = {"date": PUBLISHED, "lg": "EN", "ti": "Official Journal of the European Union"}
    cells = (element("td", line(f"hd-{name}", text)) for name, text in lines.items())
    return table(*cells, element("td", line("hd-oj", "L series")))


def main_parts(act: dict[str, Any]) -> Iterator[Element]:
    match = TITLE.fullmatch(act["title"])
    lines = match.groups() if match else (act["title"],)
    yield element("div", *(line("doc-ti", one) for one in lines), kind="eli-main-title", id="tit_1")
    yield subdivision("pbl_1", *chain.from_iterable(map(recital, act["recitals"])))
    yield subdivision("enc_1", *map(article, act["articles"]))


def recital(given: dict[str, Any]) -> list[Element]:
    """A recital; behind the last one stands the formula of adoption, which is none of it."""
    words, *formula = given["text"].split("\n\n")
    cells = point_table(f"({given['number']})", [line("normal", words)])
    made = subdivision(f"rct_{given['number']}", cells)
    return [made, *(line("normal", block) for block in formula)]


def article(given: dict[str, Any]) -> Element:
    number = given["number"]
    heading, _, text = given["content"].partition("\n")
    name = element("div", line("sti-art", heading), kind="eli-title", id=f"art_{number}.tit_1")
    blocks = blocks_of(text, amends=heading.startswith("Amendment"))
    parts = [paragraph(number, *numbered) for numbered in paragraphs(blocks)]
    label = line("ti-art", f"Article{NO_BREAK}{number}")
    return subdivision(f"art_{number}", label, name, *chain.from_iterable(parts))


def paragraph(article_number: int, number: int, blocks: Sequence[Block]) -> list[Element]:
    """A numbered paragraph, or under number 0 what has no number of its own."""
    if not number:
        return list(map(shown, nested(blocks)))
    first, *rest = blocks
    numbered = Block(f"{number}.{NO_BREAK * 3}{first.text}")
    content = map(shown, nested([numbered, *rest]))
    return [element("div", *content, id=f"{article_number:03}.{number:03}")]


def shown(content: Content) -> Element:
    if isinstance(content, str):
        return line("normal", content)
    return point_table(content.marker, list(map(shown, content.content)))


def point_table(marker: str, content: Sequence[Element]) -> Element:
    """The table of two cells that the Official Journal makes of a point."""
    number = element("td", line("normal", marker), valign="top")
    return table(number, element("td", *content, valign="top"), columns=("4%", "96%"))


def table(*cells: Element, columns: Sequence[str] = ()) -> Element:
    widths = (element("col", width=width) for width in columns)
    row = element("tr", *cells)
    return element("table", *widths, element("tbody", row), width="100%", border="0")


# Files


def convert(source: Path, target: Path) -> list[Path]:
    """Write a page into `target` for each act in `source`, and return their files."""
    target.mkdir(parents=True, exist_ok=True)
    files = []
    for file in sorted(source.glob("*.json")):
        act = json.loads(file.read_text(encoding="utf-8"))
        if "articles" in act:  # the collection's index is no act
            files.append(target / f"{file.stem}.html")
            files[-1].write_text(page(act), encoding="utf-8")
    return files


def main(arguments: list[str] | None = None) -> int:
    """Convert a folder, say what was written, and return the exit code."""
    parser = argparse.ArgumentParser("python -m evals.benchmarks.acts", description=__doc__)
    parser.add_argument("source", type=Path, help="folder of the acts in JSON")
    parser.add_argument("target", type=Path, help="folder for their pages")
    given = parser.parse_args(arguments)
    files = convert(given.source, given.target)
    if not files:
        parser.error(f"there are no acts in {given.source}")
    sys.stdout.writelines(f"{file}\n" for file in files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
