"""Each half of Footnote's search alone, and chance: rankings of the library's own passages."""

from collections.abc import Iterable, Sequence
from random import Random

from corpus.document import Passage
from evals.metrics.spans import Span
from evals.pipelines.ranked import Rank
from qa.chain import Desk
from qa.terms import content_terms


def full_text(desk: Desk) -> Rank:
    """SQLite's bm25 alone."""
    snapshot = desk.snapshot()

    def rank(query: str, k: int, documents: Sequence[str]) -> list[Span]:
        terms = content_terms(query)
        found = desk.library.full_text(terms, snapshot.number, documents, k)
        return spans(desk, snapshot.number, (id for id, _ in found))

    return rank


def dense(desk: Desk) -> Rank:
    """The embedding model and Chroma alone."""
    snapshot = desk.snapshot()

    def rank(query: str, k: int, documents: Sequence[str]) -> list[Span]:
        vector = desk.embedder.encode([query])[0]
        found = snapshot.index.search(vector, k, documents)
        return spans(desk, snapshot.number, (id for id, _ in found))

    return rank


def chance(desk: Desk, seed: int) -> Rank:
    """Passages drawn at random: the same for the same query and seed."""
    number = desk.snapshot().number
    passages = desk.library.passages(number)

    def rank(query: str, k: int, documents: Sequence[str]) -> list[Span]:
        among = [p for p in passages if not documents or p.document in documents]
        drawn = Random(f"{seed} {query}").sample(among, len(among))  # all, so that k cuts them
        return [span_of(passage) for passage in drawn[:k]]

    return rank


def spans(desk: Desk, generation: int, ids: Iterable[str]) -> list[Span]:
    """Passages by id, in the order given."""
    wanted = list(ids)
    found = {p.id: span_of(p) for p in desk.library.passages(generation, ids=wanted)}
    return [found[id] for id in wanted]


def span_of(passage: Passage) -> Span:
    return Span(passage.document, passage.start, passage.end)
