"""The links at the top of the page."""

from ui.chat.looking import Looking
from ui.chat.markup import Markup, element, join
from ui.chat.place import LIBRARY
from ui.chat.talks_pane import TALKS
from ui.words import say

# The page's script leads from here to the address that logs out.
LOG_OUT = "#logout"
# And to these parts of the page.
BOX = "#box"
SOURCE = "#source"


def navigation(looking: Looking) -> Markup:
    """The way to the pages that are always there, and out for whoever is logged in."""
    pages = {LIBRARY: say("Documents"), TALKS: say("Conversations")}
    if looking.visitor.login:
        pages[LOG_OUT] = say("Log out {name}", name=looking.visitor.login)
    links = (element("a", name, href=place) for place, name in pages.items())
    return join(skips(), element("nav", *links, class_="nav"))


def skips() -> Markup:
    """Past what is between here and where one asks or reads; seen while one has the focus."""
    ways = {BOX: say("Go to the question box"), SOURCE: say("Go to the source")}
    links = (element("a", name, href=place, class_="skip") for place, name in ways.items())
    return element("p", *links, class_="skips")
