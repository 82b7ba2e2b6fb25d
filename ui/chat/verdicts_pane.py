"""Verdicts as escaped markup: the page of one, and of all that a visitor gave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.document import Citation
from corpus.record import Holding
from corpus.verdicts import Judged, Verdict, Words
from qa.answer import Answer, Nearest
from ui.chat.excerpts import shortened
from ui.chat.feedback_pane import label as verdict_label
from ui.chat.markup import Markup, button, element, fill
from ui.chat.place import LIBRARY, Place
from ui.words import moment, say, say_many

VERDICTS = "#verdicts"
AS_QUESTIONS = "#get/verdicts.yaml"
NEAREST_SHOWN = 5
SNIPPET_CHARS = 160
Held = Mapping[str, Holding]


# One verdict


@dataclass(frozen=True, slots=True)
class Links:
    """What helps to find the right words: the answer's citations and the passages nearest to the
    question, each with the title of its document.
    """

    cited: Sequence[tuple[str, str, Place]] = ()
    nearest: Sequence[tuple[str, str, Place]] = ()


def links(answer: Answer, held: Held) -> Links:
    """Each with its label and document, and its words. What is cited is not told twice."""
    cited = list(dict.fromkeys(c for said in answer.statements for c in said.citations))
    others = [n for n in answer.nearest if not any(overlap(n, c) for c in cited)]
    return Links(
        [link_to(c, c.quote, c.title, c.version, answer.generation) for c in cited],
        [
            link_to(
                near,
                near.text,
                title_of(near.document, held),
                held[near.document].version if near.document in held else "",
                answer.generation,
            )
            for near in others[:NEAREST_SHOWN]
        ],
    )


def overlap(near: Nearest, cited: Citation) -> bool:
    together = near.start < cited.end and cited.start < near.end
    return together and near.document == cited.document


def link_to(
    there: Citation | Nearest, text: str, title: str, version: str, generation: int
) -> tuple[str, str, Place]:
    label = there.label if title == there.label else f"{there.label} · {title}"
    words = text.removeprefix(there.label).strip() or text
    return label, words, Place(there.document, generation, there.start, there.end, version)


def title_of(document: str, held: Held) -> str:
    return held[document].title if document in held else document


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict, the generation its links lead to with its documents, and what else its page
    shows.
    """

    verdict: Verdict
    generation: int
    held: Held = field(default_factory=dict)
    picking: bool = False
    links: Links = field(default_factory=Links)


def verdict(shown: Shown) -> Markup:
    """The page of one verdict: what was recorded, and how it becomes complete."""
    given = shown.verdict
    return element(
        "section",
        navigation(),
        element(
            "header",
            element("h2", verdict_label(given.judged)),
            element(
                "p",
                say("Your verdict of {moment}", moment=moment(given.given_at)),
                class_="facts",
            ),
            class_="source-head",
        ),
        element(
            "div",
            element("p", given.question, class_="asked", dir="auto"),
            *state(shown),
            element("div", *what_to_do(shown), class_="doing"),
            class_="judging",
        ),
        class_="verdict-page",
    )


def navigation() -> Markup:
    return element(
        "div",
        element("a", say("All documents"), href=LIBRARY),
        element("a", say("All your verdicts"), href=VERDICTS),
        element("a", say("Back to the answer"), href="#answer", class_="back"),
        class_="source-nav",
    )


def state(shown: Shown) -> Iterator[Markup]:
    given = shown.verdict
    if given.words:
        yield element("p", say("It should have cited:"), class_="lead")
        yield expected(given.words, shown.generation, shown.held)
    if shown.picking or not given.is_complete:
        yield from to_pick(shown)
    elif not given.words:
        yield element("p", as_row(given.judged))


def expected(words: Words, generation: int, held: Held) -> Markup:
    place = Place(words.document, generation, words.start, words.end, words.version)
    quote = element("span", words.quote, class_="expected-quote", dir="auto")
    link = element("a", title_of(words.document, held), href=place.fragment)
    return element("p", quote, " ", link, class_="expected")


def as_row(judged: Judged) -> str:
    """What a complete verdict asks of later answers."""
    if judged is Judged.SHOULD_REFUSE:
        return say("Kept for evaluation: the documents do not answer this question.")
    return say("Kept for evaluation: a right answer rests on what this one rests on.")


def to_pick(shown: Shown) -> Iterator[Markup]:
    found = shown.links
    yield element("h3", say("Which words should it have cited?"))
    yield element("p", say("Open a document, select the words and press “These words”."))
    yield from places(say("What the answer cites"), found.cited)
    yield from places(say("Nearest to the question"), found.nearest)
    everything = element("a", say("All documents"), href=LIBRARY)
    yield element("p", fill(say("Or look elsewhere: {documents}"), documents=everything))


def places(heading: str, found: Iterable[tuple[str, str, Place]]) -> Iterator[Markup]:
    listed = [element("li", place_link(*one)) for one in found]
    if listed:
        yield element("p", heading, class_="near-head")
        yield element("ul", *listed, class_="near")


def place_link(label: str, text: str, place: Place) -> Markup:
    return element(
        "a",
        element("span", label, class_="near-label"),
        " ",
        element("span", shortened(text, SNIPPET_CHARS), class_="near-text", dir="auto"),
        class_="near-link",
        href=place.fragment,
    )


def what_to_do(shown: Shown) -> Iterator[Markup]:
    given = shown.verdict
    if shown.picking:
        yield button(say("Stop picking"), f"unpick/{given.row}")
    elif given.words:
        yield button(say("Pick other words"), f"pick/{given.row}")
    elif not given.is_complete:
        yield button(say("Pick the words"), f"pick/{given.row}")
    yield removal(given)


def removal(given: Verdict) -> Markup:
    return element(
        "details",
        element("summary", say("Remove")),
        element("p", say("The verdict and the words that were picked are deleted.")),
        button(say("Remove for good"), f"unjudge/{given.answer}"),
        class_="sure",
    )


# All verdicts


def verdicts(given: Sequence[Verdict], generation: int, held: Held) -> Markup:
    """The page of a visitor's verdicts."""
    return element(
        "section",
        navigation(),
        element(
            "header",
            element("h2", say("Your verdicts")),
            element("p", counts(given), class_="facts"),
            class_="source-head",
        ),
        element("div", *(listed(given, generation, held) if given else none()), class_="judging"),
        class_="verdicts",
    )


def counts(given: Sequence[Verdict]) -> str:
    lacking = sum(not verdict.is_complete for verdict in given)
    told = [say_many("{count} verdict", "{count} verdicts", len(given))]
    if lacking:
        told.append(say_many("{count} to complete", "{count} to complete", lacking))
    return " · ".join(told)


def none() -> Iterator[Markup]:
    yield element(
        "p",
        say(
            "None yet. What you press below an answer is listed here, "
            "and becomes a question that answers are measured by."
        ),
    )


def listed(given: Sequence[Verdict], generation: int, held: Held) -> Iterator[Markup]:
    yield element("ul", *(entry(verdict, generation, held) for verdict in given), class_="given")
    if any(verdict.is_complete for verdict in given):
        file = element("a", say("Download them as a question set"), href=AS_QUESTIONS)
        command = element("code", "footnote eval")
        told = fill(say("{link}, for {command}"), link=file, command=command)
        yield element("p", told, class_="quiet")


def entry(given: Verdict, generation: int, held: Held) -> Markup:
    stamp = moment(given.given_at)
    return element(
        "li",
        element("a", given.question, href=f"#verdict/{given.row}", class_="asked", dir="auto"),
        element("p", element("strong", verdict_label(given.judged)), f" · {stamp}", class_="facts"),
        *([expected(given.words, generation, held)] if given.words else []),
        element("div", *entry_acts(given), class_="doing"),
    )


def entry_acts(given: Verdict) -> Iterator[Markup]:
    if not given.is_complete:
        yield element("span", say("to complete"), class_="badge")
        yield button(say("Pick the words"), f"pick/{given.row}")
    yield removal(given)
