"""What can be done with a question that was asked: the row of buttons below it."""

from ui.chat.markup import Markup, button, element
from ui.words import say


def row(at: int, *, is_last: bool, replaced: bool) -> Markup:
    """The buttons of turn `at`. `replaced` tells that it stands where others stood before."""
    return element(
        "div",
        button(say("Edit"), f"edit/{at}", "turn"),
        button(say("Ask again"), f"again/{at}", "turn"),
        *([button(say("Take back"), "back/", "turn")] if is_last else []),
        *([button(say("Undo the change"), "undo/", "turn")] if replaced else []),
        class_="turn-row",
    )


def being_edited() -> Markup:
    """In place of it while the question is in the question box again."""
    told = say("The question is in the box below. What you send takes its place and what follows.")
    return element(
        "div",
        element("span", told),
        " ",
        button(say("Leave it as it is"), "keep/", "turn"),
        class_="turn-row editing",
    )


def taken_back() -> Markup:
    """Below the question before it, once the last one is taken back."""
    return element(
        "div",
        element("span", say("The last question was taken back.")),
        " ",
        button(say("Undo"), "undo/", "turn"),
        class_="turn-row undone",
    )
