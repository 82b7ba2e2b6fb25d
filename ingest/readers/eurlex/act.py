"""An act as a tree: what every dialect is walked into before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on lines of its own, and the notes called in it: (offset, key)."""

    text: str = ""
    calls: tuple[tuple[int, str], ...] = ()


class Kind(StrEnum):
    TEXT = "text"
    ROW = "row"  # of a table of data
    POINT = "point"
    PARAGRAPH = "paragraph"  # a numbered one
    QUOTED = "quoted"  # text of another act, which this one inserts there
    RECITAL = "recital"
    ARTICLE = "article"
    DIVISION = "division"  # part, title, chapter, section
    GROUP = "group"  # a part of an annex under a heading of its own
    ACT = "act"
    PREAMBLE = "preamble"
    TERMS = "terms"  # the enacting terms
    FINAL = "final"  # the closing formula, place, date and signatories
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an act: its own words, or its number or heading and the nodes inside it.

    `name` says what kind of division it is ("chapter"), where the markup says so.
    """

    kind: Kind
    words: Words = Words()
    number: str = ""
    heading: tuple[Words, ...] = ()
    content: tuple["Node", ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's number as it is printed (“3”, “*1”) and its words."""

    number: str
    words: Words


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source says of itself. Empty strings where it says nothing; dates are ISO."""

    celex: str = ""
    eli: str = ""
    language: str = ""
    date: str = ""
    consolidated: str = ""
    journal: str = ""  # date, or the name, of the Official Journal it was published in


@dataclass(frozen=True, slots=True)
class Act:
    """A whole act. Footnotes by their key, in the order of their calls."""

    title: tuple[Words, ...] = ()
    preamble: tuple[Node, ...] = ()
    terms: tuple[Node, ...] = ()
    final: tuple[Node, ...] = ()
    annexes: tuple[Node, ...] = ()
    notes: Mapping[str, Footnote] = field(default_factory=dict)
    facts: Facts = Facts()
    notices: tuple[str, ...] = ()


def act_of(
    main: Node,
    annexes: Sequence[Node],
    notes: Mapping[str, Footnote],
    facts: Facts,
    notices: tuple[str, ...] = (),
) -> Act:
    """The act whose heading is its title. What stands before its first division or article,
    where no element says so, is its preamble.
    """
    explicit = [node for node in main.content if node.kind in (Kind.PREAMBLE, Kind.TERMS)]
    parts: dict[Kind, list[Node]] = {Kind.PREAMBLE: [], Kind.TERMS: [], Kind.FINAL: []}
    current = Kind.TERMS if explicit else Kind.PREAMBLE
    for node in main.content:
        if node.kind in parts:
            parts[node.kind] += node.content
            continue
        if node.kind in (Kind.DIVISION, Kind.ARTICLE):
            current = Kind.TERMS
        is_recital = current is Kind.PREAMBLE and node.kind is Kind.POINT
        parts[current].append(replace(node, kind=Kind.RECITAL) if is_recital else node)
    return Act(
        title=main.heading,
        preamble=tuple(parts[Kind.PREAMBLE]),
        terms=tuple(parts[Kind.TERMS]),
        final=tuple(parts[Kind.FINAL]),
        annexes=tuple(annexes),
        notes=notes,
        facts=facts,
        notices=notices,
    )


def notice_of_pictures(number: int) -> tuple[str, ...]:
    """The sentence that says what of a source no text can hold."""
    if not number:
        return ()
    shown = "1 picture or formula is" if number == 1 else f"{number:,} pictures or formulae are"
    return (f"{shown} not in the text.",)


def text(words: Words) -> Node:
    return Node(Kind.TEXT, words=words)


def joined(lines: Sequence[Words], between: str) -> Words:
    """Several runs of words as one."""
    whole, calls = "", []
    for line in lines:
        start = len(whole) + len(between) if whole else 0
        whole = f"{whole}{between}{line.text}" if whole else line.text
        calls += [(start + offset, key) for offset, key in line.calls]
    return Words(whole, tuple(calls))


def row_of(cells: Sequence[Words]) -> Words:
    """A row of a table: its cells, each with a bar behind it."""
    return joined([joined((cell, Words("|")), " ") for cell in cells], " ")


def extended(nodes: Sequence[Node], words: Words) -> tuple[Node, ...]:
    """The nodes with words put right behind the last character of the last of them."""
    *before, last = nodes
    if last.content:
        longer = replace(last, content=extended(last.content, words))
    else:
        longer = replace(last, words=joined((last.words, words), ""))
    return (*before, longer)


def flat(nodes: Sequence[Node]) -> Iterator[Words]:
    """The lines of nodes and all that is in them, each number with the words behind it."""
    for node in nodes:
        lines = [*node.heading, *([node.words] if node.words.text else []), *flat(node.content)]
        if node.number and lines:
            lines[0] = joined((Words(node.number), lines[0]), " ")
        yield from lines
