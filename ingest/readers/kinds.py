"""What kind of source bytes are: their content decides, not the name of the file.

Only among plain texts, which have no marks of their own, the name breaks the tie.
"""

import codecs
import re
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile


class Kind(StrEnum):
    """The kinds that are told apart; the value is what a sentence calls it."""

    EURLEX = "EUR-Lex HTML"
    FORMEX = "Formex"
    PDF = "PDF"
    HTML = "HTML"
    XML = "XML"
    MARKDOWN = "Markdown"
    TEXT = "plain text"
    CSV = "CSV"
    JSON = "JSON"
    EML = "e-mail"
    MSG = "Outlook e-mail"
    RTF = "RTF"
    DOCX = "Word"
    PPTX = "PowerPoint"
    XLSX = "Excel"
    XLS = "Excel 97–2003"
    ODT = "OpenDocument text"
    ODP = "OpenDocument presentation"
    ODS = "OpenDocument spreadsheet"
    EPUB = "EPUB"
    DOC = "Word 97–2003"
    PPT = "PowerPoint 97–2003"
    LOCKED = "Office file with a password"
    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    FONT = "font"
    POSTSCRIPT = "PostScript"
    ARCHIVE = "archive"
    PROGRAM = "program"
    DATABASE = "database"
    UNKNOWN = "data that is no text"


HEAD_BYTES = 1 << 16
PDF_JUNK_BYTES = 1024  # what may precede a PDF, as its readers have always put up with

# Where a magic number stands, the number, and the kind it tells. One in letters alone may as
# well begin a text: it counts only in data that has zero bytes.
MAGIC = (
    (0, b"%PDF-", Kind.PDF),
    (0, rb"{\rtf", Kind.RTF),
    (0, b"%!PS", Kind.POSTSCRIPT),
    (0, b"\x89PNG", Kind.PICTURE),
    (0, b"\xff\xd8\xff", Kind.PICTURE),
    (0, b"GIF8", Kind.PICTURE),
    (0, b"BM", Kind.PICTURE),
    (0, b"II*\x00", Kind.PICTURE),
    (0, b"MM\x00*", Kind.PICTURE),
    (0, b"\x00\x00\x01\x00", Kind.PICTURE),
    (8, b"WEBP", Kind.PICTURE),
    (4, b"ftyphei", Kind.PICTURE),
    (4, b"ftypmif", Kind.PICTURE),
    (4, b"ftypavi", Kind.PICTURE),
    (4, b"ftypM4A", Kind.SOUND),
    (4, b"ftyp", Kind.FILM),
    (8, b"WAVE", Kind.SOUND),
    (8, b"AVI ", Kind.FILM),
    (0, b"ID3", Kind.SOUND),
    (0, b"\xff\xfb", Kind.SOUND),
    (0, b"OggS", Kind.SOUND),
    (0, b"fLaC", Kind.SOUND),
    (0, b"MThd", Kind.SOUND),
    (0, b"\x1a\x45\xdf\xa3", Kind.FILM),
    (0, b"\x1f\x8b", Kind.ARCHIVE),
    (0, b"BZh", Kind.ARCHIVE),
    (0, b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (0, b"Rar!\x1a\x07", Kind.ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (257, b"ustar", Kind.ARCHIVE),
    (0, b"\x7fELF", Kind.PROGRAM),
    (0, b"MZ", Kind.PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (0, b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (0, b"\x00asm", Kind.PROGRAM),
    (0, b"SQLite format 3\x00", Kind.DATABASE),
    (0, b"\x00\x01\x00\x00", Kind.FONT),
    (0, b"OTTO", Kind.FONT),
    (0, b"wOFF", Kind.FONT),
    (0, b"wOF2", Kind.FONT),
)
IN_LETTERS_AND_SURE = (b"%PDF-", rb"{\rtf", b"%!PS")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a source. `name` counts only where the content is plain text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return kind_of_ole(data)
    if kind := kind_by_magic(data):
        return kind
    head = head_of(data)
    if head is None:
        return Kind.UNKNOWN
    return kind_of_markup(data, head, name) or (Kind.EML if is_mail(head) else named(name))


def kind_by_magic(data: bytes) -> Kind | None:
    binary = b"\x00" in data[:HEAD_BYTES]
    for offset, magic, kind in MAGIC:
        if data.startswith(magic, offset):
            in_letters = magic.isascii() and magic.decode().isprintable()
            if binary or not in_letters or magic in IN_LETTERS_AND_SURE:
                return kind
    after_junk = b"%PDF-1." in data[:PDF_JUNK_BYTES] and b"endobj" in data
    return Kind.PDF if after_junk else None


# Containers

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = (  # with macros and without, documents and templates
    (re.compile(rb"(wordprocessingml|ms-word)\.[\w.]+\.main\+xml"), Kind.DOCX),
    (re.compile(rb"(presentationml|ms-powerpoint)\.[\w.]+\.main\+xml"), Kind.PPTX),
    (re.compile(rb"(spreadsheetml|ms-excel)\.[\w.]+\.main\+xml"), Kind.XLSX),
)
ZIP_MEMBERS = (
    ("word/document.xml", Kind.DOCX),
    ("ppt/presentation.xml", Kind.PPTX),
    ("xl/workbook.xml", Kind.XLSX),
    ("META-INF/container.xml", Kind.EPUB),
)
MEDIA_TYPES = (
    ("application/vnd.oasis.opendocument.text", Kind.ODT),
    ("application/vnd.oasis.opendocument.presentation", Kind.ODP),
    ("application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
    ("application/epub+zip", Kind.EPUB),
)
OLE_ENTRIES = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.DOC),
    ("PowerPoint Document", Kind.PPT),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("__properties_version1.0", Kind.MSG),
)
OLE_ENTRY_BYTES = 128
XML_MEMBERS_TRIED = 4


def kind_of_zip(data: bytes) -> Kind:
    """An office file, a book, a Formex package, or an archive of anything else."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return kind_of_package(archive) or Kind.ARCHIVE
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return kind_of_broken_zip(data)


def kind_of_package(archive: ZipFile) -> Kind | None:
    names = archive.namelist()
    if CONTENT_TYPES in names:
        stated = start_of(archive, CONTENT_TYPES)
        if kind := next((kind for part, kind in MAIN_PARTS if part.search(stated)), None):
            return kind
    for name, kind in ZIP_MEMBERS:
        if name in names:
            return kind
    if "mimetype" in names:
        return kind_of_media_type(start_of(archive, "mimetype"))
    members = [name for name in names if name.endswith(".xml")][:XML_MEMBERS_TRIED]
    formex = any(is_formex(text_of(start_of(archive, name))) for name in members)
    return Kind.FORMEX if formex else None


def start_of(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(HEAD_BYTES)


def kind_of_media_type(media_type: bytes) -> Kind | None:
    stated = media_type.decode("latin-1").strip()
    return next((kind for name, kind in MEDIA_TYPES if stated.startswith(name)), None)


def kind_of_broken_zip(data: bytes) -> Kind:
    """What a zip file without its table of contents was, by the names within."""
    named_in = (kind for name, kind in ZIP_MEMBERS if name.encode() in data)
    return next(named_in, Kind.ARCHIVE)


def kind_of_ole(data: bytes) -> Kind:
    """An Office file of before 2007 or an Outlook message, by the entries of its directory."""
    for name, kind in OLE_ENTRIES:
        if has_entry(data, name.encode("utf-16-le") + b"\x00\x00"):
            return kind
    return Kind.UNKNOWN


def has_entry(data: bytes, name: bytes) -> bool:
    """Whether a directory entry begins with this name: entries lie at multiples of their size."""
    at = data.find(name)
    while at >= 0 and at % OLE_ENTRY_BYTES:
        at = data.find(name, at + 1)
    return at >= 0


# Text

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNSEEN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_UNSEEN = 0.01  # a stray control character does not make a text data


def head_of(data: bytes) -> str | None:
    """The beginning of a text, `None` where the bytes are no text.

    The letters of markup and of headers read the same in all encodings but UTF-16 and UTF-32.
    """
    head = text_of(data[:HEAD_BYTES])
    unseen = len(UNSEEN.findall(head))
    return head if unseen <= len(head) * MOST_UNSEEN and "\x00" not in head else None


def text_of(data: bytes) -> str:
    marked = (pair for pair in BYTE_ORDER_MARKS if data.startswith(pair[0]))
    mark, encoding = next(marked, (b"", unmarked_encoding(data)))
    return data[len(mark) :].decode(encoding, "ignore")


def unmarked_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows by zero bytes on one side of its letters alone."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > len(data) / 8 and min(even, odd) < len(data) / 64:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "latin-1"


BY_SUFFIX = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".json": Kind.JSON,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".xml": Kind.XML,
    ".eml": Kind.EML,
}
MAIL_HEADER = re.compile(r"[!-9;-~]+:|[ \t]|From ")
MAIL_HEADERS = re.compile(
    "from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version"
    "|content-type",
    re.I,
)
MAIL_HEADERS_NEEDED = 2


def named(name: str) -> Kind:
    """The kind of plain text that a file's name tells."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower(), Kind.TEXT)


def is_mail(head: str) -> bool:
    """Whether a text begins with headers, at least two of which a mail has."""
    headers = re.split(r"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0].splitlines()
    names = {line.partition(":")[0] for line in headers}
    known = sum(1 for name in names if MAIL_HEADERS.fullmatch(name))
    return known >= MAIL_HEADERS_NEEDED and all(map(MAIL_HEADER.match, headers))


# Markup

PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*>)*", re.S | re.I)
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
HTML_DOCTYPE = re.compile(r"<!DOCTYPE\s+html", re.I)
HTML_ROOTS = re.compile("html|head|body", re.I)
HTML_FRAGMENTS = re.compile(
    "a|article|b|blockquote|br|center|div|font|form|h[1-6]|hr|i|img|li|link|main|meta|nav|ol|p|pre"
    "|script|section|span|strong|style|table|title|ul",
    re.I,
)
FORMEX_ROOTS = re.compile(
    r"ACT|AGR|CASE|CORR|GENERAL|LETTER|OPINION|PUBLICATION|TOC|(CONS\.)?(ACT|ANNEX|DOC)"
)
FORMEX_MARKS = re.compile(r"<(?:BIB|PROD|INFO|TITLE|CONS)\b|formex", re.A)
EURLEX_MARKS = re.compile(
    rb"""class=["'](?:(?:oj-)?(?:ti-art|doc-ti)|title-article-norm|title-doc-first"""
    rb"""|eli-subdivision)["']"""
)


def kind_of_markup(data: bytes, head: str, name: str) -> Kind | None:
    """The kind of a text in tags, `None` for one without."""
    root = root_of(head)
    if not root:
        return None
    if is_formex(head):
        return Kind.FORMEX
    declared = head.lstrip().startswith("<?xml")
    fragment = not declared and HTML_FRAGMENTS.fullmatch(root)
    if fragment and named(name) is Kind.MARKDOWN:
        return None
    if HTML_ROOTS.fullmatch(root) or HTML_DOCTYPE.match(head.lstrip()) or fragment:
        return Kind.EURLEX if EURLEX_MARKS.search(data) else Kind.HTML
    if root == "svg":
        return Kind.PICTURE
    return Kind.XML if declared else None


def root_of(head: str) -> str:
    """The name of the first element of markup, without its prefix; empty where there is none."""
    prolog = PROLOG.match(head)
    root = ROOT.match(head, prolog.end() if prolog else 0)
    return root[1] if root else ""


def is_formex(head: str) -> bool:
    return bool(FORMEX_ROOTS.fullmatch(root_of(head)) and FORMEX_MARKS.search(head))
