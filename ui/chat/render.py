"""What people see of questions and answers, as escaped markup."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from corpus.document import Citation
from qa.answer import Answer, Further, Statement, Support
from ui.chat.excerpts import shortened
from ui.chat.left_out import left_out
from ui.chat.markup import Markup, button, element, fill, join
from ui.chat.not_found import Held, help_with, verdict
from ui.chat.pane import weight
from ui.chat.place import Place
from ui.chat.searched import making
from ui.words import number, say

CARD_CHARS = 320
SNIPPET_CHARS = 160
LONG = 4  # paragraphs from which each says above it where it is from
COMMAND = re.compile(r"`([^`]+)`")


# The conversation


def question(text: str) -> Markup:
    return element("div", text, class_="question", dir="auto")


def thinking(sentence: str) -> Markup:
    return element("div", element("span", class_="pulse"), sentence, class_="thinking")


def notice(sentence: str) -> Markup:
    """A sentence about something that did not work, its commands set apart."""
    return element("div", element("p", *with_commands(sentence)), class_="notice")


def with_commands(sentence: str) -> list[str]:
    parts = COMMAND.split(sentence)
    return [element("code", part) if odd % 2 else part for odd, part in enumerate(parts)]


def welcome(examples: Sequence[str] = ()) -> Markup:
    """What stands where the conversation will be, with questions to begin with."""
    return element(
        "div",
        element("p", say("Ask the documents."), class_="lead"),
        element(
            "p",
            say(
                "Every sentence of an answer points at the words it rests on. "
                "Press its number to read them where they stand."
            ),
        ),
        *example_buttons(examples),
        class_="welcome",
    )


def example_buttons(examples: Sequence[str]) -> Iterable[Markup]:
    """Each asks its question."""
    if examples:
        asks = (element("li", button(text, f"ask/{text}", "example")) for text in examples)
        yield element("ul", *asks, class_="examples")


def answer(answer: Answer, held: Held) -> Markup:
    """An answer with its citations, what was not found, and how it was made."""
    return element(
        "div",
        *understood(answer),
        *stands_in(answer),
        *verdict(answer),
        *statements(answer),
        *left_out(answer.writing.left_out if answer.writing else ()),
        *help_with(answer, held),
        *see_also(answer),
        making(answer),
        class_=f"answer {answer.outcome.value.replace('_', '-')}",
    )


def being_written(answer: Answer, checking: str) -> Markup:
    """An answer while a language model writes it: what is verified, and what is being checked."""
    return element(
        "div",
        *proven(answer),
        being_checked(checking) if checking else thinking(say("Writing…")),
        class_="answer being-written",
    )


def proven(answer: Answer) -> Iterable[Markup]:
    """What stays of an answer that is being written, whatever comes."""
    yield from understood(answer)
    yield from statements(answer)


def being_checked(sentence: str) -> Markup:
    """A sentence of which nobody knows yet whether the documents carry it."""
    return element(
        "p",
        element("span", sentence, class_="unproven"),
        " ",
        element("span", say("being checked"), class_="doubt"),
        class_="checking",
    )


def stands_in(answer: Answer) -> Iterable[Markup]:
    """Why a language model's words are not shown, or not all of them."""
    if answer.writing and answer.writing.failure:
        failure = with_commands(answer.writing.failure)
        yield element("p", *failure, *instead(answer), class_="stands-in")


def instead(answer: Answer) -> Iterable[str]:
    if answer.statements and not answer.is_written:
        yield " "
        yield say("Below are the documents' own words.")


def understood(answer: Answer) -> Iterable[Markup]:
    if answer.standalone_question.strip() != answer.question.strip():
        question = element("span", answer.standalone_question, dir="auto")
        yield element(
            "p", fill(say("understood as: {question}"), question=question), class_="quiet"
        )


def statements(answer: Answer) -> Iterable[Markup]:
    """The sentences, those that follow each other in one section as one paragraph. Long answers,
    and those to several questions, have a line above each that says what it is about.
    """
    numbers = numbered(answer.statements)
    prose = [list(answer.statements)] if answer.statements else []
    grouped = prose if answer.is_written else paragraphs(answer.statements)
    for paragraph, above in zip(grouped, heads(grouped), strict=True):
        if above:
            yield element("p", above, class_="part", dir="auto")
        sentences = (statement(said, numbers, answer) for said in paragraph)
        yield element("p", *spaced(sentences), class_="statements", dir="auto")


def heads(grouped: Sequence[Sequence[Statement]]) -> list[str]:
    """What stands above each paragraph: the question that it answers, where several were asked,
    or the section that it is from, where there are many; nothing where that was said before.
    """
    several = any(said.part for paragraph in grouped for said in paragraph)
    if not several and len(grouped) < LONG:
        return [""] * len(grouped)
    named = [paragraph[0].part if several else section_of(paragraph) for paragraph in grouped]
    return ["" if at and name == named[at - 1] else name for at, name in enumerate(named)]


def section_of(paragraph: Sequence[Statement]) -> str:
    return next((citation.label for said in paragraph for citation in said.citations), "")


def numbered(said: Iterable[Statement]) -> dict[Citation, int]:
    """The numbers of the citations: from 1, the same characters the same number."""
    distinct = dict.fromkeys(citation for s in said for citation in s.citations)
    return {citation: number for number, citation in enumerate(distinct, start=1)}


def paragraphs(said: Sequence[Statement]) -> list[list[Statement]]:
    """Statements grouped by the section they come from, in order."""
    grouped: list[list[Statement]] = []
    previous: tuple[str, str] | None = None
    for statement in said:
        first = statement.citations[0] if statement.citations else None
        here = (first.document, first.label + statement.part) if first else None
        if grouped and here and here == previous:
            grouped[-1].append(statement)
        else:
            grouped.append([statement])
        previous = here
    return grouped


def spaced(children: Iterable[Markup]) -> Iterable[Markup]:
    for at, child in enumerate(children):
        yield join(" ", child) if at else child


def statement(said: Statement, numbers: Mapping[Citation, int], answer: Answer) -> Markup:
    links = [
        cite_link(numbers[citation], citation, answer.generation, answer.id)
        for citation in said.citations
    ]
    doubt = (
        [element("span", say("no passage supports this sentence"), class_="doubt")]
        if said.support is Support.UNSUPPORTED
        else []
    )
    return element("span", highlighted(said), *links, *doubt, class_="statement")


def highlighted(said: Statement) -> Markup:
    start, end = said.highlight or (0, 0)
    if not 0 <= start < end <= len(said.text) or (start, end) == (0, len(said.text)):
        return element("span", said.text, class_="said")
    key = element("strong", said.text[start:end], class_="key")
    return element("span", said.text[:start], key, said.text[end:], class_="said")


def cite_link(number: int, citation: Citation, generation: int, answer: str = "") -> Markup:
    return element(
        "a",
        element("span", say("Citation"), " ", class_="unseen"),
        str(number),
        element("span", f": {citation.label}, {citation.title}", class_="unseen"),
        card(citation),
        class_="cite",
        href=place_of(citation, generation, answer).fragment,
    )


def place_of(citation: Citation, generation: int, answer: str = "") -> Place:
    """Where a citation leads; with the id of its `answer`, the others of it are shown there too."""
    return Place(
        document=citation.document,
        generation=generation,
        start=citation.start,
        end=citation.end,
        version=citation.version,
        answer=answer,
    )


def card(citation: Citation) -> Markup:
    """What hovering or focusing a citation shows; the script of the page places it."""
    title = citation.title
    if citation.page is not None:
        title = say("{title}, page {page}", title=title, page=number(citation.page))
    return element(
        "span",
        element("span", citation.label, class_="card-label"),
        element("span", title, class_="card-title"),
        *weight(citation.weight),
        element("span", shortened(citation.quote, CARD_CHARS), class_="card-quote", dir="auto"),
        class_="card",
        hidden="",
    )


def see_also(answer: Answer) -> Iterable[Markup]:
    """The definitions and provisions that help to read the answer, one press away."""
    if answer.further:
        yield element("p", say("See also:"), class_="near-head")
        cited = {citation.document for said in answer.statements for citation in said.citations}
        links = (further_link(item, answer.generation, cited) for item in answer.further)
        yield element("ul", *links, class_="near")


def further_link(item: Further, generation: int, cited: Container[str]) -> Markup:
    """A link with its title, unless the answer cites that document already."""
    citation = item.citation
    title = [] if citation.document in cited else [citation.title]
    words = citation.quote.removeprefix(citation.label).strip() or citation.quote
    return element(
        "li",
        element(
            "a",
            element("span", citation.label, class_="near-label"),
            *(join(" ", element("span", text, class_="near-title")) for text in title),
            " ",
            element("span", item.why, class_="near-why"),
            " ",
            *weight(citation.weight),
            " ",
            element("span", shortened(words, SNIPPET_CHARS), class_="near-text", dir="auto"),
            class_="near-link",
            href=place_of(citation, generation).fragment,
        ),
    )
