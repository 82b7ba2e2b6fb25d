"""Words divided at the end of a line: whether the hyphen is a part of the word.

The document itself is asked first: is the word written with or without the hyphen elsewhere?
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.readers.pdf.words import Line

SOFT = "\u00ad"
HYPHENS = ("-", "\u2010", SOFT)
SOFTENED = re.compile(rf"\S*{SOFT}\S*")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
LAST_PART = re.compile(r"([^\W_]+(?:[-\u2010][^\W_]+)*)[-\u00ad\u2010]$")
FIRST_PART = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
# First parts of words that English writes with a hyphen, and of such as it writes in one.
HYPHENATED = frozenset({"all", "cross", "ex", "half", "non", "quasi", "self", "third", "well"})
SOLID = frozenset(
    {"any", "down", "every", "for", "further", "here", "in", "more", "never", "none", "on", "out"}
    | {"over", "some", "there", "to", "under", "up", "what", "when", "where", "who", "with"}
)
SHORTEST_PART = 3  # letters of a word that may stand on its own in a compound


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word (lower case) stands in a document, divided ones aside; `parts` are
    those of the words with a hyphen.
    """

    words: Counter[str]
    parts: frozenset[str]

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether `before-` at the end of a line and `after` on the next are written with it.

        Both are taken as they stand in the text, other words and signs about them.
        """
        first, second = LAST_PART.search(before), FIRST_PART.match(after)
        if not first or not second:
            return True
        left, right = first[1].lower(), second[0].lower()
        solid, hyphenated = self.words[left + right], self.words[f"{left}-{right}"]
        if solid or hyphenated:
            return hyphenated > solid
        if not second[0][0].islower() and not (before.isupper() and second[0].isupper()):
            return True
        return self.is_compound(left, right)

    def is_compound(self, left: str, right: str) -> bool:
        """Whether two parts that nothing is known of look like words of a compound."""
        if "-" in left or left in HYPHENATED:
            return left in HYPHENATED
        if left in SOLID or min(len(left), len(right)) < SHORTEST_PART:
            return False
        return all(self.words[part] or part in self.parts for part in (left, right))


def vocabulary_of(lines: Iterable[Line]) -> Vocabulary:
    words: Counter[str] = Counter()
    divided = False
    for line in lines:
        text = line.text.replace("\u2010", "-").replace("\u2011", "-")
        found = WORD.findall(SOFTENED.sub("", text.lower()))
        starts = 1 if divided and found else 0
        divided = text[-1:] in HYPHENS
        is_cut = divided and not text.endswith(SOFT)
        words.update(found[starts : len(found) - 1 if is_cut else None])
    parts = (part for word in words if "-" in word for part in word.split("-"))
    return Vocabulary(words, frozenset(parts))
