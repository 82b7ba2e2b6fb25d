"""Two answers side by side, as escaped markup, and what differs between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.changes import Side, Words, wording
from corpus.document import Citation
from corpus.record import Holding
from qa.answer import Answer, Outcome
from ui.chat import render
from ui.chat.differences import Differences, one_line
from ui.chat.markup import Markup, element, join
from ui.chat.not_found import missing, nearest
from ui.chat.plan_pane import shortened
from ui.chat.scope_pane import COMPARE
from ui.words import number, say, say_many

NAMED = 4  # documents of a side that are named one by one


@dataclass(frozen=True, slots=True)
class Shown:
    """One side: its answer, the documents it was asked of (none for all), the documents that its
    generation held `then`, and those of the `current` one.
    """

    name: str
    answer: Answer
    documents: tuple[str, ...]
    then: Mapping[str, Holding]
    now: Mapping[str, Holding]
    current: int

    @property
    def asked(self) -> tuple[str, ...]:
        """The documents that were searched; none where that is all there were."""
        searched = self.answer.searched.documents or self.documents
        return () if searched and set(searched) == set(self.then) else searched

    @property
    def is_current(self) -> bool:
        return self.answer.generation == self.current


def compared(sides: tuple[Shown, Shown], found: Differences) -> Markup:
    one, other = sides
    again = f"{COMPARE}/{one.answer.id}/{other.answer.id}"
    return element(
        "section",
        element(
            "header",
            element("h2", one.answer.question, dir="auto"),
            element("p", summary(sides, found), class_="facts"),
            element(
                "p",
                element("a", say("Compare something else"), href=again),
                class_="facts",
            ),
            class_="source-head",
        ),
        element("div", *(column(side, found) for side in sides), class_="columns"),
        *differing(sides, found),
        class_="compared",
    )


# One side


def column(side: Shown, found: Differences) -> Markup:
    answer = side.answer
    return element(
        "article",
        element("h3", element("span", side.name, class_="letter"), " ", *asked_of(side)),
        element("p", *when(side), class_="facts"),
        element(
            "div",
            element("p", outcome(answer), class_="outcome"),
            *sentences(answer, found),
            *missing(answer),
            *nearest(answer, side.then),
            class_="answer",
        ),
        class_="column",
    )


def asked_of(side: Shown) -> Iterator[str]:
    """The documents of a side by their titles."""
    if not side.asked:
        yield say_many("The only document", "All {count} documents", len(side.then) or 2)
        return
    titles = [side.then[id].title if id in side.then else id for id in side.asked]
    if len(titles) > NAMED:
        yield say_many("{count} document", "{count} documents", len(titles))
        return
    for place, title in enumerate(titles):
        yield ", " if place else ""
        yield element("bdi", title)


def when(side: Shown) -> Iterator[str]:
    """Which generation it was, and whether that is the current one."""
    yield say("generation {number}", number=number(side.answer.generation))
    words = say("current") if side.is_current else say("earlier")
    yield join(" ", element("span", words, class_="badge now" if side.is_current else "badge"))
    if not side.is_current and side.asked and not reads_otherwise(side):
        yield join(" ", say("reads the same now"))


def reads_otherwise(side: Shown) -> bool:
    """Whether a document that was asked has another text now, or is gone."""
    return any(version(side.then, id) != version(side.now, id) for id in side.asked)


def version(held: Mapping[str, Holding], id: str) -> str:
    return held[id].version if id in held else ""


def outcome(answer: Answer) -> str:
    return {
        Outcome.ANSWERED: say("Answered"),
        Outcome.PARTLY: say("Answered in part"),
        Outcome.NOT_FOUND: say("The documents do not say."),
    }[answer.outcome]


def sentences(answer: Answer, found: Differences) -> Iterator[Markup]:
    """The sentences with their citations, those of both answers marked as such."""
    numbers = render.numbered(answer.statements)
    for said in answer.statements:
        shared = one_line(said.text) in found.same
        yield element(
            "p",
            render.statement(said, numbers, answer),
            *([" ", element("span", say("in both"), class_="shared")] if shared else []),
            class_="statements both" if shared else "statements",
        )


# What differs


def summary(sides: Sequence[Shown], found: Differences) -> str:
    """In one sentence, how the two answers stand to each other."""
    silent = [side.name for side in sides if not side.answer.statements]
    if len(silent) == len(sides):
        return say("Neither side says anything on it.")
    if silent:
        (other,) = (side.name for side in sides if side.name not in silent)
        return say("Only side {name} says something on it.", name=other)
    if found.are_none:
        return say("Both answers are the same, word for word.")
    if found.same:
        return say_many(
            "{count} sentence is the same in both.",
            "{count} sentences are the same in both.",
            len(found.same),
        )
    return say("No sentence is the same in both.")


def in_brief(sides: Sequence[Shown], found: Differences) -> str:
    told = say("Two answers side by side.")
    return f"{told} {summary(sides, found)}"


def differing(sides: tuple[Shown, Shown], found: Differences) -> Iterator[Markup]:
    """The sentences that differ in some words: those of the earlier generation struck out, those
    of the later one underlined; of two documents those of A and those of B.
    """
    if not found.reworded:
        return
    turned = sides[0].answer.generation > sides[1].answer.generation
    first, second = sides[::-1] if turned else sides
    told = say(
        "Words only in {first} are struck out, words only in {second} are underlined.",
        first=first.name,
        second=second.name,
    )
    pairs = (
        pair((first, second), pair_of[::-1] if turned else pair_of) for pair_of in found.reworded
    )
    yield element("h3", say("Nearly the same sentence"), class_="kind")
    yield element("div", element("p", told, class_="more"), *pairs, class_="pairs")


def pair(sides: Sequence[Shown], cited: Sequence[Citation]) -> Markup:
    links = [
        element("a", f"{side.name}: {where(citation)}", href=place(citation, side), class_="label")
        for side, citation in zip(sides, cited, strict=True)
    ]
    return element(
        "div",
        element("p", join(links[0], " · ", links[1]), class_="where"),
        worded(sides, cited),
        class_="change",
    )


def worded(sides: Sequence[Shown], cited: Sequence[Citation]) -> Markup:
    """Two wordings as one text, word by word."""
    runs = wording(*(one_line(citation.quote) for citation in cited))
    return element("p", *(words(run, sides) for run in shortened(runs)), class_="words")


def words(run: Words, sides: Sequence[Shown]) -> Markup:
    if run.side is Side.BOTH:
        return element("span", run.text)
    tag, side = ("del", sides[0]) if run.side is Side.OLD else ("ins", sides[1])
    # Not every screen reader says what these elements are.
    only = say("only in {name}:", name=side.name)
    return element(tag, element("span", only, " ", class_="unseen"), run.text)


def where(citation: Citation) -> str:
    return ", ".join(dict.fromkeys((citation.label, citation.title)))


def place(citation: Citation, side: Shown) -> str:
    return render.place_of(citation, side.answer.generation, side.answer.id).fragment
