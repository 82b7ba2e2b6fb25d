"""A document that a person took out stays out, until it is wished for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import apply, ingest, propose
from ingest.generations import rollback
from ingest.left_out import leave_out, left_out, wished

GATE, SHED = "texts/gate", "texts/shed"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "gate.md").write_text("# Gate\n\nThe gate closes at eight.\n")
    (folder / "shed.md").write_text("# Shed\n\nThe shed is open.\n")
    return folder


@pytest.fixture
def read(settings: Settings, embedder: Embedder) -> Callable[..., list[str]]:
    """Ingests sources; the documents held then."""

    def again(*sources: Path) -> list[str]:
        ingest(settings, [str(source) for source in sources], embedder=embedder)
        return held(settings)

    return again


def held(settings: Settings) -> list[str]:
    with Library.open(settings.library) as library:
        return [holding.document for holding in library.holdings()]


def out(settings: Settings, *ids: str) -> None:
    leave_out(settings, ids, command="test")


def test_it_is_held_no_longer_and_its_file_stays(settings, texts, read):
    read(texts)
    generation = leave_out(settings, [GATE], command="test")
    assert held(settings) == [SHED]
    assert (texts / "gate.md").exists()
    assert generation.summary["documents"]["removed"] == [GATE]
    assert [one.title for one in left_out(generation)] == ["Gate"]


def test_reading_its_folder_again_does_not_bring_it_back(settings, texts, read):
    read(texts)
    out(settings, GATE)
    assert read(texts) == [SHED]
    (texts / "gate.md").write_text("# Gate\n\nThe gate closes at nine.\n")
    (texts / "shed.md").write_text("# Shed\n\nThe shed is shut.\n")
    assert read(texts) == [SHED]


def test_naming_its_file_does(settings, texts, read):
    read(texts)
    out(settings, GATE)
    assert read(texts / "gate.md") == [GATE, SHED]
    with Library.open(settings.library) as library:
        assert left_out(library.generation()) == ()


def test_going_back_to_before_takes_it_in_again_and_going_on_leaves_it_out(settings, texts, read):
    read(texts)
    out(settings, GATE)
    rollback(settings, 1)
    assert read(texts) == [GATE, SHED]
    rollback(settings, 2)
    assert read(texts) == [SHED]


def test_it_is_taken_in_again_as_it_was(settings, texts, read, embedder):
    read(texts)
    with Library.open(settings.library) as library:
        before = library.holdings()[0].origin
    out(settings, GATE)
    with Library.open(settings.library) as library:
        (one,) = left_out(library.generation())
    proposed = propose(settings, found=wished(one))
    assert proposed.plan.documents.added == (GATE,)
    assert proposed.plan.passages.embedded == 0
    apply(settings, proposed.plan, command="test", embedder=embedder)
    with Library.open(settings.library) as library:
        assert library.holdings()[0].origin == before
        assert left_out(library.generation()) == ()


def test_all_can_be_left_out(settings, texts, read):
    read(texts)
    out(settings, GATE, SHED)
    assert held(settings) == []
    assert read(texts) == []


def test_an_ingest_says_what_stays_out(settings, texts, read, embedder):
    read(texts)
    assert "left_out" not in ingest(settings, [str(texts)], embedder=embedder).to_json()
    out(settings, GATE)
    assert ingest(settings, [str(texts)], embedder=embedder).to_json()["left_out"] == [GATE]


def test_a_document_that_is_not_there_cannot_be_left_out(settings, texts, read):
    read(texts)
    with pytest.raises(UnknownDocument):
        out(settings, GATE, "texts/attic")
    assert held(settings) == [GATE, SHED]
