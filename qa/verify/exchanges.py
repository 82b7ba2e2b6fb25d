"""Two things that have traded places: “the Council proposes, the Commission adopts”."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.edits import AGENT, Edit, edits_of
from qa.verify.words import Word, words_of

ALIKE = 0.45  # share of a statement's words that stand in the source in order
LISTING = re.compile(
    r"[\s,]*(?:(?:and|or|the|an?|both|as well as)[\s,]*)*|\s(?:is|are|was|were) (?:not )?(?:the )?",
    re.I,
)
COMPARED = re.compile(
    r"(?P<left>[^,;.]+?)\b(?P<how>more|less|fewer|(?!other|rather|whether|either)\w{2,}er)\b"
    r"(?P<what>[^,;.]{0,40}?) than (?P<right>[^,;.]+)",
    re.I,
)
FROM_TO = re.compile(
    r"\b(?P<how>from) (?P<left>[^,;.()]{1,40}?) (?:in)?to (?P<right>(?:(?:the|an?) )?[\w-]+)", re.I
)
OVER = re.compile(
    r"(?P<left>[^,;.]+?)\b(?:prevails?|prevailing|precedence|priority|preference) (?P<how>over)"
    r" (?P<right>(?:(?!when\b|where\b|if\b)[^,;.\s]+\s?){1,6})",
    re.I,
)
JOINING = set_of("and or as well the a an both is are was were")
BY = re.compile(r"\bby\b", re.I)


def traded(a: Alignment) -> Iterator[str]:
    """Words that stand where others stood, while those stand where these did."""
    edits = edits_of(a)
    agents = [bool(AGENT.search(text)) for text in (a.source.text, a.statement.text)]
    if edits.share < ALIKE or agents.count(True) == 1:
        return
    exchanges = [edit for edit in edits.found if edit.mine and edit.theirs]
    for one, two in combinations(exchanges, 2):
        there, here = moved(one, two), moved(two, one)
        if there and here and not is_same_side(a, one, two):
            yield f"The statement exchanges “{there[0].text}” and “{here[0].text}”."
            return


def turned_round(a: Alignment) -> Iterator[str]:
    """“In B until A” for “in A until B”: what goes from one side of B to the other turns round."""
    edits = edits_of(a)
    if edits.share < ALIKE:
        return
    gone = [edit.theirs for edit in edits.found if edit.theirs and not edit.mine]
    come = [edit.mine for edit in edits.found if edit.mine and not edit.theirs]
    for theirs in gone:
        for mine in come:
            there, here = [w.lower for w in theirs], [w.lower for w in mine]
            small = [w.lower for w in mine if not w.content]
            if there == here or sorted(there) != sorted(here) or JOINING.issuperset(small):
                continue
            said, meant = " ".join(here), " ".join(there)
            yield f"The statement says “{said}” where the source says “{meant}”."
            return


def compared(a: Alignment) -> Iterator[str]:
    """“A is smaller than B”, “from A to B”, where the source has the two the other way about."""
    for how, left, right in comparisons(a.statement.text):
        for way, less, more in comparisons(a.source.text):
            there, here = left & more - less, right & less - more
            if how == way and there and here and not left & less - more:
                yield f"The statement exchanges what stands on either side of “{how}”."
                return


@lru_cache(maxsize=2_048)
def comparisons(text: str) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """For each comparison how it compares, and the stems of what stands on either side."""
    return [
        (match["how"].lower(), stems_in(match["left"]), stems_in(match["right"]))
        for pattern in (COMPARED, FROM_TO, OVER)
        for match in pattern.finditer(text)
    ]


def stems_in(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(text) if word.content)


def moved(one: Edit, two: Edit) -> list[Word]:
    """The words of meaning that the source has at the second place, the statement at the first."""
    said = {w.stem for w in one.theirs} | {w.stem for w in two.mine}
    there = {w.stem for w in two.theirs}
    return [w for w in one.mine if w.content and w.stem in there and w.stem not in said]


def is_same_side(a: Alignment, one: Edit, two: Edit) -> bool:
    """Whether the order says nothing: the members of a list, or a passive turned active."""
    turned = [
        bool(BY.search(text[first.start : last.end]))
        for text, first, last in (
            (a.source.text, one.theirs[0], two.theirs[-1]),
            (a.statement.text, one.mine[0], two.mine[-1]),
        )
    ]
    return turned[0] != turned[1] or any(
        LISTING.fullmatch(between(text, left, right))
        for text, left, right in (
            (a.source.text, one.theirs, two.theirs),
            (a.statement.text, one.mine, two.mine),
        )
    )


def between(text: str, left: Sequence[Word], right: Sequence[Word]) -> str:
    return text[left[-1].end : right[0].start]
