"""Files that were brought to the library: kept aside until a person has seen what they change.

They end in the folder `uploads` of the library, with the folders they came in. Before that they
lie in a batch of their own below it, hidden, where nothing that reads the folder looks.
"""

import os
import shutil
import time
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from corpus.errors import LibraryUnwritable, UploadGone, UploadRefused
from ingest.sources import MANIFEST, Found, Source, is_within, name_of, slug

FOLDER = "uploads"
STAGED = ".staged"
FILES = 1_000  # in one batch
BATCHES_MB = 1_000  # of all files that wait at a time
LEAST = 10_000  # bytes that each of them counts for, so that the empty ones are not without end
NAME_BYTES = 200
DEEP = 20
WAITS_S = 24 * 3_600.0
FORBIDDEN = frozenset('<>:"|?*')


def folder_of(library: Path) -> Path:
    """Where the library keeps what was brought to it."""
    return library / FOLDER


def batch_of(library: Path, batch: str) -> Path:
    """Where a batch waits. Raises UploadGone for what is no batch's name."""
    if not (batch.isalnum() and batch.isascii()):
        raise UploadGone()
    return folder_of(library) / STAGED / batch


# Names


def clean(name: str) -> PurePosixPath:
    """The path below the folder under which a file is kept. Raises UploadRefused."""
    parts = [part.strip() for part in plain(name).replace("\\", "/").split("/")]
    parts = [part for part in parts if part not in ("", ".")]
    if reason := amiss(parts):
        raise UploadRefused(source=shortened(name), reason=reason)
    return PurePosixPath(*parts)


def plain(name: str) -> str:
    """The name without what a file system or a terminal may take for something else."""
    normal = unicodedata.normalize("NFC", name)
    return "".join("-" if c in FORBIDDEN or not c.isprintable() else c for c in normal)


def amiss(parts: list[str]) -> str:
    """Why a file of such a name is not taken; empty where it is."""
    if not parts:
        return "it has no name"
    if any(part.startswith(".") for part in parts):
        return "it is hidden, or in a hidden folder"
    if len(parts) > DEEP:
        return "it lies too deep in folders"
    if any(len(part.encode()) > NAME_BYTES for part in parts):
        return "its name is too long"
    return "a manifest cannot be brought in" if parts[-1] == MANIFEST else ""


def shortened(name: str) -> str:
    """How a refused file is called in a sentence."""
    shown = plain(name).replace("\\", "/").rsplit("/", 1)[-1].strip() or "A file"
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


# Taking files


def opened(library: Path, batch: str, path: PurePosixPath) -> BinaryIO:
    """The file of a batch to write into. Raises UploadRefused, LibraryUnwritable."""
    folder = batch_of(library, batch)
    try:
        if len(files_in(folder)) >= FILES:
            raise UploadRefused(source=path.name, reason=f"the limit is {FILES:,} files at a time")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")
    except (FileExistsError, NotADirectoryError) as error:
        reason = "another file of this name was just sent"
        raise UploadRefused(source=path.name, reason=reason) from error
    except OSError as error:
        raise LibraryUnwritable(folder=library, reason=error.strerror or str(error)) from error


def room(library: Path) -> float:
    """How many bytes may still wait."""
    waiting = sum(max(size_of(file), LEAST) for file in files_in(folder_of(library) / STAGED))
    return BATCHES_MB * 1e6 - waiting


def size_of(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def files_in(folder: Path) -> list[Path]:
    found = [Path(place, name) for place, _, names in os.walk(folder) for name in names]
    return sorted(found)


# From a batch to its sources


def found_in(library: Path, batch: str) -> Found:
    """The files of a batch, each under the name it will have. Raises UploadGone without any."""
    files = files_in(batch_of(library, batch))
    if not files:
        raise UploadGone()
    return Found(tuple(sources_of(library, batch, files)), (), ())


def sources_of(library: Path, batch: str, files: list[Path]) -> Iterator[Source]:
    root = name_of(folder_of(library))
    for file in files:
        within = file.relative_to(batch_of(library, batch))
        wish = slug(f"{FOLDER}/{within.with_suffix('').as_posix()}")
        yield Source(file, os.path.join(root, within), root, wish)


def move_in(library: Path, batch: str, but: Collection[str]) -> None:
    """Bring the files of a batch to where they stay, in place of older ones of the same name;
    not those at the paths `but`, which could not be read.

    Raises UploadGone where they are there no longer, LibraryUnwritable.
    """
    folder, home = batch_of(library, batch), folder_of(library)
    files = files_in(folder)
    if not files:
        raise UploadGone()
    try:
        for file in files:
            if str(file) not in but:
                put(file, home, home / file.relative_to(folder))
    except OSError as error:
        raise LibraryUnwritable(folder=library, reason=error.strerror or str(error)) from error


def put(file: Path, home: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not is_within(os.path.realpath(target.parent), os.path.realpath(home)):
        raise OSError(f"{target.name} would leave the folder")
    os.replace(file, target)


# Clearing away


def drop(library: Path, batch: str) -> None:
    """Forget the files of a batch."""
    with suppress(UploadGone):
        shutil.rmtree(batch_of(library, batch), ignore_errors=True)


def drop_all(library: Path) -> None:
    """Forget every batch: nobody looks at the plan of one any longer."""
    shutil.rmtree(folder_of(library) / STAGED, ignore_errors=True)


def drop_old(library: Path) -> None:
    """Forget the batches that nobody has decided about for a day."""
    staged = folder_of(library) / STAGED
    with suppress(OSError):
        for folder in staged.iterdir():
            if time.time() - folder.stat().st_mtime > WAITS_S:
                shutil.rmtree(folder, ignore_errors=True)
