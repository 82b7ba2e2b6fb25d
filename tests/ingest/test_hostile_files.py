"""Bombs, traps and mazes: each is read or refused within the limits, and costs itself alone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import LargeSource, SlowSource, SourceError
from corpus.settings import Settings
from ingest.apply import ingest, propose
from ingest.sandbox import Read, readers
from ingest.sources import read_bytes
from qa.chain import Desk
from tests.ingest import hostile
from tests.ingest.memory import can_watch, watching

SECONDS, MEMORY_MB = 10, 200
MOST_MEMORY_MB = 1_536


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    limits = Settings(reader_seconds=SECONDS, reader_mb=MEMORY_MB, reader_text_mb=2)
    with readers(limits) as read:
        yield read


@pytest.fixture
def within_memory() -> Iterator[None]:
    """What a test reads takes no more than a laptop can spare."""
    if not can_watch():
        pytest.skip("memory is watched through Linux's /proc, which is not here")
    with watching() as watch:
        yield
    assert watch.seen
    assert watch.most_mb < MOST_MEMORY_MB


@pytest.mark.usefixtures("within_memory")
@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_file_that_never_ends_is_refused_within_the_limits(read: Read, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(hostile.made(name), name)
    assert name in str(caught.value)


@pytest.mark.usefixtures("within_memory")
@pytest.mark.parametrize("name", hostile.READ)
def test_a_trap_with_something_to_read_in_it_is_read_within_the_limits(
    read: Read, name: str
) -> None:
    document = read(hostile.made(name), name)
    assert 0 < len(document.text) < 10_000


def outside_entities(secret: Path) -> dict[str, bytes | str]:
    """Files that ask for what is in another file."""
    address = secret.as_uri()
    return {
        "a.xml": hostile.outside("play", secret) + "<play><a>&x;</a><b>own words</b></play>",
        "a.fmx.xml": hostile.outside("ACT", secret) + hostile.FORMEX.format("own words &x;"),
        "a.xhtml": hostile.outside("html", secret)
        + "<html><body><p>own words &x;</p></body></html>",
        "a.docx": hostile.docx(
            hostile.PARAGRAPH.format("own words &x;"), prolog=hostile.outside("w:document", secret)
        ),
        "a.html": f"<!doctype html><p>own words</p><iframe src='{address}'></iframe>"
        f"<object data='{address}'></object><embed src='{address}'>",
        "a.md": f"own words ![]({address}) <object data='{address}'>",
        "b.xml": f'<?xml version="1.0"?><a xmlns:xi="http://www.w3.org/2001/XInclude">own words'
        f'<xi:include href="{address}" parse="text"/></a>',
    }


@pytest.mark.parametrize("name", outside_entities(Path("/tmp/secret")))
def test_no_file_reads_another(read: Read, name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("KEEPTHIS")
    content = hostile.as_bytes(outside_entities(secret)[name])
    assert "KEEPTHIS" not in everything_said(read, content, name)


def everything_said(read: Read, data: bytes, name: str) -> str:
    try:
        return repr(read(data, name))
    except SourceError as error:
        return str(error)


def test_markup_that_takes_longer_and_longer_is_given_up() -> None:
    with readers(Settings(reader_seconds=1)) as read:
        with pytest.raises(SlowSource, match="within 1 s"):
            read(hostile.slow_markdown(), "a.md")
        assert read(b"# Tea\n\nAt five.\n", "b.md").title == "Tea"


def test_a_line_of_100_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as file:
        for _ in range(100):
            file.write(b"x" * hostile.MB)
    with pytest.raises(LargeSource, match="has 100 MB"):
        read_bytes(tmp_path / "line.txt", Settings().source_mb * 1e6)


def test_a_folder_of_traps_costs_the_traps_alone(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a good.md").write_text("# Tea\n\nAt five.\n")
    (folder / "z good.txt").write_text("Supper\n\nAt nine.\n")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "brackets without end.md").write_bytes(hostile.slow_markdown())
    for name in ("words without end.pdf", "zip in a zip in a zip.zip"):
        (folder / name).write_bytes(hostile.made(name))
    with (folder / "sparse.bin").open("wb") as file:
        file.truncate(10**12)
    limited = settings.model_copy(update={"reader_seconds": 2, "reader_mb": MEMORY_MB})
    documents = propose(limited, [str(folder)]).plan.documents
    assert documents.added == ("docs/a-good", "docs/z-good")
    assert sorted(Path(refused.source).name for refused in documents.refused) == [
        "brackets without end.md",
        "round",
        "sparse.bin",
        "words without end.pdf",
        "zip in a zip in a zip.zip",
    ]


def test_a_text_that_repeats_itself_without_end_leaves_the_others_findable(
    tmp_path: Path, settings: Settings
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "endless.md").write_text("# Endless\n\n" + "Many words fill the disk. " * 8_000)
    (folder / "two.md").write_text("# Two\n\nThe second text.\n")
    ingest(settings, [str(folder)])
    with closing(Desk(settings)) as desk:
        assert desk.library.generation().passages > 200
        hits = desk.search("The second text.", k=3)
    assert (hits[0].passage.document, hits[0].dense_rank) == ("docs/two", 1)
