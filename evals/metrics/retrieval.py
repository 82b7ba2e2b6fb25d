"""How well retrieval finds what a question should be answered from.

Spans and not passage ids are compared, so that pipelines which cut differently can be. Where
each part of the gold is one retrievable span, as in most collections with relevance judgements,
every figure is trec_eval's of the same name.
"""

from collections.abc import Callable, Sequence
from math import log2

from evals.metrics.spans import (
    Gold,
    LocatedLabel,
    LocatedQuote,
    Span,
    bears_on,
    meets,
    parts_of,
)

Rank = int | None


def ranks_of(retrieved: Sequence[Span], gold: Gold) -> tuple[Rank, ...]:
    """For each part of the gold the rank, from 1, of the first span that bears on it."""
    return tuple(rank_of_part(retrieved, part) for part in parts_of(gold.all))


def rank_of(retrieved: Sequence[Span], gold: Gold) -> Rank:
    """The smallest k for which the first k retrieved spans have enough of the gold: one part,
    or with `gold.every` each. `None` when no k does.
    """
    ranks = ranks_of(retrieved, gold)
    found = [rank for rank in ranks if rank is not None]
    if not found or (gold.every and len(found) < len(ranks)):
        return None
    return max(found) if gold.every else min(found)


def rank_of_part(retrieved: Sequence[Span], part: Sequence[LocatedQuote | LocatedLabel]) -> Rank:
    """The rank, from 1, of the first span that bears on one of the quotes or labels of a part."""
    return first_rank(retrieved, lambda span: any(finds(span, item) for item in part))


def finds(span: Span, item: LocatedQuote | LocatedLabel) -> bool:
    """Whether a retrieved span bears on a quote, or meets the provision of a label."""
    bears = meets if isinstance(item, LocatedLabel) else bears_on
    return any(bears(span, place) for place in item.places)


def first_rank(retrieved: Sequence[Span], is_right: Callable[[Span], bool]) -> Rank:
    """The rank, from 1, of the first span that is right."""
    return next((rank for rank, span in enumerate(retrieved, start=1) if is_right(span)), None)


def hit_at(k: int, rank: Rank) -> bool:
    """hit@k: whether the first k retrieved spans have enough of the gold (trec_eval's
    `success_k`).
    """
    return rank is not None and rank <= k


def recall_at(k: int, ranks: Sequence[Rank]) -> float:
    """recall@k: the share of the parts of the gold that the first k retrieved spans bear on
    (trec_eval's `recall_k`, on parts). `ranks` has at least one.
    """
    return sum(hit_at(k, rank) for rank in ranks) / len(ranks)


def reciprocal_rank(rank: Rank) -> float:
    """1/rank, 0 when nothing was found; its mean is MRR (Voorhees 1999, “The TREC-8 Question
    Answering Track Report”; trec_eval's `recip_rank`).
    """
    return 0.0 if rank is None else 1 / rank


def ndcg_at(k: int, ranks: Sequence[Rank]) -> float:
    """nDCG@k with gains of 0 and 1 (Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418).

    Each part of the gold gains once, at the first span that bears on it; parts that one span
    bears on gain one behind another, so that 1 is the most (trec_eval's `ndcg_cut_k`, where no
    span bears on two). `ranks` has at least one.
    """
    gains = [rank for rank in one_behind_another(ranks) if rank <= k]
    ideal = range(1, min(k, len(ranks)) + 1)
    return sum(map(discount, gains)) / sum(map(discount, ideal))


def one_behind_another(ranks: Sequence[Rank]) -> list[int]:
    """The ranks found, ascending, each moved down as far as it takes for no two to be equal."""
    moved: list[int] = []
    for rank in sorted(rank for rank in ranks if rank is not None):
        moved.append(max(rank, moved[-1] + 1) if moved else rank)
    return moved


def discount(rank: int) -> float:
    return 1 / log2(rank + 1)
