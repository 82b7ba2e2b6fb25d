"""The page to compare on, as escaped markup: one question, and what each side is asked of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.record import Holding
from ui.chat.markup import Markup, button, element
from ui.chat.narrowing_pane import Earlier, folder_of, now_words, words_of
from ui.chat.scope import Choice, Chosen
from ui.words import number, say, say_many

COMPARED: Final = "#compared"
ALL: Final = "all"
CHOSEN: Final = "chosen"
FOLDER: Final = "folder"
DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen for a side: the documents of `now`, those that were there just `before`
    (id and title), the generations, and what the window has chosen.
    """

    now: tuple[Holding, ...]
    before: tuple[tuple[str, str], ...]
    earlier: tuple[Earlier, ...]
    current: int
    chosen: Chosen


def compare(question: str, sides: tuple[Chosen, Chosen], offered: Offered, longest: int) -> Markup:
    """The form: a question, and the documents and the generation of each side."""
    asking = element(
        "p",
        element("label", say("Question for both"), for_="compare-question"),
        element(
            "input",
            type="text",
            id="compare-question",
            name="question",
            value=question,
            maxlength=str(longest),
            dir="auto",
        ),
        class_="field",
    )
    return element(
        "section",
        heading(),
        asking,
        element("div", side("A", sides[0], offered), side("B", sides[1], offered), class_="sides"),
        element("div", button(say("Compare"), "compare", "main"), class_="main-row"),
        class_="compare panel",
    )


def heading() -> Markup:
    told = say(
        "The same question is asked of two choices of documents, or of two generations, and the "
        "answers stand side by side."
    )
    return element(
        "header",
        element("h2", say("Compare two answers")),
        element("p", told, class_="facts"),
        class_="source-head",
    )


def side(name: str, chosen: Chosen, offered: Offered) -> Markup:
    field = name.lower()
    return element(
        "fieldset",
        element("legend", say("Side {name}", name=name)),
        element(
            "p",
            element("label", say("Documents"), for_=f"side-{field}"),
            element("select", *documents(chosen, offered), id=f"side-{field}", name=field),
            class_="field",
        ),
        element(
            "p",
            element("label", say("Generation"), for_=f"side-{field}-as-of"),
            element(
                "select",
                *generations(chosen, offered),
                id=f"side-{field}-as-of",
                name=f"{field}-as-of",
            ),
            class_="field",
        ),
        class_="side",
    )


def documents(chosen: Chosen, offered: Offered) -> Iterator[Markup]:
    """All documents, those the window has chosen, each folder, and each document."""
    picked = value_of(chosen, offered)
    yield option(ALL, say("All documents"), picked)
    if offered.chosen.documents:
        count = len(offered.chosen.documents)
        words = say_many("The document chosen", "The {count} documents chosen", count)
        yield option(CHOSEN, words, picked)
    names = sorted({folder_of(holding.document) for holding in offered.now} - {""})
    for name in names if len(names) > 1 else []:
        yield option(f"{FOLDER}/{name}", say("Folder {name}", name=name), picked)
    for holding in offered.now:
        yield option(f"{DOCUMENT}/{holding.document}", holding.title, picked)
    for id, title in offered.before:
        gone = say("{title} (there no longer)", title=title)
        yield option(f"{DOCUMENT}/{id}", gone, picked)


def value_of(chosen: Chosen, offered: Offered) -> str:
    """The option that stands for a choice; all documents for one that has none."""
    if chosen.documents and chosen.documents == offered.chosen.documents:
        return CHOSEN if len(chosen.documents) > 1 else f"{DOCUMENT}/{chosen.documents[0]}"
    return f"{DOCUMENT}/{chosen.documents[0]}" if len(chosen.documents) == 1 else ALL


def generations(chosen: Chosen, offered: Offered) -> Iterator[Markup]:
    picked = "" if chosen.as_of is None else str(chosen.as_of)
    yield option("", now_words(offered.current), picked)
    for one in offered.earlier:
        yield option(str(one.number), words_of(one), picked)


def option(value: str, words: str, picked: str) -> Markup:
    return element("option", words, value=value, **({"selected": ""} if value == picked else {}))


# What is said


def not_there(name: str, asked: Choice) -> str:
    """That a side has nothing to ask, or not all of it."""
    return say(
        "Side {name}: not in generation {number}. Choose another document or generation for it.",
        name=name,
        number=number(asked.generation),
    )


def asking(name: str, place: int, of: int) -> str:
    return say("Asking side {name}, {place} of {of}…", name=name, place=place, of=of)


def left() -> str:
    return say("The comparison was left.")


def working(sentence: str, under_way: str) -> Markup:
    """What is being asked, and the way to leave it."""
    return element(
        "p",
        element("span", class_="pulse"),
        sentence,
        button(say("Leave it"), f"leave-comparison/{under_way}"),
        class_="working comparing",
    )


def done(sentence: str, to: str = "") -> Markup:
    link = [" ", element("a", say("See the comparison"), href=to)] if to else []
    return element("p", sentence, *link, class_="done")
