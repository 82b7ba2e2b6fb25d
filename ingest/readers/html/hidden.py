"""Text of a page that nobody sees: it can feed a reader words that no person would find.

Only what an element says of itself counts. Style sheets are not applied: what they hide until
a click (tabs, answers to questions) is text of the page.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

NEVER_SHOWN = ("script", "style", "template", "noscript", "iframe", "object", "svg", "canvas")
PAGE = ("html", "body", "main")
FOR_SCREEN_READERS = {
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "element-invisible",
    "ecl-u-sr-only",
}
HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|opacity\s*:\s*0*\.?0+(?![.\d])"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em)?)",
    re.I,
)
# These an element within can undo.
REVERSIBLE = (
    ("visibility", re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)", re.I)),
    ("font-size", re.compile(r"(?:^|;)\s*font-size\s*:\s*[01](?:\.0*)?(?![.\d])(?!r?em|%)", re.I)),
)
COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.I)
BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.I)
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.I)
RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)", re.I)
Colour = tuple[int, ...]
WHITE: Colour = (255, 255, 255)
NAMED = {"white": WHITE, "black": (0, 0, 0)}
LEAST_SEEN = 8  # of 255: a smaller difference of colours nobody sees


def remove_hidden(tree: HtmlElement) -> tuple[str, ...]:
    """Take hidden elements out of the tree; the sentence that reports them."""
    styled = any(True for _ in tree.iter("style")) or any(
        "stylesheet" in link.get("rel", "") for link in tree.iter("link")
    )
    for element in list(tree.iter(*NEVER_SHOWN)):
        element.drop_tree()
    hidden = list(outermost_hidden(tree, styled))
    sizes = [size for element in hidden if (size := characters_in(element))]
    for element in hidden:
        element.drop_tree()
    if not sizes:
        return ()
    return (f"Hidden text removed: {sum(sizes):,} characters, places: {len(sizes):,}.",)


def characters_in(element: HtmlElement) -> int:
    """How much text an element holds, white space apart."""
    return len("".join(element.text_content().split()))


def outermost_hidden(tree: HtmlElement, styled: bool) -> Iterator[HtmlElement]:
    """The hidden elements that stand in no other, in reading order."""
    within: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element.getparent() in within:
            within.add(element)
        elif element.tag not in PAGE and is_hidden(element, styled):
            within.add(element)
            yield element


def is_hidden(element: HtmlElement, styled: bool) -> bool:
    if not element.attrib:
        return bool(element.tag == "dialog")  # closed
    style = element.get("style", "")
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    if FOR_SCREEN_READERS & set(element.get("class", "").split()) or HIDING.search(style):
        return True
    for name, pattern in REVERSIBLE:
        if pattern.search(style) and not is_undone(element, name):
            return True
    return is_blank(element, styled)


def is_undone(element: HtmlElement, name: str) -> bool:
    """Whether an element within sets the same property."""
    return any(
        name in within.get("style", "") or (name == "color" and within.get("color"))
        for within in element.iterdescendants()
    )


def is_blank(element: HtmlElement, styled: bool) -> bool:
    """Whether letters have the colour of what is behind them.

    A page with a style sheet may put any colour behind white letters.
    """
    colour = colour_in(COLOUR, element, "color")
    if colour is None or is_undone(element, "color"):
        return False
    behind: Colour | None = None if styled else WHITE
    for holder in (element, *element.iterancestors()):
        own = colour_in(BACKGROUND, holder, "bgcolor")
        if own is not None:
            behind = own
            break
    return behind is not None and all(
        abs(one - other) <= LEAST_SEEN for one, other in zip(colour, behind, strict=True)
    )


def colour_in(pattern: re.Pattern[str], element: HtmlElement, attribute: str) -> Colour | None:
    """The colour that an element's style or attribute gives, `None` where it gives none."""
    said = pattern.search(element.get("style", ""))
    value = (said[1] if said else element.get(attribute, "")).strip().lower()
    if value in NAMED:
        return NAMED[value]
    if match := HEX.match(value):
        digits = match[1] if len(match[1]) == 6 else "".join(d * 2 for d in match[1])
        return tuple(bytes.fromhex(digits))
    match = RGB.match(value)
    return tuple(map(int, match.groups())) if match else None
