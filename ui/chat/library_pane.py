"""The library's page as escaped markup."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from corpus.document import weight as weight_of
from corpus.record import Generation, Holding
from ingest.plan import LeftOut
from ui.chat import render
from ui.chat.kinds import file_of, folder_of, is_eu_law, kind_of
from ui.chat.markup import Markup, button, element, fill, join
from ui.chat.pane import weight
from ui.chat.place import Place
from ui.chat.plan_pane import passages
from ui.words import number, say, say_many

HISTORY: Final = "#history"
FILTERED_FROM: Final = 8  # documents: a shorter list is seen at a glance
GROUPED_FROM: Final = 12
OPEN_UP_TO: Final = 200  # documents: the folders of more are closed to begin with


@dataclass(frozen=True, slots=True)
class May:
    """What whoever looks may do. `at_home` they are on their own machine, and see where the files
    are there. No file may be larger than `source_mb`.
    """

    change: bool = True
    bring: bool = True
    at_home: bool = True
    ask_alone: bool = False
    source_mb: float = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a generation, those that were left out, and how many of the visitor's
    answers rest on each.
    """

    generation: Generation
    holdings: Sequence[Holding]
    left_out: Sequence[LeftOut] = ()
    resting: Mapping[str, int] = field(default_factory=dict)


def library(
    shelf: Shelf, may: May, above: Iterable[Markup] = (), below: Iterable[Markup] = ()
) -> Markup:
    """The list of documents: what the source pane shows while no citation is open."""
    return element(
        "section",
        head(shelf),
        *bringing(may),
        *above,
        *finding(shelf.holdings),
        *documents(shelf, may),
        *left_out(shelf.left_out, may),
        *below,
        class_="library",
    )


def head(shelf: Shelf) -> Markup:
    generation = shelf.generation
    facts = [
        say_many("{count} document", "{count} documents", len(shelf.holdings)),
        passages(generation.passages),
        say("generation {number}", number=number(generation.number)),
    ]
    history = element("a", say("History"), href=HISTORY)
    return element(
        "header",
        element("h2", say("The documents")),
        element("p", ", ".join(facts), " · ", history, class_="facts"),
        class_="source-head",
    )


def no_library(sentence: str, may: May) -> Markup:
    """The same page where there is no library, with the sentence that says how to make one."""
    return element(
        "section",
        element(
            "header",
            element("h2", say("The documents")),
            element("p", say("There are none yet."), class_="facts"),
            class_="source-head",
        ),
        *bringing(may),
        render.notice(sentence),
        class_="none",
    )


# Bringing files


def bringing(may: May) -> Iterator[Markup]:
    """The way to bring files in, or why there is none."""
    if may.bring:
        yield element(
            "div",
            element(
                "div", choose(say("Add files…"), "files"), choose(say("Add folder…"), "folder")
            ),
            element("p", pledge(), class_="quiet"),
            *sending(may.source_mb),
            element("ul", class_="refusals", hidden=""),
            class_="bring",
        )
    elif may.change:
        sentence = say(
            "Files cannot be added here, since others can reach this chat: {command} allows it."
        )
        command = element("code", "footnote chat --allow-uploads")
        yield element("p", fill(sentence, command=command), class_="no-bring quiet")


def sending(limit_mb: float) -> Iterator[Markup]:
    """What the page's script fills in: how far it is, and what was refused."""
    yield element("span", f"{limit_mb:g}", class_="limit", hidden="")
    yield element(
        "label",
        element("span", class_="sending-said"),
        element("progress", value="0", max="1"),
        class_="sending",
        hidden="",
    )


def choose(words: str, kind: str) -> Markup:
    return element("button", words, type="button", class_=f"choose-{kind}")


def pledge() -> str:
    return say("Or drop them here. What they change is shown before anything is written.")


# The documents


def finding(holdings: Sequence[Holding]) -> Iterator[Markup]:
    if len(holdings) > FILTERED_FROM:
        yield element(
            "div",
            element("label", say("Find a document"), for_="library-filter"),
            element("input", type="search", id="library-filter"),
            class_="finding",
        )


def documents(shelf: Shelf, may: May) -> Iterator[Markup]:
    """The documents, by folder where there are many."""
    ordered = sorted(shelf.holdings, key=lambda h: (folder_of(h), h.document))
    grouped = [(name, list(group)) for name, group in groupby(ordered, key=folder_of)]
    if len(grouped) == 1 or len(ordered) <= GROUPED_FROM:
        yield listed(shelf, shelf.holdings, may)
        return
    opened = {"open": ""} if len(ordered) <= OPEN_UP_TO else {}
    for name, holdings in grouped:
        yield element(
            "details",
            element("summary", *titled(name, len(holdings))),
            listed(shelf, holdings, may),
            class_="folder",
            **opened,
        )


def titled(folder: str, count: int) -> Iterator[str]:
    yield element("span", folder or say("Single files"), class_="name")
    counted = say_many("{count} document", "{count} documents", count)
    yield element("span", f" {counted}", class_="facts")


def listed(shelf: Shelf, holdings: Collection[Holding], may: May) -> Markup:
    return element("ul", *(entry(shelf, h, may) for h in holdings), class_="shelf")


def entry(shelf: Shelf, holding: Holding, may: May) -> Markup:
    place = Place(holding.document, shelf.generation.number, version=holding.version)
    return element(
        "li",
        element("a", holding.title, href=place.fragment),
        element("p", *about(holding, may), class_="facts"),
        *ways(shelf, holding, may),
        class_="entry",
    )


def about(holding: Holding, may: May) -> Iterator[str]:
    """What weighs, who says it, when; then the kind, the size, the version and the file."""
    meta = holding.metadata
    for stated in weight(weight_of(meta.authority, edition="")):
        yield join(stated, " ")
    said = [meta.edition] if meta.edition else [meta.publisher, meta.date]
    length = say_many("{count} character", "{count} characters", holding.characters)
    version = say("version {name}", name=holding.version[:8]).replace(" ", "\u00a0")
    act = meta.identifier if is_eu_law(holding) else ""
    facts = [*said, act, kind_of(holding), passages(holding.passages), length, version]
    yield join(" · ".join(fact for fact in facts if fact), " · ", file(holding.origin.source, may))


def file(source: str, may: May) -> Markup:
    """The file by its name; where it is is told on one's own machine alone."""
    where = {"title": source} if may.at_home else {}
    return element("span", file_of(source), class_="file", **where)


def ways(shelf: Shelf, holding: Holding, may: May) -> Iterator[Markup]:
    """What can be done with a document."""
    shown = []
    if may.ask_alone:
        named = element("span", f" {holding.title}", class_="unseen")
        shown.append(button(join(say("Ask only this"), named), f"ask-only/{holding.document}"))
    if may.change:
        shown.append(sure(holding, shelf.resting.get(holding.document, 0)))
    if shown:
        yield element("div", *shown, class_="ways")


def sure(holding: Holding, resting: int) -> Markup:
    """Deleting asks first, and says what it means."""
    named = element("span", f" {holding.title}", class_="unseen")
    return element(
        "details",
        element("summary", say("Delete"), named),
        element("p", " ".join(meaning(holding, resting))),
        button(join(say("Delete it"), named), f"delete/{holding.document}"),
        class_="sure",
    )


def meaning(holding: Holding, resting: int) -> Iterator[str]:
    yield say_many(
        "Its {count} passage is asked no longer, from the next generation on.",
        "Its {count} passages are asked no longer, from the next generation on.",
        holding.passages,
    )
    if resting:
        yield say_many(
            "{count} saved answer rests on it: it stays, marked.",
            "{count} saved answers rest on it: they stay, marked.",
            resting,
        )
    yield say("The file stays where it is, and going back brings the document back.")


# What was left out


def left_out(left: Sequence[LeftOut], may: May) -> Iterator[Markup]:
    if left:
        sentence = say("These were deleted here. Their files are there, and are not read again.")
        yield element(
            "section",
            element("h3", say("Left out"), class_="kind"),
            element("p", sentence, class_="quiet"),
            element("ul", *(one_left_out(one, may) for one in left), class_="names"),
            class_="left-out-documents",
        )


def one_left_out(one: LeftOut, may: May) -> Markup:
    named = element("span", f" {one.title}", class_="unseen")
    again = button(join(say("Take in again"), named), f"take-in/{one.document}")
    return element(
        "li",
        element("span", one.title, class_="title"),
        " ",
        file(one.source, may),
        *([" ", again] if may.change else []),
    )
