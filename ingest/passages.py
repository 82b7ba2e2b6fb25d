"""Document → passages: along the outline, never across a section, never inside a sentence.

A numbered section of an act (a paragraph with its points, a recital) that fits is one passage.
One that does not is cut at its points, and each of them carries the words that introduce it.
"""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import (
    Document,
    Passage,
    Section,
    digest,
    heading_of,
)
from corpus.sentences import blocks, sentence_spans, trim

Span = tuple[int, int]
LONGEST_INTRODUCTION = 200  # characters of the words that introduce a list, in a point's head


def cut(document: Document, longest: int) -> list[Passage]:
    """The passages of a document, in order.

    Each holds at most `longest` characters unless a single sentence is longer. Together they
    hold every character of the text that is not white space.
    """
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    sections = cut_along(document, longest)
    walk = Walk(sections)
    for start, end in stretches(document, sections):
        for span_start, body, span_end in spans(document, sections, (start, end), longest):
            holders = walk.at(min(body, span_end - 1))
            draft = Passage(
                id="",
                document=document.id,
                title=document.title,
                ordinal=len(passages),
                label=holders[-1].label if holders else document.title,
                path=path_of(document, holders),
                start=span_start,
                body=body,
                end=span_end,
                text=document.text[span_start:span_end],
            )
            passages.append(named(draft, seen))
    return passages


def named(passage: Passage, seen: Counter[str]) -> Passage:
    """The passage with its id: what is embedded, in which document, the how-manieth time."""
    name = passage.embedded_hash
    seen[name] += 1
    id = digest(f"{passage.document}\0{name}\0{seen[name]}")
    fields = {field: getattr(passage, field) for field in Passage.__slots__}
    return Passage(**{**fields, "id": id})


class Walk:
    """The sections that hold an offset, asked for from the first offset to the last."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._ahead = deque(sections)
        self._open: list[Section] = []

    def at(self, offset: int) -> tuple[Section, ...]:
        """The sections that hold the offset, outermost first; no earlier one may follow."""
        while self._ahead and self._ahead[0].start <= offset:
            section = self._ahead.popleft()
            self._leave(section.start)
            self._open.append(section)
        self._leave(offset)
        return tuple(self._open)

    def _leave(self, offset: int) -> None:
        while self._open and self._open[-1].end <= offset:
            self._open.pop()


# Where to cut


def cut_along(document: Document, longest: int) -> list[Section]:
    """The sections whose borders are borders of passages: not those inside of one that stays
    whole, and of footnotes only the list of them all.
    """
    kept: list[Section] = []
    whole_until = 0
    for section in document.outline:
        if section.start < whole_until:
            continue
        kept.append(section)
        own = trim(document.text, section.body, section.end)
        fits = own is None or own[1] - own[0] <= longest
        if section.kind == "notes" or (section.is_numbered and fits):
            whole_until = section.end
    return kept


def stretches(document: Document, sections: Sequence[Section]) -> Iterator[Span]:
    """The spans between neighbouring borders that hold text.

    The heading of an article is no stretch of its own: its first paragraph follows it.
    """
    edges = {0, len(document.text)}
    for section in sections:
        edges |= {section.start, section.end}
    edges -= set(first_paragraphs(document.text, sections))
    for start, end in pairwise(sorted(edges)):
        if span := trim(document.text, start, end):
            yield span


def first_paragraphs(text: str, sections: Sequence[Section]) -> Iterator[int]:
    """Where the first paragraphs of articles start that follow right upon the heading."""
    for section, inner in pairwise(sections):
        follows = section.body <= inner.start and not text[section.body : inner.start].strip()
        if section.kind == "article" and inner.is_numbered and follows:
            yield inner.start


def spans(
    document: Document, sections: Sequence[Section], stretch: Span, longest: int
) -> Iterator[tuple[int, int, int]]:
    """The spans of a stretch's passages: start, where its own text begins, end."""
    start, end = stretch
    body = body_of(sections, document.text, stretch)
    packed = list(pack(sentence_groups(document, body, end, longest), longest))
    if body == start:
        yield from ((first, first, last) for first, last in packed)
    elif not packed:
        yield start, end, end
    else:
        (first, last), *rest = packed
        yield start, first, last
        yield from ((a, a, b) for a, b in rest)


def body_of(sections: Sequence[Section], text: str, stretch: Span) -> int:
    """Where the words of a stretch begin: after the headings and numbers at its start."""
    body, end = stretch
    for section in sections_between(sections, *stretch):
        if not text[body : section.start].strip():
            body = max(body, section.body)
    return min(body, end)


def sections_between(sections: Sequence[Section], start: int, end: int) -> Sequence[Section]:
    """The sections that start in a span."""
    first, last = (bisect_left(sections, edge, key=lambda s: s.start) for edge in (start, end))
    return sections[first:last]


# The head


def path_of(document: Document, holders: Sequence[Section]) -> tuple[str, ...]:
    """The headings above a passage, and above a point the words that introduce its list."""
    steps = [heading_of(s, document.text) for s in holders if not s.is_numbered]
    numbered = [section for section in holders if section.is_numbered]
    steps += [
        introduction
        for outer, inner in pairwise(numbered)
        if (introduction := shortened(document.text[outer.body : inner.start]))
    ]
    return tuple(steps)


def shortened(text: str) -> str:
    """The first line of a text, cut at a word where it is long."""
    line = " ".join(text.strip().partition("\n")[0].split())
    if len(line) <= LONGEST_INTRODUCTION:
        return line
    return line[:LONGEST_INTRODUCTION].rsplit(" ", 1)[0] + " …"


# Sentences


def sentence_groups(document: Document, start: int, end: int, longest: int) -> Iterator[Span]:
    """Paragraphs as one piece where they fit, sentence by sentence where they do not."""
    language = document.metadata.language
    for block in blocks(document.text, start, end):
        sentences = sentence_spans(document.text, *block, language)
        if not sentences:
            continue
        whole = sentences[0][0], sentences[-1][1]
        yield from [whole] if whole[1] - whole[0] <= longest else sentences


def pack(pieces: Iterator[Span], longest: int) -> Iterator[Span]:
    """Join neighbouring pieces as long as the result is not too long."""
    opened: Span | None = None
    for start, end in pieces:
        if opened and end - opened[0] <= longest:
            opened = opened[0], end
            continue
        if opened:
            yield opened
        opened = start, end
    if opened:
        yield opened
