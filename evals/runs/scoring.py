"""The scores of one answer to one question, from the answer's JSON: so a saved run can be scored
again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evals.metrics.answers import (
    exact_match,
    holds_answer,
    is_right,
    key_fact_recall,
    mentions,
    only_contradicts,
    quote_hit,
    says_right,
    token_f1,
)
from evals.metrics.citations import bears, evidence_cited, is_exact
from evals.metrics.retrieval import rank_of, ranks_of
from evals.metrics.spans import Gold, Span, characters
from evals.metrics.support import Cited, is_supported
from evals.runs.record import Detail, Record, Scores
from evals.sets.question import ABOUT_FOOTNOTE, Kind, Question
from qa.answer import Answer, Outcome
from qa.entailment.scoring import Scorer

# The canonical text of a document in a generation: what a citation says is compared with it.
TextOf = Callable[[str, int], str]
# A statement, and an answer, as Answer.to_json gives them.
Json = Mapping[str, Any]


def recorded(
    question: Question,
    *,
    question_set: str,
    gold: Gold,
    answer: Answer,
    retrieved: Sequence[Span],
    text_of: TextOf,
) -> Record:
    """What is kept of one question."""
    as_saved = json.loads(json.dumps(answer.to_json()))  # lists, as it comes back
    return Record(
        question_set=question_set,
        id=question.id,
        kind=question.kind,
        split=question.split,
        language=question.language,
        documents=documents_of(gold),
        scores=scored(question, gold, as_saved, retrieved, text_of),
        detail=Detail(question, gold, tuple(retrieved), as_saved),
    )


def documents_of(gold: Gold) -> tuple[str, ...]:
    """The documents that a question can be answered from, each once."""
    return tuple(dict.fromkeys(item.places[0].document for item in gold.all if item.places))


def scored(
    question: Question, gold: Gold, answer: Json, retrieved: Sequence[Span], text_of: TextOf
) -> Scores:
    """The scores of one answer and of what was retrieved for its question."""
    statements = answer["statements"]
    refused = is_refused(answer)
    said = [statement["text"] for statement in statements]
    marked = "" if refused else "\n".join(map(highlighted, statements[:1]))
    by_statement = [spans_of(statement) for statement in statements]
    cited = [span for spans in by_statement for span in spans]
    citations = [cited_in(statement, answer, text_of) for statement in statements]
    from_texts = [] if question.kind in ABOUT_FOOTNOTE else list(zip(said, citations, strict=True))
    has_gold, facts = bool(gold.all), question.key_facts
    first_right, answer_right = right(question, gold, answer)
    return Scores(
        refused=refused,
        declined=refused or only_contradicts(by_statement, gold),
        confidence=answer["confidence"],
        rank=rank_of(retrieved, gold),
        ranks=ranks_of(retrieved, gold),
        first_right=first_right,
        answer_right=answer_right,
        quote_hit=not refused and quote_hit(cited, gold) if gold.quotes else None,
        exact_match=exact_match(marked, question.answers) if question.answers else None,
        token_f1=token_f1(marked, question.answers) if question.answers else None,
        key_facts=key_fact_recall([] if refused else said, facts) if facts else None,
        citations=len(cited),
        exact=sum(is_exact(c.text, c.start, c.end, c.quote) for some in citations for c in some),
        bearing=sum(bears(span, gold) for span in cited) if has_gold else None,
        evidence_cited=evidence_cited(cited, gold) if has_gold else None,
        statements=len(from_texts),
        supported=sum(is_supported(text, some, Scorer().score) for text, some in from_texts),
        cited_characters=characters(cited),
        seconds=dict(answer["seconds"]),
    )


def is_refused(answer: Json) -> bool:
    return bool(answer["outcome"] == Outcome.NOT_FOUND)


def right(question: Question, gold: Gold, answer: Json) -> tuple[bool | None, bool | None]:
    """Whether the first statement, and the whole answer, is right; `None` where nothing tells."""
    if question.kind is Kind.UNANSWERABLE:
        return None, None
    said = [statement["text"] for statement in answer["statements"]]
    if question.kind in ABOUT_FOOTNOTE:
        mentioned = not is_refused(answer) and mentions_all(said, question.key_facts)
        return mentioned, mentioned
    if not gold.all:
        return says(question, answer, said[:1]), says(question, answer, said)
    if is_refused(answer):
        return False, False
    cited = [spans_of(statement) for statement in answer["statements"]]
    first = cited[0] if cited else []
    return says_right(first, gold), is_right([span for spans in cited for span in spans], gold)


def says(question: Question, answer: Json, said: Sequence[str]) -> bool | None:
    """Whether statements are right by their words, where no gold quote or label tells: one of
    the answers stands in them, or where there is none, each key fact.
    """
    if not question.answers and not question.key_facts:
        return None
    if is_refused(answer):
        return False
    if question.answers:
        return holds_answer("\n".join(said), question.answers)
    return mentions_all(said, question.key_facts)


def mentions_all(said: Sequence[str], facts: Sequence[str]) -> bool:
    """Whether statements together mention each fact, word for word."""
    return all(mentions("\n".join(said), fact) for fact in facts)


def spans_of(statement: Json) -> list[Span]:
    return [Span(c["document"], c["start"], c["end"]) for c in statement["citations"]]


def highlighted(statement: Json) -> str:
    """The characters that answer, as a statement marks them; all of it where it marks none."""
    text: str = statement["text"]
    return text[slice(*statement["highlight"])] if statement["highlight"] else text


def cited_in(statement: Json, answer: Json, text_of: TextOf) -> list[Cited]:
    """A statement's citations beside the texts that they cite."""
    return [
        Cited(
            document=c["document"],
            title=c["title"],
            label=c["label"],
            start=c["start"],
            end=c["end"],
            quote=c["quote"],
            text=text_of(c["document"], answer["generation"]),
        )
        for c in statement["citations"]
    ]
