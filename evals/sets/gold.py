"""Where the gold of a question stands in documents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.document import Document, canonical
from corpus.errors import BadQuestionSet
from evals.metrics.spans import Gold, LocatedLabel, LocatedQuote, Span
from evals.sets.question import GoldLabel, GoldQuote, Question, is_optional

# What follows the article in “Article 20(3)(b)” or “Annex III, point 5”.
PART_OF_ARTICLE = re.compile(r"[(,]")


def locate(
    question: Question,
    documents: Mapping[str, Document],
    file: str = "",
    optional: Sequence[str] = (),
) -> Gold:
    """Where a question's gold quotes and labels stand in documents, which are given by id.

    Gold in an optional document that is not among them is passed over. Raises BadQuestionSet
    naming the first that does not stand in its document.
    """

    def held(gold: GoldQuote | GoldLabel) -> bool:
        return gold.document in documents or not is_optional(gold.document, optional)

    wanted = replace(
        question,
        quotes=tuple(filter(held, question.quotes)),
        labels=tuple(filter(held, question.labels)),
        contradicts=tuple(filter(held, question.contradicts)),
    )
    for field, problem in unfounded(wanted, documents):
        reason = f"question “{question.id}”, {field}: {problem}"
        raise BadQuestionSet(file=file, reason=reason)
    return Gold(
        tuple(located(quote, documents) for quote in wanted.quotes if not quote.passage),
        question.all_needed,
        (
            *(located_label(gold, documents[gold.document]) for gold in wanted.labels),
            *(located_passage(quote, documents) for quote in wanted.quotes if quote.passage),
        ),
        tuple(located(quote, documents) for quote in wanted.contradicts),
    )


def unfounded(question: Question, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Each field of a question whose gold does not stand in the documents, and what of it."""
    for field, quotes in (("quotes", question.quotes), ("contradicts", question.contradicts)):
        for quote in quotes:
            if problem := quote_problem(quote, documents):
                yield field, problem
    for gold in question.labels:
        if problem := label_problem(gold, documents):
            yield "labels", problem


def quote_problem(quote: GoldQuote, documents: Mapping[str, Document]) -> str:
    """Why a quote is nowhere in the documents; empty where it is somewhere."""
    if quote.document and quote.document not in documents:
        return absent(quote.document)
    if located(quote, documents).places:
        return ""
    where = f"in {quote.document}" if quote.document else "in any document of the library"
    return f"“{canonical(quote.text).strip()}” does not stand {where}"


def label_problem(gold: GoldLabel, documents: Mapping[str, Document]) -> str:
    """Why nothing bears a label; empty where something does."""
    if gold.document not in documents:
        return absent(gold.document)
    if located_label(gold, documents[gold.document]).places:
        return ""
    return f"{gold.document} has no “{gold.label}”"


def absent(document: str) -> str:
    return f"there is no document “{document}” in the library; ingest it first"


def located(quote: GoldQuote, documents: Mapping[str, Document]) -> LocatedQuote:
    """A quote and every place where it stands, which may be none; of any document where it names
    none.
    """
    text = canonical(quote.text).strip()
    names = [quote.document] if quote.document else documents
    places = (
        Span(name, at, at + len(text))
        for name in names
        for at in occurrences(text, documents[name].text)
    )
    return LocatedQuote(text, tuple(places), quote.part)


def located_passage(quote: GoldQuote, documents: Mapping[str, Document]) -> LocatedLabel:
    """A passage any part of which is right, wherever it stands."""
    found = located(quote, documents)
    return LocatedLabel(found.text, found.places, found.places, found.part)


def located_label(gold: GoldLabel, document: Document) -> LocatedLabel:
    """A label and the sections that bear it, of which there may be none."""
    places = spans_of(gold.label, document)
    article = PART_OF_ARTICLE.split(gold.label, maxsplit=1)[0]
    return LocatedLabel(gold.label, places, spans_of(article, document) or places, gold.part)


def spans_of(label: str, document: Document) -> tuple[Span, ...]:
    """The sections of a document that bear a label."""
    return tuple(Span(document.id, s.start, s.end) for s in document.outline if s.label == label)


def occurrences(wanted: str, text: str) -> list[int]:
    """Every offset at which a string begins in a text."""
    starts, start = [], text.find(wanted)
    while start >= 0:
        starts.append(start)
        start = text.find(wanted, start + 1)
    return starts
