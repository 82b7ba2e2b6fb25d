"""Paragraphs of pages → one text: joined where a sentence goes on in the next column or page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf.hyphens import HYPHENS
from ingest.readers.pdf.markers import ends_sentence
from ingest.readers.pdf.paragraphs import Kind, Paragraph
from ingest.readers.pdf.words import are_alike

CAPTION = re.compile(
    r"(fig|figure|table|tableau|chart|graph|box|abb|tabelle)\b\.?\s*\d", re.IGNORECASE
)
MOST_BETWEEN = 12  # paragraphs, or rows of a table, between two parts of one


@dataclass(frozen=True, slots=True)
class Page:
    """One page's columns, in reading order, and what stands aside of them: footnotes, and text
    that runs along an edge. `calls` are the identities of the words that are but the marks of
    footnotes.
    """

    columns: Sequence[Sequence[Paragraph]] = ()
    asides: Sequence[Paragraph] = ()
    calls: frozenset[int] = frozenset()


def flow(pages: Sequence[Page]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, which never goes back to an earlier page.

    What stands aside ends its page: it comes before a paragraph that goes on over it, so that both
    its sentence and the order of pages stay whole.
    """
    waiting: Paragraph | None = None
    for page, following in pairwise([*pages, Page()]):
        for column in page.columns:
            rest = list(column)
            if waiting and (position := continuation_in(rest, waiting)) is not None:
                waiting = joined(waiting, rest.pop(position))
            for paragraph in rest:
                if waiting:
                    yield waiting
                waiting = paragraph
        if page.asides and waiting and not runs_over(waiting, page, following):
            yield waiting
            waiting = None
        yield from page.asides
    if waiting:
        yield waiting


def runs_over(last: Paragraph, page: Page, following: Page) -> bool:
    """Whether a paragraph that began on this page goes on on the next one."""
    first = next(iter(following.columns), ())
    return last.page == page.asides[0].page and continuation_in(first, last) is not None


def continuation_in(column: Sequence[Paragraph], last: Paragraph) -> int | None:
    """Which paragraph of a column goes on with the last one: the first, or one under a figure
    or a table at the top.
    """
    for position, paragraph in enumerate(column[: MOST_BETWEEN + 1]):
        if goes_on(last, paragraph) and (not position or paragraph.text[0].islower()):
            return position
        is_body = are_alike(last.lines[-1], paragraph.lines[0]) and paragraph.kind is not Kind.ROW
        if is_body and not CAPTION.match(paragraph.text):
            return None
    return None


def goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Whether the first paragraph of a column goes on with a sentence of the last one."""
    if last.kind not in (Kind.TEXT, Kind.ITEM) or first.kind is not Kind.TEXT:
        return False
    if not are_alike(last.lines[-1], first.lines[0]) or last.is_bold != first.is_bold:
        return False
    text = last.text.rstrip("0123456789*†‡ ")
    if ends_sentence(text) or CAPTION.match(first.text):
        return False
    return first.text[0].islower() or last.is_full or text.endswith((",", *HYPHENS))


def joined(last: Paragraph, first: Paragraph) -> Paragraph:
    return replace(last, cells=((*last.lines, *first.lines),), is_full=first.is_full)
