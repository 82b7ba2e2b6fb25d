"""`python -m evals.benchmarks.changing FOLDER`: what edits of a folder of acts cost to ingest.

The folder (pages of EUR-Lex, such as `evals.benchmarks.acts` makes) and the shipped texts are
ingested into a library of the benchmark's own; of one that `--library` names it takes the
vectors, which saves some minutes. Then a copy of the
folder is edited in one way after the other, each time ingested and put back. No chosen text is
edited: a word in the middle of the longest page, two chapters (or stretches of articles), a name,
a date wherever it stands.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import html

from corpus.errors import FootnoteError
from corpus.library import Library
from corpus.settings import Settings, load_settings
from evals.benchmarks.timing import Spread, in_turns, multiples, spread
from evals.runs.machine import machine, versions
from evals.table import Table
from ingest.apply import IngestResult, ingest
from ingest.generations import rollback
from ingest.sources import find, shipped_folders

ROUNDS = 7
OLD_DATE, NEW_DATE = b"1 July 2026", b"12 June 2026"
WORD = re.compile(rb"(?<= )shall(?= )")
CHAPTER = re.compile(r"cpt_\w+|art_\d+")
Edit = Callable[[Path], None]


@dataclass(frozen=True)
class Change:
    """What an ingest did after an edit: passages by what became of them, and seconds."""

    edit: str
    embedded: int
    reused: int
    moved: int
    closed: int
    seconds: float
    wanted: str


@dataclass(frozen=True)
class Unchanged:
    """An ingest that finds nothing to do, beside reading and hashing the same files."""

    files: int
    megabytes: float
    embedded: int
    ingest: Spread
    reading: Spread
    multiple: Spread


def measure(folder: Path, given: Path | None, settings: Settings) -> tuple[Unchanged, list[Change]]:
    """Every figure, in a library of its own."""
    texts = settings.library.parent / folder.name
    shutil.copytree(folder, texts, copy_function=shutil.copyfile)
    if given:
        take_vectors(given, settings)
    sources = [*map(str, shipped_folders()), str(texts)]
    ingest(settings, sources)
    page = longest_page(texts)
    chapters = next((p for p in pages(texts) if b'id="cpt_' in p.read_bytes()), page)
    holding = passages_with(settings, texts, OLD_DATE.decode())
    edits: list[tuple[str, str, Edit]] = [
        (f"one word changed in {page.name}", "at most 3", lambda _: change_word(page)),
        (f"two chapters swapped in {chapters.name}", "0", lambda _: swap(chapters)),
        (f"two stretches of articles swapped in {page.name}", "0", lambda _: swap(page)),
        (f"{page.name} renamed", "0", lambda _: rename(page)),
        (f"“{OLD_DATE.decode()}” corrected everywhere", str(holding), correct),
    ]
    changes = [measured(settings, sources, texts, folder, *edit) for edit in edits]
    return unchanged(settings, sources), [*changes, going_back(settings)]


def measured(
    settings: Settings,
    sources: Sequence[str],
    texts: Path,
    original: Path,
    name: str,
    wanted: str,
    edit: Edit,
) -> Change:
    """What the ingest of an edit does; afterwards the texts and the library are as before."""
    edit(texts)
    done = ingest(settings, sources)
    shutil.rmtree(texts)
    shutil.copytree(original, texts, copy_function=shutil.copyfile)
    ingest(settings, sources)
    return change(name, wanted, done)


def change(name: str, wanted: str, done: IngestResult) -> Change:
    counts = asdict(done.plan.passages)
    return Change(name, **counts, seconds=done.seconds["total"], wanted=wanted)


def going_back(settings: Settings) -> Change:
    """A rollback by one generation, which embeds nothing or fails."""
    with Library.open(settings.library) as library:
        before = library.generation()
    clock = in_turns({"rollback": lambda: rollback(settings, before.number - 1)}, 1)
    with Library.open(settings.library) as library:
        after = library.generation()
    counts = after.summary["passages"]
    return Change("rolled back", **counts, seconds=clock["rollback"][0], wanted="0")


def unchanged(settings: Settings, sources: Sequence[str]) -> Unchanged:
    files = [source.path for source in find(sources).sources]
    again = ingest(settings, sources)

    def read_and_hash() -> None:
        for file in files:
            hashlib.sha256(file.read_bytes()).hexdigest()

    seconds = in_turns({"ingest": lambda: ingest(settings, sources), "read": read_and_hash}, ROUNDS)
    return Unchanged(
        files=len(files),
        megabytes=sum(file.stat().st_size for file in files) / 1e6,
        embedded=again.plan.passages.embedded,
        ingest=spread(seconds["ingest"]),
        reading=spread(seconds["read"]),
        multiple=multiples(seconds["ingest"], of=seconds["read"]),
    )


def take_vectors(given: Path, settings: Settings) -> None:
    """Fill the vector cache of a new library from another one, so that nothing is embedded.

    From a copy of it: opening one of an earlier Footnote would bring it up to date.
    """
    copy = settings.library.parent / "given"
    shutil.copytree(given, copy)
    with Library.open(copy) as other, Library.create(settings.library) as library:
        names = other.vector_names(settings.embedding)
        library.keep_vectors(settings.embedding, other.vectors(settings.embedding, [*names]))


def passages_with(settings: Settings, texts: Path, words: str) -> int:
    """How many texts that are embedded for a folder hold some words, in the head or below."""
    with Library.open(settings.library) as library:
        ids = [h.document for h in library.holdings() if h.origin.root == str(texts.resolve())]
        passages = library.passages(documents=ids)
    return len({p.embedded_hash for p in passages if words in p.embedded_text})


# Edits


def pages(texts: Path) -> list[Path]:
    return sorted(texts.glob("*.html"))


def longest_page(texts: Path) -> Path:
    """The page named for the AMMR, of 41,000 words, or the longest one."""
    named = [page for page in pages(texts) if page.name == "ammr.html"]
    return (named or sorted(pages(texts), key=lambda page: page.stat().st_size))[-1]


def change_word(page: Path) -> None:
    """Another word in place of the “shall” in the middle."""
    data = page.read_bytes()
    places = [found.span() for found in WORD.finditer(data)]
    start, end = places[len(places) // 2]
    page.write_bytes(data[:start] + b"should" + data[end:])


def swap(page: Path) -> None:
    """Two neighbouring chapters in each other's place, or the second and third fifth of the
    articles where there are no chapters.
    """
    document = html.document_fromstring(page.read_bytes())
    parts = [e for e in document.iter("div") if CHAPTER.fullmatch(e.get("id") or "")]
    chapters = [e for e in parts if not e.get("id", "").startswith("art_")]
    articles = [e for e in parts if e.get("id", "").startswith("art_")]
    fifth = len(articles) // 5
    first, second = (
        ([chapters[1]], [chapters[2]])
        if chapters
        else (articles[fifth : 2 * fifth], articles[2 * fifth : 3 * fifth])
    )
    for element in second:
        first[0].addprevious(element)
    page.write_bytes(html.tostring(document, encoding="utf-8"))


def rename(page: Path) -> None:
    page.rename(page.with_name("renamed-" + page.name))


def correct(texts: Path) -> None:
    for page in pages(texts):
        page.write_bytes(page.read_bytes().replace(OLD_DATE, NEW_DATE))


# Printing


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit code. What was given is not touched."""
    parser = argparse.ArgumentParser("python -m evals.benchmarks.changing", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of acts as pages of EUR-Lex")
    parser.add_argument("--library", type=Path, help="a library to take vectors from")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args(arguments)
    try:
        with TemporaryDirectory() as folder:
            settings = load_settings(library=Path(folder) / "library")
            same, changes = measure(given.folder, given.library, settings)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    if given.json:
        about = {"versions": versions(), "machine": machine(), "unchanged": asdict(same)}
        rows = [asdict(row) for row in changes]
        sys.stdout.write(json.dumps(about | {"changes": rows}, indent=1) + "\n")
    else:
        sys.stdout.write(f"{unchanged_table(same)}\n\n{changes_table(changes)}\n")
    return 0


def unchanged_table(same: Unchanged) -> Table:
    milliseconds = [
        Spread(*(1e3 * figure for figure in (s.median, s.low, s.high)))
        for s in (same.ingest, same.reading)
    ]
    return Table(
        f"Nothing changed: {same.files} files, {same.megabytes:.1f} MB, {same.embedded} embedded",
        ("", "milliseconds"),
        (
            ("ingest", milliseconds[0].shown(1)),
            ("reading and hashing alone", milliseconds[1].shown(1)),
            ("times", same.multiple.shown(1)),
        ),
    )


def changes_table(changes: Sequence[Change]) -> Table:
    columns = ("edit", "embedded", "wanted", "reused", "moved", "closed", "seconds")
    rows = tuple(
        (
            c.edit,
            f"{c.embedded:,}",
            c.wanted,
            f"{c.reused:,}",
            f"{c.moved:,}",
            f"{c.closed:,}",
            f"{c.seconds:.1f}",
        )
        for c in changes
    )
    return Table("After an edit", columns, rows)


if __name__ == "__main__":
    sys.exit(main())
