"""Where a link in the chat leads: a span of a document, a page of it, a saved answer, the library.

A place is written as the fragment of a link (`#at/3/0f2c…/120-240/pact/factsheet`), so that the
page needs no state to open it: two windows cannot mix.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LIBRARY = "#library"
SPAN = (
    r"(?P<generation>\d{1,9})/(?P<version>[0-9a-f]{0,32})/"
    r"(?P<start>\d{1,12})-(?P<end>\d{1,12})(?:\.(?P<answer>[0-9A-Za-z-]{1,64}))?/(?P<document>.+)"
)
FRAGMENT = re.compile(rf"#at/{SPAN}", re.ASCII)
SHEET = re.compile(rf"#sheet/(?P<page>\d{{1,6}})/{SPAN}", re.ASCII)
REST = re.compile(rf"#rest/(?P<first>\d{{1,12}})-(?P<last>\d{{1,12}})/{SPAN}", re.ASCII)
SAVED = re.compile(r"#saved/(?P<id>[0-9A-Za-z-]{1,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start:end` of a document in a generation; an empty span quotes nothing.

    `version` is the version's name, by which the text is found where the generation is gone;
    empty where any will do. `answer` is the id of the answer that cites the characters, whose
    other citations are shown beside them; empty where there is none.
    """

    document: str
    generation: int
    start: int = 0
    end: int = 0
    version: str = ""
    answer: str = ""

    @property
    def fragment(self) -> str:
        return f"#at/{self.path}"

    @property
    def path(self) -> str:
        answer = f".{self.answer}" if self.answer else ""
        span = f"{self.start}-{self.end}{answer}"
        return f"{self.generation}/{self.version}/{span}/{quote(self.document)}"


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Page `page` (from 1) of the source of a document, as a picture, with a place marked on it."""

    page: int
    place: Place

    @property
    def fragment(self) -> str:
        return f"#sheet/{self.page}/{self.place.path}"


@dataclass(frozen=True, slots=True)
class RestPlace:
    """What is shown around a place beyond the characters `sent` of it already."""

    sent: tuple[int, int]
    place: Place

    @property
    def fragment(self) -> str:
        return f"#rest/{self.sent[0]}-{self.sent[1]}/{self.place.path}"


@dataclass(frozen=True, slots=True)
class SavedPlace:
    """A saved answer."""

    id: str

    @property
    def fragment(self) -> str:
        return f"#saved/{self.id}"


@dataclass(frozen=True, slots=True)
class PackPlace:
    """The evidence pack of a kept answer, a file that the page's script fetches."""

    id: str

    @property
    def fragment(self) -> str:
        return f"#get/pack/{self.id}"


def parse(fragment: str) -> Place | SavedPlace | None:
    """The place a fragment names, `None` for the library's page and for anything else."""
    if saved := SAVED.fullmatch(fragment):
        return SavedPlace(saved["id"])
    found = FRAGMENT.fullmatch(fragment)
    return place_in(found) if found else None


def parse_sheet(fragment: str) -> SheetPlace | None:
    """The page of a document that a fragment names."""
    found = SHEET.fullmatch(fragment)
    return SheetPlace(int(found["page"]), place_in(found)) if found else None


def parse_rest(fragment: str) -> RestPlace | None:
    """The rest of a page that a fragment names."""
    found = REST.fullmatch(fragment)
    sent = found and (int(found["first"]), int(found["last"]))
    return RestPlace(sent, place_in(found)) if found and sent else None


def place_in(found: re.Match[str]) -> Place:
    return Place(
        document=unquote(found["document"]),
        generation=int(found["generation"]),
        start=int(found["start"]),
        end=int(found["end"]),
        version=found["version"],
        answer=found["answer"] or "",
    )
