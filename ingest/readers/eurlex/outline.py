"""The tree of an act → document: the one place where text, outline and labels are written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from unicodedata import normalize

from corpus.document import Authority, Document, Metadata, Note
from corpus.errors import EmptySource
from ingest.readers.draft import LINE, PARAGRAPH, Draft, Span
from ingest.readers.eurlex import labels, names
from ingest.readers.eurlex.act import Act, Facts, Kind, Node, Words, flat, joined
from ingest.readers.eurlex.labels import Scope
from ingest.readers.eurlex.quotations import quotations
from ingest.readers.invisible import visible

BEGINNINGS = frozenset(
    {Kind.TEXT, Kind.PARAGRAPH, Kind.RECITAL, Kind.GROUP, Kind.DIVISION, Kind.ARTICLE}
)
JOURNAL = "Official Journal of the European Union"


def document_of(act: Act, id: str, source: str) -> Document:
    """The document an act makes. Raises EmptySource."""
    title = names.short_title([line.text for line in act.title]) or PurePath(source).stem
    writer = Writer(act.facts.language)
    writer.write(act, title)
    text, outline = writer.draft.text(), writer.draft.sections()
    if not text:
        raise EmptySource(source=source)
    return Document(
        id=id,
        title=title,
        text=text,
        outline=outline,
        metadata=metadata_of(act.facts),
        notes=tuple(writer.notes),
        notices=(*writer.draft.notices(), *act.notices),
    )


def metadata_of(facts: Facts) -> Metadata:
    if facts.consolidated:
        publisher, edition = "EUR-Lex", f"consolidated, {names.in_words(facts.consolidated)}"
    else:
        publisher = JOURNAL
        day = names.iso_of(facts.journal.replace("-", ""))
        edition = f"Official Journal, {names.in_words(day)}" if day else facts.journal
    return Metadata(
        publisher=publisher,
        date=facts.date,
        identifier=facts.celex or facts.eli,
        edition=edition,
        language=facts.language,
        authority=Authority.BINDING,
    )


def lead_in(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Blocks: a paragraph of text with what belongs to it, its list, table and quotation."""
    block: list[Node] = []
    for node in nodes:
        if node.kind in BEGINNINGS and block:
            yield block
            block = []
        block.append(node)
    if block:
        yield block


@dataclass(slots=True)
class Writer:
    """Writes an act into a draft. `level` is the level of the sections being written."""

    language: str
    draft: Draft = field(default_factory=Draft)
    calls: list[tuple[int, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def write(self, act: Act, title: str) -> None:
        if act.title:
            self.begin(title, "title", 1, act.title)
        if act.preamble:
            self.draft.begin("Preamble", "preamble", 1)
            self.preamble(act.preamble)
        self.draft.close()
        self.parts(act.terms, 1, "")
        if act.final:
            self.draft.begin("Signature", "signature", 1)
            self.plain(act.final)
        for annex in act.annexes:
            self.annex(annex)
        self.footnotes(act)

    # Words

    def add(self, words: Words, lead: str = PARAGRAPH) -> Span:
        span = self.draft.add(words.text, lead)
        self.called(words, *span)
        return span

    def begin(self, label: str, kind: str, level: int, heading: Sequence[Words]) -> None:
        """Open a section with a heading of one or more lines."""
        whole = joined(heading, LINE)
        self.draft.begin(label, kind, level, heading=whole.text)
        section = self.draft.outline[-1]
        self.called(whole, section.start, section.body)

    def called(self, words: Words, start: int, end: int) -> None:
        """Keep where in `start:end` the notes of these words are called."""
        for offset, key in words.calls:
            before = normalize("NFC", visible(words.text[:offset])[0])
            self.calls.append((min(start + len(before), end), key))

    # Before the articles

    def preamble(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            if node.kind is not Kind.RECITAL:
                self.draft.close(2)
                self.plain([node])
                continue
            label = labels.recital(node.number, self.language)
            self.draft.begin(label, "recital", 2, number=node.number)
            for block in lead_in(node.content):
                self.draft.close(3)
                self.block(block, Scope(label, self.language), 3)

    # Articles

    def parts(self, nodes: Sequence[Node], level: int, prefix: str) -> None:
        """Divisions and articles; `prefix` names the annex they stand in."""
        for node in nodes:
            match node.kind:
                case Kind.DIVISION:
                    lines = [line.text for line in node.heading]
                    kind = labels.division(node.name, lines)
                    label = prefix + labels.heading(lines[0]) if lines else prefix
                    self.begin(label, kind, level, node.heading)
                    self.parts(node.content, level + 1, prefix)
                case Kind.ARTICLE:
                    self.article(node, level, prefix)
                case _:
                    self.draft.close(level)
                    self.plain([node])

    def article(self, node: Node, level: int, prefix: str) -> None:
        label = prefix + (node.heading[0].text if node.heading else node.number)
        self.begin(label, "article", level, node.heading)
        blocks = list(lead_in(quotations(node.content)))
        numbered = any(block[0].kind is Kind.PARAGRAPH for block in blocks)
        for position, block in enumerate(blocks, start=1):
            self.draft.close(level + 1)
            if block[0].kind is Kind.PARAGRAPH:
                self.paragraph(block[0], label, level + 1)
                self.block(block[1:], Scope(label, self.language), level + 1)
            elif numbered or len(blocks) == 1:
                self.block(block, Scope(label, self.language), level + 1)
            else:
                self.subparagraph(block, label, position, level + 1, unit="paragraph")

    def paragraph(self, node: Node, article: str, level: int) -> None:
        label = labels.paragraph(article, node.number)
        self.draft.begin(label, "paragraph", level, number=node.number)
        for position, block in enumerate(lead_in(quotations(node.content)), start=1):
            self.draft.close(level + 1)
            if position == 1:
                self.block(block, Scope(label, self.language), level + 1)
            else:
                self.subparagraph(block, label, position, level + 1, unit="subparagraph")

    def subparagraph(
        self, block: Sequence[Node], above: str, position: int, level: int, *, unit: str
    ) -> None:
        """An unnumbered paragraph. The points of the first one are cited without it."""
        label = labels.subparagraph(above, position, self.language, unit=unit)
        self.draft.begin(label, "subparagraph", level)
        first = position == 1
        scope = Scope(above, self.language) if first else labels.within(label, self.language)
        self.block(block, scope, level + 1)

    def block(self, block: Sequence[Node], scope: Scope, level: int) -> None:
        """A paragraph of text and what belongs to it, points as sections of `level`."""
        for index, node in enumerate(block):
            if node.kind is Kind.POINT:
                self.point(node, scope, level, "point", LINE if index else PARAGRAPH)
                continue
            self.draft.close(level)
            if node.kind is Kind.ROW:
                follows = index and block[index - 1].kind is Kind.ROW
                self.add(node.words, LINE if follows else PARAGRAPH)
            elif node.kind is Kind.TEXT:
                self.add(node.words)
            else:
                self.lines([node])

    def point(self, node: Node, scope: Scope, level: int, kind: str, lead: str = LINE) -> None:
        if labels.is_number(node.number):
            scope = scope.point(node.number)
            self.draft.begin(scope.label, kind, level, number=node.number, lead=lead)
            kind, inner = "subpoint", level + 1
        else:
            self.draft.close(level)
            node, inner = with_dash(node), level
        for part in quotations(node.content):
            if part.kind is Kind.POINT:
                self.point(part, scope, inner, kind)
                continue
            self.draft.close(inner)
            self.lines([part])

    # What has no sections inside

    def plain(self, nodes: Sequence[Node]) -> None:
        """Text in paragraphs, whatever is inside of them on lines of its own."""
        for node in nodes:
            self.add(node.words) if node.kind is Kind.TEXT else self.lines([node])

    def lines(self, nodes: Sequence[Node]) -> None:
        for words in flat(nodes):
            self.add(words, LINE)

    # After the articles

    def annex(self, node: Node) -> None:
        label = labels.heading(node.heading[0].text) if node.heading else "Annex"
        self.begin(label, "annex", 1, node.heading)
        self.annexed(node.content, labels.within(label, self.language), 2)

    def annexed(self, nodes: Sequence[Node], scope: Scope, level: int) -> None:
        for block in lead_in(quotations(nodes)):
            self.draft.close(level)
            match block[0].kind:
                case Kind.GROUP:
                    self.group(block[0], scope, level)
                    block = block[1:]
                case Kind.DIVISION | Kind.ARTICLE:
                    self.parts(block[:1], level, f"{scope.stem}, ")
                    block = block[1:]
            self.block(block, scope, level)

    def group(self, node: Node, scope: Scope, level: int) -> None:
        """A part of an annex under a heading, which may be a number with a title."""
        first = node.heading[0].text
        if node.number:
            scope = scope.point(node.number)
            label = scope.label
        elif labels.is_short(first):
            label = f"{scope.stem}, {labels.heading(first)}"
            scope = labels.within(label, self.language)
        else:
            label = f"{scope.stem}, {labels.heading(first)}"
        self.begin(label, "section", level, node.heading)
        self.annexed(node.content, scope, level + 1)

    def footnotes(self, act: Act) -> None:
        """The notes in the order of their calls, those that nothing calls behind them."""
        self.draft.close()
        first = {key: at for at, key in sorted(self.calls, reverse=True)}
        last = len(self.draft.text())
        keys = sorted(act.notes, key=lambda key: first.get(key, last))
        if keys:
            self.draft.begin("Notes", "notes", 1)
        written: dict[str, tuple[str, Span]] = {}
        taken: Counter[str] = Counter()
        for key in keys:
            note = act.notes[key]
            label = self.note_label(note.number, first.get(key, last), taken)
            lead = LINE if written else PARAGRAPH
            self.draft.begin(label, "note", 2, number=f"({note.number})", lead=lead)
            written[key] = label, self.draft.add(note.words.text)
        called = [(at, *written[key]) for at, key in sorted(self.calls) if key in written]
        self.notes += [Note(label, at, *span) for at, label, span in called if span[0] < span[1]]

    def note_label(self, number: str, at: int, taken: Counter[str]) -> str:
        """“Note 3”; stars are counted; where numbering begins again in an annex, it is named."""
        label = f"Note {number}"
        taken[label] += 1
        if not number.strip("*"):
            return f"{label}{taken[label]}"
        if taken[label] > 1:
            annexes = (s for s in self.draft.outline if s.kind == "annex")
            holder = next((s.label for s in annexes if s.start <= at <= s.end), "")
            return f"{holder}, {label}" if holder else label
        return label


def with_dash(node: Node) -> Node:
    """A point that cannot be cited: its dash stands before its words."""
    dash = Words(node.number)
    first, *rest = node.content or (Node(Kind.TEXT),)
    if first.kind is not Kind.TEXT:
        return replace(node, content=(Node(Kind.TEXT, words=dash), *node.content))
    return replace(node, content=(replace(first, words=joined((dash, first.words), " ")), *rest))
