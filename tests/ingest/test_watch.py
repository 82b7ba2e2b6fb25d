"""Watching: what makes a round, what does not, and that no change is lost and no error ends it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import pytest

from corpus.embedding import Embedder
from corpus.errors import FootnoteError, RemovalRefused, SourceMissing
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.settings import Settings
from ingest.apply import IngestResult
from ingest.gather import Progress, Report
from ingest.watch import Watched, watch, watched_for

QUIET_S = 0.4
PATIENCE_S = 60  # of a test for what must come; it comes in a second or two


@dataclass
class Watching:
    """A watch in a thread: what it gave, and how many rounds it took."""

    settings: Settings
    sources: tuple[Path, ...]
    report: Report = lambda _: None
    quiet_s: float = QUIET_S
    outcomes: Queue = field(default_factory=Queue)
    told: Queue = field(default_factory=Queue)
    ended: Queue = field(default_factory=Queue)
    rounds: int = 0
    stop: Event = field(default_factory=Event)

    @contextmanager
    def a_round(self) -> Iterator[Report]:
        try:
            yield self.report
        finally:
            self.rounds += 1
            self.ended.put(self.rounds)

    def until_round(self, number: int) -> None:
        while self.ended.get(timeout=PATIENCE_S) < number:
            pass

    def run(self) -> None:
        for outcome in watch(
            self.settings,
            [str(source) for source in self.sources],
            progress=self.a_round,
            waiting=self.told.put,
            quiet_s=self.quiet_s,
            stop=self.stop,
        ):
            self.outcomes.put(outcome)

    def next(self) -> IngestResult:
        outcome = self.outcomes.get(timeout=PATIENCE_S)
        assert isinstance(outcome, IngestResult), outcome
        return outcome

    def next_error(self) -> FootnoteError:
        outcome = self.outcomes.get(timeout=PATIENCE_S)
        assert isinstance(outcome, FootnoteError)
        return outcome


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture
def watching(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Watching]]:
    """Starts watches on the test's library, all on one loaded model, and ends them."""
    monkeypatch.setattr("ingest.watch.Embedder", lambda _: embedder)
    running: list[tuple[Watching, Thread]] = []

    def start(*sources: Path, **how: Any) -> Watching:
        begun = Watching(settings, sources, **how)
        thread = Thread(target=begun.run)
        running.append((begun, thread))
        thread.start()
        return begun

    yield start
    for begun, thread in running:
        begun.stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for name in ("dragons", "trolls", "wizards"):
        write(made, name, "are not fond of water.")
    return made


def write(folder: Path, name: str, words: str) -> Path:
    file = folder / f"{name}.md"
    file.write_text(f"# On {name}\n\nThe {name} {words}\n", encoding="utf-8")
    return file


# What makes a round


def test_it_ingests_at_once_and_again_after_a_change(folder, watching) -> None:
    seen = watching(folder)
    assert seen.next().plan.documents.added == ("docs/dragons", "docs/trolls", "docs/wizards")
    write(folder, "dragons", "sleep a lot.")
    result = seen.next()
    assert (result.generation, result.plan.documents.edited) == (2, ("docs/dragons",))


def test_a_burst_of_edits_is_one_round(folder, watching) -> None:
    seen = watching(folder, quiet_s=4 * QUIET_S)
    seen.next()
    for number in range(20):
        write(folder, "dragons", f"sleep {number} hours.")
        write(folder, "trolls", f"count to {number}.")
    assert seen.next().plan.documents.edited == ("docs/dragons", "docs/trolls")
    write(folder, "wizards", "are subtle.")
    assert seen.next().plan.documents.edited == ("docs/wizards",)
    assert seen.rounds == 3


def test_a_change_during_an_ingest_is_taken_up_in_the_next_round(folder, watching) -> None:
    said = ["after everything was read."]

    def interfere(step: Progress) -> None:
        if step.step == "embed" and said:
            write(folder, "trolls", said.pop())

    seen = watching(folder, report=interfere)
    assert seen.next().plan.documents.added == ("docs/dragons", "docs/trolls", "docs/wizards")
    result = seen.next()
    assert result.plan.documents.edited == ("docs/trolls",)
    assert "after everything was read." in result.plan.after[-1].text


def test_a_round_in_which_nothing_changed_says_nothing(folder, watching) -> None:
    seen = watching(folder)
    seen.next()
    os.utime(folder / "dragons.md")
    seen.until_round(2)
    write(folder, "trolls", "are slow.")
    assert seen.next().plan.documents.edited == ("docs/trolls",)
    assert seen.rounds == 3


def test_files_come_into_new_folders_and_go(folder, watching) -> None:
    seen = watching(folder)
    seen.next()
    (folder / "sea").mkdir()
    write(folder / "sea", "krakens", "are fond of water.")
    assert seen.next().plan.documents.added == ("docs/sea/krakens",)
    (folder / "trolls.md").unlink()
    assert seen.next().plan.documents.removed == ("docs/trolls",)


def test_a_file_given_by_name_is_followed_when_an_editor_replaces_it(folder, watching) -> None:
    seen = watching(folder / "dragons.md")
    seen.next()
    for words in ("sleep a lot.", "sleep no more."):
        write(folder, "new", words).replace(folder / "dragons.md")
        result = seen.next()
        assert result.plan.documents.edited == ("dragons",)
        assert words in result.plan.after[0].text


def test_a_folder_that_is_replaced_by_another_is_followed(folder, watching) -> None:
    other = Path(shutil.copytree(folder, folder.with_name("other")))
    seen = watching(folder)
    seen.next()
    folder.rename(folder.with_name("away"))
    assert "There is no file or folder" in str(seen.next_error())
    other.rename(folder)
    write(folder, "dragons", "came back.")
    assert seen.next().plan.documents.edited == ("docs/dragons",)
    write(folder, "dragons", "left.")
    assert seen.next().plan.documents.edited == ("docs/dragons",)


# What does not count


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("docs/dragons.md", True),
        ("docs/sea/krakens.md", True),
        ("docs", True),
        (".", True),
        ("docs/.dragons.md.swp", False),
        ("docs/.git/index", False),
        ("docs/sea/.trash/krakens.md", False),
        ("docs/library/library.db", False),
        ("docs-of-others/dragons.md", False),
        ("notes/today.md", True),
        ("notes/.hidden.md", True),
        ("notes/yesterday.md", False),
    ],
)
def test_which_changes_count(tmp_path: Path, path: str, counts: bool) -> None:
    watched = Watched(
        folders=(tmp_path / "docs",),
        files=(tmp_path / "notes/today.md", tmp_path / "notes/.hidden.md"),
        library=tmp_path / "docs/library",
    )
    assert watched.counts(tmp_path / path) == counts


def test_a_folder_in_a_hidden_one_is_watched_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / ".notes").mkdir()
    watched = watched_for([tmp_path / ".notes"], tmp_path / "library")
    assert watched.counts(tmp_path / ".notes/today.md")


# What goes wrong


def test_a_bad_file_is_refused_once_and_ends_nothing(folder, watching) -> None:
    seen = watching(folder)
    seen.next()
    bad = folder / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xff")
    (refusal,) = seen.next().plan.documents.refused
    assert refusal.source == str(bad)
    os.utime(folder / "dragons.md")
    seen.until_round(3)
    bad.write_bytes(b"\xff\xfe\xff\xfe\xff")
    assert [r.source for r in seen.next().plan.documents.refused] == [str(bad)]
    bad.write_text("Good again.", encoding="utf-8")
    result = seen.next()
    assert (result.plan.documents.added, result.plan.documents.refused) == (("docs/bad",), ())
    assert seen.rounds == 5


def test_an_error_is_told_and_the_watch_goes_on(folder, watching, settings) -> None:
    seen = watching(folder)
    seen.next()
    (folder / "trolls.md").unlink()
    (folder / "wizards.md").unlink()
    assert isinstance(seen.next_error(), RemovalRefused)
    write(folder, "trolls", "are back.")
    assert seen.next().plan.documents.removed == ("docs/wizards",)
    with Library.open(settings.library) as library:
        assert [h.document for h in library.holdings()] == ["docs/dragons", "docs/trolls"]


def test_another_writer_is_waited_for(folder, watching, settings) -> None:
    settings.library.mkdir()
    with sole_writer(settings.library, "footnote ingest big"):
        seen = watching(folder)
        assert "`footnote ingest big`" in seen.told.get(timeout=PATIENCE_S)
        assert seen.outcomes.empty()
    assert seen.next().generation == 1


def test_what_is_not_there_at_the_start_is_an_error(settings, tmp_path) -> None:
    with pytest.raises(SourceMissing, match="nowhere"):
        next(watch(settings, [str(tmp_path / "nowhere")]))


def test_the_model_is_loaded_once(folder, settings, embedder, monkeypatch) -> None:
    made: list[str] = []

    def make(name: str) -> Embedder:
        made.append(name)
        return embedder

    monkeypatch.setattr("ingest.watch.Embedder", make)
    monkeypatch.setattr("corpus.embedding.Embedder", lambda name: pytest.fail("loaded again"))
    outcomes = watch(settings, [str(folder)], quiet_s=QUIET_S)
    for number in range(1, 4):
        outcome = next(outcomes)
        assert isinstance(outcome, IngestResult)
        assert outcome.generation == number
        write(folder, "dragons", f"sleep {number} hours.")
    outcomes.close()
    assert made == [settings.embedding]
