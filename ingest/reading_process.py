"""The process that runs the readers: one source after another, each within limits.

It is started by `ingest.sandbox` and speaks with it over its standard input and output.
"""

import json
import os
import signal
import sys
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

from corpus.document import Document
from corpus.errors import DamagedSource, HungrySource, LargeText, SourceError
from ingest.confinement import allow_processor_seconds, confine, peak_bytes
from ingest.frames import read_frame, write_frame
from ingest.law import annotated
from ingest.readers import reader_for
from ingest.readers.kinds import Kind, kind_of

NEARLY = 0.8  # of the memory: a library that fails there fails for want of it
OUTLINE_FACTOR = 4  # how much larger than its text a document with all its spans may be


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one source may take."""

    seconds: float
    memory_mb: float
    text_mb: float


def main() -> None:
    """Read sources until there are no more, or the process that asks for them is gone."""
    limits = Limits(**json.loads(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    requests, replies = private_pipes()
    confine(int(limits.memory_mb * 1e6))
    try:
        while True:
            source, data = read_frame(requests)
            allow_processor_seconds(limits.seconds)
            write_frame(replies, *reply_to(source.decode(), data, limits))
    except (EOFError, BrokenPipeError):
        os._exit(0)


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, out of the reach of libraries that print."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return requests, replies


def reply_to(source: str, data: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """The document as JSON and the boxes of its characters, or why there is none."""
    kind: Kind | None = None
    try:
        kind = kind_of(data, source)
        document = reader_for(kind, source)(data, "", source)
        refuse_long(document.text.encode(), source, limits)
        return handed_over(annotated(document), source, limits)
    except SourceError as error:
        return refused(error)
    except MemoryError:
        return refused(HungrySource(source=source, limit_mb=limits.memory_mb))
    except Exception as error:  # noqa: BLE001 -- libraries throw what they like at a bad file
        if peak_bytes() > NEARLY * limits.memory_mb * 1e6:
            return refused(HungrySource(source=source, limit_mb=limits.memory_mb))
        nested = isinstance(error, RecursionError)
        reason = "it is nested too deeply" if nested else "it is damaged"
        known = DamagedSource(source=source, kind=kind or "a file", reason=reason)
        return refused(known, detail=f"{type(error).__name__}: {error}")


def handed_over(document: Document, source: str, limits: Limits) -> tuple[bytes, bytes]:
    """Raises LargeText."""
    layout = document.layout
    facts = {
        "document": asdict(replace(document, layout=None)),
        "sizes": layout and layout.sizes,
    }
    encoded = encode(facts)
    refuse_long(encoded, source, limits, OUTLINE_FACTOR)
    return encoded, layout.boxes if layout else b""


def refuse_long(encoded: bytes, source: str, limits: Limits, factor: int = 1) -> None:
    if len(encoded) > factor * limits.text_mb * 1e6:
        raise LargeText(source=source, limit_mb=limits.text_mb)


def refused(error: SourceError, detail: str = "") -> tuple[bytes, bytes]:
    facts = {
        name: fact if isinstance(fact, int | float) else str(fact)
        for name, fact in error.facts.items()
    }
    return encode({"error": type(error).__name__, "facts": facts, "detail": detail}), b""


def encode(facts: dict[str, Any]) -> bytes:
    text = json.dumps(facts | {"peak_bytes": peak_bytes()}, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")
