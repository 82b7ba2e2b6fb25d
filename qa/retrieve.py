"""Dense and full-text search side by side, weighed together, as a LangChain retriever."""

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
from qa.matching import matched, passage_match, sought, stems_of, uncommon
from qa.terms import content_terms

# Chosen on the development half of ObliQA's questions over 13,732 passages (docs/ranking.md).
DEPTH = 50  # passages that each search contributes at least
WORDS = 0.5  # what the match of the words weighs; the cosine weighs the rest
# Words that stand in more passages are not searched for, which costs milliseconds and finds
# nothing that the others do not; what is found is weighed by all words.
COMMON = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, and why: its ranks (from 1), the words matched, the cosine.

    `similarity` is `None` for a passage that the index leaves out.
    """

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
    question: str = "",
) -> list[Hit]:
    """The `k` best passages of a scope for a query's vector and content words.

    Of the question as it is worded, what matters besides is which words stand side by side.
    """
    depth = max(DEPTH, k)
    counts = library.word_counts(stems_of(terms))
    dense = index.search(vector, depth, scope.documents)
    lexical = library.full_text(
        uncommon(terms, counts, COMMON), scope.generation, scope.documents, depth
    )
    dense_ranks, lexical_ranks = ranks(dense), ranks(lexical)
    missed = [id for id in lexical_ranks if id not in dense_ranks]
    cosines = dict(dense) | index.similarities(vector, missed)
    passages = library.passages(scope.generation, ids=[*dense_ranks, *missed])
    lowest = min(cosines.values(), default=0.0)
    wanted = sought(terms, question, counts)
    scores = {p.id: fused(cosines.get(p.id, lowest), passage_match(wanted, p)) for p in passages}
    best = sorted(passages, key=lambda p: (-scores[p.id], p.id))[:k]
    return [
        Hit(
            passage=passage,
            score=scores[passage.id],
            dense_rank=dense_ranks.get(passage.id),
            lexical_rank=lexical_ranks.get(passage.id),
            matched_terms=matched(terms, passage.embedded_text),
            similarity=cosines.get(passage.id),
        )
        for passage in best
    ]


def fused(cosine: float, match: float) -> float:
    """The two weighed together, each on the scale of the most that it can be.

    Bruch, Gai and Ingber 2023 (doi:10.1145/3596512): such a combination learns from few
    examples, and keeps what ranks throw away.
    """
    return (1 - WORDS) * cosine + WORDS * match


def ranks(found: Sequence[tuple[str, float]]) -> Mapping[str, int]:
    return {id: rank for rank, (id, _) in enumerate(found, start=1)}


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
            question=query,
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
