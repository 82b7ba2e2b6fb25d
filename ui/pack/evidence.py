"""What a pack's answer rests on, as markup: its passages with the quotes marked, its documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import weight
from qa.pack import EvidencePack, PackedCitation, PackedPassage, PackedStatement
from ui.chat.markup import Markup
from ui.pack.markup import page_element as element
from ui.pack.markup import page_join as join

Numbers = Mapping[PackedCitation, int]
Documents = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Group:
    """Citations of one passage, with their numbers."""

    numbers: Numbers

    @property
    def first(self) -> PackedCitation:
        return next(iter(self.numbers))

    @property
    def passage(self) -> PackedPassage:
        return self.first.passage

    @property
    def heading(self) -> int:
        """How many characters the passage's heading has, where that is the label."""
        labels = {citation.label for citation in self.numbers}
        label = self.first.label
        is_heading = len(labels) == 1 and self.passage.text.startswith(f"{label}\n")
        return len(label) if is_heading else 0


def numbered(statements: Iterable[PackedStatement]) -> Numbers:
    """The numbers of the citations: from 1, the same characters the same number."""
    distinct = dict.fromkeys(c for statement in statements for c in statement.citations)
    return {citation: number for number, citation in enumerate(distinct, start=1)}


def rests_on(pack: EvidencePack, numbers: Numbers) -> Iterator[Markup]:
    if numbers:
        documents = documents_in(numbers)
        yield element("h2", "The words it rests on")
        for group in grouped(numbers):
            yield source(group, pack.statements, documents)
        yield from cited_documents(numbers, documents)


def grouped(numbers: Numbers) -> list[Group]:
    """The citations by passage, in the order of their numbers."""
    groups: dict[tuple[str, str, int, int], dict[PackedCitation, int]] = {}
    for citation, number in numbers.items():
        passage = citation.passage
        key = citation.document, citation.version, passage.start, passage.end
        groups.setdefault(key, {})[citation] = number
    return [Group(numbers) for numbers in groups.values()]


def source(group: Group, statements: Sequence[PackedStatement], documents: Documents) -> Markup:
    cited = group.first
    stated = weight(cited.authority, cited.edition)
    return element(
        "article",
        element(
            "header",
            *named(group),
            *([element("p", stated, class_="weight", dir="auto")] if stated else []),
        ),
        element("div", *marked(group), class_="passage", lang=cited.language or "und", dir="auto"),
        element("ul", *places(group, statements, documents), class_="places"),
        class_="source",
    )


def named(group: Group) -> Iterator[Markup]:
    """Labels and title; the title alone where the passage begins with the label, as its heading."""
    title = group.first.title
    labels = " · ".join(dict.fromkeys(citation.label for citation in group.numbers))
    if labels == title or group.heading:
        yield element("h3", title, dir="auto")
    else:
        yield element("h3", labels, dir="auto")
        yield element("p", title, class_="title", dir="auto")


def marked(group: Group) -> Iterator[Markup]:
    """The passage with its quotes marked; each begins with its number."""
    passage = group.passage
    spans = {n: (c.start - passage.start, c.end - passage.start) for c, n in group.numbers.items()}
    borders = {edge for span in spans.values() for edge in span}
    edges = sorted({0, group.heading, len(passage.text)} | borders)
    for start, end in pairwise(edges):
        for number, (opens, _) in spans.items():
            if opens == start:
                yield element("span", str(number), id=f"c{number}", class_="number")
        quoted = any(a <= start and end <= b for a, b in spans.values())
        words = passage.text[start:end]
        if quoted:
            yield element("mark", words)
        else:
            is_heading = end <= group.heading
            yield element("span", words, class_="heading") if is_heading else join(words)


def places(
    group: Group, statements: Sequence[PackedStatement], documents: Documents
) -> Iterator[Markup]:
    """Where each quote stands, and the way back to what was said of it."""
    for citation, number in group.numbers.items():
        page = f", page {citation.page}" if citation.page else ""
        version = citation.version[:8]
        place = documents[citation.document, citation.version]
        back = [
            element("a", "↑", href=f"#s{place}", aria_label=f"back to sentence {place}")
            for place, said in enumerate(statements, start=1)
            if citation in said.citations
        ]
        yield element(
            "li",
            element("span", str(number), class_="number"),
            element("bdi", citation.document),
            f"{page}, characters {citation.start} to {citation.end}, ",
            element("a", f"version {version}", href=f"#d{place}"),
            *back,
        )


# The documents


def documents_in(numbers: Numbers) -> Documents:
    """The versions that are cited, numbered."""
    distinct = dict.fromkeys((c.document, c.version) for c in numbers)
    return {version: number for number, version in enumerate(distinct, start=1)}


def cited_documents(numbers: Numbers, documents: Documents) -> Iterator[Markup]:
    firsts = {(c.document, c.version): c for c in reversed(list(numbers))}
    if documents:
        yield element("h2", "The documents")
    for version, number in documents.items():
        cited = firsts[version]
        yield element(
            "section",
            element("h3", cited.title, dir="auto"),
            facts(cited),
            class_="document",
            id=f"d{number}",
        )


def facts(cited: PackedCitation) -> Markup:
    said = [
        ("document", cited.document),
        ("version", element("code", cited.version)),
        ("weight", weight(cited.authority, cited.edition)),
        ("identifier", cited.identifier),
        ("date", cited.date),
        ("origin", cited.origin),
    ]
    return definitions([(name, value) for name, value in said if value])


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    rows = (
        element("div", element("dt", name), element("dd", value, dir="auto"))
        for name, value in pairs
    )
    return element("dl", *rows)
