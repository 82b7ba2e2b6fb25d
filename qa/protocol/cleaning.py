"""A model's words made plain: no markup, links, images, addresses or unseen characters.

What is left is shown as text and nothing else; cleaning spares people the litter, and is not
what keeps markup out of a page.
"""

import re
from unicodedata import category

IMAGE = re.compile(
    r"!\[[^\[\]]{0,500}\](?:\([^()\s]{0,2000}(?:\s[^()]{0,500})?\)|\[[^\[\]]{0,99}\])"
)
LINK = re.compile(
    r"\[([^\[\]]{1,500})\](?:\((?:[^()]|\([^()]{0,500}\)){0,2000}\)|\[[^\[\]]{0,99}\])"
)
TAG = re.compile(r"<!--.{0,300}?-->|</?[A-Za-z!][^<>]{0,2000}>", re.S)
OPEN_TAG = re.compile(r"<(?=[A-Za-z!/?])")
ADDRESS = re.compile(
    r"<?\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.|(?:mailto|javascript|data|vbscript|file):(?=\S))"
    r"[^\s<>\"“”»]*(?<![.,;:!?)\]])>?",
    re.I,
)
CITATION = re.compile(
    r"\s*(?:\[\^?\d{1,4}(?:\s*[,;–-]\s*\d{1,4}){0,20}\]|【[^【】]{0,40}】"
    r"|[\[(](?:from |see |source:? )?(?:passages?|sources?)\s*\d{1,4}"
    r"(?:\s*(?:,|;|and|&|–|-)\s*(?:passages? )?\d{1,4}){0,20}[\])])",
    re.I,
)
LED_IN = re.compile(
    r"^(?:according to|as (?:stated|set out|laid down|said) in|per|based on) (?:the )?passages?"
    r" \[?\d{1,4}\]?(?:(?:, | and )\[?\d{1,4}\]?)*,?\s+",
    re.I,
)
BLOCK = re.compile(r"^\s*(?:(?:[-*+•–—>]|#{1,6}|\d{1,2}[.)])\s+)+")
MARKS = re.compile(
    r"\*{1,3}|~~|`+|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,;:!?])_{1,3}(?!\w)|\\(?=[*_`\[\]#~])"
)
PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»"}
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"


def cleaned(text: str) -> str:
    """A sentence as it may be shown: its words, its punctuation and its quotation marks."""
    text = CITATION.sub("", IMAGE.sub(" ", visible(text)))
    text = LINK.sub(r"\1", text)
    text = ADDRESS.sub("", untagged(text))
    text = MARKS.sub("", BLOCK.sub("", text))
    text = re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    led = LED_IN.sub("", text)
    if led != text and led:
        text = led[0].upper() + led[1:]
    return unwrapped(" ".join(text.split()))


def untagged(text: str) -> str:
    """The text without tags, also where taking one away makes another."""
    for _ in range(3):
        fewer = TAG.sub("", text)
        if fewer == text:
            break
        text = fewer
    return OPEN_TAG.sub("", text)


def visible(text: str) -> str:
    """The text without characters that nobody sees; what ends a line becomes a space."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if c in SPACES else c for c in text if c in SPACES or category(c) not in UNSEEN)
    return "".join(kept)


def unwrapped(text: str) -> str:
    """A sentence without the quotation marks around the whole of it."""
    opened, inner = text[:1], text[1:-1]
    closes = len(text) > 2 and text[-1] == PAIRS.get(opened)
    return inner if closes and not any(mark in inner for mark in (opened, text[-1])) else text
