"""Where a link in the chat leads: a span of a document, a saved answer, or the library.

A place is written as the fragment of a link (`#at/3/0f2c…/120-240/pact/factsheet`), so that the
page needs no state to open it: two windows cannot mix.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LIBRARY = "#library"
FRAGMENT = re.compile(
    r"#at/(?P<generation>\d{1,9})/(?P<version>[0-9a-f]{0,32})/(?P<start>\d{1,12})-(?P<end>\d{1,12})/"
    r"(?P<document>.+)",
    re.ASCII,
)
SAVED = re.compile(r"#saved/(?P<id>[0-9A-Za-z-]{1,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start:end` of a document in a generation; an empty span quotes nothing.

    `version` is the version's name, by which the text is found where the generation is gone;
    empty where any will do.
    """

    document: str
    generation: int
    start: int = 0
    end: int = 0
    version: str = ""

    @property
    def fragment(self) -> str:
        span = f"{self.start}-{self.end}"
        return f"#at/{self.generation}/{self.version}/{span}/{quote(self.document)}"


@dataclass(frozen=True, slots=True)
class SavedPlace:
    """A saved answer."""

    id: str

    @property
    def fragment(self) -> str:
        return f"#saved/{self.id}"


@dataclass(frozen=True, slots=True)
class PackPlace:
    """The evidence pack of a kept answer, which the page's script fetches."""

    id: str

    @property
    def fragment(self) -> str:
        return f"#pack/{self.id}"


def parse(fragment: str) -> Place | SavedPlace | None:
    """The place a fragment names, `None` for the library's page and for anything else."""
    if saved := SAVED.fullmatch(fragment):
        return SavedPlace(saved["id"])
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


def opened_place(pressed: str) -> Place | SavedPlace | None:
    """The place of the link that was pressed. The page adds a count, so that each press is new."""
    return parse(pressed.partition(" ")[0])
