"""Ingesting again: what is read, cut and embedded anew, and what is not."""

import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import PlanOutdated, RemovalRefused
from corpus.library import FILE, Library
from corpus.settings import Settings
from ingest.apply import IngestResult, apply, ingest, propose, removal_refused
from ingest.generations import prune
from ingest.sandbox import Sandbox
from tests.ingest.digests import digest_of
from tests.ingest.standin import StandIn

LONG = "This sentence fills a paragraph with words that mean little. " * 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "one.md").write_text(f"# One\n\n{LONG}\n\n## Smugglers\n\nThe first text.\n")
    (folder / "two.md").write_text("# Two\n\nThe second text.\n")
    return folder


@pytest.fixture
def run(settings: Settings, folder: Path) -> Callable[..., IngestResult]:
    return lambda: ingest(settings, [str(folder)], embedder=StandIn())


def digest(settings: Settings) -> str:
    with Library.open(settings.library) as library:
        return digest_of(library)


# What is read and cut again, and what is not


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are given to a reader."""
    names: list[str] = []
    whole = Sandbox.read

    def counted(sandbox: Sandbox, data: bytes, source: str) -> Document:
        names.append(Path(source).name)
        return whole(sandbox, data, source)

    monkeypatch.setattr(Sandbox, "read", counted)
    return names


def test_what_did_not_change_is_not_read_again_though_it_was_touched(
    run: Callable[..., IngestResult], folder: Path, read: list[str]
) -> None:
    run()
    (folder / "one.md").touch()
    (folder / "two.md").write_bytes((folder / "two.md").read_bytes())
    read.clear()
    assert run().plan.documents.unchanged == ("docs/one", "docs/two")
    assert read == []


def test_another_reader_reads_everything_again_and_embeds_nothing_where_it_finds_the_same(
    run: Callable[..., IngestResult], read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    read.clear()
    for module in ("gather", "plan"):
        monkeypatch.setattr(f"ingest.{module}.reader_name", lambda: "tomorrow's")
    again = run()
    assert read == ["one.md", "two.md"]
    assert (again.generation, again.plan.passages.embedded) == (1, 0)
    read.clear()
    run()
    assert read == []


def test_another_length_of_passages_cuts_again_without_reading(
    run: Callable[..., IngestResult], settings: Settings, folder: Path, read: list[str]
) -> None:
    run()
    read.clear()
    smaller = settings.model_copy(update={"passage_chars": 100})
    assert ingest(smaller, [str(folder)], embedder=StandIn()).generation == 2
    assert read == []
    with Library.open(settings.library) as library:
        assert max(len(p.text) for p in library.passages()) <= 100
        assert max(len(p.text) for p in library.passages(1)) > 100
    assert ingest(smaller, [str(folder)], embedder=StandIn()).generation == 2


def test_other_bytes_with_the_same_text_are_read_once_and_open_no_generation(
    run: Callable[..., IngestResult], settings: Settings, folder: Path, read: list[str]
) -> None:
    run()
    content = (folder / "two.md").read_bytes().replace(b"\n", b"\r\n")
    (folder / "two.md").write_bytes(content)
    read.clear()
    assert run().generation == 1
    assert read == ["two.md"]
    with Library.open(settings.library) as library:
        noted = {h.document: h.origin.content for h in library.holdings()}
    assert noted["docs/two"] == sha256(content).hexdigest()
    read.clear()
    run()
    assert read == []


def test_a_library_of_an_earlier_footnote_is_read_once_more_and_embeds_nothing(
    run: Callable[..., IngestResult], settings: Settings, read: list[str]
) -> None:
    run()
    before = digest(settings)
    with sqlite3.connect(settings.library / FILE) as connection:
        for column in ("content", "reader", "cutter", "characters", "passages"):
            connection.execute(f"ALTER TABLE holdings DROP COLUMN {column}")
        connection.execute("DROP TABLE cited")
        connection.execute("DROP TABLE answers")
        connection.execute("DROP TABLE answers_fts")
        for table in ("turns", "conversations", "given", "verdicts"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    read.clear()
    again = run()
    assert read == ["one.md", "two.md"]
    assert (again.generation, again.plan.passages.embedded) == (1, 0)
    assert digest(settings) == before
    read.clear()
    assert run().generation == 1
    assert read == []


# What is there no longer


@pytest.mark.parametrize(
    ("gone", "share", "refused"),
    [(2, 0.5, False), (3, 0.5, True), (1, 0.2, True), (3, 1, False), (4, 1, True), (1, 0, True)],
)
def test_more_than_a_share_of_a_folder_is_removed_only_when_asked_to(
    settings: Settings, folder: Path, gone: int, share: float, refused: bool
) -> None:
    for name in ("three", "four"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nThe text of {name}.\n")
    settings = settings.model_copy(update={"removal_share": share})
    ingest(settings, [str(folder)], embedder=StandIn())
    for file in sorted(folder.iterdir())[:gone]:
        file.unlink()
    if refused:
        with pytest.raises(RemovalRefused, match=f"{gone} of the 4"):
            ingest(settings, [str(folder)], embedder=StandIn())
        plan = propose(settings, [str(folder)]).plan
        assert removal_refused(settings, plan)
        with pytest.raises(RemovalRefused):
            apply(settings, plan, command="test", embedder=StandIn())
    result = ingest(settings, [str(folder)], embedder=StandIn(), allow_empty=refused)
    assert (result.generation, len(result.plan.documents.removed)) == (2, gone)


# A plan that was looked at


def test_a_plan_is_carried_out_as_it_was_shown(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    run()
    (folder / "two.md").write_text("# Two\n\nAnother text.\n")
    plan = propose(settings, [str(folder)]).plan
    (folder / "two.md").write_text("# Two\n\nA later text.\n")
    assert apply(settings, plan, command="test", embedder=StandIn()).generation == 2
    with Library.open(settings.library) as library:
        assert library.document("docs/two").text == "Two\n\nAnother text."


def test_a_plan_that_was_overtaken_is_not_carried_out(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    run()
    (folder / "two.md").write_text("# Two\n\nAnother text.\n")
    plan = propose(settings, [str(folder)]).plan
    run()
    with pytest.raises(PlanOutdated):
        apply(settings, plan, command="test", embedder=StandIn())


def test_a_plan_embeds_what_was_forgotten_since_it_was_made(
    run: Callable[..., IngestResult], settings: Settings, folder: Path
) -> None:
    """Of a text that comes back there was a vector when the plan was made."""
    run()
    first = (folder / "two.md").read_text()
    (folder / "two.md").write_text("# Two\n\nAnother text.\n")
    run()
    (folder / "two.md").write_text(first)
    plan = propose(settings, [str(folder)]).plan
    assert plan.passages.embedded == 0
    prune(settings, 1)
    assert apply(settings, plan, command="test", embedder=StandIn()).generation == 3
    clean = settings.model_copy(update={"library": settings.library.with_name("clean")})
    ingest(clean, [str(folder)], embedder=StandIn())
    assert digest(settings) == digest(clean)
