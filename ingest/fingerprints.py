"""What reads sources and what cuts texts, each as one name: another name, another result.

A document is read again only when its bytes or its reader changed. So that nobody has to
remember to raise a number, the names are made of the code itself and of the versions of Python
and of the libraries that it parses with.
"""

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
READING = (
    *("ingest/readers", "ingest/law", "ingest/reading_process.py", "ingest/validation.py"),
    *("corpus/document.py", "corpus/layout.py", "corpus/celex.py", "corpus/sentences.py"),
)
PARSERS = (
    *("charset-normalizer", "lxml", "markdown-it-py", "markitdown", "olefile", "openpyxl"),
    *("pypdfium2", "pyyaml", "sentencex", "xlrd"),
)
CUTTING = ("ingest/passages.py", "corpus/document.py", "corpus/sentences.py")
CUTTERS = ("sentencex",)


@cache
def reader_name() -> str:
    """The name of everything that turns a source's bytes into a document."""
    return name_of(READING, PARSERS)


@cache
def cutter_name(longest: int) -> str:
    """The name of what cuts a document into passages of at most `longest` characters."""
    return f"{name_of(CUTTING, CUTTERS)}-{longest}"


def name_of(code: Iterable[str], packages: Iterable[str]) -> str:
    made = blake2b(digest_size=8)
    made.update("python {}.{}\0".format(*sys.version_info[:2]).encode())
    for file in sorted(file for part in code for file in files_in(ROOT / part)):
        made.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    for package in packages:
        made.update(f"{package}\0{version(package)}\0".encode())
    return made.hexdigest()


def files_in(path: Path) -> Iterable[Path]:
    return [path] if path.is_file() else path.rglob("*.py")
