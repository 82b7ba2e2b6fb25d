"""Passages of documents with what is cited, and what is gold, told apart from the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from evals.metrics.spans import Span

CONTEXT: Final = 220  # characters before and after what is cited, as words allow


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are alike: cited by the numbered citations, and gold or not."""

    text: str
    numbers: tuple[int, ...] = ()
    gold: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters `start:end` of a document, `whole` characters long, in pieces."""

    document: str
    start: int
    end: int
    whole: int
    pieces: tuple[Piece, ...]


def excerpts(
    document: str, text: str, cited: Sequence[tuple[int, Span]], gold: Iterable[Span]
) -> list[Excerpt]:
    """What is cited of one document, by number, within its context; what lies close together
    in one excerpt.
    """
    known = [place for place in gold if place.document == document]
    return [
        Excerpt(document, start, end, len(text), tuple(pieces(text, start, end, cited, known)))
        for start, end in windows(text, [span for _, span in cited])
    ]


def windows(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The spans with their context, those that touch together."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(window(text, span) for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def window(text: str, span: Span) -> tuple[int, int]:
    """A span with what stands around it in its paragraph; where it is all of that, with what
    stands around the paragraph.
    """
    start, end = before(text, span.start), after(text, span.end)
    near = max(start, text.rfind("\n", start, span.start) + 1)
    newline = text.find("\n", span.end, end)
    far = end if newline < 0 else newline
    return (start, end) if (near, far) == (span.start, span.end) else (near, far)


def before(text: str, start: int) -> int:
    """Where the context of a span begins at most: at a word."""
    at = max(0, start - CONTEXT)
    return text.find(" ", at, start) + 1 or start if at else 0


def after(text: str, end: int) -> int:
    """Where the context of a span ends at most: at a word."""
    at = min(len(text), end + CONTEXT)
    if at == len(text):
        return at
    last = text.rfind(" ", end, at)
    return end if last < 0 else last


def pieces(
    text: str, start: int, end: int, cited: Sequence[tuple[int, Span]], gold: Sequence[Span]
) -> Iterator[Piece]:
    spans = [*(span for _, span in cited), *gold]
    edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    for opens, closes in pairwise(sorted({start, end} | edges)):
        numbers = tuple(number for number, span in cited if holds(span, opens, closes))
        yield Piece(text[opens:closes], numbers, any(holds(s, opens, closes) for s in gold))


def holds(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end
