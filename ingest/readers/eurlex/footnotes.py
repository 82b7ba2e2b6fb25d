"""The footnotes at the end of a page of EUR-Lex HTML."""

import re
from dataclasses import replace

from lxml import etree

from ingest.readers.eurlex.act import Footnote, Words, joined
from ingest.readers.eurlex.inline import note_key, words
from ingest.readers.eurlex.roles import Role, role

NUMBER = re.compile(r"\(\s*(\*?\w{1,4}|\*+)\s*\)\s*")


def footnotes(root: etree._Element) -> dict[str, Footnote]:
    """The footnotes of a page by the name their calls lead to."""
    notes: dict[str, Footnote] = {}
    last = ""
    for element in root.iter("p"):
        if role(element) is not Role.NOTE:
            continue
        key, whole = note_key(element), words(element)
        if key or not last:
            last = key or f"note {len(notes)}"
            notes[last] = note_of(whole)
        else:
            longer = joined((notes[last].words, whole), "\n")
            notes[last] = replace(notes[last], words=longer)
    return notes


def note_of(whole: Words) -> Footnote:
    """A footnote's words without the number before them."""
    found = NUMBER.match(whole.text)
    if not found:
        return Footnote("", whole)
    return Footnote(found[1], Words(whole.text[found.end() :]))
