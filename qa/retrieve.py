"""Dense and full-text search side by side, fused by rank, as a LangChain retriever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.document import Passage
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.record import Vector
from corpus.vectors import VectorIndex
from qa.terms import content_terms, stands_in, stems

RANK_CONSTANT = 60
DEPTH = 4  # how many times the wanted number of passages each search contributes


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, and why: its ranks (from 1), the words matched, the cosine."""

    passage: Passage
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    matched_terms: tuple[str, ...]
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: one generation, and of it some documents or (empty) all."""

    generation: int
    documents: tuple[str, ...] = ()


def retrieve(
    library: Library,
    index: VectorIndex,
    *,
    vector: Vector,
    terms: Sequence[str],
    scope: Scope,
    k: int,
) -> list[Hit]:
    """The `k` best passages of a scope for a query's vector and content words."""
    depth = DEPTH * k
    dense = dict(index.search(vector, depth, scope.documents))
    lexical = library.full_text(terms, scope.generation, scope.documents, depth)
    fused = fuse([list(dense), [id for id, _ in lexical]])
    best = sorted(fused, key=lambda id: (-fused[id], id))[:k]
    passages = {p.id: p for p in library.passages(scope.generation, ids=best)}
    dense_ranks = ranks(list(dense))
    lexical_ranks = ranks([id for id, _ in lexical])
    return [
        Hit(
            passage=passages[id],
            score=fused[id],
            dense_rank=dense_ranks.get(id),
            lexical_rank=lexical_ranks.get(id),
            matched_terms=matched(terms, passages[id]),
            similarity=dense.get(id),
        )
        for id in best
        if id in passages
    ]


def fuse(rankings: Sequence[Sequence[str]], constant: int = RANK_CONSTANT) -> dict[str, float]:
    """Reciprocal rank fusion: the sum over rankings of 1 / (constant + rank), ranks from 1.

    Cormack, Clarke and Büttcher, SIGIR 2009 (doi:10.1145/1571941.1572114), constant 60.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for id, rank in ranks(ranking).items():
            scores[id] = scores.get(id, 0.0) + 1 / (constant + rank)
    return scores


def ranks(ids: Sequence[str]) -> Mapping[str, int]:
    return {id: rank for rank, id in enumerate(ids, start=1)}


def matched(terms: Sequence[str], passage: Passage) -> tuple[str, ...]:
    present = stems(passage.embedded_text)
    return tuple(term for term in terms if stands_in(term, present))


class FootnoteRetriever(BaseRetriever):
    """The same search for LangChain's chains; ranks and offsets stand in the metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    index: VectorIndex
    embedder: Embedder
    scope: Scope
    k: int = 10

    def hits(self, query: str) -> list[Hit]:
        return retrieve(
            self.library,
            self.index,
            vector=self.embedder.encode([query])[0],
            terms=content_terms(query),
            scope=self.scope,
            k=self.k,
        )

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "document": hit.passage.document,
                    "label": hit.passage.label,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.score,
                    "dense_rank": hit.dense_rank,
                    "lexical_rank": hit.lexical_rank,
                    "matched_terms": list(hit.matched_terms),
                },
            )
            for hit in self.hits(query)
        ]
