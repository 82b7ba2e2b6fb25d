"""What Footnote is compared with beside the stock pipeline."""

import pytest

from corpus.settings import Settings
from evals.pipelines.alone import chance
from evals.pipelines.baselines import baselines
from evals.runs.run import documents_of
from qa.answer import Outcome
from qa.chain import Desk

QUESTION = "Which countries take part in Talent Partnerships?"


@pytest.fixture(scope="module")
def desk(few_library):
    opened = Desk(Settings(library=few_library))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def documents(desk):
    return documents_of(desk.library)


@pytest.fixture(scope="module")
def all_of_them(desk, documents):
    with baselines(desk, documents, seed=7) as found:
        yield {pipeline.name: pipeline for pipeline in found}


def test_there_are_five(all_of_them):
    assert list(all_of_them) == ["stock", "full text", "dense", "random", "refusing"]


@pytest.mark.parametrize("name", ["full text", "dense"])
def test_each_half_of_the_search_ranks_as_footnote_says_it_does(desk, all_of_them, name):
    hits = desk.search(QUESTION, k=10)
    rank = "lexical_rank" if name == "full text" else "dense_rank"
    wanted = {getattr(hit, rank): hit.passage for hit in hits if getattr(hit, rank)}
    spans = all_of_them[name].search(QUESTION, 10)
    found = {at: (p.document, p.start, p.end) for at, p in wanted.items() if at <= len(spans)}
    assert found
    assert found == {at: (s := spans[at - 1]) and (s.document, s.start, s.end) for at in found}


@pytest.mark.parametrize("name", ["full text", "dense", "random"])
def test_citations_are_exact(all_of_them, documents, name):
    texts = {document.id: document.text for document in documents}
    answer = all_of_them[name].ask(QUESTION)
    cited = [citation for s in answer.statements for citation in s.citations]
    assert len(cited) == 4
    assert all(texts[c.document][c.start : c.end] == c.quote for c in cited)


@pytest.mark.parametrize("name", ["full text", "dense", "random"])
def test_they_keep_to_the_documents_asked_for(all_of_them, name):
    spans = all_of_them[name].search("migration", 10, ["pact/factsheet"])
    assert {span.document for span in spans} == {"pact/factsheet"}


def test_chance_is_the_same_for_the_same_seed_and_another_for_another(desk):
    def drawn(seed):
        return chance(desk, seed)(QUESTION, 5, ())

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_a_longer_draw_begins_with_the_shorter(all_of_them):
    drawing = all_of_them["random"]
    assert drawing.search(QUESTION, 10)[:4] == drawing.search(QUESTION, 4)


def test_words_that_stand_nowhere_find_nothing_by_full_text(all_of_them):
    assert all_of_them["full text"].ask("zyzzyva?").outcome is Outcome.NOT_FOUND


def test_refusing_refuses(all_of_them):
    answer = all_of_them["refusing"].ask(QUESTION)
    assert answer.outcome is Outcome.NOT_FOUND
    assert all_of_them["refusing"].search(QUESTION, 10) == []
