"""The benchmark of edits: one real round on two acts made for it."""

import json
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.settings import Settings
from evals.benchmarks.changing import main, swap, take_vectors
from ingest.apply import ingest
from ingest.readers.eurlex.html import read
from tests.ingest.eurlex.acts import Article, Chapter, Paragraph, labels, oj
from tests.ingest.standin import StandIn

WORDS = "A kite shall fly in the wind, and {} shall stay on the ground until 1 July 2026."


def act(*names: str) -> bytes:
    return oj([chapter(name) for name in names])


def chapter(name: str) -> Chapter:
    things = [f"the {name} of kind {number}" for number in range(3)]
    paragraphs = [(Paragraph(WORDS.format(thing)),) for thing in things]
    return Chapter(name, tuple(Article(t, p) for t, p in zip(things, paragraphs, strict=True)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "kites.html").write_bytes(act("kite", "string", "tail", "wing"))
    (folder / "winds.html").write_bytes(act("wind", "gust"))
    return folder


def test_swapping_changes_the_order_and_nothing_else(folder: Path) -> None:
    page = folder / "kites.html"
    before = labels(read(page.read_bytes(), "k", "k.html"), "chapter")
    swap(page)
    after = labels(read(page.read_bytes(), "k", "k.html"), "chapter")
    assert after == [before[0], before[2], before[1], before[3]]


@pytest.mark.slow
@pytest.mark.usefixtures("few_are_shipped")
def test_one_round_counts_what_each_edit_embeds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert main([str(folder), "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["unchanged"]["embedded"] == 0
    assert measured["unchanged"]["files"] > 2
    embedded = [change["embedded"] for change in measured["changes"]]
    dated = int(measured["changes"][4]["wanted"])
    assert embedded == [1, 0, 0, 0, dated, 0]
    assert dated >= 18
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_the_library_whose_vectors_are_taken_is_not_opened_but_a_copy_of_it(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(library=tmp_path / "given-library")
    ingest(given, [str(texts(tmp_path))], embedder=StandIn())
    opened: list[Path] = []
    whole = Library.open

    def noted(folder: Path) -> Library:
        opened.append(folder)
        return whole(folder)

    monkeypatch.setattr(Library, "open", noted)
    take_vectors(given.library, settings)
    assert opened
    assert given.library not in opened
    with whole(settings.library) as library:
        assert len(library.vector_names(settings.embedding)) == 1


def texts(tmp_path: Path) -> Path:
    file = tmp_path / "kites.md"
    file.write_text("# Kites\n\nA kite shall fly.\n")
    return file
