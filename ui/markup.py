"""The only way markup comes into being: every text is escaped, every tag and attribute is listed.

Gradio shows our markup through a Markdown renderer. Characters that mean something in HTML,
Markdown or LaTeX, or that could make a link, are therefore written as numeric references:
marked, KaTeX and the sanitizer see no structure, the browser decodes the same characters.
"""

import re
from typing import Final

TAGS: Final = frozenset(
    [
        "a",
        "article",
        "code",
        "del",
        "details",
        "div",
        "footer",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "ins",
        "li",
        "mark",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "summary",
        "time",
        "ul",
    ]
)
ATTRIBUTES: Final = frozenset(
    ["class", "datetime", "dir", "hidden", "href", "id", "lang", "role", "tabindex", "title"]
)

# ASCII punctuation and white space but the space. Control characters pass as they are (some
# would become others if written as references); NUL is no character of HTML and is replaced.
SIGNIFICANT = re.compile(r"[\t\n\f\r!-/:-@\[-`{-~]")


class Markup(str):
    """Text that is markup already. Made by `escape`, `element` and `join`, nowhere else."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """The text as markup whose textContent is exactly the text (NUL becomes U+FFFD)."""
    if isinstance(text, Markup):
        return text
    visible = text.replace("\0", "�")
    return Markup(SIGNIFICANT.sub(lambda match: f"&#{ord(match[0])};", visible))


def join(*children: str) -> Markup:
    """Markup stays, any other text is escaped."""
    return Markup("".join(escape(child) for child in children))


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element; `class_` is the class. Links lead to places of this page only.

    Raises ValueError for a tag or attribute that is not listed, and for any other link.
    """
    if tag not in TAGS:
        raise ValueError(f"no tag {tag!r} in the chat")
    written = "".join(attribute(name, value) for name, value in attributes.items())
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def attribute(name: str, value: str) -> str:
    name = name.rstrip("_")
    if name not in ATTRIBUTES:
        raise ValueError(f"no attribute {name!r} in the chat")
    if name == "href" and not value.startswith("#"):
        raise ValueError("links in the chat lead to its own page")
    return f' {name}="{escape(str(value))}"'
