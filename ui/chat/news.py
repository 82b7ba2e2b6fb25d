"""What is said beside the buttons: what is being done, what came of it, and what went wrong."""

from ingest.gather import Progress
from ui.chat import render
from ui.chat.looking import Done
from ui.chat.markup import Markup, element, escape, fill, join
from ui.chat.place import LIBRARY
from ui.chat.visitor import Rules
from ui.words import number, say, say_many


def hint(rules: Rules) -> Markup:
    if rules.read_only:
        return Markup()
    sentence = say("Reads the sources again. Nothing is written yet.")
    return element("p", sentence, class_="hint")


def working(sentence: str, progress: Progress | None = None, may_stop: str = "") -> Markup:
    """That something is being done, and how far it is; `may_stop` is a class that offers it."""
    return element(
        "div",
        element(
            "label",
            element("span", class_="pulse"),
            element("span", sentence),
            *([bar(progress)] if progress and progress.total else []),
        ),
        class_=f"working {may_stop}".strip(),
    )


def bar(progress: Progress) -> Markup:
    return element("progress", value=str(progress.done), max=str(progress.total))


def reading(progress: Progress) -> Markup:
    return working(
        say(
            "Reading the sources… {done} of {total}",
            done=number(progress.done),
            total=number(progress.total),
        ),
        progress,
    )


def embedding(progress: Progress) -> Markup:
    """How far the applying of a plan is. It may be stopped until the very end."""
    return working(embedded(progress), progress, "stoppable")


def embedded(progress: Progress) -> str:
    if progress.step != "embed":
        return say("Building the vector index…")
    return say_many(
        "Embedding: {done} of {count} passage",
        "Embedding: {done} of {count} passages",
        progress.total,
        done=number(progress.done),
    )


def news(sentence: str, *more: Markup) -> Markup:
    """What was done; what stands in it is gone as soon as the reader goes on."""
    return element("div", element("p", join(sentence), *more), class_="done")


def at_hand(sentence: str) -> Markup:
    """That there is a plan: beside it what pressing means, elsewhere the way to it."""
    link = element("a", say("See what"), href=LIBRARY)
    return join(
        element("p", fill("{news} {link}", news=sentence, link=link), class_="news"),
        element("p", say("Nothing is written before you apply it."), class_="pledge"),
    )


def failure(sentence: str) -> Markup:
    return element("div", render.notice(sentence), class_="failed")


def failed(sentence: str) -> Done:
    return Done(said=sentence, work=failure(sentence))


def told(sentence: str) -> str:
    """A sentence as what screen readers are told it by."""
    return str(escape(sentence))
