"""Questions to begin with, and questions to go on with, taken from the texts themselves."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from corpus.document import Citation, Document, Section, heading_of, is_empty
from qa.answer import Answer, Support
from qa.terms import content_terms, stems

# Each with the document that answers it.
KNOWN = (
    ("pact/factsheet", "Which countries take part in Talent Partnerships?"),
    ("pact/factsheet", "What did the Commission propose in 2023 against migrant smuggling?"),
    ("pact/factsheet", "How many countries have a visa-free regime with the EU?"),
)
# Shows what Footnote does when the documents do not say.
UNANSWERABLE = "Who won the 2022 World Cup?"
SHOWN = 3
DOCUMENTS_READ = 3
NEXT_SHOWN = 3
# Parts of an act that say nothing of what it is about.
FRAME = ("title", "preamble", "part", "chapter", "signature", "notes")
# Headings that say nothing of what stands below them.
SAYS_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """abstract aim aims amendment amendments annex annexes appendix application background
    chapter conclusion conclusions contents date dates definition definitions entry final force
    further general information introduction kind matter more note notes objective objectives
    other overview part preamble provision provisions purpose purposes reference references repeal
    scope section subject summary title transitional""",
    )
)
NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[a-z][.)])\s+")
DEFINES = re.compile(r"defines “(.+)”")
LONGEST_SUBJECT = 70
SHORTEST_TERM = 5
AUXILIARY = r"(?:am|are|can|could|did|do|does|has|have|is|may|must|shall|should|was|were|will)"
ASKS = re.compile(rf"(?:who|which \w+ \w+|(?:how|what|when|where|why) {AUXILIARY})\b", re.I)
COMMON = stems("What do the texts say about? What does it mean?")


# To begin with


def example_questions(ids: Sequence[str], read: Callable[[str], Document]) -> list[str]:
    """Up to three questions that the documents `ids` answer, and one that they do not.

    None at all where nothing tells what the documents are about.
    """
    known = [question for document, question in KNOWN if document in ids]
    answered = known or derived([read(id) for id in ids[:DOCUMENTS_READ]])
    return [*answered[:SHOWN], UNANSWERABLE] if answered else []


def derived(documents: Iterable[Document]) -> list[str]:
    """Questions from the documents in turn, each document's best first."""
    each = [islice(questions_of(document), SHOWN) for document in documents]
    turns = chain.from_iterable(zip_longest(*each))
    return list(dict.fromkeys(question for question in turns if question))


def questions_of(document: Document) -> Iterator[str]:
    """About the first section, the first term that is defined, and then more sections."""
    about = (about_section(section, document) for section in sections(document))
    yield from islice(about, 1)
    yield from islice(map(meaning, terms(document)), 1)
    yield from about


def sections(document: Document) -> Iterator[Section]:
    """Those that have a text and a heading that says what it is about."""
    for section in document.outline:
        named = section.kind not in FRAME and not section.is_numbered
        told = named and section.label != document.title and not is_empty(section, document.text)
        if told and says_something(subject(section, document.text)):
            yield section


def says_something(heading: str) -> bool:
    told = [word.lower() for word in content_terms(heading)]
    letters = any(word.isalpha() for word in told)
    return letters and len(heading) <= LONGEST_SUBJECT and not set(told) <= SAYS_NOTHING


def about_section(section: Section, document: Document) -> str:
    """A question about a section; its heading itself where that is a question."""
    heading = subject(section, document.text)
    if asks(heading):
        return f"{heading.removesuffix('?')}?"
    return f"What do the texts say about {in_a_sentence(heading, document.text)}?"


def asks(heading: str) -> bool:
    """Whether a heading is a question, but for its mark: “Who decides”, not “How it is done”."""
    return heading.endswith("?") or ASKS.match(heading) is not None


def subject(section: Section, text: str) -> str:
    """What a section is about: its heading, without a number or that of an article."""
    heading = heading_of(section, text).removeprefix(section.label).strip(" .:–—")
    return NUMBERING.sub("", heading or section.label)


def in_a_sentence(heading: str, text: str) -> str:
    """The heading as it stands within a sentence: its first word small, unless it is a name, which
    the text writes large within sentences.
    """
    first, _, rest = heading.partition(" ")
    large, small = (re.escape(word) for word in (first, first.lower()))
    is_name = re.search(rf"[a-z,] {large}\b", text) and not re.search(rf"\b{small}\b", text)
    if is_name or not first.istitle():
        return heading
    return f"{first.lower()} {rest}".strip()


def terms(document: Document) -> Iterator[str]:
    return (d.term for d in document.definitions if len(d.term) >= SHORTEST_TERM)


def meaning(term: str) -> str:
    return f"What does “{term}” mean?"


# To go on with


def follow_ups(answer: Answer, read: Callable[[str], Document]) -> list[str]:
    """Up to three questions that the answer leads to: what a word in it means, and what stands
    beside what it cites. None that was asked just now.
    """
    from_texts = any(said.support is Support.VERBATIM for said in answer.statements)
    if not (from_texts or answer.is_written):
        return []
    asked = stems(f"{answer.question} {answer.standalone_question}")
    found = dict.fromkeys(chain(defined(answer), beside(answer, read)))
    return list(islice((q for q in found if not stems(q) - COMMON <= asked), NEXT_SHOWN))


def defined(answer: Answer) -> Iterator[str]:
    for item in answer.further:
        if (found := DEFINES.fullmatch(item.why)) and len(found[1]) >= SHORTEST_TERM:
            yield meaning(found[1])


def beside(answer: Answer, read: Callable[[str], Document]) -> Iterator[str]:
    """About the sections next to those that are cited, the following one first."""
    cited = dict.fromkeys(c for said in answer.statements for c in said.citations)
    for citation in cited:
        document = read(citation.document)
        for section in neighbours([*sections(document)], citation):
            heading = subject(section, document.text)
            if len(content_terms(heading)) > 1:
                yield about_section(section, document)


def neighbours(named: Sequence[Section], citation: Citation) -> Iterator[Section]:
    """The sections behind and before the innermost that holds a citation, on its level."""
    holding = [s for s in named if s.start <= citation.start and citation.end <= s.end]
    if not holding:
        return
    here = max(holding, key=lambda section: section.level)
    level = [section for section in named if section.level == here.level]
    at = level.index(here)
    yield from level[at + 1 : at + 2]
    yield from level[max(0, at - 1) : at]
