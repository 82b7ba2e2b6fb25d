"""Answers and records made up, on a text of three sentences, without any model."""

from dataclasses import replace
from typing import Any

from corpus.document import Citation
from evals.metrics.spans import Gold, LocatedLabel, LocatedQuote, Span
from evals.runs.record import Circumstances, Evaluation, QuestionFile, Record, Run
from evals.runs.scoring import recorded
from evals.sets.question import Kind, Question, Split
from qa.answer import Answer, Outcome, Statement, Support

TEXT = "One is first. Two is second. Three is third."
ONE, TWO, THREE = (0, 13), (14, 28), (29, 44)


def cited(start: int, end: int, quote: str | None = None) -> Statement:
    quote = TEXT[start:end] if quote is None else quote
    citation = Citation("a", "A", "v", "1", None, start, end, quote)
    return Statement(quote, Support.VERBATIM, (citation,))


def an_answer(*statements: Statement, outcome: Outcome | None = None) -> Answer:
    return Answer(
        id="x",
        question="?",
        standalone_question="?",
        outcome=outcome or (Outcome.ANSWERED if statements else Outcome.NOT_FOUND),
        statements=statements,
        nearest=(),
        confidence=0.9,
        generation=1,
        model="extractive",
        seconds={"total": 0.1},
    )


def a_record(
    *statements: Statement,
    gold: tuple[int, int] | None = TWO,
    retrieved: tuple[tuple[int, int], ...] = (ONE, TWO),
    split: Split = Split.DEV,
) -> Record:
    quotes = (LocatedQuote(TEXT[slice(*gold)], (Span("a", *gold),)),) if gold else ()
    kind = Kind.FACT if gold else Kind.UNANSWERABLE
    return recorded(
        Question("q", "?", kind, split),
        question_set="tiny",
        gold=Gold(quotes),
        answer=an_answer(*statements),
        retrieved=[Span("a", *span) for span in retrieved],
        text_of=lambda document, generation: TEXT,
    )


def a_labelled_record(*statements: Statement) -> Record:
    """A record whose gold is the second sentence, within the first two."""
    place, article = Span("a", *TWO), Span("a", ONE[0], TWO[1])
    return recorded(
        Question("q", "?", Kind.FACT, Split.DEV),
        question_set="tiny",
        gold=Gold(labels=(LocatedLabel("Article 1(2)", (place,), (article,)),)),
        answer=an_answer(*statements),
        retrieved=[Span("a", *THREE), Span("a", *ONE), Span("a", *TWO)],
        text_of=lambda document, generation: TEXT,
    )


def said(text: str) -> Statement:
    """A statement that rests on no passage."""
    return Statement(text, Support.SUPPORTED, ())


def asked(
    *statements: Statement,
    kind: Kind,
    gold: Gold | None = None,
    answers: tuple[str, ...] = (),
    key_facts: tuple[str, ...] = (),
    outcome: Outcome | None = None,
    split: Split = Split.DEV,
) -> Record:
    """A record of a question of any kind."""
    return recorded(
        Question("q", "?", kind, split, answers=answers, key_facts=key_facts),
        question_set="tiny",
        gold=gold or Gold(),
        answer=an_answer(*statements, outcome=outcome),
        retrieved=(),
        text_of=lambda document, generation: TEXT,
    )


def with_scores(record: Record, **scores: Any) -> Record:
    """A record some of whose scores are others."""
    return replace(record, scores=replace(record.scores, **scores))


def quoted(*spans: tuple[int, int]) -> tuple[LocatedQuote, ...]:
    return tuple(LocatedQuote(TEXT[slice(*span)], (Span("a", *span),)) for span in spans)


def a_run(*records: Record, pipeline: str = "footnote") -> Run:
    return Run(pipeline, records)


def an_evaluation(*runs: Run) -> Evaluation:
    """Runs that the same circumstances made."""
    circumstances = Circumstances(
        generation=1,
        library="1" * 32,
        embedding="tiny",
        model="",
        judge="",
        seed=7,
        created_at="2026-11-23T00:00:00+00:00",
        question_files=(QuestionFile("tiny", "tiny.yaml", "0" * 32),),
        settings={"confidence": 0.5},
        versions={"python": "3.11"},
        machine={"cores": "2"},
    )
    return Evaluation(circumstances, runs)
