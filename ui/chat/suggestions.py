"""Questions that may come next, as quiet buttons below the last answer."""

from collections.abc import Iterator, Sequence

from ui.chat.markup import Markup, button, element
from ui.words import say


def suggestions(questions: Sequence[str]) -> Iterator[Markup]:
    """Each asks its question; nothing where there are none."""
    if questions:
        asks = (element("li", button(text, f"ask/{text}", "suggested")) for text in questions)
        head = element("p", say("You could ask next:"), class_="near-head")
        yield element("div", head, element("ul", *asks), class_="suggestions")
