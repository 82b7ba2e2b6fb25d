"""Blocks of text, as readers of markup make them before they are written into a draft."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.readers.draft import LINE, PARAGRAPH, Draft

MARKER = re.compile(r" *(?:[-•] |\(?(?:\d{1,3}|[a-z]{1,4})[.)] )")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text on lines of its own.

    `level` is set for headings; `tight` says that no blank line precedes it; `closes` that the
    sections before it end here (a thematic break).
    """

    text: str
    level: int = 0
    tight: bool = False
    closes: bool = False


def write(draft: Draft, blocks: Iterable[Block]) -> None:
    for block in blocks:
        if block.closes:
            draft.close(2)
        elif block.level and (heading := draft.cleaned(block.text)):
            draft.begin(heading, "section", block.level, heading=heading)
        else:
            draft.add(block.text, LINE if block.tight else PARAGRAPH)


def item(marker: str, blocks: Iterable[Block], *, first: bool) -> Iterator[Block]:
    """An item of a list: its first line after the marker, the others indented by as much.

    Items, and a list within an item, follow without a blank line.
    """
    for line, block in enumerate(blocks):
        lead = " " * len(marker) if line else marker
        tight = block.tight or bool(MARKER.match(block.text)) if line else not first
        yield Block(lead + block.text if block.text else "", tight=tight)


def row(cells: Iterable[str]) -> str:
    """A row of a table on one line, a bar behind each cell."""
    return " | ".join(" ".join(cell.split()) for cell in cells).lstrip() + " |"
