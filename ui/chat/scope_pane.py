"""The line below the question box, as escaped markup: what is asked, and the ways to change it."""

from collections.abc import Iterator
from typing import Final

from ui.chat.excerpts import shortened
from ui.chat.markup import Markup, button, element
from ui.chat.scope import Choice, Chosen
from ui.words import number, say, say_many

CHOOSE: Final = "#choose"
COMPARE: Final = "#compare"
TITLE_CHARS = 60


def line(found: Choice) -> Markup:
    """What is asked, the way to choose otherwise, and back to everything where it is narrowed."""
    if not found.held and not found.gone:
        return Markup()
    everything = [] if not narrowed(found) else [button(say("Ask everything again"), "ask-all")]
    return element("div", what(found), ways(), *everything, *kept(found.chosen), class_="scope")


def line_of_the_forgotten(chosen: Chosen) -> Markup:
    """The same where the generation that was chosen is kept no longer."""
    said = say(
        "Asking as of generation {number}, which is kept no longer",
        number=number(chosen.as_of or 0),
    )
    everything = button(say("Ask everything again"), "ask-all")
    return element("div", element("p", said), ways(), everything, *kept(chosen), class_="scope")


def kept(chosen: Chosen) -> Iterator[Markup]:
    """The choice for the page's script to keep, so that a page that is loaded again has it."""
    for id in chosen.documents:
        yield element("span", id, class_="chosen-document", hidden="")
    if chosen.as_of is not None:
        yield element("span", str(chosen.as_of), class_="chosen-as-of", hidden="")


def ways() -> Markup:
    """The pages on which to choose and to compare."""
    choose = element("a", say("Choose"), href=CHOOSE, title=say("Choose the documents to ask"))
    compare = element("a", say("Compare"), href=COMPARE, title=say("Compare two answers"))
    return element("div", choose, compare, class_="ways")


def narrowed(found: Choice) -> bool:
    return bool(found.documents or found.gone) or found.chosen.as_of is not None


def what(found: Choice) -> Markup:
    facts = [asking(found)]
    if found.chosen.as_of is not None:
        facts.append(of_generation(found.generation))
    if gone := len(found.gone):
        facts.append(say_many("{count} is there no longer", "{count} are there no longer", gone))
    return element("p", " · ".join(facts), class_="asked")


def asking(found: Choice) -> str:
    """“Asking 2 of 12 documents”."""
    count = len(found.held)
    if not found.documents and not found.gone:
        return say_many("Asking the only document", "Asking all {count} documents", count)
    if len(found.asked) == 1:
        return say(
            "Asking 1 of {count} documents: {title}",
            count=number(count),
            title=shortened(found.held[found.asked[0]].title, TITLE_CHARS),
        )
    some = number(len(found.asked))
    return say("Asking {some} of {count} documents", some=some, count=number(count))


def of_generation(generation: int) -> str:
    return say("as of generation {number}", number=number(generation))


def told(found: Choice) -> str:
    """The same as a sentence."""
    when = f", {of_generation(found.generation)}" if found.chosen.as_of is not None else ""
    return f"{asking(found)}{when}."
