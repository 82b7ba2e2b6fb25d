"""What people see of questions and answers, as escaped markup."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from corpus.document import Citation
from corpus.record import Holding
from qa.answer import Answer, Further, Nearest, Outcome, Statement, Support
from ui.left_out import facts as facts_of
from ui.left_out import left_out
from ui.markup import Markup, element, join
from ui.pane import counted, weight
from ui.place import PackPlace, Place

CARD_CHARS = 320
SNIPPET_CHARS = 160
NEAREST_SHOWN = 3
COMMAND = re.compile(r"`([^`]+)`")

Held = Mapping[str, Holding]


# The conversation


def question(text: str) -> Markup:
    return element("div", text, class_="question")


def thinking(sentence: str) -> Markup:
    return element("div", element("span", class_="pulse"), sentence, class_="thinking")


def notice(sentence: str) -> Markup:
    """A sentence about something that did not work, its commands set apart."""
    return element("div", element("p", *with_commands(sentence)), class_="notice")


def with_commands(sentence: str) -> list[str]:
    parts = COMMAND.split(sentence)
    return [element("code", part) if odd % 2 else part for odd, part in enumerate(parts)]


def welcome() -> Markup:
    return element(
        "div",
        element("p", "Ask the documents.", class_="lead"),
        element(
            "p",
            "Every sentence of an answer points at the words it rests on. "
            "Press its number to read them where they stand.",
        ),
        class_="welcome",
    )


def answer(answer: Answer, held: Held) -> Markup:
    """An answer with its citations, what was not found, and how it was made."""
    return element(
        "div",
        *understood(answer),
        *stands_in(answer),
        *verdict(answer),
        *statements(answer),
        *left_out(answer.writing.left_out if answer.writing else ()),
        *missing(answer),
        *see_also(answer),
        *nearest(answer, held),
        making(answer),
        class_=f"answer {answer.outcome.value.replace('_', '-')}",
    )


def being_written(answer: Answer, checking: str) -> Markup:
    """An answer while a language model writes it: what is verified, and what is being checked."""
    return element(
        "div",
        *proven(answer),
        being_checked(checking) if checking else thinking("Writing…"),
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
        element("span", "being checked", class_="doubt"),
        class_="checking",
    )


def stands_in(answer: Answer) -> Iterable[Markup]:
    """Why a language model's words are not shown, or not all of them."""
    if answer.writing and answer.writing.failure:
        failure = with_commands(answer.writing.failure)
        yield element("p", *failure, *instead(answer), class_="stands-in")


def instead(answer: Answer) -> Iterable[str]:
    if answer.statements and not answer.is_written:
        yield " Below are the documents' own words."


def understood(answer: Answer) -> Iterable[Markup]:
    if answer.standalone_question.strip() != answer.question.strip():
        yield element(
            "p", "understood as: ", element("span", answer.standalone_question), class_="quiet"
        )


def verdict(answer: Answer) -> Iterable[Markup]:
    if answer.outcome is Outcome.NOT_FOUND:
        yield element("p", "The documents do not say.", class_="verdict")


def statements(answer: Answer) -> Iterable[Markup]:
    """The sentences, those that follow each other in one section as one paragraph."""
    numbers = numbered(answer.statements)
    prose = [answer.statements] if answer.statements else []
    for paragraph in prose if answer.is_written else paragraphs(answer.statements):
        sentences = (statement(said, numbers, answer.generation) for said in paragraph)
        yield element("p", *spaced(sentences), class_="statements")


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
        here = (first.document, first.label) if first else None
        if grouped and here and here == previous:
            grouped[-1].append(statement)
        else:
            grouped.append([statement])
        previous = here
    return grouped


def spaced(children: Iterable[Markup]) -> Iterable[Markup]:
    for number, child in enumerate(children):
        yield join(" ", child) if number else child


def statement(said: Statement, numbers: Mapping[Citation, int], generation: int) -> Markup:
    links = [cite_link(numbers[citation], citation, generation) for citation in said.citations]
    doubt = (
        [element("span", "no passage supports this sentence", class_="doubt")]
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


def cite_link(number: int, citation: Citation, generation: int) -> Markup:
    return element(
        "a",
        element("span", "Citation ", class_="unseen"),
        str(number),
        element("span", f": {citation.label}, {citation.title}", class_="unseen"),
        card(citation),
        class_="cite",
        href=place_of(citation, generation).fragment,
    )


def place_of(citation: Citation, generation: int) -> Place:
    return Place(
        document=citation.document,
        generation=generation,
        start=citation.start,
        end=citation.end,
        version=citation.version,
    )


def card(citation: Citation) -> Markup:
    """What hovering or focusing a citation shows; the script of the page places it."""
    title = citation.title if citation.page is None else f"{citation.title}, page {citation.page}"
    return element(
        "span",
        element("span", citation.label, class_="card-label"),
        element("span", title, class_="card-title"),
        *weight(citation.weight),
        element("span", shortened(citation.quote, CARD_CHARS), class_="card-quote"),
        class_="card",
        hidden="",
    )


def missing(answer: Answer) -> Iterable[Markup]:
    """Which words stand nowhere, or why the answer is not complete."""
    terms, read = answer.searched.missing_terms, answer.searched.passages
    if terms and answer.outcome is not Outcome.ANSWERED:
        stand = "stands" if len(terms) == 1 else "stand"
        where = f" {stand} nowhere in the {counted(read, 'passage')} searched."
        yield element("p", *listed(terms), where)
    elif answer.outcome is Outcome.NOT_FOUND and not answer.statements:
        yield element("p", "No passage says enough to answer from.")
    elif answer.outcome is Outcome.PARTLY:
        yield element("p", "The documents say nothing on the rest of the question.")


def listed(terms: Sequence[str]) -> list[str]:
    """“a”, “b” and “c”."""
    words: list[str] = []
    for number, term in enumerate(terms):
        last = number == len(terms) - 1
        words.append("" if not number else " and " if last else ", ")
        words.append(element("strong", f"“{term}”"))
    return words


def see_also(answer: Answer) -> Iterable[Markup]:
    """The definitions and provisions that help to read the answer, one press away."""
    if answer.further:
        yield element("p", "See also:", class_="near-head")
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
            element("span", shortened(words, SNIPPET_CHARS), class_="near-text"),
            class_="near-link",
            href=place_of(citation, generation).fragment,
        ),
    )


def nearest(answer: Answer, held: Held) -> Iterable[Markup]:
    """The passages nearest to a question without an answer, but for what is cited already."""
    cited = [citation for said in answer.statements for citation in said.citations]
    near = [p for p in answer.nearest if not any(overlap(p, citation) for citation in cited)]
    if answer.outcome is not Outcome.NOT_FOUND or not near:
        return
    yield element("p", "Nearest to the question:", class_="near-head")
    links = (near_link(passage, answer.generation, held) for passage in near[:NEAREST_SHOWN])
    yield element("ul", *links, class_="near")


def overlap(passage: Nearest, citation: Citation) -> bool:
    together = passage.start < citation.end and citation.start < passage.end
    return together and passage.document == citation.document


def near_link(passage: Nearest, generation: int, held: Held) -> Markup:
    holding = held.get(passage.document)
    place = Place(
        document=passage.document,
        generation=generation,
        start=passage.start,
        end=passage.end,
        version=holding.version if holding else "",
    )
    title = holding.title if holding else passage.document
    return element(
        "li",
        element(
            "a",
            element("span", passage.label, class_="near-label"),
            *([" ", element("span", title, class_="near-title")] if title != passage.label else []),
            " ",
            element("span", shortened(without_heading(passage), SNIPPET_CHARS), class_="near-text"),
            class_="near-link",
            href=place.fragment,
        ),
    )


def without_heading(passage: Nearest) -> str:
    """The passage's text, unless it is nothing but the heading that stands in the label already."""
    return passage.text.removeprefix(passage.label).strip() or passage.text


def making(answer: Answer) -> Markup:
    """The quiet line: how much was read, how long it took, from which generation."""
    searched, total = answer.searched, answer.seconds.get("total", 0.0)
    facts = [
        f"{searched.read:,} of {counted(searched.passages, 'passage')} read",
        f"{total:.1f} s" if total >= 0.05 else "under 0.1 s",
        f"generation {answer.generation}",
        *facts_of(answer.writing),
    ]
    return element("footer", " · ".join(facts), " · ", pack_link(answer), class_="quiet making")


def pack_link(answer: Answer) -> Markup:
    """The way to the answer as one file that proves itself; the page's script fetches it."""
    return element("a", "evidence pack", href=PackPlace(answer.id).fragment, class_="pack")


# Words


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"
