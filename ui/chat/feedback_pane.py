"""Feedback as escaped markup: the row below an answer, and the bar to pick words by."""

from collections.abc import Iterator

from corpus.verdicts import Judged, Verdict
from qa.answer import Answer, Outcome
from ui.chat.markup import Markup, button, element, fill, join
from ui.words import say


def label(judged: Judged) -> str:
    """A verdict in the words of its button."""
    return {
        Judged.HELPFUL: say("Helpful"),
        Judged.WRONG_SOURCE: say("Wrong source"),
        Judged.INCOMPLETE: say("Incomplete"),
        Judged.SHOULD_REFUSE: say("Should have said no"),
        Judged.IS_SAID: say("The documents do say it"),
    }[judged]


# Below an answer


def row(answer: Answer) -> Markup:
    """The verdicts to give on an answer; the page's script marks the one that was given."""
    return element(
        "fieldset",
        element("legend", say("Your verdict on this answer"), class_="unseen"),
        *(toggle(answer, judged) for judged in offered(answer)),
        class_="feedback",
    )


def offered(answer: Answer) -> list[Judged]:
    """What can be said of an answer: one that says no can only be wrong by saying so."""
    if answer.outcome is Outcome.NOT_FOUND:
        return [Judged.HELPFUL, Judged.IS_SAID]
    return [Judged.HELPFUL, Judged.WRONG_SOURCE, Judged.INCOMPLETE, Judged.SHOULD_REFUSE]


def toggle(answer: Answer, judged: Judged) -> Markup:
    return button(label(judged), f"judge/{answer.id}/{judged.name.lower()}", class_="toggle")


# Picking


def bar(given: Verdict, fragment: str) -> Markup:
    """What stands below the text of a document while words are picked. The page's script fills in
    what is selected.
    """
    act = f"cite/{given.row}"
    hidden = [
        element("input", type="text", name=name, value=value, hidden="")
        for name, value in (("place", fragment), ("start", ""), ("words", ""))
    ]
    return element(
        "div",
        element("p", *asked_for(given), class_="picking-hint"),
        *hidden,
        join(
            button(say("These words"), act, class_="these", disabled=""),
            button(say("This passage"), act, class_="this", disabled=""),
            button(say("Stop picking"), f"unpick/{given.row}"),
        ),
        class_="picking panel",
    )


def asked_for(given: Verdict) -> Iterator[Markup]:
    question = element("strong", given.question, dir="auto")
    yield fill(say("Words that answer {question}"), question=question)
    yield element("span", say("Select them, or go to a paragraph with ↑ and ↓."), class_="how")
