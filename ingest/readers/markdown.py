"""Markdown: headings become the outline, markup goes, the words stay as they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from corpus.document import Authority, Document, Metadata, Section
from corpus.errors import BadHead, EmptySource
from ingest.readers.blocks import Block, item, row, write
from ingest.readers.draft import Draft
from ingest.readers.encoding import decode

FENCE = "---\n"
# html=False: tags in the source are shown as the characters they are.
PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
PARSER.enable(["table", "strikethrough"])


def reference_but_no_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote is no definition of a link, which would take its words out of the text."""
    is_note = state.src.startswith("[^", state.bMarks[start] + state.tShift[start])
    return not is_note and reference(state, start, end, silent)


PARSER.block.ruler.at("reference", reference_but_no_note)
CONTAINERS = ("blockquote_open", "list_item_open")
BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a Markdown file. Raises UnknownEncoding, BadHead, EmptySource."""
    decoded = decode(data, source)
    head, body = split_head(decoded.text, source)
    draft = Draft()
    tokens = PARSER.parse(body)
    write(draft, blocks(SyntaxTreeNode(tokens)))
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
        notices=decoded.notices + too_deep(tokens) + draft.notices(),
    )


def too_deep(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What to say where the parser stopped, as it does at its deepest level."""
    deepest = PARSER.options["maxNesting"]
    if all(token.type not in CONTAINERS or token.level < deepest - 1 for token in tokens):
        return ()
    return (f"Quotations and lists within one another, {deepest} deep and more, are left out.",)


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
    number = int(list_node.attrs.get("start", 1))
    for position, child in enumerate(list_node.children):
        marker = f"{number + position}. " if list_node.type == "ordered_list" else "- "
        yield from item(marker, blocks(child), first=position == 0)


def rows(table: SyntaxTreeNode) -> Iterator[Block]:
    """The rows of a table, a line each, cells between bars."""
    lines = [line for part in table.children for line in part.children]
    for position, line in enumerate(lines):
        yield Block(row(map(inline, line.children)), tight=position > 0)


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
