"""Markup of a page of its own, which no other program shows: every text is escaped, every tag
and attribute is listed, and links lead to places of the page.
"""

import re
from html import escape as html_escape
from typing import Final

from ui.chat.markup import Markup

TAGS: Final = frozenset(
    [
        *("a", "article", "bdi", "body", "code", "dd", "div", "dl", "dt", "footer", "h1", "h2"),
        *("h3", "head", "header", "html", "li", "main", "mark", "nav", "ol", "p", "section"),
        *("span", "strong", "sup", "time", "title", "ul"),
    ]
)
ATTRIBUTES: Final = frozenset(
    ["aria-label", "aria-labelledby", "class", "datetime", "dir", "href", "id", "lang", "title"]
)
# Control characters, which are none of HTML's, but the white space that a parser keeps; and those
# of writing direction, which could turn the words of a source around.
CONTROLS: Final = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def page_text(text: str) -> Markup:
    """The text as markup whose textContent is the text; control characters become U+FFFD,
    one for one."""
    if isinstance(text, Markup):
        return text
    visible = CONTROLS.sub("\ufffd", text)
    # A parser would make a line feed of a carriage return that stands there as it is.
    return Markup(html_escape(visible, quote=True).replace("\r", "&#13;"))


def page_join(*children: str) -> Markup:
    """Markup stays, any other text is escaped."""
    return Markup("".join(page_text(child) for child in children))


def page_element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element; `class_` is the class, `aria_label` the attribute `aria-label`.

    Raises ValueError for a tag or attribute that is not listed, and for a link that leads out of
    the page.
    """
    if tag not in TAGS:
        raise ValueError(f"no tag {tag!r} in a page")
    written = "".join(page_attribute(name, value) for name, value in attributes.items() if value)
    return Markup(f"<{tag}{written}>{page_join(*children)}</{tag}>")


def page_attribute(name: str, value: str) -> str:
    name = name.rstrip("_").replace("_", "-")
    if name not in ATTRIBUTES:
        raise ValueError(f"no attribute {name!r} in a page")
    if name == "href" and not value.startswith("#"):
        raise ValueError("links in a page lead to places of it")
    return f' {name}="{page_text(value)}"'
