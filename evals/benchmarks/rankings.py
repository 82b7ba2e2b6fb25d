"""The ways of ranking that are compared: each a function from what was found to ids, best first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from corpus import vectors
from corpus.document import Passage
from corpus.library import Library
from corpus.record import Vector
from qa.matching import passage_match, sought, stems_of
from qa.retrieve import DEPTH, fused
from qa.terms import content_terms

SHORT = 12  # words
Scored = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """All passages of a library in reading order, and their vectors, row by row."""

    ids: Sequence[str]
    passages: Mapping[str, Passage]
    rows: Mapping[str, int]
    matrix: NDArray[np.float32]

    @classmethod
    def of(cls, library: Library, model: str) -> "Ground":
        passages = library.passages()
        found = library.vectors(model, [p.embedded_hash for p in passages])
        return cls(
            [p.id for p in passages],
            {p.id: p for p in passages},
            {p.id: row for row, p in enumerate(passages)},
            np.stack([found[p.embedded_hash] for p in passages]),
        )

    @property
    def indexed(self) -> list[str]:
        """The ids of the passages that a vector index of the library holds."""
        return [p.id for p in vectors.indexed(list(self.passages.values()))]

    def beside(self, id: str) -> list[str]:
        """The passages just before and after one in its document."""
        document, row = self.passages[id].document, self.rows[id]
        near = (self.ids[n] for n in (row - 1, row + 1) if 0 <= n < len(self.ids))
        return [other for other in near if self.passages[other].document == document]


@dataclass(frozen=True, slots=True)
class Pool:
    """What the two searches find for a question, best first with their scores.

    The cosine, and the match of the words and of words and pairs, are those of all found.
    """

    vector: Vector
    dense: Scored
    lexical: Scored
    cosines: Scored
    words: Scored
    pairs: Scored

    @property
    def scores(self) -> dict[str, float]:
        return {id: fused(self.cosines[id], self.pairs[id]) for id in self.cosines}


def pool(ground: Ground, library: Library, question: str, vector: Vector) -> Pool:
    """The pool of a question, with exact search for the nearest vectors."""
    terms = content_terms(question)
    similarities = ground.matrix @ (vector / np.linalg.norm(vector))
    nearest = np.argsort(-similarities, kind="stable")[:DEPTH]
    dense = {ground.ids[row]: float(similarities[row]) for row in nearest}
    lexical = dict(library.full_text(terms, library.current(), (), DEPTH))
    wanted = sought(terms, question, library.word_counts(stems_of(terms)))
    alone = replace(wanted, pairs={})
    found = {id: ground.passages[id] for id in dense | lexical}
    return Pool(
        vector=vector,
        dense=dense,
        lexical=lexical,
        cosines={id: float(similarities[ground.rows[id]]) for id in found},
        words={id: passage_match(alone, passage) for id, passage in found.items()},
        pairs={id: passage_match(wanted, passage) for id, passage in found.items()},
    )


def best_first(scores: Scored) -> list[str]:
    return sorted(scores, key=lambda id: (-scores[id], id))


def by_rank(found: Pool, constant: int, weight: float) -> list[str]:
    """Reciprocal rank fusion, full text counting `weight` times.

    Cormack, Clarke and Büttcher, SIGIR 2009 (doi:10.1145/1571941.1572114).
    """
    scores: dict[str, float] = {}
    for ranking, counts in ((found.dense, 1.0), (found.lexical, weight)):
        for rank, id in enumerate(ranking, start=1):
            scores[id] = scores.get(id, 0.0) + counts / (constant + rank)
    return best_first(scores)


def by_bm25(found: Pool, share: float) -> list[str]:
    """The cosine and SQLite's bm25 over the best one found, weighed together."""
    top = max(found.lexical.values(), default=1.0)
    weighed = {
        id: (1 - share) * cosine + share * found.lexical.get(id, 0.0) / top
        for id, cosine in found.cosines.items()
    }
    return best_first(weighed)


def by_words(found: Pool) -> list[str]:
    return best_first({id: fused(found.cosines[id], found.words[id]) for id in found.cosines})


def with_neighbours(ground: Ground, found: Pool, share: float) -> list[str]:
    """A passage gains from what stands just before and after it, where that was found too."""
    scores = found.scores
    gained = {
        id: score + share * best(scores.get(other, 0.0) for other in ground.beside(id))
        for id, score in scores.items()
    }
    return best_first(gained)


def like_the_best(ground: Ground, found: Pool, share: float, count: int) -> list[str]:
    """Pseudo-relevance feedback: a passage gains by its cosine with the `count` best."""
    scores = found.scores
    rows = [ground.rows[id] for id in best_first(scores)[:count]]
    centre = ground.matrix[rows].mean(axis=0)
    gained = {
        id: score + share * float(ground.matrix[ground.rows[id]] @ centre)
        for id, score in scores.items()
    }
    return best_first(gained)


def short_last(ground: Ground, found: Pool) -> list[str]:
    """Passages of a few words, mostly headings, after all others."""
    scores = found.scores
    short = {id for id in scores if len(ground.passages[id].text.split()) < SHORT}
    return best_first({id: score - (id in short) for id, score in scores.items()})


def best(values: Iterable[float]) -> float:
    return max(values, default=0.0)


def steps(ground: Ground) -> dict[str, Callable[[Pool], Sequence[str]]]:
    """The ways that led to the one in use, in order, and those that were tried on top of it."""
    return {
        "full text alone (bm25)": lambda found: list(found.lexical),
        "dense alone (cosine)": lambda found: list(found.dense),
        "both by rank, constant 60": partial(by_rank, constant=60, weight=1.0),
        "both by rank, constant 10, full text × 1.5": partial(by_rank, constant=10, weight=1.5),
        "both by score, 0.6 cosine + 0.4 bm25 over its best": partial(by_bm25, share=0.4),
        "both by score, the words weighed anew": by_words,
        "… and neighbouring words": lambda found: best_first(found.scores),
        "tried: + 0.1 × the better neighbour": partial(with_neighbours, ground, share=0.1),
        "tried: + 0.1 × cosine with the best": partial(like_the_best, ground, share=0.1, count=1),
        "tried: + 0.1 × cosine with the best 5": partial(like_the_best, ground, share=0.1, count=5),
        f"tried: under {SHORT} words last": partial(short_last, ground),
    }
