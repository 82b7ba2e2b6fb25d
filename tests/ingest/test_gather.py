"""What is read of the sources, and what need not be."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.document import Document, Metadata, version_of
from corpus.errors import EmptySource
from corpus.record import Holding, Origin
from corpus.settings import Settings
from ingest.fingerprints import reader_name
from ingest.gather import Gathered, Progress, gather
from ingest.sources import find

Gather = Callable[..., Gathered]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"Text {name}.")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a reader was given, in order. It finds nothing in “empty”."""
    names: list[str] = []

    def document_in(data: bytes, source: str) -> Document:
        names.append(Path(source).name)
        if data == b"empty":
            raise EmptySource(source=source)
        return Document("", Path(source).name, data.decode())

    @contextmanager
    def readers(_: Settings) -> Iterator[Callable[[bytes, str], Document]]:
        yield document_in

    monkeypatch.setattr("ingest.gather.readers", readers)
    return names


@pytest.fixture
def gathered(folder: Path, settings: Settings, read: list[str]) -> Gather:
    def gathered(
        holdings: Sequence[Holding] = (), report: Callable[[Progress], None] = lambda _: None
    ) -> Gathered:
        read.clear()
        return gather(find([str(folder)]), holdings, settings, report)

    return gathered


def holdings_of(gathered: Gathered, **made: str) -> list[Holding]:
    """What a library holds that was made of what was gathered."""
    return [
        Holding(
            document=item.source.slug,
            title="",
            version=version_of(item.document.text),
            origin=Origin(
                item.source.name,
                item.source.root,
                **({"content": item.content, "reader": reader_name()} | made),
            ),
            metadata=Metadata(),
            characters=len(item.document.text),
            passages=1,
            since=1,
        )
        for item in gathered.read
    ]


def test_everything_is_read_of_which_nothing_is_known(gathered: Gather, read: list[str]) -> None:
    assert [item.document.text for item in gathered().read] == ["Text one.", "Text two."]
    assert read == ["one.md", "two.md"]


def test_bytes_are_named_by_their_hash(gathered: Gather) -> None:
    assert gathered().read[0].content == sha256(b"Text one.").hexdigest()


def test_what_has_the_same_bytes_and_the_same_reader_is_not_read_again(
    gathered: Gather, read: list[str]
) -> None:
    again = gathered(holdings_of(gathered()))
    assert read == []
    assert [(item.source.slug, item.document) for item in again.read] == [
        ("docs/one", None),
        ("docs/two", None),
    ]


def test_a_file_that_was_only_touched_is_not_read_again(
    gathered: Gather, read: list[str], folder: Path
) -> None:
    held = holdings_of(gathered())
    (folder / "one.md").write_bytes((folder / "one.md").read_bytes())
    gathered(held)
    assert read == []


def test_other_bytes_are_read(gathered: Gather, read: list[str], folder: Path) -> None:
    held = holdings_of(gathered())
    (folder / "one.md").write_text("Another text.")
    assert [item.document and item.document.text for item in gathered(held).read] == [
        "Another text.",
        None,
    ]
    assert read == ["one.md"]


def test_another_reader_reads_everything_again(gathered: Gather, read: list[str]) -> None:
    gathered(holdings_of(gathered(), reader="yesterday's"))
    assert read == ["one.md", "two.md"]


def test_what_an_earlier_footnote_made_is_read_again(gathered: Gather, read: list[str]) -> None:
    gathered(holdings_of(gathered(), content="", reader=""))
    assert read == ["one.md", "two.md"]


def test_the_same_bytes_under_another_name_are_read(
    gathered: Gather, read: list[str], folder: Path
) -> None:
    """What a reader makes of them may depend on the name: the title, say."""
    held = holdings_of(gathered())
    (folder / "one.md").rename(folder / "uno.md")
    gathered(held)
    assert read == ["uno.md"]


def test_a_bad_source_costs_itself_alone(gathered: Gather, folder: Path) -> None:
    (folder / "one.md").write_text("empty")
    found = gathered()
    assert [item.source.slug for item in found.read] == ["docs/two"]
    assert [refusal.reason for refusal in found.refused] == [
        f"{folder / 'one.md'} holds no text: add some, or leave the file out."
    ]


def test_a_source_that_vanishes_while_others_are_read_is_refused(
    gathered: Gather, folder: Path
) -> None:
    found = gathered(report=lambda _: (folder / "two.md").unlink(missing_ok=True))
    assert [item.source.slug for item in found.read] == ["docs/one"]
    assert [Path(refusal.source).name for refusal in found.refused] == ["two.md"]


def test_the_report_counts_every_source_also_those_refused(gathered: Gather, folder: Path) -> None:
    (folder / "one.md").write_text("empty")
    seen: list[Progress] = []
    gathered(report=seen.append)
    assert seen == [Progress("read", 1, 2), Progress("read", 2, 2)]


def test_the_folders_taken_as_a_whole_are_named(gathered: Gather, folder: Path) -> None:
    assert gathered().roots == (str(folder),)
