"""The ranking benchmark: its figures by worked examples, and one run on a small set."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from corpus import directories, vectors
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.record import Vector
from corpus.settings import Settings
from evals.benchmarks import latency
from evals.benchmarks.obliqa import QUESTIONS, RULEBOOKS, library_of, questions_of
from evals.benchmarks.ranking import (
    approximate_recall,
    average_precision,
    halves,
    main,
    recall,
    reranked,
)
from evals.benchmarks.rankings import Ground, by_rank, pool
from qa.chain import Desk
from qa.retrieve import Hit

GOLD = frozenset("ab")
ROWS = {
    7: [("1", "LICENCES"), ("1.1", "A licence is valid for two years."), ("1.2", "")],
    8: [("1", "FEES"), ("1.1", "The fee for a licence is 40 euros."), ("1.2", "No fee is due.")],
}
ASKED = [
    ("How long is a licence valid?", [(7, 1)]),
    ("What is the fee for a licence?", [(8, 1)]),
    ("When is no fee due?", [(8, 2)]),
    ("For how many years is a licence valid, and what does it cost?", [(7, 1), (8, 1)]),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rulebooks and four questions, in ObliQA's form."""
    folder = tmp_path_factory.mktemp("obliqa")
    (folder / RULEBOOKS).mkdir()
    for number in ROWS:
        rows = [row(number, place) for place in range(3)]
        (folder / RULEBOOKS / f"{number}.json").write_text(json.dumps(rows), encoding="utf-8")
    asked = [{"Question": q, "Passages": [row(*at) for at in gold]} for q, gold in ASKED]
    (folder / QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")
    return folder


def row(number: int, place: int) -> dict[str, object]:
    label, text = ROWS[number][place]
    return {"DocumentID": number, "PassageID": label, "Passage": text}


@pytest.fixture(scope="module")
def library(data: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Library:
    return library_of(data, tmp_path_factory.mktemp("made") / "library", embedder)


def test_recall_is_the_share_of_gold_among_the_first_ten() -> None:
    assert recall("xaxxxxxxxxb", GOLD) == 0.5
    assert recall("xaxxxxxxxb", GOLD) == 1


def test_average_precision_is_over_all_gold() -> None:
    assert average_precision("ab", GOLD) == 1
    assert average_precision("xa", GOLD) == pytest.approx(1 / 4)
    assert average_precision("xaxb", GOLD) == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert average_precision("xx", GOLD) == 0


def test_the_halves_are_fixed_and_share_no_question() -> None:
    one, other = halves(101)
    assert (one, other) == halves(101)
    assert sorted(one + other) == list(range(101))
    assert len(other) - len(one) == 1


def test_passages_are_as_the_data_gives_them(library: Library) -> None:
    assert [(p.label, p.text) for p in library.passages()] == [*ROWS[7], *ROWS[8]]
    for passage in library.passages():
        document = library.document(passage.document)
        assert document.text[passage.start : passage.end] == passage.text


def test_every_gold_passage_is_one_of_the_library(library: Library, data: Path) -> None:
    ids = {passage.id for passage in library.passages()}
    asked = questions_of(data)
    assert [question.question for question in asked] == [question for question, _ in ASKED]
    assert all(question.gold <= ids for question in asked)


def test_a_library_that_is_there_is_not_made_again(
    library: Library, data: Path, embedder: Embedder
) -> None:
    assert library_of(data, library.folder, embedder).current() == 1


def test_a_pool_holds_what_both_searches_found(library: Library, embedder: Embedder) -> None:
    question = ASKED[0][0]
    found = pool(
        Ground.of(library, embedder.name), library, question, embedder.encode([question])[0]
    )
    assert found.cosines.keys() == found.words.keys() == found.pairs.keys()
    assert found.cosines.keys() == found.dense.keys() | found.lexical.keys()
    assert all(found.pairs[id] >= found.words[id] for id in found.words)
    assert set(by_rank(found, constant=60, weight=1.0)) == found.cosines.keys()


def test_neighbours_stand_in_the_same_document(library: Library, embedder: Embedder) -> None:
    ground = Ground.of(library, embedder.name)
    first, second, third, *_ = library.passages()
    assert ground.beside(first.id) == [second.id]
    assert ground.beside(third.id) == [second.id]


def test_one_command_prints_the_table(
    data: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), str(library.folder)]) == 0
    printed = capsys.readouterr().out
    assert "4 questions over 6 passages" in printed
    assert "in use" in printed
    assert "recall@10: 1.000" in printed


def test_the_time_of_a_question_is_told_step_by_step(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert latency.main([str(data), str(tmp_path / "library"), "--most", "2"]) == 0
    printed = capsys.readouterr().out
    assert "Asking 2 questions of 6 passages" in printed
    assert all(step in printed for step in latency.STEPS)


def test_approximate_search_finds_what_exact_search_finds(
    shipped_library: Path, embedder: Embedder
) -> None:
    """Recall@10 on the shipped texts, each passage asking for what is near it."""
    with Library.open(shipped_library) as library:
        ground = Ground.of(library, embedder.name)
        place = directories.path_of(library, library.generation())
        index = vectors.VectorIndex(place, embedder)
        found = approximate_recall(ground, index, list(ground.matrix))
        nonsense = approximate_recall(ground, Backwards(index), list(ground.matrix))
        index.close()
    assert found is not None
    assert nonsense is not None
    assert found >= 0.99
    assert nonsense < 0.5


class Backwards(vectors.VectorIndex):
    """An index that finds the farthest instead of the nearest."""

    def __init__(self, index: vectors.VectorIndex) -> None:
        self.store = index.store

    def search(
        self, vector: Vector, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        return super().search(-vector, k, documents)


@pytest.fixture(scope="module")
def found(shipped_library: Path) -> list[Hit]:
    with closing(Desk(Settings(library=shipped_library))) as desk:
        return desk.search("asylum procedure", k=5)


def test_a_reader_that_is_sure_moves_a_hit_up(found: list[Hit]) -> None:
    hits = found
    moved = reranked(hits, [-9.0, -9.0, 9.0, -9.0, -9.0], share=1.0)
    assert moved[0].passage == hits[2].passage
    assert [hit.passage for hit in moved[1:]] == [h.passage for h in hits if h is not hits[2]]


def test_a_reader_that_weighs_nothing_changes_nothing(found: list[Hit]) -> None:
    hits = found
    assert reranked(hits, [3.0, -2.0, 9.0, 0.0, -9.0], share=0.0) == hits
