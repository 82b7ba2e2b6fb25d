"""The words around a quote: as much as one needs to judge it, and no more."""

from collections.abc import Sequence

from corpus.alignment import lines_of
from corpus.document import Document, Section, heading_of, sections_at
from corpus.sentences import sentence_spans, trim

MOST = 1_200  # characters, where the quote itself is not longer

Span = tuple[int, int]


def around(document: Document, start: int, end: int) -> Span:
    """The span of the largest section that holds `text[start:end]` and is short enough; of a
    longer one whole lines around the quote, or whole sentences where the lines are long.
    """
    holders = [s for s in sections_at(document.outline, start) if end <= s.end]
    for section in holders:
        inner = trim(document.text, section.start, section.end)
        if inner and inner[1] - inner[0] <= MOST:
            return min(inner[0], start), max(inner[1], end)
    floor, ceiling = own_part(document, holders, start, end)
    # What begins or ends at these edges is not taken: it would be too long with the quote.
    window = max(floor, start - MOST), min(ceiling, end + MOST)
    return widened(document, (start, end), window)


def headings(document: Document, start: int, end: int) -> tuple[str, ...]:
    """The headings that `text[start:end]` stands under, outermost first."""
    holders = (s for s in sections_at(document.outline, start) if end <= s.end)
    return tuple(heading_of(s, document.text) for s in holders if not s.is_numbered)


def own_part(document: Document, holders: Sequence[Section], start: int, end: int) -> Span:
    """The innermost section of a quote without the sections in it that the quote is not in."""
    low, high = (holders[-1].start, holders[-1].end) if holders else (0, len(document.text))
    for section in document.outline:
        if low <= section.start and section.end <= start:
            low = section.end
        if end <= section.start < high:
            high = section.start
    return low, high


def widened(document: Document, quote: Span, window: Span) -> Span:
    low, high = window
    lines = [(low + a, low + b) for a, b in lines_of(document.text[low:high])]
    found = grown(lines, quote)
    if found[1] - found[0] > MOST:
        found = grown(sentence_spans(document.text, low, high, document.metadata.language), quote)
    inner = trim(document.text, *found)
    return (min(inner[0], quote[0]), max(inner[1], quote[1])) if inner else quote


def grown(spans: Sequence[Span], quote: Span) -> Span:
    """The spans that the quote stands in, with neighbours on both sides while there is room."""
    inside = [i for i, (a, b) in enumerate(spans) if a < quote[1] and b > quote[0]]
    if not inside:
        return quote
    low, high = inside[0], inside[-1]
    while True:
        wider = [
            (first, last)
            for first, last in ((low - 1, high), (low, high + 1))
            if first >= 0 and last < len(spans) and spans[last][1] - spans[first][0] <= MOST
        ]
        if not wider:
            return min(spans[low][0], quote[0]), max(spans[high][1], quote[1])
        # By turns: the side with less of it so far.
        low, high = min(wider, key=lambda w: abs(balance(spans, w, quote)))


def balance(spans: Sequence[Span], run: Span, quote: Span) -> int:
    """How much more of a run of spans stands before the quote than behind it."""
    return (quote[0] - spans[run[0]][0]) - (spans[run[1]][1] - quote[1])
