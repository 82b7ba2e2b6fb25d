"""The visitor's conversations as escaped markup."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from corpus.anchors import Standing
from corpus.conversations import TITLE_CHARS
from corpus.record import SavedConversation
from ui.chat import days
from ui.chat.answers_pane import badge_of
from ui.chat.markup import Markup, button, element, fill, join
from ui.words import number, say, say_many

TALKS = "#talks"
PAGE = 30
WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """What the page of the conversations shows: the first of those found, and how the words that
    their answers rest on stand now.
    """

    talks: Sequence[SavedConversation]
    found: int
    words: str
    standings: Mapping[str, Standing]
    today: date
    writes: bool


def fragment(words: str = "", most: int = PAGE) -> str:
    return f"{TALKS}/{most}/{quote(words, safe='')}" if words or most != PAGE else TALKS


def talks(listed: Listed) -> Markup:
    if not listed.found and not listed.words:
        return element("section", head(), *nothing_yet(), class_="talks")
    return element(
        "section",
        head(),
        search(listed),
        *by_day(listed),
        *rest(listed),
        *with_all(listed),
        class_="talks",
    )


def head() -> Markup:
    return element("header", element("h2", say("Conversations")), class_="source-head")


def nothing_yet() -> Iterator[Markup]:
    yield element("p", say("There is no conversation yet."))
    yield element(
        "p",
        say(
            "Ask a question: it is kept here with its answer, to be opened again, searched, and "
            "taken along as a file."
        ),
        class_="quiet",
    )


def search(listed: Listed) -> Markup:
    return element(
        "div",
        element("label", say("Search questions and answers"), for_="talk-words", class_="unseen"),
        element(
            "input",
            type="search",
            id="talk-words",
            name="words",
            value=listed.words,
            placeholder=say("Search questions and answers"),
            maxlength=str(WORDS_CHARS),
        ),
        button(say("Search"), "find-talks", "main"),
        element("p", *found(listed), class_="facts"),
        class_="panel talk-search",
    )


def found(listed: Listed) -> Iterator[Markup]:
    if not listed.words:
        yield element(
            "span", say_many("{count} conversation", "{count} conversations", listed.found)
        )
        return
    said = say_many("{count} conversation found", "{count} conversations found", listed.found)
    yield element("span", said)
    yield join(" · ", element("a", say("show all"), href=TALKS))


# The list


def by_day(listed: Listed) -> Iterator[Markup]:
    for day, talks in groupby(listed.talks, lambda talk: days.day_of(talk.changed_at)):
        yield element("h3", days.named(day, listed.today), class_="kind")
        yield element("ul", *(entry(talk, listed) for talk in talks), class_="talk-list")


def entry(talk: SavedConversation, listed: Listed) -> Markup:
    return element(
        "li",
        button(talk.title, f"open-talk/{talk.id}", "talk-title", dir="auto"),
        element(
            "p",
            element("time", days.clock(talk.changed_at), datetime=talk.changed_at),
            " · ",
            say_many("{count} question", "{count} questions", len(talk.turns)),
            *badge(talk, listed.standings),
            element("span", say("open now"), class_="badge here", hidden=""),
            class_="facts",
        ),
        element(
            "details",
            element("summary", *named_for(say("More"), talk.title)),
            *more(talk, listed),
            class_="talk-more",
        ),
        id=f"talk-{talk.id}",
        class_="talk",
    )


def named_for(words: str, title: str) -> Iterator[Markup]:
    """Words of which there are many on the page; who cannot see where they stand hears of what."""
    yield join(words)
    yield element("span", f" ({title})", class_="unseen")


def badge(talk: SavedConversation, standings: Mapping[str, Standing]) -> Iterator[Markup]:
    found = [standings[turn.answer_id] for turn in talk.turns if turn.answer_id in standings]
    yield from badge_of(found)


def more(talk: SavedConversation, listed: Listed) -> Iterator[Markup]:
    if listed.writes:
        yield renaming(talk)
    yield element("p", *files(f"talk/{talk.id}", say("Take along as {markdown} or {json}")))
    if listed.writes:
        meaning = say(
            "The conversation and its answers are deleted for good. It cannot be undone: take it "
            "along as a file first, if it may be needed."
        )
        yield sure(say("Delete"), meaning, f"forget-talk/{talk.id}")


def renaming(talk: SavedConversation) -> Markup:
    name = f"title-{talk.id}"
    return element(
        "div",
        element("label", say("Title"), for_=name),
        element(
            "input",
            type="text",
            id=name,
            name="title",
            value=talk.title,
            maxlength=str(TITLE_CHARS),
        ),
        button(say("Rename"), f"rename-talk/{talk.id}", "main"),
        class_="panel talk-rename",
    )


def files(path: str, words: str) -> Iterator[Markup]:
    links = {
        "markdown": element("a", "Markdown", href=f"#get/{path}.md"),
        "json": element("a", "JSON", href=f"#get/{path}.json"),
    }
    yield fill(words, **links)


def sure(words: str, meaning: str, act: str) -> Markup:
    """Asks first."""
    return element(
        "details",
        element("summary", words),
        element("p", meaning),
        button(say("Delete for good"), act),
        class_="sure",
    )


# Below the list


def rest(listed: Listed) -> Iterator[Markup]:
    left = listed.found - len(listed.talks)
    if left > 0:
        further = fragment(listed.words, len(listed.talks) + PAGE)
        words = say("Show more ({number} left)", number=number(left))
        yield element("p", element("a", words, href=further), class_="more")


def with_all(listed: Listed) -> Iterator[Markup]:
    if listed.words:
        return
    yield element("h3", say("All of them"), class_="kind")
    yield element("p", *files("talks", say("Take all along as {markdown} or {json}")))
    if listed.writes:
        meaning = say(
            "All your conversations and their answers are deleted for good. It cannot be undone: "
            "take them along as a file first, if they may be needed."
        )
        yield sure(say("Delete all"), meaning, "forget-talks")
