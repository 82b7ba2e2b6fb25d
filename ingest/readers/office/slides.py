"""PowerPoint presentations (pptx): a section for each slide, its title, texts, tables, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from corpus.document import Document
from corpus.errors import EmptySource
from ingest.readers.archive import open_archive, xml_of
from ingest.readers.blocks import Block, row, write
from ingest.readers.draft import Draft
from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import (
    Element,
    all_of,
    attribute,
    child,
    name_of,
    relation_of,
    relations,
    title_in,
)
from ingest.readers.titles import title_of

MAIN = "ppt/presentation.xml"
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr", "sldImg")
PLAIN = (*TITLES, "subTitle")
INDENT = "  "
DEEPEST = 8  # levels of a list


@dataclass(frozen=True, slots=True)
class Slide:
    number: int
    title: str
    blocks: tuple[Block, ...]
    notes: str
    pictures: int
    drawings: int


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a pptx file. Raises DamagedSource, LockedSource, BombSource, EmptySource."""
    archive = open_archive(data, source)
    hidden: list[int] = []
    slides = list(slides_in(archive, source, hidden))
    draft = Draft()
    for slide in slides:
        draft.begin(f"Slide {slide.number}", "section", 1, heading=slide.title)
        write(draft, slide.blocks)
        if slide.notes:
            draft.begin("Notes", "section", 2, heading="Notes")
            draft.add(slide.notes)
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    first = next((slide.title for slide in slides if slide.title), "")
    return Document(
        id=id,
        title=title_of([title_in(archive, source), first], (), source),
        text=text,
        outline=outline,
        notices=(*notices_of(slides, hidden), *draft.notices()),
    )


def notices_of(slides: list[Slide], hidden: list[int]) -> Iterator[str]:
    if hidden:
        yield f"Hidden slides left out: {', '.join(map(str, hidden))}."
    bare = [s.number for s in slides if s.pictures and not (s.title or s.blocks)]
    if bare:
        yield f"Slides of pictures without text: {', '.join(map(str, bare))}."
    if drawings := sum(slide.drawings for slide in slides):
        yield f"Charts and diagrams left out: {drawings:,}."
    if noted := sum(bool(slide.notes) for slide in slides):
        yield f"Slides whose speaker's notes are in the text: {noted:,}."


def slides_in(archive: ZipFile, source: str, hidden: list[int]) -> Iterator[Slide]:
    """The slides in their order; the numbers of those not shown are added to `hidden`."""
    parts = relations(archive, MAIN, source)
    order = child(xml_of(archive, MAIN, source), "sldIdLst")
    for number, entry in enumerate(order if order is not None else (), start=1):
        _, part = parts.get(relation_of(entry), ("", ""))
        root = xml_of(archive, part, source)
        if root is None:
            continue
        if attribute(root, "show") in ("0", "false"):
            hidden.append(number)
            continue
        notes = notes_of(archive, part, source)
        yield slide_from(number, root, notes)


def slide_from(number: int, root: Element, notes: str) -> Slide:
    shapes = list(shapes_in(child(root, "cSld", "spTree")))
    titles = [s for s in shapes if placeholder(s) in TITLES and words_of(s)]
    title = words_of(titles[0]) if titles else ""
    blocks = [b for s in shapes if s not in titles[:1] for b in blocks_of(s)]
    pictures = sum(name_of(shape) == "pic" for shape in shapes)
    drawings = sum(1 for _ in all_of(root, "chart", "relIds"))
    return Slide(number, title, tuple(blocks), notes, pictures, drawings)


def notes_of(archive: ZipFile, part: str, source: str) -> str:
    """The speaker's notes of a slide."""
    kinds = dict(relations(archive, part, source).values())
    root = xml_of(archive, kinds.get("notesSlide", ""), source)
    shapes = shapes_in(child(root, "cSld", "spTree"))
    bodies = (shape for shape in shapes if placeholder(shape) == "body")
    return "\n".join(text for body in bodies for _, text in paragraphs_in(body))


def shapes_in(tree: Element | None) -> Iterator[Element]:
    """The shapes of a slide in reading order, those of groups one by one."""
    for shape in tree if tree is not None else ():
        match name_of(shape):
            case "grpSp":
                yield from shapes_in(shape)
            case "AlternateContent":
                yield from shapes_in(child(shape, "Choice"))
            case "sp" | "graphicFrame" | "pic" | "cxnSp":
                if not is_hidden(shape):
                    yield shape


def is_hidden(shape: Element) -> bool:
    properties = next(all_of(shape, "cNvPr"), None)
    return attribute(properties, "hidden") in ("1", "true") or placeholder(shape) in FURNITURE


def placeholder(shape: Element) -> str:
    """What a shape holds the place of: `title`, `body` …, `obj` by default, empty if of none."""
    found = next(all_of(shape, "ph"), None)
    return "" if found is None else attribute(found, "type") or "obj"


def blocks_of(shape: Element) -> Iterator[Block]:
    for table in all_of(shape, "tbl"):
        rows = [[words_of(cell) for cell in all_of(line, "tc")] for line in all_of(table, "tr")]
        for position, cells in enumerate(cells for cells in rows if any(cells)):
            yield Block(row(cells), tight=position > 0)
        return
    paragraphs = list(paragraphs_in(shape))
    kind = placeholder(shape)
    listed = bool(kind) and kind not in PLAIN and len(paragraphs) > 1
    for position, (level, text) in enumerate(paragraphs):
        lead = f"{INDENT * level}- " if listed else ""
        yield Block(lead + text, tight=position > 0)


def words_of(shape: Element) -> str:
    return " ".join(" ".join(text.split()) for _, text in paragraphs_in(shape))


def paragraphs_in(shape: Element) -> Iterator[tuple[int, str]]:
    """The paragraphs of a shape that say something, with how deep they are indented."""
    for paragraph in all_of(shape, "p"):
        pieces = (
            "\n" if name_of(part) == "br" else part.text or ""
            for part in paragraph.iter("{*}t", "{*}br")
        )
        text = re.sub(r"[^\S\n]+", " ", "".join(pieces).replace("\x0b", "\n")).strip()
        if text:
            yield min(whole(attribute(child(paragraph, "pPr"), "lvl"), 0), DEEPEST), text
