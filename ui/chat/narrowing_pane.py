"""The page to choose on what is asked, as escaped markup, and what is said of a choice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from corpus.record import Holding
from ui.chat import render
from ui.chat.looking import Done
from ui.chat.markup import Markup, button, element, fill, join
from ui.chat.pane import about
from ui.chat.scope import Choice
from ui.chat.scope_pane import CHOOSE
from ui.words import moment, number, quoted, say, say_many

NOW: Final = "now"
FILTERED_FROM = 8  # documents: a shorter list is seen at a glance


@dataclass(frozen=True, slots=True)
class Documents:
    """What there is to tick: the documents of the generation asked, those of now that are `later`
    than it, and the ids of those that are `left` behind by now.
    """

    choice: Choice
    later: tuple[Holding, ...]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A generation before the current one, with how many documents it held."""

    number: int
    created_at: str
    documents: int


# The page


def choose(shown: Documents, earlier: Sequence[Earlier]) -> Markup:
    """The documents with boxes to tick, and the generations to ask as of."""
    found = shown.choice
    argument = "" if found.chosen.as_of is None else str(found.chosen.as_of)
    return element(
        "section",
        heading(),
        *when(found, earlier),
        *filtering(len(found.held)),
        *(folder(name, held, shown) for name, held in folders(list(found.held.values()))),
        *not_there(shown.later, found.generation),
        element(
            "div",
            button(say("Ask these"), f"ask-these/{argument}", "main"),
            element("p", "…", class_="count", role="status"),
            class_="main-row",
        ),
        class_="choose panel",
    )


def heading() -> Markup:
    stays = say(
        "What you choose is asked in this window, in follow-ups and new conversations too, until "
        "you choose otherwise."
    )
    return element(
        "header",
        element("h2", say("Choose what to ask")),
        element("p", stays, class_="facts"),
        class_="source-head",
    )


def when(found: Choice, earlier: Sequence[Earlier]) -> Iterator[Markup]:
    """The generations as links: each shows what it held, and what is ticked stays ticked."""
    if not earlier:
        return
    now = element("li", *generation_link(NOW, now_words(found.current), found.chosen.as_of is None))
    before = (
        element(
            "li",
            *generation_link(str(one.number), words_of(one), found.chosen.as_of == one.number),
            " ",
            element("span", held_then(one), class_="facts"),
        )
        for one in earlier
    )
    yield element(
        "details",
        element("summary", asked_when(found)),
        element("ul", now, *before, class_="generations"),
        class_="when",
        **({} if found.chosen.as_of is None else {"open": ""}),
    )


def asked_when(found: Choice) -> str:
    if found.chosen.as_of is None:
        return say("As the documents are now; ask as of an earlier generation")
    return say("As of generation {number}", number=number(found.chosen.as_of))


def generation_link(to: str, words: str, on: bool) -> Iterator[Markup | str]:
    yield element("a", words, href=f"{CHOOSE}/{to}", class_="on" if on else "")
    if on:
        yield element("span", " ", say("shown here"), class_="here")


def now_words(current: int) -> str:
    return say("Now: generation {number}", number=number(current))


def words_of(one: Earlier) -> str:
    at = moment(one.created_at)
    return say("Generation {number}, {moment}", number=number(one.number), moment=at)


def held_then(one: Earlier) -> str:
    return say_many("{count} document", "{count} documents", one.documents)


def filtering(count: int) -> Iterator[Markup]:
    """A field that shows only some of the boxes, and buttons that tick what is shown."""
    field = [
        element("label", say("Show only"), for_="choose-filter"),
        element("input", type="search", id="choose-filter", placeholder=say("words of a title")),
    ]
    buttons = [tick(say("Tick all"), "all"), tick(say("Tick none"), "none")]
    yield element(
        "div", *(field if count >= FILTERED_FROM else []), *buttons, class_="filter ticking"
    )


def tick(words: str, which: str) -> Markup:
    """A button for the page's script alone: it ticks the boxes around it, or none of them."""
    return element("button", words, type="button", class_="tick", value=which)


def folders(held: Sequence[Holding]) -> Iterator[tuple[str, list[Holding]]]:
    """The documents by the folder that their ids begin with."""
    ordered = sorted(held, key=lambda holding: (folder_of(holding.document), holding.document))
    for name, group in groupby(ordered, key=lambda holding: folder_of(holding.document)):
        yield name, list(group)


def folder_of(document: str) -> str:
    return document.rpartition("/")[0]


def folder(name: str, held: Sequence[Holding], shown: Documents) -> Markup:
    several = len({folder_of(id) for id in shown.choice.held}) > 1
    title = name or say("In no folder")
    both = [
        tick(say("all of {folder}", folder=title), "all"),
        tick(say("none of {folder}", folder=title), "none"),
    ]
    return element(
        "fieldset",
        element("legend", title if several else say("Documents")),
        *([element("div", *both, class_="ticking")] if several and len(held) > 1 else []),
        *(box(holding, shown) for holding in held),
        class_="folder",
    )


def box(holding: Holding, shown: Documents) -> Markup:
    ticked = {"checked": ""} if holding.document in shown.choice.asked else {}
    left = [element("span", say("there no longer"), class_="badge")] * (
        holding.document in shown.left
    )
    return element(
        "label",
        element("input", type="checkbox", name="document", value=holding.document, **ticked),
        element(
            "span",
            element("span", holding.title, class_="title", dir="auto"),
            *(join(" ", one) for one in left),
            element("span", *about(holding), class_="facts"),
        ),
        class_="box",
    )


def not_there(later: Sequence[Holding], generation: int) -> Iterator[Markup]:
    """The documents that came later than the generation that is asked."""
    if later:
        said = say("Not there yet in generation {number}", number=number(generation))
        names = (element("li", holding.title, dir="auto") for holding in later)
        yield element("h3", said, class_="kind")
        yield element("ul", *names, class_="names not-there")


# What acts say


def news(sentence: str) -> Markup:
    return element("p", sentence, class_="done")


def refused(sentence: str) -> Done:
    """An act that does nothing, and why."""
    return Done(said=sentence, work=element("div", render.notice(sentence), class_="failed"))


def departed(titles: Sequence[str], as_of: int | None) -> str:
    """Which of the chosen documents are there no longer."""
    names = ", ".join(map(quoted, titles))
    if as_of is not None:
        then = number(as_of)
        return say("{names}: not in generation {number}.", names=names, number=then)
    if len(titles) == 1:
        return say("{name} was chosen to be asked and is in the library no longer.", name=names)
    return say("{names} were chosen to be asked and are in the library no longer.", names=names)


def missing(said: str, rest: int) -> Markup:
    """Instead of an answer: what is missing of what was chosen, and the ways on."""
    choosing = element("a", say("choose the documents to ask"), href=CHOOSE)
    others = say_many("Ask the other document", "Ask the other {count} documents", rest)
    return element(
        "div",
        element("p", said),
        element(
            "p",
            *([button(others, "ask-the-rest/again"), " "] if rest else []),
            button(say("Ask all documents"), "ask-all/again"),
            " ",
            element("span", fill(say("or {choose}."), choose=choosing)),
            class_="ways-on",
        ),
        class_="notice narrowed",
    )
