"""Retrieval: two searches side by side, fused by rank, each hit saying why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.retrievers import BaseRetriever

from corpus.settings import Settings
from qa.chain import Desk
from qa.retrieve import Scope, fuse

RANKING = st.lists(st.sampled_from("abcdefgh"), unique=True)


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[Desk]:
    desk = Desk(Settings(library=shipped_library))
    yield desk
    desk.close()


@given(RANKING, RANKING)
def test_fusion_adds_reciprocal_ranks(one: list[str], other: list[str]) -> None:
    expected = {
        id: sum(1 / (61 + ranking.index(id)) for ranking in (one, other) if id in ranking)
        for id in {*one, *other}
    }
    assert fuse([one, other]) == pytest.approx(expected)


@given(RANKING, RANKING)
def test_what_is_first_in_both_rankings_is_first(one: list[str], other: list[str]) -> None:
    scores = fuse([["z", *one], ["z", *other]])
    assert max(scores, key=lambda id: scores[id]) == "z"


def test_each_hit_says_its_ranks_and_the_words_matched(desk: Desk) -> None:
    hits = desk.search("anti-smuggling partnerships with Morocco", k=5)
    assert len(hits) == 5
    best = hits[0]
    assert best.passage.label == "Fighting migrant smuggling"
    assert best.dense_rank is not None
    assert best.lexical_rank is not None
    assert {"partnerships", "Morocco"} <= set(best.matched_terms)
    assert all(hit.dense_rank or hit.lexical_rank for hit in hits)
    assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)


def test_search_can_be_narrowed_to_a_document(desk: Desk) -> None:
    hits = desk.search("asylum procedure", k=5, documents=["pact/factsheet"])
    assert {hit.passage.document for hit in hits} == {"pact/factsheet"}


def test_it_is_a_langchain_retriever(desk: Desk) -> None:
    snapshot = desk.snapshot()
    retriever = desk.retriever(snapshot, Scope(snapshot.number), 3)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("Talent Partnerships")
    assert len(documents) == 3
    for document in documents:
        text = desk.library.document(document.metadata["document"]).text
        span = slice(document.metadata["start"], document.metadata["end"])
        assert text[span] == document.page_content


@pytest.mark.parametrize("query", ["NOT OR AND", "a" * 1900, "日本", "'; DROP TABLE x; --"])
def test_any_query_finds_something_or_nothing(desk: Desk, query: str) -> None:
    assert len(desk.search(query, k=3)) == 3
