"""Heads and text in the order of a page, assembled into the tree of an act.

A page may wrap a part of an act in an element of its own, or only begin it with a heading: then
it lasts until the next heading of its rank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.eurlex.act import Kind, Node, Words, extended, text
from ingest.readers.eurlex.quotations import OPENING, closes, opens
from ingest.readers.eurlex.words import MARK

FIRST_WORD = re.compile(r"[^\W\d_]{2,}|$")
HEADED = frozenset({Kind.ACT, Kind.ANNEX, Kind.DIVISION, Kind.ARTICLE, Kind.GROUP})
WHOLE = {Kind.ANNEX: 0, Kind.PREAMBLE: 1, Kind.TERMS: 1, Kind.FINAL: 1}
DIVISION, ARTICLE, GROUP, NUMBERED = 10, 100, 200, 300


@dataclass(slots=True)
class Opened:
    """A part that has begun and may go on."""

    kind: Kind
    rank: int
    number: str = ""
    name: str = ""
    heading: list[Words] = field(default_factory=list)
    content: list[Node] = field(default_factory=list)

    def node(self) -> Node:
        return Node(
            self.kind,
            number=self.number,
            heading=tuple(self.heading),
            content=tuple(self.content),
            name=self.name,
        )


@dataclass(slots=True)
class Assembly:
    """What one element holds.

    `unit` is the kind of part the element is (`None` for the page). In an `anchored` page every
    article is in an element with its id: another heading of an article is quoted.
    """

    unit: Kind | None = None
    anchored: bool = False
    name: str = ""
    nodes: list[Node] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    divisions: list[str] = field(default_factory=list)
    headed: bool = False
    quoting: bool = False

    # Headings

    def act(self, words: Words) -> None:
        """A line of the title of the act. A page may print the title again below its own head."""
        current = self.opened[-1] if self.opened else None
        if self.refuses():
            self.add(text(words))
        elif (
            current
            and current.kind is Kind.ACT
            and not current.content
            and words != current.heading[0]
        ):
            current.heading.append(words)
        else:
            self.open(Opened(Kind.ACT, 0, heading=[words]))

    def title(self, words: Words) -> None:
        """A line of a title: the first one is the act's, every later one begins an annex."""
        current = self.opened[-1] if self.opened else None
        if self.refuses():
            self.add(text(words))
        elif current and current.kind in (Kind.ACT, Kind.ANNEX) and not current.content:
            current.heading.append(words)
        elif self.unit is Kind.ANNEX or self.headed:
            self.annex(words)
        else:
            self.open(Opened(Kind.ACT, 0, heading=[words]))

    def annex(self, words: Words) -> None:
        if self.refuses():
            self.add(text(words))
        else:
            self.open(Opened(Kind.ANNEX, 0, heading=[words]))

    def division(self, words: Words) -> None:
        foreign = self.anchored and self.unit is Kind.DIVISION and self.headed
        if self.refuses(words) or self.unit is Kind.ARTICLE or foreign:
            self.add(text(words))
            return
        match = FIRST_WORD.search(words.text)
        word = match[0].casefold() if match else ""
        if word in self.divisions:
            del self.divisions[self.divisions.index(word) :]
        self.divisions.append(word)
        rank = min(DIVISION + len(self.divisions), ARTICLE - 1)
        name = "" if self.headed else self.name
        self.open(Opened(Kind.DIVISION, rank, name=name, heading=[words]))

    def article(self, words: Words) -> None:
        outside = self.unit is not Kind.ARTICLE or self.headed
        foreign = self.anchored and self.unit is not Kind.ANNEX and outside
        if self.refuses(words) or foreign:
            self.add(text(words))
        else:
            self.open(Opened(Kind.ARTICLE, ARTICLE, heading=[words]))

    def group(self, words: Words, depth: int, number: str) -> None:
        if self.refuses() or not self.has(Kind.ANNEX):
            self.add(text(words))
        else:
            self.open(Opened(Kind.GROUP, GROUP + depth, number=number, heading=[words]))

    def numbered(self, number: str, content: Sequence[Node]) -> None:
        """A paragraph that begins with a number: of an article, of an annex, or a recital."""
        if self.refuses() or not (self.has(Kind.ARTICLE) or self.has(Kind.ANNEX)):
            self.add(Node(Kind.POINT, number=number, content=tuple(content)))
            return
        kind = Kind.PARAGRAPH if self.has(Kind.ARTICLE) else Kind.POINT
        self.open(Opened(kind, NUMBERED, number=number, content=list(content)))

    def line(self, words: Words) -> None:
        """A further line of the heading that has just begun."""
        current = self.opened[-1] if self.opened else None
        if current and current.kind in HEADED and not current.content and not self.refuses():
            current.heading.append(words)
        else:
            self.add(text(words))

    def refuses(self, words: Words | None = None) -> bool:
        """Whether no heading is expected here: in a quotation or a cell of a table."""
        if words and words.text[:1] in OPENING:
            return True
        return self.quoting or self.unit in (Kind.POINT, Kind.PARAGRAPH, Kind.FINAL)

    def has(self, kind: Kind) -> bool:
        return any(part.kind is kind for part in self.opened)

    # Content

    def add(self, node: Node) -> None:
        """A node of its own; a whole part of the act ends what it cannot stand in."""
        if node.kind in WHOLE:
            self.close(WHOLE[node.kind])
        elif node.kind is Kind.ARTICLE:
            self.close(ARTICLE)
        elif node.kind is Kind.DIVISION:
            # Within a chapter's own element a section is part of the chapter.
            self.close(DIVISION + 2 if self.unit is Kind.DIVISION else DIVISION)
        if opens(node):
            self.quoting = True
        if closes(node):
            self.quoting = False
        self.here().append(node)

    def words(self, words: Words) -> None:
        """A run of text. What is only punctuation belongs to the text before it."""
        here = self.here()
        if here and MARK.fullmatch(words.text):
            here[:] = extended(here, words)
        else:
            self.add(text(words))

    def here(self) -> list[Node]:
        return self.opened[-1].content if self.opened else self.nodes

    def open(self, part: Opened) -> None:
        self.close(part.rank)
        self.opened.append(part)
        self.headed = True

    def close(self, rank: int = 0) -> None:
        while self.opened and self.opened[-1].rank >= rank:
            node = self.opened.pop().node()
            self.here().append(node)

    def assembled(self) -> tuple[Node, ...]:
        self.close()
        return tuple(self.nodes)
