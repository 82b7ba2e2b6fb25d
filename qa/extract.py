"""Answer from verbatim sentences: the best sentences of the best passages, as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document, Passage, Section, cite, is_empty, label_at
from corpus.sentences import after_bullet, sentence_spans
from qa.answer import Statement, Support
from qa.evidence import Context, Measures, confidence, measure, score, term_weights
from qa.question import Question, Wants
from qa.reader.reading import Reading
from qa.retrieve import Hit
from qa.terms import content_terms, share_stems, stands_in, stem, stems

MOST_STATEMENTS = 3
MOST_LISTED = 6  # where several things are asked for
NEAR_BEST = 2.0  # of the score: what is further behind the best sentence is left out
ALIKE = 0.7  # share of common stems above which two sentences say the same
ABOUT = 0.6  # share of words that a question and an empty section's heading must share


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, the words in it that would, and what speaks for it.

    `start:end` and `answer` are characters of the document.
    """

    document: Document
    label: str
    start: int
    end: int
    answer: tuple[int, int]
    measures: Measures

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def said(self) -> str:
        """The words that answer."""
        return self.document.text[slice(*self.answer)]

    @property
    def score(self) -> float:
        return score(self.measures)

    @property
    def confidence(self) -> float:
        return confidence(self.measures)

    def statement(self) -> Statement:
        citation = cite(self.document, self.label, self.start, self.end)
        first, last = self.answer
        highlight = (first - self.start, last - self.start) if first < last else None
        return Statement(citation.quote, Support.VERBATIM, (citation,), highlight)


@dataclass(frozen=True, slots=True)
class Searchable:
    """What judging needs to know of the searched part of the library."""

    documents: Mapping[str, Document]
    passages: int
    frequencies: Mapping[str, int]


def candidates(
    question: Question,
    hits: Sequence[Hit],
    readings: Sequence[Reading],
    searched: Searchable,
) -> list[Candidate]:
    """Every sentence of the hits with its measures, best first. `readings` are of the hits."""
    weights = term_weights(searched.frequencies, searched.passages, question.terms)
    found = []
    for rank, (hit, reading) in enumerate(zip(hits, readings, strict=True), start=1):
        document = searched.documents[hit.passage.document]
        context = context_of(hit, rank, document)
        for start, end in sentences_of(document, hit.passage):
            span = reading.within(start - hit.passage.start, end - hit.passage.start)
            measures = measure(
                question,
                document.text[start:end],
                context,
                span=span.score,
                weights=weights,
                frequencies=searched.frequencies,
            )
            answer = (hit.passage.start + span.start, hit.passage.start + span.end)
            label = label_at(document, start, end)
            found.append(Candidate(document, label, start, end, answer, measures))
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
        similarity=hit.similarity or 0.0,
        found=hit.score,
        rank=rank,
        authority=document.metadata.authority,
    )


def choose(question: Question, ranked: Sequence[Candidate], threshold: float) -> list[Candidate]:
    """The sentences of the answer: the best, and those close behind that add something.

    Empty when the best sentence is not convincing.
    """
    most = MOST_LISTED if question.wants in (Wants.LIST, Wants.PLACES) else MOST_STATEMENTS
    if not ranked or ranked[0].confidence < threshold:
        return []
    chosen = [ranked[0]]
    for candidate in ranked[1:]:
        close = candidate.score >= ranked[0].score - NEAR_BEST
        if len(chosen) == most or not close:
            break
        if candidate.confidence >= threshold and not any(alike(candidate, c) for c in chosen):
            chosen.append(candidate)
    return chosen


def alike(one: Candidate, other: Candidate) -> bool:
    return share_stems(one.text, other.text, ALIKE)


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
