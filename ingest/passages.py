"""Document → passages: along the outline, never across a section, never inside a sentence."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from corpus.document import Document, Passage, Section, digest, sections_at
from corpus.sentences import blocks, sentence_spans, trim

Span = tuple[int, int]


def cut(document: Document, longest: int) -> list[Passage]:
    """The passages of a document, in order.

    Each holds at most `longest` characters unless a single sentence is longer. Together they
    hold every character of the text that is not white space.
    """
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    for start, end in stretches(document):
        holders = sections_at(document.outline, start)
        headed = holders[-1] if holders and holders[-1].start == start else None
        for span_start, body, span_end in spans(document, start, end, headed, longest):
            draft = Passage(
                id="",
                document=document.id,
                title=document.title,
                ordinal=len(passages),
                label=holders[-1].label if holders else document.title,
                path=tuple(section.label for section in holders),
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


def stretches(document: Document) -> Iterator[Span]:
    """The spans between neighbouring section boundaries that hold text."""
    edges = {0, len(document.text)}
    for section in document.outline:
        edges |= {section.start, section.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        if span := trim(document.text, start, end):
            yield span


def spans(
    document: Document, start: int, end: int, headed: Section | None, longest: int
) -> Iterator[tuple[int, int, int]]:
    """The spans of a stretch's passages: start, where its own text begins, end."""
    body = headed.body if headed else start
    packed = list(pack(sentence_groups(document, body, end, longest), longest))
    if not headed:
        yield from ((first, first, last) for first, last in packed)
    elif not packed:
        yield start, end, end
    else:
        (first, last), *rest = packed
        yield start, first, last
        yield from ((a, a, b) for a, b in rest)


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
