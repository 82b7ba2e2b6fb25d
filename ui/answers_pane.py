"""Saved answers as escaped markup: the list, and one with what became of the words it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from corpus.anchors import Standing
from corpus.record import Holding, SavedAnswer
from qa.impact import AnswerStand, Stand
from ui import render
from ui.markup import Markup, element
from ui.pane import counted
from ui.place import LIBRARY, SavedPlace
from ui.plan_pane import more, reworded

BADGES = {
    Standing.CHANGED: "the source changed",
    Standing.MOVED: "the source moved",
    Standing.GONE: "the source is gone",
}
SHOWN = 40
SENTENCES = {
    Standing.CHANGED: "Its words changed:",
    Standing.MOVED: "The same words stand somewhere else now:",
    Standing.GONE: "Its words stand nowhere in the documents now:",
}


# The lists


def touched(stands: Sequence[AnswerStand]) -> Iterator[Markup]:
    """The answers whose sources are not as they were: nothing where there are none."""
    verb = "rests" if len(stands) == 1 else "rest"
    yield from listed(
        f"{counted(len(stands), 'answer')} {verb} on words that are not as they were",
        stands,
        "touched",
    )


def others(stands: Sequence[AnswerStand]) -> Iterator[Markup]:
    """The latest answers beside those."""
    yield from listed("Earlier answers", stands, "others")


def listed(heading: str, stands: Sequence[AnswerStand], class_: str) -> Iterator[Markup]:
    if stands:
        yield element(
            "section",
            element("h3", heading, class_="kind"),
            element("ul", *map(entry, stands[:SHOWN]), class_="answers"),
            *more(len(stands) - SHOWN, "p"),
            class_=class_,
        )


def entry(stand: AnswerStand) -> Markup:
    place = SavedPlace(stand.saved.id)
    return element(
        "li",
        element("a", stand.saved.question, href=place.fragment),
        element("p", *badge(stand), *asked(stand.saved), class_="facts"),
    )


def badge(stand: AnswerStand) -> Iterator[Markup]:
    """What became of its sources. An answer asked as of then is meant to say what it said."""
    if stand.touched and stand.saved.as_of is None:
        yield element("span", BADGES[stand.standing], class_=f"badge {stand.standing}")


def asked(saved: SavedAnswer) -> Iterator[str]:
    at = datetime.fromisoformat(saved.asked_at).astimezone()
    yield " asked "
    yield element("time", f"{at.day} {at:%B %Y, %H:%M}", datetime=saved.asked_at)
    yield f" · as of generation {saved.as_of}" if saved.as_of else ""


# One of them


def saved(stand: AnswerStand, held: Mapping[str, Holding], now: int) -> Markup:
    """An answer as it was given, of the documents `held` then, and how its sources stand in the
    generation `now`.
    """
    return element(
        "section",
        element("div", element("a", "All documents", href=LIBRARY), class_="source-nav"),
        element(
            "header",
            element("h2", stand.saved.question),
            element("p", *badge(stand), *asked(stand.saved), class_="facts"),
            class_="source-head",
        ),
        element(
            "div",
            *after(stand.saved.history),
            render.answer(stand.answer, held),
            *became(stand, now),
            class_="saved-answer",
        ),
        class_="saved",
    )


def after(history: Sequence[str]) -> Iterator[Markup]:
    if history:
        yield element("p", "asked after: ", " · ".join(history), class_="quiet")


def became(stand: AnswerStand, now: int) -> Iterator[Markup]:
    """The citations whose words are not where they were, old beside new."""
    if not stand.touched or stand.saved.as_of is not None:
        return
    numbers = render.numbered(stand.answer.statements)
    yield element("h3", "Since then", class_="kind")
    yield from (one(numbers[s.old], s, stand.answer.generation, now) for s in stand.touched)


def one(number: int, stand: Stand, then: int, now: int) -> Markup:
    return element(
        "div",
        element(
            "p",
            render.cite_link(number, stand.old, then),
            " ",
            element("span", stand.old.label, class_="label"),
            " ",
            element("span", SENTENCES[stand.standing], class_="fate"),
            class_="where",
        ),
        *words_now(stand),
        *place_now(stand, now),
        class_="change",
    )


def words_now(stand: Stand) -> Iterator[Markup]:
    if stand.standing is Standing.MOVED:
        return
    yield reworded(stand.old.quote, stand.new.quote if stand.new else "")


def place_now(stand: Stand, now: int) -> Iterator[Markup]:
    if stand.new:
        place = render.place_of(stand.new, now)
        name = ", ".join(dict.fromkeys((stand.new.label, stand.new.title)))
        link = element("a", name, href=place.fragment)
        as_new = " as it reads now" if stand.standing is Standing.CHANGED else ""
        yield element("p", link, as_new, class_="more")
