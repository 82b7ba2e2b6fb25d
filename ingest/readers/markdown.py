"""Markdown: headings become the outline, markup goes, the words stay as they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.document import Authority, Document, Metadata, Section
from corpus.errors import BadHead, EmptySource
from ingest.readers.draft import LINE, PARAGRAPH, Draft
from ingest.readers.text import decode

FENCE = "---\n"
# html=False: tags in the source are shown as the characters they are.
PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
MARKERS = ("- ", "1. ")
BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a Markdown file. Raises UnknownEncoding, BadHead, EmptySource."""
    head, body = split_head(decode(data, source), source)
    draft = Draft()
    for block in blocks(SyntaxTreeNode(PARSER.parse(body))):
        write(draft, block)
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    title = head.pop("title", "") or title_in(outline) or PurePath(source).stem
    return Document(
        id=id,
        title=title,
        text=text,
        outline=tuple(replace(s, kind="title") if s.label == title else s for s in outline),
        metadata=metadata_from(head, source),
        notices=draft.notices(),
    )


def title_in(outline: Sequence[Section]) -> str:
    return next((section.label for section in outline if section.level == 1), "")


# The metadata head


def split_head(text: str, source: str) -> tuple[dict[str, str], str]:
    """The metadata head between `---` lines, as strings, and what follows it."""
    if not text.startswith(FENCE):
        return {}, text
    head, fence, body = text.removeprefix(FENCE).partition("\n" + FENCE)
    if not fence:
        return {}, text
    try:
        fields: Any = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2} is not YAML" if mark else "it is not YAML"
        raise BadHead(source=source, reason=line) from error
    if fields is None:
        return {}, body
    if not isinstance(fields, dict):
        raise BadHead(source=source, reason="it has no “name: value” lines")
    return {str(name): str(value) for name, value in fields.items() if value is not None}, body


def metadata_from(head: dict[str, str], source: str) -> Metadata:
    """The known fields of a head; a stranger's other fields are no concern of ours."""
    known = {name: head[name] for name in Metadata.__slots__ if name in head}
    authority = known.pop("authority", Authority.UNSTATED)
    try:
        return Metadata(**known, authority=Authority(authority))
    except ValueError as error:
        names = ", ".join(f"“{name}”" for name in Authority)
        reason = f"authority is “{authority}” and must be one of {names}"
        raise BadHead(source=source, reason=reason) from error


# Blocks and the outline


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


def write(draft: Draft, block: Block) -> None:
    if block.closes:
        draft.close(2)
    elif block.level and (heading := draft.cleaned(block.text)):
        draft.begin(heading, "section", block.level, heading=heading)
    else:
        draft.add(block.text, LINE if block.tight else PARAGRAPH)


def blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    """The blocks of a parsed Markdown text in reading order."""
    for child in node.children:
        match child.type:
            case "heading":
                level = int(child.tag[1]) if node.is_root else 0
                yield Block(" ".join(inline(child).split()), level=level)
            case "bullet_list" | "ordered_list":
                yield from items(child)
            case "table":
                yield from rows(child)
            case "hr":
                yield Block("", closes=node.is_root)
            case "fence" | "code_block":
                yield Block(child.content)
            case "blockquote":
                yield from blocks(child)
            case _:
                yield Block(inline(child))


def items(list_node: SyntaxTreeNode) -> Iterator[Block]:
    """The items of a list, each line with its bullet or number; what is nested is indented."""
    first = int(list_node.attrs.get("start", 1))
    for position, item in enumerate(list_node.children):
        ordered = list_node.type == "ordered_list"
        marker = f"{first + position}. " if ordered else "- "
        for line, block in enumerate(blocks(item)):
            lead = marker if line == 0 else " " * len(marker)
            tight = block.tight or (line == 0 and position > 0) or block.text.startswith(MARKERS)
            yield Block(lead + block.text if block.text else "", tight=tight)


def rows(table: SyntaxTreeNode) -> Iterator[Block]:
    """The rows of a table, a line each, cells between bars."""
    lines = [row for part in table.children for row in part.children]
    for position, row in enumerate(lines):
        cells = (inline(cell).replace("\n", " ") for cell in row.children)
        yield Block(" | ".join(cells) + " |", tight=position > 0)


def inline(node: SyntaxTreeNode) -> str:
    """The words of a paragraph, heading or cell, without their markup."""
    return "".join(words(node)).strip()


def words(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in BREAKS:
        yield BREAKS[node.type]
    elif node.children:
        for child in node.children:
            yield from words(child)
    elif node.type != "inline":
        yield node.content
