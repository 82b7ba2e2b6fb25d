"""Answers made of whole passages, as whoever has no reader gives them."""

from collections.abc import Mapping, Sequence

from corpus.document import Document, cite, digest, sections_at
from evals.metrics.spans import Span
from qa.answer import Answer, Outcome, Searched, Statement, Support


def answer_of(
    name: str,
    asked: tuple[str, str],
    spans: Sequence[Span],
    documents: Mapping[str, Document],
    searched: Searched,
) -> Answer:
    """An answer that cites each span whole, and is sure; `not_found` where there is none.

    `asked` is the question and what was searched for.
    """
    question, query = asked
    return Answer(
        id=digest(f"{name} {query}"),
        question=question,
        standalone_question=query,
        outcome=Outcome.ANSWERED if spans else Outcome.NOT_FOUND,
        statements=tuple(statement(span, documents[span.document]) for span in spans),
        nearest=(),
        confidence=1.0 if spans else 0.0,
        generation=0,
        model=name,
        seconds={},
        searched=searched,
    )


def statement(span: Span, document: Document) -> Statement:
    sections = sections_at(document.outline, span.start)
    label = sections[-1].label if sections else document.title
    citation = cite(document, label, span.start, span.end)
    return Statement(citation.quote, Support.VERBATIM, (citation,))
