"""The stock pipeline: its chunks are spans, its answers cite exactly, and it never refuses."""

from itertools import pairwise

import pytest
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import DeterministicFakeEmbedding

from corpus.document import Document
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.vectors import SLICE
from evals.pipelines.ranked import CITED, Ranked
from evals.pipelines.stock import (
    CHUNK_CHARS,
    OVERLAP_CHARS,
    chunks_of,
    span_of,
    stock_pipeline,
    stock_store,
)
from qa.answer import Outcome, Support


@pytest.fixture(scope="module")
def documents(few_library) -> list[Document]:
    with Library.open(few_library) as library:
        return [library.document(holding.document) for holding in library.holdings()]


@pytest.fixture(scope="module")
def stock(documents):
    with stock_pipeline(documents, Embedder(), generation=7) as pipeline:
        yield pipeline


def test_every_chunk_is_a_span_of_its_document(documents):
    texts = {document.id: document.text for document in documents}
    chunks = chunks_of(documents)
    assert {chunk.metadata["document"] for chunk in chunks} == set(texts)
    for chunk in chunks:
        span = span_of(chunk)
        assert texts[span.document][span.start : span.end] == chunk.page_content
        assert len(chunk.page_content) <= CHUNK_CHARS


def test_chunks_overlap_no_more_than_they_should(documents):
    spans = [span_of(chunk) for chunk in chunks_of(documents)]
    for one, following in pairwise(spans):
        if one.document == following.document:
            assert one.start < following.start
            assert one.end - following.start <= OVERLAP_CHARS


def test_more_chunks_than_chroma_takes_at_once_are_all_there(tmp_path):
    chunks = [
        Chunk(page_content=f"chunk {number}", metadata={"document": "long", "start_index": number})
        for number in range(SLICE + 500)
    ]
    with stock_store(chunks, DeterministicFakeEmbedding(size=4), tmp_path) as store:
        assert len(store.get(include=[])["ids"]) == len(chunks)


def test_its_answer_cites_the_nearest_chunks_whole(stock: Ranked, documents):
    texts = {document.id: document.text for document in documents}
    question = "Which countries take part in Talent Partnerships?"
    answer = stock.ask(question)
    citations = [citation for s in answer.statements for citation in s.citations]
    assert answer.outcome is Outcome.ANSWERED
    assert answer.generation == 7
    assert [s.support for s in answer.statements] == [Support.VERBATIM] * CITED
    assert [(c.document, c.start, c.end) for c in citations] == [
        (span.document, span.start, span.end) for span in stock.search(question, CITED)
    ]
    assert all(texts[c.document][c.start : c.end] == c.quote for c in citations)
    assert any("Talent partnerships have been launched" in c.quote for c in citations)


def test_it_answers_what_the_texts_do_not_hold(stock: Ranked):
    assert stock.ask("Who won the 2022 World Cup?").outcome is Outcome.ANSWERED


def test_it_keeps_to_the_documents_asked_for(stock: Ranked):
    spans = stock.search("migration", k=10, documents=["pact/factsheet"])
    assert {span.document for span in spans} == {"pact/factsheet"}


def test_earlier_questions_stand_before_the_new_one(stock: Ranked):
    answer = stock.ask("And with Tunisia?", history=["What is in place with Morocco?"])
    assert answer.standalone_question == "What is in place with Morocco? And with Tunisia?"


def test_nothing_of_it_stays(documents, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with stock_pipeline(documents[:1], Embedder()) as pipeline:
        assert pipeline.search("smuggling", k=1)
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
