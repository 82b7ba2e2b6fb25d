"""What people see of questions, answers, sources and the library, as escaped markup."""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.document import Authority, Citation
from corpus.record import Generation, Holding
from qa.answer import Answer, Nearest, Outcome, Statement, Support
from ui.markup import Markup, element, join
from ui.place import LIBRARY, Place
from ui.source import Block, Source

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
    parts = COMMAND.split(sentence)
    children = [element("code", part) if odd % 2 else part for odd, part in enumerate(parts)]
    return element("div", element("p", *children), class_="notice")


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
        *verdict(answer),
        *statements(answer),
        *missing(answer),
        *nearest(answer, held),
        making(answer),
        class_=f"answer {answer.outcome.value.replace('_', '-')}",
    )


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
    for paragraph in paragraphs(answer.statements):
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
    place = Place(
        document=citation.document,
        generation=generation,
        start=citation.start,
        end=citation.end,
        version=citation.version,
    )
    return element(
        "a",
        element("span", "Citation ", class_="unseen"),
        str(number),
        element("span", f": {citation.label}, {citation.title}", class_="unseen"),
        card(citation),
        class_="cite",
        href=place.fragment,
    )


def card(citation: Citation) -> Markup:
    """What hovering or focusing a citation shows; the script of the page places it."""
    title = citation.title if citation.page is None else f"{citation.title}, page {citation.page}"
    return element(
        "span",
        element("span", citation.label, class_="card-label"),
        element("span", title, class_="card-title"),
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
    ]
    return element("footer", " · ".join(facts), class_="quiet making")


# The source pane


def source(view: Source) -> Markup:
    """A document in the source pane, the quote marked in it."""
    return element(
        "article",
        navigation(),
        element(
            "header",
            element("h2", view.document.title),
            *crumbs(view),
            element("p", *about(view.holding), class_="facts"),
            class_="source-head",
        ),
        *further(view, "earlier"),
        element(
            "div",
            *marked_once(view.blocks),
            class_="source-text",
            lang=view.document.metadata.language or "und",
        ),
        *further(view, "later"),
        class_="source",
    )


def navigation() -> Markup:
    return element(
        "div",
        element("a", "All documents", href=LIBRARY),
        element("a", "Back to the answer", href="#answer", class_="back"),
        class_="source-nav",
    )


def crumbs(view: Source) -> Iterable[Markup]:
    steps = [*view.path, *([f"page {view.page}"] if view.page else [])]
    if steps:
        yield element("p", " › ".join(steps), class_="crumbs")


def about(holding: Holding) -> list[str]:
    """How much a document's words weigh, who says them, when, and which version this is."""
    meta = holding.metadata
    rest = [meta.publisher, meta.date, meta.identifier, f"version\u00a0{holding.version[:8]}"]
    line = " · ".join(fact for fact in rest if fact)
    if meta.authority is Authority.UNSTATED:
        return [line]
    return [element("span", meta.authority.value, class_="authority"), " ", line]


def further(view: Source, where: str) -> Iterable[Markup]:
    """The way to the part of a very long document that is not shown."""
    start, end = view.shown
    hidden = start if where == "earlier" else len(view.document.text) - end
    if not hidden:
        return
    at = start if where == "earlier" else end
    place = Place(view.document.id, view.generation, start=at, end=at, version=view.holding.version)
    text = f"{hidden:,} {where} characters"
    yield element("p", element("a", text, href=place.fragment), class_="further")


def marked_once(blocks: Iterable[Block]) -> Iterable[Markup]:
    """The blocks as markup; the first mark carries the id that the page scrolls to."""
    target = "quoted"
    for block in blocks:
        children: list[Markup] = []
        for piece in block.pieces:
            if not piece.quoted:
                children.append(join(piece.text))
            elif block.kind == "gap" or not target:
                children.append(element("mark", piece.text, class_="quoted"))
            else:
                children.append(
                    element("mark", piece.text, class_="quoted", id=target, tabindex="-1")
                )
                target = ""
        yield block_markup(block, children)


def block_markup(block: Block, children: Sequence[Markup]) -> Markup:
    if block.kind == "gap":
        return element("span", *children, class_="gap")
    if block.kind == "heading":
        return element(f"h{min(6, block.level + 2)}", *children, class_="heading")
    return element("p", *children, class_=block.kind)


def library(generation: Generation, holdings: Sequence[Holding]) -> Markup:
    """The list of documents: what the source pane shows while no citation is open."""
    count = counted(len(holdings), "document")
    made = f"{count}, {counted(generation.passages, 'passage')}, generation {generation.number}"
    entries = (entry(holding, generation.number) for holding in holdings)
    return element(
        "section",
        element(
            "header",
            element("h2", "The documents"),
            element("p", made, class_="facts"),
            class_="source-head",
        ),
        element("ul", *entries, class_="shelf"),
        class_="library",
    )


def entry(holding: Holding, generation: int) -> Markup:
    place = Place(holding.document, generation, version=holding.version)
    return element(
        "li",
        element("a", holding.title, href=place.fragment),
        element("p", *about(holding), class_="facts"),
    )


# Words


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"
