"""The outline at the side of a document: its sections as links to where they begin.

Articles stand under their chapters, recitals as a row of numbers; what is numbered below an
article is left out. Only the branch that is read is open: the style hides the others, and the
page's script opens the one that is scrolled to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Document, Section
from ui.chat.markup import Markup, element, join
from ui.chat.place import Place
from ui.chat.source import Source
from ui.words import say

FEWEST: Final = 2
MOST: Final = 600  # without recitals
LAST_NUMBER = re.compile(r"\d+\w?(?=\)?$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A section, with those inside it. `heading` is what it says beyond its label."""

    label: str
    heading: str
    kind: str
    start: int
    end: int
    inner: tuple["Entry", ...] = ()


def entries(document: Document) -> tuple[Entry, ...]:
    """The outermost sections, the document's title left out."""
    listed = [s for s in document.outline if not s.is_numbered or s.kind == "recital"]
    listed = [s for s in listed if not is_title(s, document)]
    depth = max((s.level for s in listed), default=0)
    while sum(s.kind != "recital" for s in listed) > MOST and depth > 1:
        listed = [s for s in listed if s.level < depth]
        depth -= 1
    return tuple(nested(listed, document.text))


def is_title(section: Section, document: Document) -> bool:
    return section.start == 0 and section.label == document.title


def nested(sections: Sequence[Section], text: str) -> Iterator[Entry]:
    """Sections in reading order, each with those that lie in it."""
    position = 0
    while position < len(sections):
        section = sections[position]
        after = position + 1
        while after < len(sections) and sections[after].start < section.end:
            after += 1
        inner = tuple(nested(sections[position + 1 : after], text))
        heading = beyond_label(section, text)
        yield Entry(section.label, heading, section.kind, section.start, section.end, inner)
        position = after


def beyond_label(section: Section, text: str) -> str:
    """“Strings”, where the heading is “Article 2 Strings” and the label “Article 2”."""
    if section.is_numbered:
        return ""
    heading = " ".join(text[section.start : section.body].split())
    if heading.lower().startswith(section.label.lower()):
        return heading[len(section.label) :].strip(" .:–—-")
    return ""


def starts(outline: Sequence[Entry]) -> Iterator[int]:
    """Where the sections begin, in reading order."""
    for entry in outline:
        yield entry.start
        yield from starts(entry.inner)


# As markup


def outline_markup(
    view: Source, outline: Sequence[Entry], answer: str = "", *, is_pruned: bool = False
) -> Iterator[Markup]:
    """The outline of a document, nothing where it has hardly any; if `is_pruned` with the branch
    that is read alone, the `closed_branches` being brought later.
    """
    if sum(1 for _ in starts(outline)) < FEWEST:
        return
    yield element(
        "details",
        element("summary", say("Outline")),
        element("nav", branch(view, outline, answer, is_pruned=is_pruned), class_="outline-tree"),
        class_="outline",
    )


def closed_branches(view: Source, outline: Sequence[Entry], answer: str = "") -> Iterator[Markup]:
    """What a pruned outline lacks, in the order of the entries of the class `closed` in it."""
    for entry in outline:
        if is_here(view, entry):
            yield from closed_branches(view, entry.inner, answer)
        elif entry.inner:
            yield branch(view, entry.inner, answer)


def branch(
    view: Source, outline: Sequence[Entry], answer: str, *, is_pruned: bool = False
) -> Markup:
    is_row = all(entry.kind == "recital" for entry in outline)
    items = (item(view, entry, answer, short=is_row, is_pruned=is_pruned) for entry in outline)
    return element("ol", *items, class_="numbers" if is_row else "sections")


def item(
    view: Source, entry: Entry, answer: str, *, short: bool, is_pruned: bool = False
) -> Markup:
    linked = link(view, entry, answer, short=short)
    if is_pruned and entry.inner and not is_here(view, entry):
        return element("li", linked, class_="closed")
    inner = [branch(view, entry.inner, answer, is_pruned=is_pruned)] if entry.inner else []
    return element("li", linked, *inner, class_="here" if is_here(view, entry) else "else")


def is_here(view: Source, entry: Entry) -> bool:
    return entry.start <= view.quoted[0] < entry.end


def link(view: Source, entry: Entry, answer: str, *, short: bool) -> Markup:
    place = Place(
        view.document.id, view.generation, entry.start, entry.start, view.holding.version, answer
    )
    id = {"id": f"to-{entry.start}"} if is_innermost(entry) else {}
    return element("a", *named(entry, short=short), href=place.fragment, dir="auto", **id)


def is_innermost(entry: Entry) -> bool:
    """Whether nothing inside it begins where it does."""
    return not entry.inner or entry.inner[0].start > entry.start


def named(entry: Entry, *, short: bool) -> Iterator[Markup]:
    number = LAST_NUMBER.search(entry.label) if short else None
    if number:
        yield element("span", entry.label[: number.start()], class_="unseen")
        yield join(number[0])
        return
    yield element("span", entry.label, class_="outline-label")
    if entry.heading:
        yield join(" ", element("span", entry.heading, class_="outline-heading"))
