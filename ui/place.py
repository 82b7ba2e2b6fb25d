"""Where a link in the chat leads: a span of a document, a document, or the list of them.

A place is written as the fragment of a link (`#at/3/0f2c…/120-240/pact/factsheet`), so that the
page needs no state to open it: two windows cannot mix.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LIBRARY = "#library"
VERSION_CHARS = 12
FRAGMENT = re.compile(
    r"#at/(?P<generation>\d{1,9})/(?P<version>[0-9a-f]{0,12})/(?P<start>\d{1,12})-(?P<end>\d{1,12})/"
    r"(?P<document>.+)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start:end` of a document in a generation; an empty span quotes nothing.

    `version` is the beginning of the version's name, or empty where any will do.
    """

    document: str
    generation: int
    start: int = 0
    end: int = 0
    version: str = ""

    @property
    def fragment(self) -> str:
        version = self.version[:VERSION_CHARS]
        span = f"{self.start}-{self.end}"
        return f"#at/{self.generation}/{version}/{span}/{quote(self.document)}"


def parse(fragment: str) -> Place | None:
    """The place a fragment names, `None` for the library's list and for anything else."""
    found = FRAGMENT.fullmatch(fragment)
    if not found:
        return None
    return Place(
        document=unquote(found["document"]),
        generation=int(found["generation"]),
        start=int(found["start"]),
        end=int(found["end"]),
        version=found["version"],
    )
