"""What may be fetched, from which hosts, and how politely: the manifest beside the texts."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from corpus.errors import BadManifest
from ingest.sources import MANIFEST, SHIPPED

SHIPPED_MANIFEST = SHIPPED / "pact" / MANIFEST
STRICT = ConfigDict(extra="forbid")
FileName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*(\.html)?$")]


@dataclass(frozen=True, slots=True)
class Manners:
    """The hosts that may be contacted, and how Footnote behaves towards them."""

    __pydantic_config__ = STRICT

    cellar: str
    hosts: tuple[str, ...]
    user_agent: str
    wait_s: float
    timeout_s: float
    deadline_s: float
    attempts: Annotated[int, Field(ge=1)]
    backoff_s: float
    longest_wait_s: float


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its CELEX number. Counts are those of the Official Journal; None if unknown."""

    __pydantic_config__ = STRICT

    celex: Annotated[str, Field(pattern=r"^3\d{4}[A-Z]\d{4}$")]
    short: FileName
    articles: int | None = None
    recitals: int | None = None
    consolidated: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an institution, which is only taken when it holds all the `words`."""

    __pydantic_config__ = STRICT

    file: FileName
    title: str
    publisher: str
    url: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    fetch: Manners
    act: tuple[Act, ...]
    page: tuple[Page, ...] = ()

    @property
    def cellar_host(self) -> str:
        return urlsplit(self.fetch.cellar).netloc


def load_manifest(file: Path | None = None) -> Manifest:
    """The manifest in a file; the shipped one where none is given. Raises BadManifest."""
    file = file or SHIPPED_MANIFEST
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        return TypeAdapter(Manifest).validate_python(tables)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadManifest(source=file, reason=f"{place}: {first['msg'].lower()}") from error
    except (OSError, ValueError) as error:
        raise BadManifest(source=file, reason=str(error)) from error
