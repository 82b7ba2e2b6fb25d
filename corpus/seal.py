"""The seal of a vector directory: what every file in it was when it was written.

Damage is found by checksum, before Chroma, which may crash the process on it, opens anything.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import VectorsDamaged

SEAL = "footnote-seal.json"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says of a file: its checksum and, but for the first seals, size and time."""

    checksum: str
    look: tuple[int, int] | None


def seal(folder: Path) -> None:
    """Write down checksum, size and time of every file and push all of it to the disk."""
    files = files_in(folder)
    for file in files:
        sync(file)
    sums, looks = checksums(folder), looks_of(folder)
    sealed = {
        name: {"sha256": sums[name], "size": looks[name][0], "mtime_ns": looks[name][1]}
        for name in sums
    }
    (folder / SEAL).write_text(json.dumps(sealed, indent=1), encoding="utf-8")
    for path in (folder / SEAL, *{file.parent for file in files}, folder):
        sync(path)


def verify(folder: Path) -> None:
    """Raise VectorsDamaged unless the directory is, byte for byte, as it was sealed."""
    with readable(folder):
        sealed = seal_of(folder)
        compare(folder, sealed, checksums(folder))


def verify_quickly(folder: Path) -> None:
    """As `verify`, taking a file whose size and time are as sealed for the same.

    What that misses, checksums find when the directory is opened.
    """
    with readable(folder):
        sealed = seal_of(folder)
        if looks_of(folder) != {name: file.look for name, file in sealed.items()}:
            compare(folder, sealed, checksums(folder))


def compare(folder: Path, sealed: Mapping[str, Sealed], found: Mapping[str, str]) -> None:
    names = sorted(
        name
        for name in {*found, *sealed}
        if name not in sealed or found.get(name) != sealed[name].checksum
    )
    if names:
        raise VectorsDamaged(folder=folder, reason=f"{names[0]} is not as it was written")


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Take what cannot be read for damaged: it cannot be searched either."""
    try:
        yield
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or error}"
        raise VectorsDamaged(folder=folder, reason=reason) from error


def seal_of(folder: Path) -> dict[str, Sealed]:
    """What the seal says of every file. Raises VectorsDamaged when it says nothing."""
    file = folder / SEAL
    if not file.is_file():
        raise VectorsDamaged(folder=folder, reason="it or its seal is missing")
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        sealed = {name: sealed_file(fields) for name, fields in content.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise VectorsDamaged(folder=folder, reason="its seal cannot be read") from error
    if not sealed:
        raise VectorsDamaged(folder=folder, reason="its seal says nothing")
    return sealed


def sealed_file(fields: Any) -> Sealed:
    """One entry of a seal; the first seals held a checksum and nothing else."""
    if isinstance(fields, str):
        return Sealed(fields, None)
    return Sealed(fields["sha256"], (fields["size"], fields["mtime_ns"]))


def checksums(folder: Path) -> dict[str, str]:
    sums = {}
    for file in files_in(folder):
        with file.open("rb") as content:
            sums[file.relative_to(folder).as_posix()] = hashlib.file_digest(
                content, "sha256"
            ).hexdigest()
    return sums


def looks_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file."""
    looks = {}
    for file in files_in(folder):
        status = file.stat()
        looks[file.relative_to(folder).as_posix()] = (status.st_size, status.st_mtime_ns)
    return looks


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder but its seal.

    Raises VectorsDamaged when there is anything but files and folders, such as a link to what
    somebody may change elsewhere.
    """
    found = [path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()]
    for path in found:
        if path.is_symlink() or not path.is_file():
            name = path.relative_to(folder).as_posix()
            raise VectorsDamaged(folder=folder, reason=f"{name} is no file")
    return [path for path in found if path != folder / SEAL]


def sync(path: Path) -> None:
    """Push a file's or folder's content to the disk, where the system can."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
