"""What follows the first part of a long document, as escaped markup: the page's script puts each
piece where it belongs.
"""

from ui.chat import pane
from ui.chat.markup import Markup, element
from ui.chat.outline import closed_branches
from ui.chat.source import Source, view


def rest(whole: Source, sent: tuple[int, int], around: pane.Around, answer: str) -> Markup:
    """All that is shown of a document but the characters `sent`, the heads of the citations in it,
    and the branches of the outline that were closed.
    """
    start, end = whole.shown
    first = min(max(sent[0], start), end)
    last = min(max(sent[1], first), end)
    parts = {
        "before": pane.further(whole, "earlier"),
        "earlier": pane.text(cut(whole, (start, first)), around),
        "later": pane.text(cut(whole, (last, end)), around),
        "after": pane.further(whole, "later"),
        "heads": (pane.head_of(whole, h, around.changed, is_current=False) for h in around.heads),
        "branches": closed_branches(whole, around.outline, answer),
    }
    pieces = (element("div", *part, class_=f"rest-{name}") for name, part in parts.items())
    return element("div", *pieces, class_="rest")


def cut(whole: Source, shown: tuple[int, int]) -> Source:
    """The same document, of which these characters are shown."""
    return view(whole.document, whole.holding, whole.generation, whole.quoted, whole.cited, shown)
