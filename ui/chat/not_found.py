"""Where the documents do not say, or not all: what is known all the same, and ways to go on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.document import Citation
from corpus.record import Holding
from qa.answer import Answer, Nearest, Outcome
from qa.terms import content_terms
from qa.verify.language import is_english
from ui.chat.excerpts import excerpt
from ui.chat.markup import Markup, button, element, fill, join
from ui.chat.place import Place
from ui.words import quoted, say, say_many

SNIPPET_CHARS = 200
NEAREST_SHOWN = 3
FEW_WORDS = 1

Held = Mapping[str, Holding]


def verdict(answer: Answer) -> Iterator[Markup]:
    """The first sentence of an answer that is none, or rests on weaker evidence than others."""
    if answer.outcome is Outcome.NOT_FOUND:
        yield element("p", say("The documents do not say."), class_="verdict")
    elif answer.searched.wide:
        told = say("Found by searching wider: check it against the source.")
        yield element("p", told, class_="weaker")


def help_with(answer: Answer, held: Held) -> Iterator[Markup]:
    """What follows the sentences of an answer that leaves something open."""
    if answer.outcome is Outcome.ANSWERED:
        return
    yield from missing(answer)
    yield from spellings(answer)
    yield from hint(answer, held)
    yield from nearest(answer, held)
    yield from ways_on(answer)


# What is missing


def missing(answer: Answer) -> Iterator[Markup]:
    """Which words stand nowhere, or why the answer is not complete."""
    searched = answer.searched
    if searched.wide and answer.outcome is Outcome.NOT_FOUND:
        yield element("p", say("Searching wider found nothing either."))
    if searched.missing_terms:
        yield element("p", nowhere(searched.missing_terms, searched.passages))
    if searched.silent_on:
        yield element("p", silent_on(searched.silent_on))
    elif searched.missing_terms:
        return
    elif answer.outcome is Outcome.NOT_FOUND and not answer.statements:
        yield element("p", say("No passage says enough to answer from."))
    elif answer.outcome is Outcome.PARTLY and not searched.wide:
        yield element("p", say("The documents say nothing on the rest of the question."))


def nowhere(terms: Sequence[str], passages: int) -> Markup:
    searched = say_many("the {count} passage searched", "the {count} passages searched", passages)
    told = say_many(
        "{terms} stands nowhere in {passages}.",
        "{terms} stand nowhere in {passages}.",
        len(terms),
        terms="{terms}",
        passages="{passages}",
    )
    return fill(told, terms=listed(terms), passages=searched)


def silent_on(questions: Sequence[str]) -> Markup:
    told = say("The documents say nothing on {questions}.")
    return fill(told, questions=listed(questions))


def listed(terms: Sequence[str]) -> Markup:
    """“a”, “b” and “c”."""
    *others, last = (
        element("strong", fill(say("“{text}”"), text=element("bdi", term))) for term in terms
    )
    if not others:
        return last
    before = join(*(join(", ", term) if at else term for at, term in enumerate(others)))
    return fill(say("{others} and {last}"), others=before, last=last)


# What may help


def spellings(answer: Answer) -> Iterator[Markup]:
    """Words that do stand in the documents, one press from being asked with."""
    for term, near in answer.searched.spellings:
        reworded = answer.question.replace(term, near)
        ask = button(quoted(near), f"instead/{answer.id}/{reworded}", "ask")
        yield element("p", fill(say("Did you mean {word}?"), word=ask), class_="spelling")


def hint(answer: Answer, held: Held) -> Iterator[Markup]:
    """How to ask so that something is found."""
    if answer.outcome is not Outcome.NOT_FOUND:
        return
    languages = {holding.metadata.language for holding in held.values()}
    if languages == {"en"} and not is_english(answer.question):
        yield element("p", say("The documents are in English: ask in English."), class_="hint-to")
    elif len(content_terms(answer.question)) <= FEW_WORDS and not answer.statements:
        told = say("A whole question finds more than a word: who, what, when, how many?")
        yield element("p", told, class_="hint-to")


def nearest(answer: Answer, held: Held) -> Iterator[Markup]:
    """The passages nearest to a question without an answer, but for what is cited already."""
    cited = [citation for said in answer.statements for citation in said.citations]
    near = [p for p in answer.nearest if not any(overlap(p, citation) for citation in cited)]
    if answer.outcome is not Outcome.NOT_FOUND or not near:
        return
    yield element("p", say("Nearest to the question:"), class_="near-head")
    links = (near_link(passage, answer, held) for passage in near[:NEAREST_SHOWN])
    yield element("ul", *links, class_="near")


def overlap(passage: Nearest, citation: Citation) -> bool:
    together = passage.start < citation.end and citation.start < passage.end
    return together and passage.document == citation.document


def near_link(passage: Nearest, answer: Answer, held: Held) -> Markup:
    holding = held.get(passage.document)
    version, title = (holding.version, holding.title) if holding else ("", passage.document)
    place = Place(passage.document, answer.generation, passage.start, passage.end, version)
    titled = [] if title == passage.label else [" ", element("span", title, class_="near-title")]
    text = passage.text.removeprefix(passage.label).strip()  # the label is shown already
    pieces = excerpt(text, answer.standalone_question, SNIPPET_CHARS)
    return element(
        "li",
        element(
            "a",
            element("span", passage.label, class_="near-label"),
            *titled,
            *([" ", element("span", *pieces, class_="near-text", dir="auto")] if text else []),
            class_="near-link",
            href=place.fragment,
        ),
    )


# Ways to go on


def ways_on(answer: Answer) -> Iterator[Markup]:
    """Buttons that ask the same of more."""
    ways = [*more_documents(answer), *more_passages(answer)]
    if ways:
        yield element("p", *(join(" ", way) for way in ways), class_="ways")


def more_documents(answer: Answer) -> Iterable[Markup]:
    if answer.searched.narrowed:
        yield button(say("Ask all documents"), f"everywhere/{answer.id}", "ask")


def more_passages(answer: Answer) -> Iterable[Markup]:
    searched = answer.searched
    if not searched.wide and 0 < searched.read < searched.passages:
        told = say("Search wider")
        about = say("Read four times as many passages, and take weaker evidence for what it is")
        yield button(told, f"wider/{answer.id}", "ask", title=about)
