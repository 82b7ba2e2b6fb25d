"""Saved answers as escaped markup: the list, and one with what became of the words it rests on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.anchors import Standing, worst
from corpus.record import Holding, SavedAnswer
from qa.impact import AnswerStand, Stand
from ui.chat import render
from ui.chat.markup import Markup, element, fill, join
from ui.chat.place import LIBRARY, SavedPlace
from ui.chat.plan_pane import more, reworded
from ui.words import moment, number, say, say_many

SHOWN = 40


def fate(standing: Standing) -> str:
    """What became of a source, in a few words."""
    return {
        Standing.CHANGED: say("the source changed"),
        Standing.MOVED: say("the source moved"),
        Standing.GONE: say("the source is gone"),
    }[standing]


def what_became(standing: Standing) -> str:
    """The same, before the words as they stand now."""
    return {
        Standing.CHANGED: say("Its words changed:"),
        Standing.MOVED: say("The same words stand somewhere else now:"),
        Standing.GONE: say("Its words stand nowhere in the documents now:"),
    }[standing]


# The lists


def touched(stands: Sequence[AnswerStand]) -> Iterator[Markup]:
    """The answers whose sources are not as they were: nothing where there are none."""
    heading = say_many(
        "{count} answer rests on words that are not as they were",
        "{count} answers rest on words that are not as they were",
        len(stands),
    )
    yield from listed(heading, stands, "touched")


def others(stands: Sequence[AnswerStand]) -> Iterator[Markup]:
    """The latest answers beside those."""
    yield from listed(say("Earlier answers"), stands, "others")


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
        yield from badge_of([stand.standing])


def badge_of(standings: Iterable[Standing]) -> Iterator[Markup]:
    """The worst of what became of sources, where anything did."""
    found = worst([*standings])
    if found is not Standing.KEPT:
        yield element("span", fate(found), class_=f"badge {found}")


def asked(saved: SavedAnswer) -> Iterator[str]:
    at = element("time", moment(saved.asked_at), datetime=saved.asked_at)
    yield join(" ", fill(say("asked {moment}"), moment=at))
    if saved.as_of:
        yield " · " + say("as of generation {number}", number=number(saved.as_of))


def since_then(saved: SavedAnswer, standing: Standing | None) -> Iterator[Markup]:
    """Above an answer in a conversation that was opened again: that its sources are not as they
    were, and the way to what they say now.
    """
    if standing is not None:
        link = element("a", say("see what became of it"), href=SavedPlace(saved.id).fragment)
        yield element("p", *badge_of([standing]), " ", link, class_="since")


# One of them


def saved(stand: AnswerStand, held: Mapping[str, Holding], now: int) -> Markup:
    """An answer as it was given, of the documents `held` then, and how its sources stand in the
    generation `now`.
    """
    return element(
        "section",
        element("div", element("a", say("All documents"), href=LIBRARY), class_="source-nav"),
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
        asked_after = fill(say("asked after: {questions}"), questions=" · ".join(history))
        yield element("p", asked_after, class_="quiet")


def became(stand: AnswerStand, now: int) -> Iterator[Markup]:
    """The citations whose words are not where they were, old beside new."""
    if not stand.touched or stand.saved.as_of is not None:
        return
    numbers = render.numbered(stand.answer.statements)
    yield element("h3", say("Since then"), class_="kind")
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
            element("span", what_became(stand.standing), class_="fate"),
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
        changed = stand.standing is Standing.CHANGED
        words = fill(say("{place} as it reads now"), place=link) if changed else link
        yield element("p", words, class_="more")
