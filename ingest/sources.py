"""What there is to read: files, folders, and the shipped texts with their manifest.

Which kind a file is of, and whether it can be read, shows when it is read: not by its name.
"""

import os
import stat
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import corpus
from corpus.errors import (
    BadManifest,
    FootnoteError,
    LargeSource,
    SourceMissing,
    UnreadableSource,
)
from corpus.record import Origin

SHIPPED = Path(corpus.__file__).parent / "texts"
SHIPPED_NAME = "shipped:"
MANIFEST = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    `name` is what the library remembers it by; `root` the folder that is ingested as a whole
    and holds it, empty for a file of its own; `slug` the document id it would like.
    """

    path: Path
    name: str
    root: str
    slug: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that was not read, and the sentence that says why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a request to ingest comes down to. `roots` are the folders taken as a whole."""

    sources: tuple[Source, ...]
    refused: tuple[Refusal, ...]
    roots: tuple[str, ...]


def find(requests: Sequence[str]) -> Found:
    """The files behind paths; the shipped texts when no path is given."""
    paths = [Path(request).expanduser() for request in requests] or shipped_folders()
    sources: dict[str, Source] = {}
    refused: dict[str, Refusal] = {}
    roots = []
    for path in paths:
        if path.is_dir():
            roots.append(name_of(path))
        for candidate in candidates(path):
            if isinstance(candidate, Source):
                sources.setdefault(candidate.name, candidate)
            else:
                refused.setdefault(candidate.source, candidate)
    return Found(tuple(sources.values()), tuple(refused.values()), tuple(dict.fromkeys(roots)))


def shipped_folders() -> list[Path]:
    return sorted(manifest.parent for manifest in SHIPPED.glob(f"*/{MANIFEST}"))


def candidates(path: Path) -> Iterator[Source | Refusal]:
    """What one path offers, and what of it cannot be taken."""
    if path.is_dir():
        yield from in_folder(path)
    else:
        yield Source(path, name_of(path), "", slug(path.with_suffix("").name))


def in_folder(folder: Path) -> Iterator[Source | Refusal]:
    """The files of a folder: those its manifest lists, or all but the hidden ones."""
    resolved = os.path.realpath(folder)
    root, shelf = name_of(folder), os.path.basename(resolved)
    try:
        files = listed(folder) if (folder / MANIFEST).is_file() else visible(folder)
    except FootnoteError as error:
        yield refusal(folder, error)
        return
    for file in files:
        real = os.path.realpath(file)
        if reason := astray(file, real, resolved):
            yield refusal(file, UnreadableSource(source=file, reason=reason))
        else:
            within = file.relative_to(folder).with_suffix("").as_posix()
            yield Source(file, known_as(real), root, slug(f"{shelf}/{within}"))


def astray(file: Path, real: str, folder: str) -> str:
    """Why a link in a folder is not followed; empty for what may be read."""
    if os.path.islink(file) and os.path.isdir(file):
        return "it is a link to a folder"
    return "" if is_within(real, folder) else "it is a link that leads out of the folder"


def listed(folder: Path) -> list[Path]:
    """The files a manifest names. Raises BadManifest."""
    manifest = folder / MANIFEST
    try:
        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))["text"]
        return [folder / str(entry["file"]) for entry in entries]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadManifest(source=manifest, reason=str(error)) from error
    except (KeyError, TypeError) as error:
        reason = "it needs a [[text]] table with a “file” for each text"
        raise BadManifest(source=manifest, reason=reason) from error


def visible(folder: Path) -> list[Path]:
    """Everything in a folder and the folders in it that is not hidden, links to folders as well.

    No link is followed, so there is no way in circles.
    """
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        found += [Path(parent, name) for name in files + links if not name.startswith(".")]
    return sorted(found)


def read_bytes(path: Path, max_bytes: float) -> bytes:
    """The content of a file. Raises SourceMissing, UnreadableSource, LargeSource."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSource(source=path, reason="it is no file with a content of its own")
        if status.st_size > max_bytes:
            limit_mb = max_bytes / 1e6
            raise LargeSource(source=path, size_mb=status.st_size / 1e6, limit_mb=limit_mb)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceMissing(source=path) from error
    except OSError as error:
        raise UnreadableSource(source=path, reason=error.strerror or error) from error


def name_of(path: Path) -> str:
    """How the library names a path: shipped texts keep their names wherever they are installed."""
    return known_as(os.path.realpath(path))  # which, unlike resolve(), bears links in a circle


def known_as(real: str) -> str:
    if not is_within(real, str(SHIPPED)):
        return real
    return SHIPPED_NAME + PurePath(os.path.relpath(real, SHIPPED)).as_posix()


def is_within(path: str, folder: str) -> bool:
    """Whether a path, both without links, is the folder or lies in it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def path_of(name: str) -> Path:
    """The path behind a name the library remembers."""
    if name.startswith(SHIPPED_NAME):
        return SHIPPED / name.removeprefix(SHIPPED_NAME)
    return Path(name)


def remembered(origins: Iterable[Origin]) -> list[str]:
    """The paths from which everything that the library holds would be read again."""
    names = dict.fromkeys(origin.root or origin.source for origin in origins)
    return [str(path_of(name)) for name in names]


def slug(text: str) -> str:
    """A readable document id: lower-case letters, digits, `-` and `/`."""
    kept = "".join(c if c.isalnum() or c == "/" else "-" for c in text.lower())
    parts = ("-".join(filter(None, part.split("-"))) for part in kept.split("/"))
    return "/".join(filter(None, parts)) or "document"


def refusal(source: Path, error: FootnoteError) -> Refusal:
    return Refusal(source=str(source), reason=str(error))
