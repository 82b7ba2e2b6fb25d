"""What of a page is its content: the rest is the same on every page of a site."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from ingest.readers.html.hidden import characters_in

CONTROLS = ("input", "select", "textarea", "button", "datalist", "optgroup", "dialog")
FURNITURE = ("nav", "menu", "header", "footer", "aside")
FURNITURE_ROLES = (
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "menu",
    "menubar",
    "toolbar",
    "dialog",
    "alertdialog",
)
COOKIES = re.compile(
    r"cookie[-_]?(?:banner|bar|consent|notice|law|popup|overlay|message|dialog|alert|policy-)"
    r"|onetrust|cookiebot|cookieconsent|cc-window|usercentrics|eu-cookie|gdpr-(?:banner|popup)",
    re.I,
)
NAVIGATION = re.compile(
    r"\b(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|footer|header|topbar|toolbar"
    r"|pager|pagination|social|share|sharing|related|quicklinks|links)\b",
    re.I,
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CONTENT = ("main", "article")
LEAST_SHARE = 0.25  # of a page's text must stand in what claims to be its content
LINKED_SHARE = 0.75  # of a block's text in links makes it navigation
FEWEST_LINKS = 4
SHORT_LABEL = 20  # characters of a link, on average, in a menu
LISTS_OF_LINKS = ("ul", "ol", "div", "section", "table", "p", "td", "dl")


def content_of(tree: HtmlElement) -> tuple[list[HtmlElement], tuple[str, ...]]:
    """The parts of a page that are its content, and the sentence that says what is not.

    Furniture is taken out of the tree first. Then the content is where the page says it is,
    as long as that is no empty shell; else the body without the blocks that are mostly links.
    """
    body = next(tree.iter("body"), tree)
    before = characters_in(body)
    take_out(element for element in body.iter() if is_furniture(element))
    whole = characters_in(body)
    take_out(form for form in body.iter("form") if characters_in(form) < whole / 2)
    parts = claimed(body)
    if not parts:
        take_out_navigation(body)
        parts = [body]
    left_out = before - sum(map(characters_in, parts))
    if left_out <= 0:
        return parts, ()
    sentence = f"Navigation, forms and the like left out: {left_out:,} of {before:,} characters."
    return parts, (sentence,)


def take_out(elements: Iterable[HtmlElement]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element frames the page. A header within an article is the article's own."""
    if element.tag in CONTROLS or element.tag == "nav" or element.get("role") in FURNITURE_ROLES:
        return True
    if element.tag not in FURNITURE and not COOKIES.search(names_of(element)):
        return False
    return not any(holder.tag in CONTENT for holder in element.iterancestors())


def claimed(body: HtmlElement) -> list[HtmlElement]:
    """The elements that the page marks as its content, none where they hold too little."""
    enough = LEAST_SHARE * characters_in(body)
    mains = {e: None for e in body.iter() if e.tag == "main" or e.get("role") == "main"}
    articles = dict.fromkeys(body.iter("article"))
    for found in (mains, articles):
        outer = [e for e in found if not any(h in found for h in e.iterancestors())]
        if outer and sum(map(characters_in, outer)) > enough:
            return outer
    return []


def take_out_navigation(body: HtmlElement) -> None:
    """Take out the blocks that only lead elsewhere, unless the whole page is one."""
    if is_mostly_links(body):
        return
    for block in list(body.iter(*LISTS_OF_LINKS)):
        if block.getparent() is not None and is_navigation(block):
            block.drop_tree()


def is_navigation(block: HtmlElement) -> bool:
    """Whether a block of links is called navigation, or has short links under no heading.

    Under a heading of the text a list of links is content: acts, decisions, changes.
    """
    if not is_mostly_links(block):
        return False
    if NAVIGATION.search(names_of(block)):
        return True
    before = block.getprevious()
    headed = any(True for _ in block.iter(*HEADINGS)) or (
        before is not None and before.tag in HEADINGS
    )
    links = list(block.iter("a"))
    return not headed and sum(map(characters_in, links)) <= SHORT_LABEL * len(links)


def is_mostly_links(block: HtmlElement) -> bool:
    """Links within the page do not count: they are a table of contents."""
    links = [link for link in block.iter("a") if not link.get("href", "#").startswith("#")]
    if len(links) < FEWEST_LINKS:
        return False
    return sum(map(characters_in, links)) > LINKED_SHARE * characters_in(block)


def names_of(element: HtmlElement) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}"
