"""What one pipeline did with one question set, as plain data that is saved and read again."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.metrics import (
    Gold,
    Span,
    answer_hit,
    characters,
    cites,
    is_exact,
    is_right,
    mentions,
    only_contradicts,
    rank_among,
    rank_of,
    says_right,
)
from evals.question_set import ABOUT_FOOTNOTE, Kind, Question, Split
from qa.answer import Answer, Outcome

# The canonical text of a document in a generation.
TextOf = Callable[[str, int], str]


@dataclass(frozen=True)
class Verdict:
    """How one answer was judged.

    `rank` is where retrieval first bears on the gold (`None`: not among those retrieved).
    `first_hit` judges the first statement alone: is the right sentence said first?
    `cited_characters` is what a person must read to check the answer.
    The four that follow are for gold labels: retrieval's ranks, and whether the answer cites
    the provision, or at least something of its article.
    `first_right` and `answer_right` take quotes and labels alike; for a question about the
    library or for help, both say whether the reply mentions what it has to.
    `declined` is a refusal, or an answer of nothing but what contradicts a false premise.
    The last three are `None` in a run that was saved before they were judged.
    """

    refused: bool
    rank: int | None
    answer_hit: bool
    first_hit: bool
    citations: int
    exact: int
    cited_characters: int
    label_rank: int | None = None
    article_rank: int | None = None
    label_hit: bool = False
    article_hit: bool = False
    first_right: bool | None = None
    answer_right: bool | None = None
    declined: bool | None = None


@dataclass(frozen=True)
class Record:
    """One question, what came back, and the verdict. `answer` is the Answer's JSON."""

    question_set: str
    id: str
    question: str
    kind: Kind
    split: Split
    history: tuple[str, ...]
    documents: tuple[str, ...]
    gold: Gold
    retrieved: tuple[Span, ...]
    answer: dict[str, Any]
    seconds: float
    verdict: Verdict

    @property
    def answerable(self) -> bool:
        return self.kind is not Kind.UNANSWERABLE


@dataclass(frozen=True)
class QuestionFile:
    """A question set by its file's name and the digest of its content."""

    name: str
    file: str
    digest: str


@dataclass(frozen=True)
class Run:
    """One pipeline's records, and everything that made them what they are.

    No host name and no path is kept: a run may be published.
    """

    pipeline: str
    generation: int
    embedding: str
    created_at: str
    question_files: tuple[QuestionFile, ...]
    settings: dict[str, Any]
    versions: dict[str, str]
    machine: dict[str, str]
    records: tuple[Record, ...]


def judge(
    question: Question, gold: Gold, answer: Answer, retrieved: Sequence[Span], text_of: TextOf
) -> Verdict:
    """The verdict on one answer and on what was retrieved for its question."""
    statements = [
        [Span(citation.document, citation.start, citation.end) for citation in statement.citations]
        for statement in answer.statements
    ]
    cited = [span for spans in statements for span in spans]
    refused = answer.outcome is Outcome.NOT_FOUND
    if question.kind in ABOUT_FOOTNOTE:
        first_right = answer_right = not refused and mentions_all(answer, question.key_facts)
    else:
        first_right = not refused and says_right(statements[0] if statements else (), gold)
        answer_right = not refused and is_right(cited, gold)
    return Verdict(
        refused=refused,
        rank=rank_of(retrieved, gold),
        answer_hit=answer_hit(cited, gold),
        first_hit=bool(statements) and answer_hit(statements[0], gold),
        citations=len(cited),
        exact=exact_citations(answer, text_of),
        cited_characters=characters(cited),
        label_rank=rank_among(retrieved, gold.provisions),
        article_rank=rank_among(retrieved, gold.articles),
        label_hit=cites(cited, gold.provisions),
        article_hit=cites(cited, gold.articles),
        first_right=first_right,
        answer_right=answer_right,
        declined=refused or only_contradicts(statements, gold),
    )


def mentions_all(answer: Answer, facts: Sequence[str]) -> bool:
    """Whether an answer's statements together mention each fact."""
    said = "\n".join(statement.text for statement in answer.statements)
    return all(mentions(said, fact) for fact in facts)


def exact_citations(answer: Answer, text_of: TextOf) -> int:
    """How many of an answer's citations are exactly the characters they say they are."""
    return sum(
        is_exact(
            text_of(citation.document, answer.generation),
            citation.start,
            citation.end,
            citation.quote,
        )
        for statement in answer.statements
        for citation in statement.citations
    )


def recorded(
    question: Question,
    *,
    question_set: str,
    gold: Gold,
    answer: Answer,
    retrieved: Sequence[Span],
    seconds: float,
    text_of: TextOf,
) -> Record:
    """What is kept of one question."""
    return Record(
        question_set=question_set,
        id=question.id,
        question=question.question,
        kind=question.kind,
        split=question.split,
        history=question.history,
        documents=question.documents,
        gold=gold,
        retrieved=tuple(retrieved),
        answer=json.loads(json.dumps(answer.to_json())),  # lists, as it comes back when saved
        seconds=seconds,
        verdict=judge(question, gold, answer, retrieved, text_of),
    )
