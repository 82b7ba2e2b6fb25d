"""Questions to begin with, taken from what the library holds."""

from collections.abc import Callable, Sequence

from corpus.document import Document, Section, heading_of, is_empty

# Each with the document that answers it.
KNOWN = (
    ("pact/factsheet", "Which countries take part in Talent Partnerships?"),
    ("pact/factsheet", "What did the Commission propose in 2023 against migrant smuggling?"),
    ("pact/factsheet", "How many countries have a visa-free regime with the EU?"),
)
# Shows what Footnote does when the documents do not say.
UNANSWERABLE = "Who won the 2022 World Cup?"
SHOWN = 3
# Parts of an act that say nothing of what it is about.
FRAME = ("title", "preamble", "part", "chapter", "signature", "notes")


def example_questions(ids: Sequence[str], read: Callable[[str], Document]) -> list[str]:
    """Up to three questions that the documents `ids` answer, and one that they do not.

    None at all where nothing tells what the documents are about.
    """
    known = [question for document, question in KNOWN if document in ids]
    derived = (about_sections(read(document)) for document in ids[:SHOWN])
    answered = known or [question for questions in derived for question in questions]
    return [*answered[:SHOWN], UNANSWERABLE] if answered else []


def about_sections(document: Document) -> list[str]:
    """A question about the first section with text that is not the whole document."""
    return [
        f"What do the texts say about {subject(section, document.text)}?"
        for section in document.outline
        if section.kind not in FRAME
        and not section.is_numbered
        and section.label != document.title
        and not is_empty(section, document.text)
    ][:1]


def subject(section: Section, text: str) -> str:
    """What a section is about: its heading, without the number of an article."""
    return heading_of(section, text).removeprefix(section.label).strip() or section.label
