"""The pages of the source pane: which link opens which."""

from collections.abc import Callable, Mapping
from typing import Final

from ui.chat import comparing, feedback_pages, history, narrowing, reading, render, shelf, talks
from ui.chat.desk import attempt
from ui.chat.looking import Looking, Page
from ui.chat.markup import Markup, escape
from ui.chat.place import parse_rest
from ui.chat.sent import text

# By the first part of a fragment (`#saved/4e1f…` → “saved”); the rest is the page's own.
PAGES: Final[Mapping[str, Callable[[Looking, str], Page]]] = {
    "at": feedback_pages.document_page,
    "verdict": feedback_pages.verdict_page,
    "verdicts": feedback_pages.verdicts_page,
    "sheet": reading.sheet_page,
    "saved": reading.saved_page,
    "library": shelf.library_page,
    "history": history.history_page,
    "diff": history.diff_page,
    "talks": talks.talks_page,
    "choose": narrowing.choose_page,
    "compare": comparing.compare_page,
    "compared": comparing.compared_page,
}


def page(looking: Looking, pressed: str) -> Page:
    """The page of a link that was pressed, the library's where it names none, or the sentence
    that says why it cannot be shown.
    """
    name, _, rest = fragment_of(pressed).removeprefix("#").partition("/")
    make = PAGES.get(name, shelf.library_page)
    return attempt(lambda: make(looking, rest), failed)


def rest(looking: Looking, asked: str) -> Markup:
    """What follows the part of a page that was sent first, nothing where it cannot be shown."""
    place = parse_rest(fragment_of(asked))
    if place is None:
        return Markup()
    return attempt(lambda: reading.rest_of(looking, place), lambda _: Markup())


def failed(sentence: str) -> Page:
    return Page(render.notice(sentence), escape(sentence))


def fragment_of(pressed: str) -> str:
    """The fragment of what was pressed. The page adds a count, so that each press is new."""
    return text(pressed).partition(" ")[0]
