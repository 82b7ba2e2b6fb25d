"""The figures of a run: what each is called, which way is better, and what a question adds to it.

Nearly all are ratios of sums over questions: so they can be told by kind of question, resampled
for an interval and compared between two runs, all in the same way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evals.metrics import retrieval
from evals.metrics.abstention import area_under_risk, calibration_error, precision
from evals.metrics.statistics import quantile
from evals.runs.latency import total_seconds
from evals.runs.record import Record, Scores
from evals.sets.question import ABOUT_FOOTNOTE, Kind

# What a question adds above and below the line; `None` where it does not count.
Share = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that is a sum over questions by another sum over them. `group` is the table that
    it stands in.
    """

    name: str
    title: str
    group: str
    share: Callable[[Record], Share]
    higher_is_better: bool = True

    def value(self, records: Sequence[Record]) -> float | None:
        """Over records; `None` where nothing could be measured, never 0 or 1."""
        shares = [share for record in records if (share := self.share(record))]
        below = sum(under for _, under in shares)
        return sum(over for over, _ in shares) / below if below else None


@dataclass(frozen=True, slots=True)
class OfAll:
    """A figure that is no ratio: it needs all questions at once."""

    name: str
    title: str
    group: str
    value: Callable[[Sequence[Record]], float | None]
    higher_is_better: bool = False


Figure = Ratio | OfAll


def mean_of(value: Callable[[Record], float | None]) -> Callable[[Record], Share]:
    """A share by which the figure is the mean of a value over the questions that have it."""

    def share(record: Record) -> Share:
        found = value(record)
        return None if found is None else (float(found), 1.0)

    return share


def scored(name: str) -> Callable[[Record], Share]:
    """The mean of one of the scores."""
    return mean_of(lambda record: getattr(record.scores, name))


def ranked(measure: Callable[[Scores], float]) -> Callable[[Record], Share]:
    """The mean of a measure of ranks, over questions with gold."""
    return mean_of(lambda record: measure(record.scores) if record.scores.ranks else None)


def hit(k: int) -> Callable[[Record], Share]:
    return ranked(lambda scores: retrieval.hit_at(k, scores.rank))


def recall(k: int) -> Callable[[Record], Share]:
    return ranked(lambda scores: retrieval.recall_at(k, scores.ranks))


def ndcg(k: int) -> Callable[[Record], Share]:
    return ranked(lambda scores: retrieval.ndcg_at(k, scores.ranks))


# Right


def is_right(record: Record) -> bool:
    """Whether what was done is right: an answer that rests on gold, or a refusal that is due."""
    return bool(record.scores.answer_right) if record.answerable else record.scores.declined


def is_judged(record: Record) -> bool:
    """Whether anything tells if a question is done right."""
    return not record.answerable or record.scores.answer_right is not None


# Abstention


def abstention_precision(records: Sequence[Record]) -> float | None:
    return precision(
        [record.scores.declined for record in records],
        [not record.answerable for record in records],
    )


def declined(record: Record) -> float | None:
    return None if record.answerable else float(record.scores.declined)


def wrongly_refused(record: Record) -> float | None:
    return float(record.scores.refused) if record.answerable else None


def answered_well(records: Iterable[Record]) -> tuple[list[float], list[bool]]:
    """For the curve of coverage against risk: the confidence in each question's answer, and
    whether that is right. A refused question has no answer: it comes behind all others, and
    an answer to it counts as wrong.
    """
    judged = [record for record in records if is_judged(record)]
    confidences = [-1.0 if r.scores.refused else r.scores.confidence for r in judged]
    return confidences, [not r.scores.refused and is_right(r) for r in judged]


def estimates(records: Iterable[Record]) -> tuple[list[float], list[bool]]:
    """What the confidence of an answer estimates, of questions answered and refused alike: that
    the documents answer the question; and whether they do. What is said of the library or for
    help rests on no document.
    """
    asked = [record for record in records if record.kind not in ABOUT_FOOTNOTE]
    return [r.scores.confidence for r in asked], [r.answerable for r in asked]


# Citations


def of_citations(name: str) -> Callable[[Record], Share]:
    """The share of all citations."""

    def share(record: Record) -> Share:
        count = getattr(record.scores, name)
        cited = record.scores.citations
        return (float(count), float(cited)) if cited and count is not None else None

    return share


def supported(record: Record) -> Share:
    """Of the statements of answers."""
    scores = record.scores
    if scores.refused or not scores.statements:
        return None
    return float(scores.supported), float(scores.statements)


def median_to_read(records: Iterable[Record]) -> float | None:
    return quantile((r.scores.cited_characters for r in records if r.scores.citations), 0.5)


RETRIEVAL, ANSWERS, CITATIONS, ABSTENTION, SPEED = (
    "retrieval",
    "answers",
    "citations",
    "abstention",
    "speed",
)
FIGURES: Final[tuple[Figure, ...]] = (
    Ratio(
        "right",
        "right",
        ANSWERS,
        mean_of(lambda record: float(is_right(record)) if is_judged(record) else None),
    ),
    Ratio("first_right", "first statement right", ANSWERS, scored("first_right")),
    Ratio("answer_right", "answer right", ANSWERS, scored("answer_right")),
    Ratio("quote_hit", "gold quote cited", ANSWERS, scored("quote_hit")),
    Ratio("exact_match", "exact match", ANSWERS, scored("exact_match")),
    Ratio("token_f1", "token F1", ANSWERS, scored("token_f1")),
    Ratio("key_facts", "key facts mentioned", ANSWERS, scored("key_facts")),
    Ratio(
        "follow_ups_resolved",
        "follow-ups resolved",
        ANSWERS,
        mean_of(lambda r: r.scores.first_right if r.kind is Kind.FOLLOW_UP else None),
    ),
    Ratio("judged", "judged right", ANSWERS, scored("judged")),
    Ratio("hit_at_1", "hit@1", RETRIEVAL, hit(1)),
    Ratio("hit_at_3", "hit@3", RETRIEVAL, hit(3)),
    Ratio("hit_at_5", "hit@5", RETRIEVAL, hit(5)),
    Ratio("hit_at_10", "hit@10", RETRIEVAL, hit(10)),
    Ratio("recall_at_5", "recall@5", RETRIEVAL, recall(5)),
    Ratio("recall_at_10", "recall@10", RETRIEVAL, recall(10)),
    Ratio("mrr", "MRR@10", RETRIEVAL, ranked(lambda s: retrieval.reciprocal_rank(s.rank))),
    Ratio("ndcg_at_10", "nDCG@10", RETRIEVAL, ndcg(10)),
    Ratio("citation_exactness", "citations exact", CITATIONS, of_citations("exact")),
    Ratio("citation_precision", "citation precision", CITATIONS, of_citations("bearing")),
    Ratio("citation_recall", "citation recall", CITATIONS, scored("evidence_cited")),
    Ratio("supported", "statements supported", CITATIONS, supported),
    OfAll("cited_characters", "characters cited (median)", CITATIONS, median_to_read),
    OfAll(
        "abstention_precision",
        "refusals that are due",
        ABSTENTION,
        abstention_precision,
        higher_is_better=True,
    ),
    Ratio("abstention_recall", "unanswerable refused", ABSTENTION, mean_of(declined)),
    Ratio(
        "wrongly_refused",
        "answerable wrongly refused",
        ABSTENTION,
        mean_of(wrongly_refused),
        higher_is_better=False,
    ),
    Ratio("coverage", "coverage", ABSTENTION, mean_of(lambda record: not record.scores.refused)),
    OfAll(
        "risk",
        "risk over coverage (AURC)",
        ABSTENTION,
        lambda records: area_under_risk(*answered_well(records)),
    ),
    OfAll(
        "calibration_error",
        "calibration error",
        ABSTENTION,
        lambda records: calibration_error(*estimates(records)),
    ),
    OfAll("seconds", "seconds (median)", SPEED, lambda records: total_seconds(records, 0.5)),
    OfAll(
        "seconds_p95",
        "seconds (95th percentile)",
        SPEED,
        lambda records: total_seconds(records, 0.95),
    ),
)
BY_NAME: Final = {figure.name: figure for figure in FIGURES}


def values(records: Sequence[Record]) -> dict[str, float | None]:
    """All figures over records, by name."""
    return {figure.name: figure.value(records) for figure in FIGURES}
