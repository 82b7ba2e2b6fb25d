"""Text of another act that an amending act quotes: it has no place in the outline.

Formex marks most of it (QUOT.S); HTML shows only its quotation marks.
"""

import re
from collections.abc import Sequence

from ingest.readers.eurlex.act import Kind, Node

OPENING = "‘“„«‚‹»"
PAIRS = {"‘": "’", "‚": "‘", "“": "”", "„": "“”", "«": "»", "‹": "›", "»": "«"}
CLOSED = re.compile(r"[’‘”“»«›\"]\s*[.,;:]*$")
# A mark inside a word is an apostrophe.
CLOSING = re.compile(r"(?<!\s)[’‘”“»«›](?!\w)")
LONGEST_TERM = 100
LEAVES = frozenset({Kind.TEXT, Kind.POINT, Kind.ROW})


def quotations(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with every run from an opening quotation mark, at the very beginning of a node,
    to its closing mark as one quoted node.
    """
    found: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if run or opens(node):
            run.append(node)
            if closes(node):
                found.append(Node(Kind.QUOTED, content=tuple(run)))
                run = []
        else:
            found.append(node)
    # A mark that is never closed quotes nothing: better a point too many than an act unread.
    return (*found, *run)


def opens(node: Node) -> bool:
    """Whether a node begins with a quotation that goes on after its own first words."""
    if node.kind not in LEAVES:
        return False
    beginning = (node.number or node.words.text)[:1]
    if not beginning or beginning not in OPENING:
        return False
    return bool(node.number) or not is_term(first_words(node), beginning)


def is_term(text: str, opening: str) -> bool:
    """Whether only a word or two are quoted: “‘applicant’ means …”."""
    closing = next((mark.start() for mark in CLOSING.finditer(text, 1)), None)
    if closing is None or closing > LONGEST_TERM or text[closing] not in PAIRS[opening]:
        return False
    return not CLOSED.search(text) or text.count(text[closing]) > 1


def closes(node: Node) -> bool:
    return bool(CLOSED.search(last_words(node)))


def first_words(node: Node) -> str:
    return node.words.text or next((first_words(inner) for inner in node.content), "")


def last_words(node: Node) -> str:
    return last_words(node.content[-1]) if node.content else node.words.text
