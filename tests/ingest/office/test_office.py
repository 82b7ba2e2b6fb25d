"""Office files go to the reader of their kind, whatever they are called."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.document import Document, canonical
from corpus.errors import SourceError, UnsupportedKind
from ingest.readers import reader_for
from ingest.readers.kinds import kind_of
from tests.ingest.packages import docx, epub, odf, paragraph, pptx, shape

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "robustness" / "example-docs"
READ = (".docx", ".pptx", ".xlsx", ".xls", ".odt", ".epub", ".msg", ".eml", ".csv", ".tsv")
# Why these of a kind that is read hold nothing to read.
REFUSED = {
    "empty.xlsx",
    "password_protected.xlsx",
    "picture.pptx",
    "test-image-jpg-mime.pptx",
    "empty.eml",
    "fake-encrypted.eml",
}


def read(data: bytes, name: str) -> Document:
    return reader_for(kind_of(data, name), name)(data, "d", name)


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("Words.")),
        pptx(shape("Words.")),
        odf("<office:text><text:p>Words.</text:p></office:text>"),
        epub({"c": "<p>Words.</p>"}),
        b"From: a@b.c\nTo: d@e.f\n\nWords.",
    ],
)
def test_the_content_decides_and_not_the_name(data: bytes) -> None:
    assert "Words." in read(data, "file.bin").text


@pytest.mark.parametrize("data", [rb"{\rtf1 x}", b"\x89PNG\r\n\x1a\n"])
def test_another_kind_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises(UnsupportedKind, match=r"file\.doc is a kind of file"):
        read(data, "file.doc")


def test_no_large_library_is_imported_before_a_file_needs_it() -> None:
    code = (
        "import sys; from ingest.readers import reader_for; from ingest.readers.kinds import Kind;"
        "reader_for(Kind.CSV, 'x.csv')(b'a,b', 'd', 'x.csv');"
        "print([m for m in ('openpyxl', 'xlrd', 'markitdown', 'lxml') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert shown.stdout.strip() == "[]"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example files are not here")
def test_real_files_are_read_twice_alike_but_for_those_that_hold_nothing() -> None:
    refused = set()
    for path in sorted(EXAMPLES.rglob("*")):
        if path.suffix not in READ or path.stat().st_size > 300_000:
            continue
        try:
            document = read(path.read_bytes(), path.name)
        except SourceError:
            refused.add(path.name)
            continue
        assert canonical(document.text) == document.text
        assert read(path.read_bytes(), path.name).version == document.version
    assert refused == REFUSED
