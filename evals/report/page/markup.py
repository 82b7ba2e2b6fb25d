"""Markup of the report: every text is escaped, and a link leads to a place of the page."""

import re
from html import escape
from typing import Final

# Control characters, which are none of HTML's, but the white space that a parser keeps; and those
# of writing direction, which could turn the words of a source around.
CONTROLS: Final = re.compile(
    r"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
EMPTY: Final = frozenset(["input", "br"])


class Markup(str):
    """Text that is markup already. Made by `text`, `join` and `element`, nowhere else."""

    __slots__ = ()


def text(content: str) -> Markup:
    """The content as markup whose textContent is the content; control characters become U+FFFD,
    one for one.
    """
    if isinstance(content, Markup):
        return content
    # A parser would make a line feed of a carriage return that stands there as it is.
    return Markup(escape(CONTROLS.sub("\ufffd", content)).replace("\r", "&#13;"))


def join(*children: str) -> Markup:
    """Markup stays, any other text is escaped."""
    return Markup("".join(map(text, children)))


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element; `class_` is the class, `aria_label` the attribute `aria-label`. An attribute
    without a value is left out. Raises ValueError for a link that leads out of the page.
    """
    written = "".join(attribute(name, value) for name, value in attributes.items() if value)
    closing = "" if tag in EMPTY else f"{join(*children)}</{tag}>"
    return Markup(f"<{tag}{written}>{closing}")


def attribute(name: str, value: str) -> str:
    name = name.rstrip("_").replace("_", "-")
    if name in ("src", "action") or (name == "href" and not value.startswith("#")):
        raise ValueError("nothing in a report leads out of it")
    return f' {name}="{text(value)}"'
