"""The normal form of a text: what a quote may differ in from its source without differing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

QUOTATION_MARKS = "\"“”„‟«»‹›'‘’‚‛`´′″＂＇"
DASHES = "-‐‑‒–−﹣－"
LONG_DASHES = "—―﹘"  # as wide as a dash with a space on either side
IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens, joiners, zero-width spaces
# A word broken at the end of a line: its hyphen and the white space are no part of it.
BROKEN = re.compile(r"(?<=[^\W\d_])[-‐‑\u00ad][^\S\n]*\n\s*(?=[^\W\d_A-Z])")
# NFKC writes these with digits or letters that change what is said: “5²” would be “52”.
UNSAFE = frozenset({"<super>", "<sub>", "<fraction>", "<circle>", "<square>"})


@dataclass(frozen=True, slots=True)
class Normal:
    """A text's normal form. `origin[i]` is the offset in the text of its character `i`."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text that `start:end` of the normal form stands for."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=1_024)
def normalise(text: str) -> Normal:
    """White space, quotation marks, dashes, ligatures, full-width forms, soft hyphens and words
    broken at line ends are made one. Case is kept, and so is every word and number.
    """
    broken = {i for match in BROKEN.finditer(text) for i in range(match.start(), match.end())}
    made: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        if offset in broken or character in IGNORED:
            continue
        for piece in form_of(character):
            if piece != " " or (made and made[-1] != " "):
                made.append(piece)
                origin.append(offset)
    if made and made[-1] == " ":
        made.pop()
        origin.pop()
    return Normal("".join(made), tuple(origin))


@lru_cache(maxsize=1_024)
def joined(text: str) -> Normal:
    """The normal form without the hyphens within words: for texts with words broken at line
    ends, where nothing tells whether the hyphen was there before.
    """
    normal = normalise(text)
    inner = {m.start() for m in re.finditer(r"(?<=[^\W\d_])-(?=[^\W\d_])", normal.text)}
    kept = [i for i in range(len(normal.text)) if i not in inner]
    return Normal("".join(normal.text[i] for i in kept), tuple(normal.origin[i] for i in kept))


def is_broken(text: str) -> bool:
    """Whether a word of the text is broken at the end of a line."""
    return bool(BROKEN.search(text))


@lru_cache(maxsize=4_096)
def form_of(character: str) -> str:
    """What one character is in the normal form; several letters for a ligature."""
    if character.isspace():
        return " "
    if character in QUOTATION_MARKS:
        return "'"
    if character in DASHES:
        return "-"
    if character in LONG_DASHES:
        return " - "
    if character == "…":
        return "..."
    if character.isascii() or unicodedata.decomposition(character).split(" ")[0] in UNSAFE:
        return character
    composed = unicodedata.normalize("NFKC", character)
    return " " if composed.isspace() else composed
