"""The only way markup comes into being: every text is escaped, every tag and attribute is listed.

Gradio shows our markup through a Markdown renderer. Characters that mean something in HTML,
Markdown or LaTeX, or that could make a link, are therefore written as numeric references:
marked, KaTeX and the sanitizer see no structure, the browser decodes the same characters.
"""

import re
from typing import Final

TAGS: Final = frozenset(
    [
        *("a", "article", "bdi", "button", "code", "dd", "del", "details", "div", "dl", "dt"),
        *("fieldset", "footer", "h2", "h3", "h4", "h5", "h6", "header", "img", "input", "ins"),
        *("label", "legend", "li", "mark", "nav", "ol", "option", "p", "progress", "section"),
        *("select", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "time"),
        *("tr", "ul"),
    ]
)
ATTRIBUTES: Final = frozenset(
    [
        *("alt", "checked", "class", "datetime", "dir", "disabled", "for", "height", "hidden"),
        *("href", "id", "lang", "max", "maxlength", "name", "open", "placeholder", "rel", "role"),
        *("scope", "selected", "src", "tabindex", "target", "title", "type", "value", "width"),
    ]
)
EMPTY: Final = frozenset(["img", "input"])
FIELDS: Final = frozenset(["checkbox", "radio", "search", "text"])
# Where links out of the page may lead: to the official texts, for a reader to compare with.
OFFICIAL: Final = ("https://eur-lex.europa.eu/", "https://data.europa.eu/")
# Pictures are pages of documents, which this server draws.
PICTURES: Final = "page/"

PLACE = re.compile(r"\{(\w+)\}")
# No character of HTML, and no character at all: half of one that is written as two.
UNSHOWN = re.compile("[\0\ud800-\udfff]")
# ASCII punctuation and white space but the space. Control characters pass as they are (some
# would become others if written as references).
SIGNIFICANT = re.compile(r"[\t\n\f\r!-/:-@\[-`{-~]")


class Markup(str):
    """Text that is markup already. Made by `escape`, `element` and `join`, nowhere else."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """The text as markup whose textContent is exactly the text (what is UNSHOWN becomes U+FFFD)."""
    if isinstance(text, Markup):
        return text
    visible = UNSHOWN.sub("\ufffd", text)
    return Markup(SIGNIFICANT.sub(lambda match: f"&#{ord(match[0])};", visible))


def join(*children: str) -> Markup:
    """Markup stays, any other text is escaped."""
    return Markup("".join(escape(child) for child in children))


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element; `class_` is the class, `for_` the attribute `for`. Links lead to places of this
    page, or to the official text of a document.

    Raises ValueError for a tag or attribute that is not listed, for any other link, for a picture
    from elsewhere, and for a button that is not a plain one.
    """
    if tag not in TAGS:
        raise ValueError(f"no tag {tag!r} in the chat")
    if tag in ("button", "input") and attributes.get("type") not in allowed_types(tag):
        raise ValueError(f"no {tag} of the type {attributes.get('type')!r} in the chat")
    written = "".join(attribute(name, value) for name, value in attributes.items())
    closing = "" if tag in EMPTY else f"{join(*children)}</{tag}>"
    return Markup(f"<{tag}{written}>{closing}")


def allowed_types(tag: str) -> frozenset[str]:
    return frozenset(["button"]) if tag == "button" else FIELDS


def fill(words: str, **children: str) -> Markup:
    """Words with markup, or text to be escaped, in place of their `{names}`."""
    parts = PLACE.split(words)
    return join(*(children[part] if odd % 2 else part for odd, part in enumerate(parts)))


def button(words: str, act: str, class_: str = "", **attributes: str) -> Markup:
    """A button that does something: `act` is the name of an act, “/” and its argument.

    What stands in the fields of the `panel` around it is sent along.
    """
    classes = f"act {class_}".strip()
    return element("button", words, type="button", class_=classes, value=act, **attributes)


def attribute(name: str, value: str) -> str:
    name = name.rstrip("_")
    if name not in ATTRIBUTES:
        raise ValueError(f"no attribute {name!r} in the chat")
    if name == "href" and not value.startswith(("#", *OFFICIAL)):
        raise ValueError("links in the chat lead to its own page or to official texts")
    if name == "src" and not value.startswith(PICTURES):
        raise ValueError("pictures in the chat are pages of its documents")
    return f' {name}="{escape(str(value))}"'
