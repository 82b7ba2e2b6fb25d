"""A reader that does what its source says: the source is Python, and leaves a `document`.

It runs in the reading process in place of the Markdown reader.
"""

import sys
from typing import Any

from corpus.document import Document
from ingest import reading_process
from ingest.readers import MODULES
from ingest.readers.kinds import Kind


def read(data: bytes, id: str, source: str) -> Document:
    left: dict[str, Any] = {"document": Document(id, "obeyed", "done")}
    exec(data, left)
    document: Document = left["document"]
    return document


def main() -> None:
    sys.modules["ingest.readers.obedient"] = sys.modules[__name__]
    MODULES[Kind.MARKDOWN] = "obedient"
    reading_process.main()
