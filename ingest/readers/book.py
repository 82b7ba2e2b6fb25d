"""Books (epub): the chapters in the order of the book, each read as HTML."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from corpus.document import Document, Metadata
from corpus.errors import DamagedSource, EmptySource, LockedSource
from ingest.readers.archive import content_of, open_archive, xml_of
from ingest.readers.blocks import write
from ingest.readers.draft import Draft
from ingest.readers.html.flow import blocks
from ingest.readers.html.head import DATE
from ingest.readers.html.hidden import remove_hidden
from ingest.readers.html.tree import parse
from ingest.readers.office.ooxml import Element, all_of, attribute
from ingest.readers.titles import title_of, titled

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONTS = (".otf", ".ttf", ".woff", ".woff2")  # they may be scrambled in a book that is not locked


def read(data: bytes, id: str, source: str) -> Document:
    """The document in an epub file.

    Raises DamagedSource, LockedSource, BombSource, UnknownEncoding, EmptySource.
    """
    archive = open_archive(data, source)
    if is_locked(archive, source):
        raise LockedSource(source=source)
    package, folder = package_of(archive, source)
    draft = Draft()
    notices: list[str] = []
    for name in chapters(package, folder):
        if content := content_of(archive, name, source):
            tree, doubts = parse(content, f"{source}: {name}")
            notices += [*doubts, *remove_hidden(tree)]
            write(draft, blocks(next(tree.iter("body"), tree)))
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    title = title_of([stated(package, "title")], outline, source)
    date = DATE.match(stated(package, "date"))
    return Document(
        id=id,
        title=title,
        text=text,
        outline=titled(outline, title),
        metadata=Metadata(
            publisher=stated(package, "publisher"),
            date=date[0] if date else "",
            language=stated(package, "language")[:2].lower(),
        ),
        notices=(*dict.fromkeys(notices), *draft.notices()),
    )


def package_of(archive: ZipFile, source: str) -> tuple[Element, str]:
    """The package file, which lists the chapters, and the folder it lies in."""
    container = xml_of(archive, CONTAINER, source)
    name = next((attribute(e, "full-path") for e in all_of(container, "rootfile")), "")
    package = xml_of(archive, name, source)
    if package is None:
        raise DamagedSource(source=source, kind="EPUB", reason="it lists no chapters")
    return package, posixpath.dirname(name)


def is_locked(archive: ZipFile, source: str) -> bool:
    references = all_of(xml_of(archive, ENCRYPTION, source), "CipherReference")
    return any(not attribute(e, "URI").lower().endswith(FONTS) for e in references)


def chapters(package: Element, folder: str) -> Iterator[str]:
    """The entries that hold the chapters, in the order of the book, its navigation left out."""
    listed = {
        attribute(item, "id"): attribute(item, "href")
        for item in all_of(package, "item")
        if "nav" not in attribute(item, "properties").split()
    }
    for reference in all_of(package, "itemref"):
        if href := listed.get(attribute(reference, "idref")):
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def stated(package: Element, name: str) -> str:
    """What the package's metadata says under a name."""
    return next((" ".join((e.text or "").split()) for e in all_of(package, name)), "")
