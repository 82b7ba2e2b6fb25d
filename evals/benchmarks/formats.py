"""Reading: megabytes and pages a second of each kind, beside plain text extraction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import lxml.html
import pypdf
from lxml import etree

from corpus.errors import SourceError
from corpus.settings import Settings
from evals.benchmarks.samples import samples
from evals.benchmarks.timing import Spread, in_turns, multiples, spread
from evals.table import Table
from ingest.readers.kinds import Kind, kind_of
from ingest.sandbox import Read, readers
from ingest.sources import find, read_bytes


def html_text(data: bytes) -> str:
    return "".join(map(str, lxml.html.document_fromstring(data).itertext()))


def xml_text(data: bytes) -> str:
    return "".join(map(str, etree.fromstring(data).itertext()))


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


# The plain way to the text of a kind, where there is one, and the name of what goes it.
PLAIN: dict[Kind, tuple[str, Callable[[bytes], str]]] = {
    Kind.HTML: ("lxml", html_text),
    Kind.EURLEX: ("lxml", html_text),
    Kind.FORMEX: ("lxml", xml_text),
    Kind.XML: ("lxml", xml_text),
    Kind.PDF: ("pypdf", pdf_text),
}


@dataclass(frozen=True)
class Pace:
    megabytes_per_second: Spread
    pages_per_second: Spread | None


@dataclass(frozen=True)
class KindPace:
    """How fast files of a kind are read. `multiple`: Footnote's seconds over those of the plain
    way, round by round.
    """

    kind: Kind
    files: int
    megabytes: float
    pages: int
    footnote: Pace
    plain: str = ""
    plain_pace: Pace | None = None
    multiple: Spread | None = None


@dataclass(frozen=True)
class Reading:
    kinds: tuple[KindPace, ...]

    def table(self) -> Table:
        columns = ("", "files", "MB", "pages", "MB/s", "pages/s", "beside", "MB/s", "pages/s", "×")
        return Table("Reading, by kind", columns, tuple(map(row, self.kinds)))


def row(pace: KindPace) -> tuple[str, ...]:
    return (
        pace.kind,
        str(pace.files),
        f"{pace.megabytes:.2f}",
        str(pace.pages or "–"),
        *figures(pace.footnote),
        pace.plain or "–",
        *figures(pace.plain_pace),
        pace.multiple.shown(1) if pace.multiple else "–",
    )


def figures(pace: Pace | None) -> tuple[str, str]:
    if pace is None:
        return "–", "–"
    pages = pace.pages_per_second
    return pace.megabytes_per_second.shown(2), pages.shown(0) if pages else "–"


@dataclass(frozen=True)
class Sample:
    name: str
    data: bytes
    kind: Kind
    pages: int


def measure_reading(settings: Settings, repeats: int, folders: Sequence[Path] = ()) -> Reading:
    """Read the files of the folders, or samples made for it, taking turns with the plain way.

    Footnote's time is all that an ingest takes to have the document: the kind told, read in the
    process with limits (which is running), definitions and references found, checked. The plain
    way runs in this process. Files that are refused are left out.
    """
    files = files_in(folders, settings) if folders else samples().items()
    with readers(settings) as read:
        known = [sample for name, data in files for sample in tried(read, name, data)]
        of_kind = {kind: [s for s in known if s.kind is kind] for kind in Kind}
        paces = [measured(read, some, repeats) for some in of_kind.values() if some]
    return Reading(tuple(paces))


def files_in(folders: Sequence[Path], settings: Settings) -> Iterator[tuple[str, bytes]]:
    for source in find([str(folder) for folder in folders]).sources:
        yield source.path.name, read_bytes(source.path, settings.source_mb * 1e6)


def tried(read: Read, name: str, data: bytes) -> Iterator[Sample]:
    """The file as a sample, where it can be read. Warms its reader."""
    try:
        document = read(data, name)
    except SourceError:
        return
    yield Sample(name, data, kind_of(data, name), len(document.pages))


def measured(read: Read, known: Sequence[Sample], repeats: int) -> KindPace:
    """The pace of some samples of one kind."""
    kind = known[0].kind
    name, plain = PLAIN.get(kind, ("", None))
    works: dict[str, Callable[[], object]] = {
        "footnote": lambda: [read(sample.data, sample.name) for sample in known]
    }
    if plain:
        works["plain"] = lambda: [plain(sample.data) for sample in known]
    seconds = in_turns(works, repeats)
    ours, theirs = seconds["footnote"], seconds.get("plain")
    megabytes = sum(len(sample.data) for sample in known) / 1e6
    pages = sum(sample.pages for sample in known)
    return KindPace(
        kind=kind,
        files=len(known),
        megabytes=megabytes,
        pages=pages,
        footnote=pace(megabytes, pages, ours),
        plain=name,
        plain_pace=pace(megabytes, pages, theirs) if theirs else None,
        multiple=multiples(ours, of=theirs) if theirs else None,
    )


def pace(megabytes: float, pages: int, seconds: Sequence[float]) -> Pace:
    return Pace(
        megabytes_per_second=spread([megabytes / second for second in seconds]),
        pages_per_second=spread([pages / second for second in seconds]) if pages else None,
    )
