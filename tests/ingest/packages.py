"""Office files of a test's own: zip files with just the parts that a reader looks at."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
    )
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def related(targets: dict[str, tuple[str, str]]) -> str:
    """A part of relations: id → kind and target."""
    entries = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>'
        for id, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'


def titled(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>"
    )


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body and, by name, the insides of other parts of `word/`."""
    names = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    files: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": related(
            {name: (name, f"{name}.xml") for name in names if name in parts}
        ),
    }
    for name in names:
        if name in parts:
            files[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{parts[name]}</w:{name}>'
    if "title" in parts:
        files["docProps/core.xml"] = titled(parts["title"])
    return packed(files)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: str, hidden: int = 0, notes: str = "") -> bytes:
    """A presentation of slides, each given by its shapes; `notes` belong to the first."""
    numbers = range(1, len(slides) + 1)
    order = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in numbers)
    files: dict[str, str | bytes] = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{order}'
        "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(
            {f"s{n}": ("slide", f"slides/slide{n}.xml") for n in numbers}
        ),
    }
    for number, shapes in enumerate(slides, start=1):
        show = ' show="0"' if number == hidden else ""
        files[f"ppt/slides/slide{number}.xml"] = slide("sld", shapes, show)
    if notes:
        files["ppt/slides/_rels/slide1.xml.rels"] = related(
            {"n": ("notesSlide", "../notesSlides/notes1.xml")}
        )
        files["ppt/notesSlides/notes1.xml"] = slide("notes", shape(notes, kind="body"))
    return packed(files)


def slide(name: str, shapes: str, attributes: str = "") -> str:
    return (
        f'<p:{name} xmlns:p="{P}" xmlns:a="{A}"{attributes}><p:cSld><p:spTree>{shapes}'
        f"</p:spTree></p:cSld></p:{name}>"
    )


def shape(*texts: str, kind: str = "") -> str:
    """A shape of a slide, one paragraph for each text, one deeper for each leading `>`."""
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    paragraphs = "".join(
        f'<a:p><a:pPr lvl="{text.count(">")}"/><a:r><a:t>{text.lstrip(">")}</a:t></a:r></a:p>'
        for text in texts
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/>{place}</p:nvSpPr>'
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def odf(content: str, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument file with this content of its body (`<office:text>…`)."""
    kind = content.partition(">")[0].removeprefix("<office:")
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {ODF_NAMES}><office:automatic-styles>"
            f"{styles}</office:automatic-styles><office:body>{content}</office:body>"
            "</office:document-content>",
            "meta.xml": f'<office:document-meta {ODF_NAMES} xmlns:dc="http://purl.org/dc/elements'
            f'/1.1/"><office:meta>{meta}</office:meta></office:document-meta>',
        }
    )


def epub(chapters: dict[str, str], metadata: str = "", **others: str) -> bytes:
    """A book of chapters, each a name and the inside of its body."""
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="text/book.opf"/></rootfiles></container>',
        "text/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org'
        f'/dc/elements/1.1/"><metadata>{metadata}</metadata><manifest>{items}</manifest>'
        f"<spine>{spine}</spine></package>",
    }
    for name, body in chapters.items():
        files[f"text/{name}.xhtml"] = f"<html><body>{body}</body></html>"
    return packed({**files, **others})
