"""Files that are made to do harm: small on the disk, without end in a program that trusts them."""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MB = 1_000_000

CONTENT_TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/{part}"
 ContentType="application/vnd.openxmlformats-officedocument.{type}.main+xml"/>
</Types>"""
RELATIONSHIPS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{part}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET_SPACE = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, *, prolog: str = "", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    part = "word/document.xml"
    text = f"{prolog}<w:document {WORD_SPACE}><w:body>{body}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(
                part=part, type="wordprocessingml.document"
            ),
            "_rels/.rels": RELATIONSHIPS.format(part=part),
            part: text,
            **(parts or {}),
        }
    )


def xlsx(sheet: str) -> bytes:
    part = "xl/workbook.xml"
    relation = (
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(part=part, type="spreadsheetml.sheet"),
            "_rels/.rels": RELATIONSHIPS.format(part=part),
            part: f'<workbook {SHEET_SPACE}><sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{space}">{relation}</Relationships>'
            ),
            "xl/worksheets/sheet1.xml": f"<worksheet {SHEET_SPACE}>{sheet}</worksheet>",
        }
    )


def opendocument(kind: str, body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {spaces}><office:body>"
            f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        }
    )


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    pieces, offsets, length = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        offsets.append(length)
        pieces.append(b"%d 0 obj %b endobj\n" % (number, content))
        length += len(pieces[-1])
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, entries)
    trailer = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, length)
    return b"".join([*pieces, table, trailer])


def pdf_page(content: bytes, filters: bytes = b"/FlateDecode") -> list[bytes]:
    return [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources <</Font <</F 5 0 R>>>>>>",
        b"<</Length %d /Filter [%b]>>\nstream\n%b\nendstream" % (len(content), filters, content),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    ]


def zeros(megabytes: int) -> bytes:
    """Compressed data that grows a thousandfold."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(bytes(MB)) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


def png(width: int, height: int) -> bytes:
    """A picture of nothing, one bit a pixel; it ends early, as nobody ought to look."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zeros(10))
        + chunk(b"IEND", b"")
    )


def laughs(root: str) -> str:
    """A document type whose entities grow tenfold ten times."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha ha ha">{steps}]>'


def outside(root: str, file: Path) -> str:
    """A document type with an entity that stands for what is in a file."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "{file.as_uri()}">]>'


FORMEX = "<ACT><BIB.INSTANCE/><ENACTING.TERMS><ARTICLE><P>{}</P></ARTICLE></ENACTING.TERMS></ACT>"
TABLE = (
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr>"
    + PARAGRAPH
    + "</w:tc></w:tr></w:tbl>"
)
CELLS = (
    '<table:table><table:table-row table:number-rows-repeated="{0}"><table:table-cell '
    'table:number-columns-repeated="{0}"><text:p>x</text:p></table:table-cell></table:table-row>'
    "</table:table>"
)

# What each file is called, and how it is made: those that must be refused, and those of which
# there is something to read.
REFUSED: dict[str, Callable[[], bytes | str]] = {
    "zip that grows a thousandfold.docx": lambda: docx(PARAGRAPH.format("a" * 100 * MB)),
    "zip in a zip in a zip.zip": lambda: zipped(
        {"c.zip": zipped({f"b{n}.zip": zipped({"a.txt": bytes(10 * MB)}) for n in range(9)})}
    ),
    "stream that grows.pdf": lambda: pdf(pdf_page(zeros(300))),
    "stream that grows twice.pdf": lambda: pdf(
        pdf_page(zlib.compress(zeros(300), 9), b"/FlateDecode /FlateDecode")
    ),
    "words without end.pdf": lambda: pdf(
        pdf_page(zlib.compress(b"BT /F 9 Tf 9 9 Td " + b"(word ) Tj " * 2 * MB + b"ET", 9))
    ),
    "pages in a circle.pdf": lambda: pdf(
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9>>"]
    ),
    "a billion laughs.xml": lambda: laughs("play") + "<play><a>one</a><a>&l10;</a></play>",
    "a billion laughs.fmx.xml": lambda: laughs("ACT") + FORMEX.format("&l10;"),
    "a billion laughs.docx": lambda: docx(PARAGRAPH.format("&l10;"), prolog=laughs("w:document")),
    "divisions without end.html": lambda: "<!DOCTYPE html>" + "<div>" * MB + "deep",
    "quotations without end.md": lambda: "> " * 100_000 + "deep",
    "a line without end.txt": lambda: "word " * 5 * MB,
    "mail in mail in mail.eml": lambda: (
        "From: a@b\nSubject: c\n"
        + "Content-Type: message/rfc822\n\n" * 20_000
        + "Subject: deep\n\n"
    ),
}
READ: dict[str, Callable[[], bytes | str]] = {
    "a million objects.pdf": lambda: pdf(
        [*pdf_page(zlib.compress(b"BT /F 9 Tf (word) Tj ET")), *[b"null"] * MB]
    ),
    "a billion laughs.xhtml": lambda: (
        laughs("html") + "<html><body><p>one</p><p>&l10;</p></body></html>"
    ),
    "a cell as wide as the world.html": lambda: (
        "<!DOCTYPE html><table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b</table>"
    ),
    "a cell at the end of the sheet.xlsx": lambda: xlsx(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
        '<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    ),
    "a cell repeated without end.ods": lambda: opendocument(
        "spreadsheet", CELLS.format(1_000_000_000)
    ),
    "a cell as wide as the world.docx": lambda: docx(TABLE.format(1_000_000_000, "wide")),
    "a picture as large as the world.docx": lambda: docx(
        PARAGRAPH.format("a picture"), parts={"word/media/image1.png": png(50_000, 50_000)}
    ),
    "ten thousand parts.docx": lambda: docx(
        PARAGRAPH.format("text"), parts={f"word/x{n}.xml": "<x/>" for n in range(10_000)}
    ),
}


def made(name: str) -> bytes:
    return as_bytes((REFUSED | READ)[name]())


def as_bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


def slow_markdown() -> bytes:
    """Brackets that a parser tries to pair in ever more ways: minutes for two megabytes."""
    return b"[" * 400_000 + b"a" + b"](b)" * 400_000
