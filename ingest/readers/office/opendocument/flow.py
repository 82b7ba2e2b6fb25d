"""The body of an OpenDocument file → paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.draft import LINE
from ingest.readers.numerals import whole
from ingest.readers.office.ooxml import Element, attribute, child, name_of
from ingest.readers.office.opendocument.styles import Level, Styles
from ingest.readers.office.paragraphs import Call, NoteCall, Paragraph, words_of
from ingest.readers.office.word.numbering import formatted
from ingest.readers.rows import lines

INDENT = "  "
HOLDERS = {
    "section",
    "index-body",
    "index-title",
    "table-of-content",
    "alphabetical-index",
    "bibliography",
    "illustration-index",
    "table-index",
    "user-index",
    "object-index",
    "text-box",
    "frame",
    "g",
    "custom-shape",
    "rect",
    "numbered-paragraph",
    "list-header",
}
NO_TEXT = {"annotation", "tracked-changes", "note", "ruby-text"}
SIGNS = {"tab": " ", "line-break": "\n"}
MOST_REPEATED = 1000  # cells and spaces that one element may stand for


@dataclass(slots=True)
class Body:
    """Reads the elements of a document in order. `hidden` counts characters nobody sees."""

    styles: Styles
    hidden: int = 0
    left_out: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def paragraphs(self, holder: Element) -> Iterator[Paragraph]:
        for element in holder:
            name = name_of(element)
            if name in ("h", "p"):
                yield from self.paragraph(element)
            elif name == "list":
                yield from self.items(element, attribute(element, "style-name"), 1)
            elif name == "table":
                yield from self.table(element)
            elif name in HOLDERS:
                yield from self.paragraphs(element)

    def paragraph(self, element: Element, lead: str = "") -> Iterator[Paragraph]:
        level = 0
        if name_of(element) == "h":
            level = whole(attribute(element, "outline-level"), 1)
        text, calls = self.words(element)
        if text:
            moved = tuple((at + len(lead), key) for at, key in calls)
            yield Paragraph(lead + text, level, listed=bool(lead), calls=moved)
        yield from self.boxes(element)

    def boxes(self, element: Element) -> Iterator[Paragraph]:
        """The paragraphs of the text boxes that hang on a paragraph."""
        for part in element:
            if name_of(part) in HOLDERS:
                yield from self.paragraphs(part)
            elif name_of(part) not in NO_TEXT:
                yield from self.boxes(part)

    # Lists

    def items(self, element: Element, style: str, level: int) -> Iterator[Paragraph]:
        """The items of a list, each with its bullet or number."""
        style = attribute(element, "style-name") or style
        counts = self._counts.setdefault(style, {})
        if attribute(element, "continue-numbering") != "true":
            counts.pop(level, None)
        for entry in element:
            lead = ""
            for part in entry:
                if name_of(part) == "list":
                    yield from self.items(part, style, level + 1)
                    continue
                if not lead and name_of(entry) == "list-item":
                    lead = INDENT * (level - 1) + self.mark(style, level, entry) + " "
                else:
                    lead = " " * len(lead)
                if name_of(part) in ("h", "p"):
                    yield from self.paragraph(part, lead)

    def mark(self, style: str, level: int, entry: Element) -> str:
        levels = self.styles.lists.get(style, {})
        own = levels.get(level, Level())
        if own.bullet:
            return "-"
        counts = self._counts[style]
        following = counts.get(level, own.start - 1) + 1
        counts[level] = whole(attribute(entry, "start-value"), following)
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        numbers = (
            formatted(counts.get(n, 1), levels.get(n, own).format)
            for n in range(max(level - own.shown, 0) + 1, level + 1)
        )
        return own.prefix + ".".join(numbers) + own.suffix

    # Tables

    def table(self, element: Element) -> Iterator[Paragraph]:
        """The rows of a table, a line each; the paragraphs of one that only sets a page."""
        grid = [[cell for cell, _ in cells_in(line)] for line in rows_in(element)]
        nested = any(True for _ in element.iterdescendants("{*}table"))
        if nested or all(len(cells) <= 1 for cells in grid):
            for cell in (cell for cells in grid for cell in cells):
                yield from self.paragraphs(cell)
        else:
            yield from self.rows(element)

    def rows(self, element: Element) -> Iterator[Paragraph]:
        """The rows of a table or sheet that are shown, a line each."""
        rows: list[list[str]] = []
        for line in rows_in(element):
            texts = [text for cell, times in cells_in(line) for text in [self.cell(cell)] * times]
            if attribute(line, "visibility") in ("collapse", "filter"):
                self.hidden += len("".join("".join(texts).split()))
            else:
                rows.append(texts)
        for position, (lead, text) in enumerate(lines(rows)):
            yield Paragraph(text, tight=position > 0 and lead == LINE)

    def cell(self, element: Element) -> str:
        return " ".join(paragraph.text.strip() for paragraph in self.paragraphs(element))

    # Slides

    def title_of(self, page: Element) -> str:
        for frame in page:
            if attribute(frame, "class") == "title":
                return " ".join(" ".join(p.text.split()) for p in self.paragraphs(frame))
        return ""

    def slide(self, page: Element) -> Iterator[Paragraph]:
        for frame in page:
            if attribute(frame, "class") != "title" and name_of(frame) in HOLDERS:
                yield from self.paragraphs(frame)

    # Words

    def words(self, element: Element) -> tuple[str, tuple[Call, ...]]:
        """The words of a paragraph on their lines, and where notes are called in them."""
        hidden = self.styles.hides(attribute(element, "style-name"))
        return words_of(self.pieces(element, hidden))

    def pieces(self, element: Element, hidden: bool) -> Iterator[str | NoteCall]:
        yield self.seen(element.text, hidden)
        for part in element:
            name = name_of(part)
            if name == "note":
                yield self.call(part)
            elif name == "s":
                yield " "
            elif name in SIGNS:
                yield SIGNS[name]
            elif name in ("hidden-text", "hidden-paragraph"):
                self.seen("".join(map(str, part.itertext())), True)
            elif name not in NO_TEXT and name not in HOLDERS and name:
                style = attribute(part, "style-name")
                yield from self.pieces(part, hidden or self.styles.hides(style))
            yield self.seen(part.tail, hidden)

    def seen(self, text: str | None, hidden: bool) -> str:
        if hidden:
            self.hidden += len("".join((text or "").split()))
            return ""
        return text or ""

    def call(self, note: Element) -> NoteCall:
        key = attribute(note, "id") or str(len(self.notes))
        body = child(note, "note-body")
        texts = self.paragraphs(body) if body is not None else ()
        self.notes[key] = "\n".join(paragraph.text for paragraph in texts)
        return NoteCall(key)


def rows_in(element: Element) -> Iterator[Element]:
    for part in element:
        if name_of(part) == "table-row":
            yield part
        elif name_of(part) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_in(part)


def cells_in(line: Element) -> Iterator[tuple[Element, int]]:
    """The cells of a row, each with how often it is repeated."""
    for part in line:
        if name_of(part) in ("table-cell", "covered-table-cell"):
            times = whole(attribute(part, "number-columns-repeated"), 1)
            yield part, min(times, MOST_REPEATED)
