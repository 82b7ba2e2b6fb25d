"""The provisions a text names, found in the documents: from a pinpoint to the binding words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.document import Authority, Citation, Document, Reference, Section, cite
from qa.answer import Statement

MOST_PINPOINTS = 2  # of one statement

Open = Callable[[str], Document]
Find = Callable[[str], str | None]


def with_pinpoints(statements: Sequence[Statement], document: Open, act: Find) -> list[Statement]:
    """The statements of explanations and summaries, cited together with the law they name.

    “… for ten years (Regulation (EU) 2024/1358, Art. 29(1))” cites our brief and, where the
    library holds the act, Article 29(1) of it. `document` opens one by its id; `act` gives the
    id of the document that holds an act (a CELEX number), `None` where there is none.
    """
    return [
        replace(said, citations=tuple(dict.fromkeys((*said.citations, *named))))
        for said in statements
        for named in [pinpoints(said, document, act)]
    ]


def pinpoints(said: Statement, document: Open, act: Find) -> list[Citation]:
    found = [
        provision
        for citation in said.citations
        if citation.authority is not Authority.BINDING
        for reference in references_in(citation, document(citation.document))
        if reference.identifier
        and (provision := provision_of(reference, document(citation.document), document, act))
    ]
    return list(dict.fromkeys(found))[:MOST_PINPOINTS]


def references_in(citation: Citation, source: Document) -> Iterator[Reference]:
    """The references that stand within the cited characters."""
    for reference in source.references:
        if citation.start <= reference.start and reference.end <= citation.end:
            yield reference


def provision_of(
    reference: Reference, source: Document, document: Open, act: Find
) -> Citation | None:
    """The words of the provision, `None` where the library does not hold them."""
    target: Document | None = source
    if reference.identifier:
        id = act(reference.identifier)
        target = document(id) if id else None
    section = section_of(target, reference.label) if target else None
    if target is None or section is None:
        return None
    return cite(target, section.label, section.start, section.end)


def section_of(document: Document, label: str) -> Section | None:
    """The section of that label, or the smallest one around it that the outline has."""
    sections = {section.label: section for section in reversed(document.outline)}
    while label not in sections and label.endswith(")"):
        label = label[: label.rindex("(")]
    return sections.get(label)
