"""Retrieval: two searches side by side, weighed together, each hit saying why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.retrievers import BaseRetriever

from corpus.settings import Settings
from qa.chain import Desk
from qa.retrieve import Hit, Scope, fused, retrieve

SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[Desk]:
    desk = Desk(Settings(library=shipped_library))
    yield desk
    desk.close()


@given(SHARE, SHARE, SHARE)
def test_more_of_either_is_better(cosine: float, match: float, more: float) -> None:
    assert fused(cosine + more, match) >= fused(cosine, match)
    assert fused(cosine, match + more) >= fused(cosine, match)


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


def test_what_only_full_text_finds_has_its_cosine_too(desk: Desk) -> None:
    question = "Eurodac fingerprints of children"
    hits = desk.search(question, k=100)
    assert any(hit.dense_rank is None for hit in hits)
    vectors = desk.embedder.encode([hit.passage.embedded_text for hit in hits])
    expected = vectors @ desk.embedder.encode([question])[0]
    assert [hit.similarity for hit in hits] == pytest.approx(list(expected), abs=0.02)


def test_words_that_stand_side_by_side_count_more(desk: Desk) -> None:
    first, second = (
        {hit.passage.id: hit.score for hit in asked(desk, question)}
        for question in ("safe third country", "country third safe")
    )
    together = {
        hit.passage.id
        for hit in asked(desk, "safe third country")
        if "safe third country" in hit.passage.text
    }
    assert together
    assert all(first[id] > second[id] for id in together & second.keys())


def asked(desk: Desk, question: str) -> list[Hit]:
    """Hits for the same words and the same vector, whatever the order of the words."""
    snapshot = desk.snapshot()
    return retrieve(
        desk.library,
        snapshot.index,
        vector=desk.embedder.encode(["safe third country"])[0],
        terms=("safe", "third", "country"),
        scope=Scope(snapshot.number),
        k=10,
        question=question,
    )


def test_words_that_are_everywhere_do_not_hide_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Common words are not searched for, but what is found is weighed by them too."""
    before = [hit.passage.id for hit in asked(desk, "safe third country")]
    monkeypatch.setattr("qa.retrieve.COMMON", 0)
    assert [hit.passage.id for hit in asked(desk, "safe third country")][:3] == before[:3]


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
