"""What quotes show: the sentences they stand in, and which of their words are quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage
from corpus.sentences import after_bullet, sentence_spans
from qa.verify.claim import Located
from qa.verify.normalise import normalise
from qa.verify.reading import Reading, read
from qa.verify.words import words_of

POINTS_BACK = re.compile(
    r"(?:[\w-]+,? ){0,2}(?:it|they|its|their|this|these|that|those|such|he|she|his|her)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that quotes stand in. `quoted` are the spans of its normal form that are quoted;
    `context` are the keys of the words it stands under (title, headings).
    """

    passage: Passage
    reading: Reading
    quoted: tuple[tuple[int, int], ...]
    context: frozenset[str]

    def is_touched(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.quoted)


def evidence_of(found: Sequence[tuple[Passage, Sequence[Located]]]) -> list[Evidence]:
    """The sentences of each passage that its located quotes touch, in order."""
    sentences: dict[tuple[str, int, int], tuple[Passage, list[tuple[int, int]]]] = {}
    for passage, places in found:
        for start, end in sentences_of(passage):
            for place in places:
                first, last = place.start - passage.start, place.end - passage.start
                if first < end and start < last:
                    key = (passage.id, start, end)
                    spans = sentences.setdefault(key, (passage, []))[1]
                    spans.append((max(first, start), min(last, end)))
    return [
        sentence_evidence(passage, start, end, spans)
        for (_, start, end), (passage, spans) in sentences.items()
    ]


def sentence_evidence(
    passage: Passage, start: int, end: int, spans: Sequence[tuple[int, int]]
) -> Evidence:
    normal = normalise(passage.text[start:end])
    quoted = []
    for first, last in spans:
        inside = [i for i, at in enumerate(normal.origin) if first - start <= at < last - start]
        if inside:
            quoted.append((inside[0], inside[-1] + 1))
    context = context_of(passage)
    if POINTS_BACK.match(normal.text):
        context |= keys_before(passage.text, start)
    return Evidence(passage, read(normal.text), tuple(quoted), context)


def keys_before(text: str, start: int) -> frozenset[str]:
    """The keys of the subject of the sentence before, to which “it” and “these” mostly point."""
    before = [(s, e) for s, e in sentence_spans(text, 0, start)][-1:]
    readings = [read(normalise(text[s:e]).text) for s, e in before]
    return frozenset(k for r in readings for w in r.words if w.start < r.verb for k in w.keys)


def sentences_of(passage: Passage) -> list[tuple[int, int]]:
    """The sentences of a passage, its heading among them."""
    head = passage.body - passage.start
    text = passage.text
    spans = [*sentence_spans(text, 0, head), *sentence_spans(text, head, len(text))]
    return [(after_bullet(text, start, end), end) for start, end in spans]


def context_of(passage: Passage) -> frozenset[str]:
    """The keys of the words that a passage stands under."""
    above = " › ".join((passage.title, *passage.path, passage.label))
    return frozenset(key for word in words_of(normalise(above).text) for key in word.keys)


def together(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The quoted sentences of each passage as one, where there are several."""
    found = []
    for passage in {one.passage.id: one.passage for one in evidence}.values():
        parts = [one for one in evidence if one.passage.id == passage.id]
        if len(parts) > 1:
            found.append(joined(passage, parts))
    return found


def joined(passage: Passage, parts: Sequence[Evidence]) -> Evidence:
    text, quoted = "", []
    for part in parts:
        text += " " if text else ""
        quoted += [(len(text) + start, len(text) + end) for start, end in part.quoted]
        text += part.reading.text
    return Evidence(passage, read(text), tuple(quoted), parts[0].context)
