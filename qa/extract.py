"""Answer from verbatim sentences: the best sentences of the best passages, as they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage, Section, cite, is_empty, label_at
from corpus.sentences import after_bullet, sentence_spans
from qa.answer import Statement, Support
from qa.evidence import Context, Measures, confidence, measure, score, term_weights
from qa.question import Question
from qa.retrieve import Hit
from qa.terms import content_terms, stands_in, stem, stems

MOST_STATEMENTS = 3
MOST_SECTIONS = 6
NEAR_BEST = 0.15  # of the score: what is further behind the best sentence is left out
ALIKE = 0.7  # share of common stems above which two sentences say the same
ABOUT = 0.6  # share of words that a question and an empty section's heading must share

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what speaks for it."""

    document: Document
    label: str
    start: int
    end: int
    measures: Measures

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def score(self) -> float:
        return score(self.measures)

    @property
    def confidence(self) -> float:
        return confidence(self.measures)

    def statement(self) -> Statement:
        citation = cite(self.document, self.label, self.start, self.end)
        return Statement(citation.quote, Support.VERBATIM, (citation,))


@dataclass(frozen=True, slots=True)
class Searchable:
    """What judging needs to know of the searched part of the library."""

    documents: Mapping[str, Document]
    passages: int
    frequencies: Mapping[str, int]


def candidates(
    question: Question,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    searched: Searchable,
    encode: Encode,
) -> list[Candidate]:
    """Every sentence of the hits with its measures, best first."""
    places = [
        (rank, hit, span)
        for rank, hit in enumerate(hits, start=1)
        for span in sentences_of(searched.documents[hit.passage.document], hit.passage)
    ]
    if not places:
        return []
    texts = [searched.documents[h.passage.document].text[a:b] for _, h, (a, b) in places]
    similarities = encode(texts) @ vector
    weights = term_weights(searched.frequencies, searched.passages, question.own_terms)
    found = [
        Candidate(
            document=searched.documents[hit.passage.document],
            label=label_at(searched.documents[hit.passage.document], start, end),
            start=start,
            end=end,
            measures=measure(
                question,
                text,
                context_of(hit, rank, searched.documents[hit.passage.document]),
                similarity=float(similarity),
                weights=weights,
                frequencies=searched.frequencies,
            ),
        )
        for (rank, hit, (start, end)), text, similarity in zip(
            places, texts, similarities, strict=True
        )
    ]
    return sorted(found, key=lambda c: (-c.score, c.document.id, c.start))


def sentences_of(document: Document, passage: Passage) -> list[tuple[int, int]]:
    language = document.metadata.language
    spans = sentence_spans(document.text, passage.body, passage.end, language)
    return [(after_bullet(document.text, start, end), end) for start, end in spans]


def section_of(passage: Passage) -> str:
    return " › ".join(passage.path) or passage.title


def context_of(hit: Hit, rank: int, document: Document) -> Context:
    return Context(
        section=section_of(hit.passage),
        title=hit.passage.title,
        passage=hit.passage.text,
        passage_similarity=hit.similarity,
        rank=rank,
        authority=document.metadata.authority,
    )


def choose(ranked: Sequence[Candidate], threshold: float) -> list[Candidate]:
    """The sentences of the answer: the best, and those close behind that add something.

    Empty when the best sentence is not convincing.
    """
    if not ranked or ranked[0].confidence < threshold:
        return []
    chosen = [ranked[0]]
    for candidate in ranked[1:]:
        close = candidate.score >= ranked[0].score - NEAR_BEST
        if len(chosen) == MOST_STATEMENTS or not close:
            break
        if candidate.confidence >= threshold and not any(alike(candidate, c) for c in chosen):
            chosen.append(candidate)
    return chosen


def alike(one: Candidate, other: Candidate) -> bool:
    a, b = stems(one.text), stems(other.text)
    return len(a & b) > ALIKE * min(len(a), len(b))


def overview(document: Document) -> list[Statement]:
    """The opening sentence of each section that has text, in reading order; of an act, of its
    articles.
    """
    spans = []
    articles = [section for section in document.outline if section.kind == "article"]
    for section in articles or document.outline:
        sentences = sentence_spans(
            document.text, section.body, section.end, document.metadata.language
        )
        prose = [span for span in sentences if document.text[span[1] - 1] in '.!?”"']
        if prose:
            spans.append((section.label, prose[0]))
    first_seen = {span: label for label, span in reversed(spans)}
    return [
        Statement(document.text[a:b], Support.VERBATIM, (cite(document, label, a, b),))
        for (a, b), label in sorted(first_seen.items())
    ][:MOST_SECTIONS]


def empty_sections(
    question: Question, hits: Sequence[Hit], searched: Searchable
) -> list[Statement]:
    """A statement for each section found that is asked about and has no text."""
    headings = [
        hit.passage
        for hit in hits
        if hit.passage.is_heading_only and asks_about(question, hit.passage.label)
    ]
    return [
        without_text(document, section)
        for heading in headings
        for document in [searched.documents[heading.document]]
        for section in document.outline
        if section.start == heading.start and is_empty(section, document.text)
    ]


def without_text(document: Document, section: Section) -> Statement:
    citation = cite(document, section.label, section.start, section.body)
    text = f"“{document.title}” has a section “{section.label}” with no text in it."
    return Statement(text, Support.SUPPORTED, (citation,))


def asks_about(question: Question, heading: str) -> bool:
    """Whether a question and a heading share most of their words, seen from either side."""
    asked = question.own_terms
    asked_stems = frozenset(stem(term) for term in asked)
    named = content_terms(heading)
    if not asked or not named:
        return False
    in_heading = sum(stands_in(term, stems(heading)) for term in asked) / len(asked)
    in_question = sum(stem(term) in asked_stems for term in named) / len(named)
    return in_heading >= ABOUT and in_question >= ABOUT
