"""OpenDocument texts, spreadsheets and presentations (odt, ods, odp)."""

from collections.abc import Iterator

from corpus.document import Document, Metadata
from corpus.errors import DamagedSource, EmptySource, LockedSource
from ingest.readers.archive import open_archive, xml_of
from ingest.readers.draft import Draft
from ingest.readers.office.ooxml import Element, all_of, attribute, child, name_of
from ingest.readers.office.opendocument.flow import Body
from ingest.readers.office.opendocument.styles import styles_in
from ingest.readers.office.paragraphs import Paragraph, write, write_notes
from ingest.readers.titles import title_of, titled


def read(data: bytes, id: str, source: str) -> Document:
    """The document in an OpenDocument file.

    Raises DamagedSource, LockedSource, BombSource, EmptySource.
    """
    archive = open_archive(data, source)
    manifest = xml_of(archive, "META-INF/manifest.xml", source)
    if any(True for _ in all_of(manifest, "encryption-data")):
        raise LockedSource(source=source)
    root = xml_of(archive, "content.xml", source)
    content = child(root, "body")
    if content is None or not len(content):
        raise DamagedSource(source=source, kind="OpenDocument", reason="it has no body")
    meta = xml_of(archive, "meta.xml", source)
    body = Body(styles_in(root, xml_of(archive, "styles.xml", source)))
    draft = Draft()
    calls = []
    for part in parts_of(draft, body, content[0]):
        calls.extend(write(draft, part))
    notes = write_notes(draft, calls, body.notes)
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    title = title_of([stated(meta, "title")], outline, source)
    return Document(
        id=id,
        title=title,
        text=text,
        outline=titled(outline, title),
        metadata=Metadata(language=stated(meta, "language")[:2].lower()),
        notes=notes,
        notices=(*notices_of(root, body), *draft.notices()),
    )


def stated(meta: Element | None, name: str) -> str:
    return next((" ".join((e.text or "").split()) for e in all_of(meta, name)), "")


def parts_of(draft: Draft, body: Body, content: Element) -> Iterator[Iterator[Paragraph]]:
    """The parts of a document; those of a presentation or spreadsheet begin a section each."""
    match name_of(content):
        case "spreadsheet":
            for sheet in all_of(content, "table"):
                name = attribute(sheet, "name")
                if attribute(sheet, "style-name") in body.styles.hidden_tables:
                    body.left_out.append(f"sheet {name}")
                    continue
                draft.begin(name, "section", 1, heading=name)
                yield body.rows(sheet)
        case "presentation":
            for number, page in enumerate(all_of(content, "page"), start=1):
                if attribute(page, "style-name") in body.styles.hidden_pages:
                    body.left_out.append(f"slide {number}")
                    continue
                draft.begin(f"Slide {number}", "section", 1, heading=body.title_of(page))
                yield body.slide(page)
        case _:
            yield body.paragraphs(content)


def notices_of(root: Element | None, body: Body) -> Iterator[str]:
    if body.hidden:
        yield f"Hidden text removed: {body.hidden:,} characters."
    if body.left_out:
        yield f"Hidden parts left out: {', '.join(body.left_out)}."
    if deleted := sum(1 for _ in all_of(root, "deletion")):
        yield f"Tracked changes read as if accepted: {deleted:,} deleted."
    if comments := sum(1 for _ in all_of(root, "annotation")):
        yield f"Comments left out: {comments:,}."
