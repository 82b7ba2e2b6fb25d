"""Content decides what kind a source is of; its name only among plain texts."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.kinds import Kind, kind_of

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "robustness" / "example-docs"
ACT = '<ACT xmlns:xsi="x"><BIB.INSTANCE><DATE ISO="20240101"/></BIB.INSTANCE></ACT>'
MAIL = "From: a@example.com\nSubject: Tea\n\nAt five.\n"


def zipped(members: Mapping[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def main(kind: str) -> str:
    """A package's own word on its kind, whatever its parts are called."""
    return f'<Types><Override PartName="/a.xml" ContentType="x.{kind}.main+xml"/></Types>'


def ole(entry: str) -> bytes:
    """The head of an OLE file, and a sector of its directory with one entry."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00")
    return head + entry.encode("utf-16-le").ljust(128, b"\x00")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"HTTP/1.1 200 OK\n\n%PDF-1.4\n1 0 obj\nendobj", Kind.PDF),
        (rb"{\rtf1 text}", Kind.RTF),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Kind.PICTURE),
        (b"\x00\x00\x00\x24ftypheic\x00", Kind.PICTURE),
        (b"BM\x36\x00\x0c\x00\x00\x00", Kind.PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Kind.PICTURE),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", Kind.SOUND),
        (b"ID3\x03\x00\x00", Kind.SOUND),
        (b"\x00\x00\x00\x18ftypmp42\x00", Kind.FILM),
        (b"\x1f\x8b\x08\x00", Kind.ARCHIVE),
        (b"\x7fELF\x02\x01", Kind.PROGRAM),
        (b"MZ\x90\x00\x03", Kind.PROGRAM),
        (b"SQLite format 3\x00", Kind.DATABASE),
        (b"%!PS-Adobe-3.0\n", Kind.POSTSCRIPT),
        (bytes(range(256)), Kind.UNKNOWN),
    ],
)
def test_bytes_that_begin_with_a_mark(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "a.txt") is kind


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, Kind.DOCX),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, Kind.PPTX),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, Kind.XLSX),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, Kind.ODT),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, Kind.ODP),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Kind.ODS),
        ({"mimetype": "application/epub+zip"}, Kind.EPUB),
        ({"L_1.doc.fmx.xml": "<DOC><BIB.DOC/></DOC>", "L_1.000101.fmx.xml": ACT}, Kind.FORMEX),
        ({"META-INF/container.xml": "<container/>"}, Kind.EPUB),
        ({"[Content_Types].xml": main("ms-word.document.macroEnabled")}, Kind.DOCX),
        ({"[Content_Types].xml": main("wordprocessingml.template")}, Kind.DOCX),
        ({"[Content_Types].xml": main("presentationml.slideshow")}, Kind.PPTX),
        ({"[Content_Types].xml": main("spreadsheetml.sheet")}, Kind.XLSX),
        ({"readme.txt": "hello"}, Kind.ARCHIVE),
        ({"inner.zip": "PK\x03\x04"}, Kind.ARCHIVE),
        ({}, Kind.ARCHIVE),
    ],
)
def test_zip_files_are_looked_into(members: Mapping[str, str], kind: Kind) -> None:
    assert kind_of(zipped(members), "a.zip") is kind


def test_a_zip_file_that_was_cut_off_is_told_by_the_names_left_in_it() -> None:
    whole = zipped({"word/document.xml": "text " * 100})
    assert kind_of(whole[:200], "a.docx") is Kind.DOCX
    assert kind_of(whole[:20], "a.docx") is Kind.ARCHIVE


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("WordDocument", Kind.DOC),
        ("PowerPoint Document", Kind.PPT),
        ("Workbook", Kind.XLS),
        ("Book", Kind.XLS),
        ("__properties_version1.0", Kind.MSG),
        ("EncryptedPackage", Kind.LOCKED),
        ("Something", Kind.UNKNOWN),
    ],
)
def test_old_office_files_are_told_by_their_directory(entry: str, kind: Kind) -> None:
    assert kind_of(ole(entry), "a.docx") is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><title>Tea</title>", Kind.HTML),
        ("<?xml version='1.0'?>\n<!-- a --><html xmlns='x'><p>Tea</p></html>", Kind.HTML),
        ("  <HTML><body>Tea", Kind.HTML),
        ("<p>Tea</p>", Kind.HTML),
        ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "b">]><html class="x">', Kind.HTML),
        (f'<?xml version="1.0"?>{ACT}', Kind.FORMEX),
        ("<CONS.ACT><BIB.INSTANCE/></CONS.ACT>", Kind.FORMEX),
        ("<?xml version='1.0'?><play><act>One</act></play>", Kind.XML),
        ("<?xml version='1.0'?><DOC>Mine</DOC>", Kind.XML),
        (MAIL, Kind.EML),
        (MAIL.replace("\n", "\r\n"), Kind.EML),
        (f"From 12@x Wed Jul 16 06:24:10 2008\n{MAIL}", Kind.EML),
        ("Subject: a list\nItem: one\n\nText", Kind.TEXT),
        ("To: be or not to be\nthat is the question", Kind.TEXT),
        ("MZ is a fine name.", Kind.TEXT),
        ("A PDF begins with %PDF-1.4", Kind.TEXT),
        ("", Kind.TEXT),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_texts_are_told_by_their_markup(text: str, kind: Kind, encoding: str) -> None:
    assert kind_of(text.encode(encoding), "a.txt") is kind


@pytest.mark.parametrize(
    "text",
    [
        '<html><p class="oj-ti-art">Article 1</p>',
        '<html><p class="ti-art">Article 1</p>',
        '<div id="docHtml"><p class="title-article-norm">Article 1</p>',
        "<html><div class='eli-subdivision' id='art_1'>",
    ],
)
def test_the_law_on_eur_lex_is_told_by_its_classes(text: str) -> None:
    assert kind_of(text.encode(), "a.html") is Kind.EURLEX


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.md", Kind.MARKDOWN),
        ("a.MARKDOWN", Kind.MARKDOWN),
        ("a.csv", Kind.CSV),
        ("a.tsv", Kind.CSV),
        ("a.json", Kind.JSON),
        ("a.txt", Kind.TEXT),
        ("a.docx", Kind.TEXT),
        ("Makefile", Kind.TEXT),
    ],
)
def test_the_name_breaks_the_tie_among_plain_texts(name: str, kind: Kind) -> None:
    assert kind_of(b"one, two\n", name) is kind


def test_the_name_does_not_hide_what_a_file_is() -> None:
    assert kind_of(b"%PDF-1.7\n", "notes.txt") is Kind.PDF
    assert kind_of(b"<!doctype html><p>Tea", "report.pdf") is Kind.HTML
    assert kind_of(zipped({"word/document.xml": ""}), "old.doc") is Kind.DOCX


def test_markdown_may_begin_with_a_tag() -> None:
    assert kind_of(b'<div align="center">\n\n# Tea\n', "README.md") is Kind.MARKDOWN


@given(
    data=st.binary(max_size=200), mark=st.sampled_from([b"", b"PK\x03\x04", b"<!DOCTYPE ", b"<"])
)
def test_every_file_is_of_some_kind(data: bytes, mark: bytes) -> None:
    assert kind_of(mark + data, "a.bin") in Kind


@pytest.mark.parametrize("piece", ["<!DOCTYPE [", "[]", "<!--", "<? ", "\n", "a: "])
def test_no_beginning_takes_long_to_look_at(piece: str) -> None:
    assert kind_of(("<!DOCTYPE " + piece * 20_000).encode(), "a") in Kind
    assert kind_of((piece * 20_000).encode(), "a") in Kind


def test_real_files_are_of_the_kind_their_makers_meant() -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the example files are not here: ../shared/data/robustness is missing")
    expected = {
        ".docx": Kind.DOCX,
        ".pptx": Kind.PPTX,
        ".odt": Kind.ODT,
        ".epub": Kind.EPUB,
        ".msg": Kind.MSG,
        ".pdf": Kind.PDF,
        ".rtf": Kind.RTF,
        ".html": Kind.HTML,
        ".png": Kind.PICTURE,
        ".jpg": Kind.PICTURE,
        ".heic": Kind.PICTURE,
        ".wav": Kind.SOUND,
        ".csv": Kind.CSV,
    }
    files = [file for file in EXAMPLES.rglob("*") if file.suffix in expected]
    assert len(files) > 80
    for file in files:
        assert kind_of(file.read_bytes(), file.name) is expected[file.suffix], file.name
