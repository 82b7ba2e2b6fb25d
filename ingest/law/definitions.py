"""Where an act defines its terms: “Article 2 and its like”."""

import re

from corpus.document import Definition, Document, Section

# ‘applicant’, “applicant” or 'applicant' at the beginning, and further names joined by “or”.
QUOTED = r"[‘'“\"„«]\s?(?P<{name}>[^’'”\"“»]{{1,120}}?)\s?[’'”\"“»]"
OPENING = re.compile(QUOTED.format(name="term"))
OR_ALSO = re.compile(r",?\s*(?:or|and)\s+(?:the\s+)?" + QUOTED.format(name="term"))
ENOUGH = 3  # so many points that open with a quoted term make an article one of definitions


def definitions(document: Document) -> tuple[Definition, ...]:
    """The defined terms with the characters that define each, in order."""
    found: list[Definition] = []
    for article in (s for s in document.outline if s.kind == "article"):
        defining = [
            definition
            for section in within(document, article)
            for definition in defined_in(document, section)
        ]
        if len(defining) >= ENOUGH or "definition" in heading(document, article):
            found += defining
    return tuple(found)


def within(document: Document, article: Section) -> list[Section]:
    """The numbered sections right under an article or its paragraphs."""
    return [
        section
        for section in document.outline
        if article.start < section.start < article.end
        and section.kind in ("point", "paragraph", "subparagraph")
    ]


def defined_in(document: Document, section: Section) -> list[Definition]:
    """The terms at the very beginning of a section (“‘applicant’ or ‘person applying’ means …”)."""
    terms = []
    found = OPENING.match(document.text, section.body, section.end)
    while found:
        terms.append(found["term"])
        found = OR_ALSO.match(document.text, found.end(), section.end)
    return [Definition(term, section.label, section.start, section.end) for term in terms]


def heading(document: Document, article: Section) -> str:
    return document.text[article.start : article.body].lower()
