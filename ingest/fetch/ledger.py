"""What was fetched before: kept beside the files, so that nothing is fetched twice in vain."""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

# Hidden, so that ingesting the folder passes it over.
LEDGER = ".fetch.json"


@dataclass(frozen=True, slots=True)
class Validator:
    """What a host says of the state of an address, to ask later whether it has changed."""

    url: str
    etag: str = ""
    modified: str = ""

    def unless_same(self) -> dict[str, str]:
        """The headers that ask for the whole only if it has changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}

    def if_same(self) -> str:
        """The value for If-Range: a weak mark says too little to join two halves."""
        return self.modified if self.etag.startswith("W/") else self.etag or self.modified


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was fetched and found right. `version` names its canonical text."""

    validator: Validator
    sha256: str
    version: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The files by their path below the folder, and those that came only in part."""

    files: dict[str, Kept]
    parts: dict[str, Validator]


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a folder. One that cannot be read counts as none: all is fetched anew."""
    try:
        return TypeAdapter(Ledger).validate_json((folder / LEDGER).read_bytes())
    except (OSError, ValidationError):
        return Ledger({}, {})


def write_ledger(folder: Path, ledger: Ledger) -> None:
    temporary = folder / (LEDGER + ".tmp")
    temporary.write_text(json.dumps(asdict(ledger), indent=1), encoding="utf-8")
    temporary.replace(folder / LEDGER)


def intact(file: Path, kept: Kept | None) -> bool:
    """Whether a file still is what was fetched."""
    if kept is None or not file.is_file():
        return False
    return digest(file.read_bytes()) == kept.sha256


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def part_of(file: Path) -> Path:
    """Where a file grows until it is complete and found right."""
    return file.with_name(f".{file.name}.part")


def put_in_place(part: Path, file: Path) -> None:
    """Make the part the file, all at once: a crash leaves the old one or the new one."""
    with part.open("r+b") as written:
        os.fsync(written.fileno())
    part.replace(file)
