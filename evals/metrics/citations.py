"""How far citations can be trusted: exact, to the point, and complete.

Precision and recall of citations as in Gao et al. 2023 (ALCE, doi:10.18653/v1/2023.emnlp-main.398),
on offsets against gold instead of a judge's opinion.
"""

from collections.abc import Sequence

from evals.metrics.spans import Gold, Span, bears_on, cites, parts_of, rests_on


def is_exact(text: str, start: int, end: int, quote: str) -> bool:
    """Citation exactness, for one citation: `text[start:end] == quote`, and the span is one."""
    return 0 <= start < end <= len(text) and text[start:end] == quote


def bears(cited: Span, gold: Gold) -> bool:
    """Whether a cited span bears on gold: by half of itself it lies in a quote or in the
    provision of a label, or it holds half of a quote.
    """
    quotes = (place for quote in gold.quotes for place in quote.places)
    return any(cites([cited], item.places) for item in gold.all) or any(
        bears_on(cited, place) for place in quotes
    )


def evidence_cited(cited: Sequence[Span], gold: Gold) -> float:
    """The share of the parts of the gold that an answer needs and cites: one is enough, or with
    `gold.every` each is needed. The gold is some.
    """
    parts = parts_of(gold.all)
    found = sum(any(rests_on(cited, item) for item in part) for part in parts)
    return found / len(parts) if gold.every else float(found > 0)
