"""Characters that nobody sees: they can hide words from a reader or turn a line around.

They are removed before anything is counted, so every offset refers to what can be seen.
Figures and dangers: Unicode Technical Report 36 and Technical Standard 39.
"""

import re
from collections import Counter
from unicodedata import category

KINDS = {
    "control characters": "\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f",
    "zero-width characters": "\u034f\u180e\u200b-\u200d\u2060-\u2065\ufeff",
    "blank letters": "\u115f\u1160\u3164\uffa0",
    "soft hyphens": "\u00ad",
    "bidirectional controls": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "annotation characters": "\ufff9-\ufffc",
    "halves of characters": "\ud800-\udfff",
    "places without a character": "\ufdd0-\ufdef\ufffe\uffff",
    "tag characters": "\U000e0000-\U000e007f",
}
# They end a line or a page: without a line end there, words would grow together.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
PATTERNS = {kind: re.compile(f"[{characters}]") for kind, characters in KINDS.items()}
ANY = re.compile(f"[{''.join(KINDS.values())}]")
JOINERS = "\u200c\u200d"
# Selectors one after another stand for nothing that is seen and can carry a hidden message.
SELECTORS = re.compile(
    "(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})


def visible(text: str) -> tuple[str, Counter[str]]:
    """The text without invisible characters, and how many of each kind were taken out.

    Only `\\n` ends a line of it. Joiners stay between characters of scripts, and of emoji, that
    need them.
    """
    removed: Counter[str] = Counter()
    text = LINE_ENDS.sub("\n", text)

    def drop(match: re.Match[str]) -> str:
        if match[0] in JOINERS and joins(text, match.start()):
            return match[0]
        removed[kind_of(match[0])] += 1
        return ""

    kept = ANY.sub(drop, text)
    kept, selectors = SELECTORS.subn("", kept)
    if selectors:
        removed["stacked variation selectors"] += selectors
    return kept, removed


def joins(text: str, at: int) -> bool:
    """Whether the characters on both sides are such as a joiner shapes."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return all(side and category(side) in JOINED for side in (before, after))


def kind_of(character: str) -> str:
    return next(kind for kind, pattern in PATTERNS.items() if pattern.match(character))


def notice_of(removed: Counter[str]) -> tuple[str, ...]:
    """The sentence that reports what was taken out; none where nothing was."""
    if not removed:
        return ()
    counts = ", ".join(f"{number:,} {kind}" for kind, number in sorted(removed.items()))
    return (f"Invisible characters removed: {counts}.",)
