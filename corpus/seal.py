"""The seal of a vector directory: what every file in it was when it was written.

Damage is found by checksum, before Chroma, which may crash the process on it, opens anything.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import VectorsDamaged

SEAL = "footnote-seal.json"


def seal(folder: Path) -> None:
    """Write down checksum, size and time of every file and push all of it to the disk."""
    for file in files_in(folder):
        sync(file)
    sums, looks = checksums(folder), looks_of(folder)
    sealed = {
        name: {"sha256": sums[name], "size": looks[name][0], "mtime_ns": looks[name][1]}
        for name in sums
    }
    (folder / SEAL).write_text(json.dumps(sealed, indent=1), encoding="utf-8")
    sync(folder / SEAL)
    sync(folder)


def verify(folder: Path) -> None:
    """Raise VectorsDamaged unless the directory is, byte for byte, as it was sealed."""
    compare(folder, checksums_in(sealed_in(folder)), checksums(folder))


def verify_quickly(folder: Path) -> None:
    """As `verify`, taking a file whose size and time are as sealed for the same.

    What that misses, checksums find when the directory is opened.
    """
    sealed = sealed_in(folder)
    looks = {n: (f["size"], f["mtime_ns"]) for n, f in sealed.items() if isinstance(f, dict)}
    if looks_of(folder) != looks:
        compare(folder, checksums_in(sealed), checksums(folder))


def compare(folder: Path, sealed: Mapping[str, str], found: Mapping[str, str]) -> None:
    if found != sealed:
        names = sorted(name for name in {*found, *sealed} if found.get(name) != sealed.get(name))
        raise VectorsDamaged(folder=folder, reason=f"{names[0]} is not as it was written")


def sealed_in(folder: Path) -> dict[str, Any]:
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VectorsDamaged(folder=folder, reason="it or its seal is missing") from error
    except (OSError, ValueError) as error:
        raise VectorsDamaged(folder=folder, reason="its seal cannot be read") from error
    if not isinstance(sealed, dict):
        raise VectorsDamaged(folder=folder, reason="its seal cannot be read")
    return sealed


def checksums_in(sealed: Mapping[str, Any]) -> dict[str, str]:
    """The checksums of a seal; the first seals held nothing else."""
    return {n: str(f.get("sha256")) if isinstance(f, dict) else str(f) for n, f in sealed.items()}


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
    return sorted(f for f in folder.rglob("*") if f.is_file() and f.name != SEAL)


def sync(path: Path) -> None:
    """Push a file's or folder's content to the disk, where the system can."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
