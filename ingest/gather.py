"""Sources → what has to be read of them: those whose bytes are as before are not read again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from corpus.document import Document
from corpus.errors import FootnoteError
from corpus.record import Holding
from corpus.settings import Settings
from ingest.fingerprints import reader_name
from ingest.sandbox import readers
from ingest.sources import Found, Refusal, Source, read_bytes, refusal


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: `read` counts sources, `embed` and `index` count passages."""

    step: str
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Read:
    """A source, the name of its bytes, and the document a reader made of them.

    The document's id is not settled yet; there is none where the bytes and the reader are those
    of the document that the library holds of this source.
    """

    source: Source
    content: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found and read. `roots` are the folders taken as a whole."""

    read: tuple[Read, ...] = ()
    refused: tuple[Refusal, ...] = ()
    roots: tuple[str, ...] = ()


def gather(
    found: Found, holdings: Iterable[Holding], settings: Settings, report: Report
) -> Gathered:
    """Every source's bytes, and the documents in those that are new.

    A bad source costs itself alone.
    """
    known = {h.origin.source: h.origin.content for h in holdings if is_readers(h)}
    read, refused = [], list(found.refused)
    with readers(settings) as document_in:
        for done, source in enumerate(found.sources, start=1):
            try:
                read.append(read_one(source, known, settings, document_in))
            except FootnoteError as error:
                refused.append(refusal(source.path, error))
            report(Progress("read", done, len(found.sources)))
    return Gathered(tuple(read), tuple(refused), found.roots)


def is_readers(holding: Holding) -> bool:
    """Whether today's readers made the document."""
    return holding.origin.reader == reader_name()


def read_one(
    source: Source,
    known: Mapping[str, str],
    settings: Settings,
    document_in: Callable[[bytes, str], Document],
) -> Read:
    data = read_bytes(source.path, settings.source_mb * 1e6)
    content = sha256(data).hexdigest()
    if known.get(source.name) == content:
        return Read(source, content, None)
    return Read(source, content, document_in(data, str(source.path)))
