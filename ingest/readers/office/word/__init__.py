"""Word documents (docx): the text as Word shows it, its numbers and notes included."""

from collections.abc import Iterator
from zipfile import ZipFile

from corpus.document import Document, Metadata
from corpus.errors import DamagedSource, EmptySource
from ingest.readers.archive import open_archive, xml_of
from ingest.readers.draft import Draft
from ingest.readers.office.ooxml import Element, all_of, attribute, child, relations, title_in
from ingest.readers.office.paragraphs import write, write_notes
from ingest.readers.office.word.flow import Body
from ingest.readers.office.word.numbering import numbering_in
from ingest.readers.office.word.styles import styles_in
from ingest.readers.titles import title_of, titled

MAIN = "word/document.xml"
NOTES = ("footnote", "endnote")


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a docx file. Raises DamagedSource, LockedSource, BombSource, EmptySource."""
    archive = open_archive(data, source)
    parts = dict(relations(archive, MAIN, source).values())
    root = xml_of(archive, MAIN, source)
    text_body = child(root, "body")
    if root is None or text_body is None:
        raise DamagedSource(source=source, kind="Word", reason="it has no body")
    styles = xml_of(archive, parts.get("styles", ""), source)
    numbering = numbering_in(xml_of(archive, parts.get("numbering", ""), source))
    body = Body(styles_in(styles), numbering)
    draft = Draft()
    calls = write(draft, body.paragraphs(text_body))
    notes = write_notes(draft, calls, note_texts(archive, parts, body, source))
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    title = title_of([title_in(archive, source)], outline, source)
    language = attribute(child(styles, "docDefaults", "rPrDefault", "rPr", "lang"), "val")
    return Document(
        id=id,
        title=title,
        text=text,
        outline=titled(outline, title),
        metadata=Metadata(language=language[:2].lower()),
        notes=notes,
        notices=(*notices_of(root, body), *draft.notices()),
    )


def note_texts(archive: ZipFile, parts: dict[str, str], body: Body, source: str) -> dict[str, str]:
    """The words of the notes by the key with which they are called."""
    return {
        kind + attribute(note, "id"): "\n".join(p.text for p in body.paragraphs(note))
        for kind in NOTES
        for note in all_of(xml_of(archive, parts.get(f"{kind}s", ""), source), kind)
    }


def notices_of(root: Element, body: Body) -> Iterator[str]:
    """What of a document is not in the text, or is and may not stand."""
    if hidden := body.hidden["characters"]:
        yield f"Hidden text removed: {hidden:,} characters."
    inserted = sum(1 for _ in all_of(root, "ins", "moveTo"))
    deleted = sum(1 for _ in all_of(root, "del", "moveFrom"))
    if inserted or deleted:
        yield (f"Tracked changes read as if accepted: {inserted:,} inserted, {deleted:,} deleted.")
    if comments := sum(1 for _ in all_of(root, "commentReference")):
        yield f"Comments left out: {comments:,}."
