"""Running heads, running feet and page numbers: found by their coming back, page after page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf.words import Line, Word, lines_of, pieces_of

OUTERMOST = 3  # lines at the top and at the bottom of a page that may be running
PIECE_GAP = 1.5  # in parts of the size: a title on the left, a page number on the right
SAME_HEIGHT = 6.0  # points
ENOUGH_PAGES = 3
SHORT_DOCUMENT = 4  # pages, in which two are enough
NUMERAL = re.compile(r"\d+|\b[ivxlc]+\b|\b[IVXLC]+\b")
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

LONGEST_HEAD = 100  # characters of what stands beside a page number
PAGE, ANY = "\0page", "\0any"

# A text that comes back, and 0; or one in which a page number is replaced, and how far that
# number is from the page's place in the file. The words beside it may change, as the title of
# a chapter does; but not behind it at the foot, where it may be the mark of a footnote.
Template = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A piece of a line near the edge of a page; `rank` counts lines from that edge."""

    page: int
    is_head: bool
    rank: int
    piece: Line

    @property
    def templates(self) -> Iterator[Template]:
        text = self.piece.text
        yield text, 0
        for numeral in NUMERAL.finditer(text):
            before, after = text[: numeral.start()], text[numeral.end() :]
            offset = value_of(numeral[0]) - self.page
            yield f"{before}{PAGE}{after}", offset
            if self.rank == 0 and (not after or (self.is_head and not before)):
                yield (ANY if before else "") + PAGE + (ANY if after else ""), offset


def running(pages: Sequence[Sequence[Word]]) -> list[list[Line]]:
    """For each page's words the pieces of lines that run over several pages."""
    candidates = [c for number, words in enumerate(pages) for c in candidates_on(number, words)]
    recurring = recurring_in(candidates, distinct_pages(pages))
    found: list[list[Line]] = [[] for _ in pages]
    stopped: set[tuple[int, bool]] = set()
    by_rank = sorted(candidates, key=lambda candidate: candidate.rank)
    for rank in range(OUTERMOST):
        mine = [candidate for candidate in by_rank if candidate.rank == rank]
        for candidate in mine:
            side = (candidate.page, candidate.is_head)
            if side not in stopped and id(candidate) in recurring:
                found[candidate.page].append(candidate.piece)
        stopped |= {(c.page, c.is_head) for c in mine if id(c) not in recurring}
    return found


def candidates_on(page: int, words: Sequence[Word]) -> Iterator[Candidate]:
    lines = lines_of(words)
    for is_head, outer in ((True, lines), (False, lines[::-1])):
        for rank, line in enumerate(outer[:OUTERMOST]):
            for piece in pieces_of(line, PIECE_GAP):
                yield Candidate(page, is_head, rank, piece)


def recurring_in(candidates: Sequence[Candidate], distinct: set[int]) -> set[int]:
    """The identities of the candidates whose text comes back at the same height."""
    groups: dict[tuple[bool, Template], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for template in candidate.templates:
            groups[candidate.is_head, template].append(candidate)
    enough = ENOUGH_PAGES if len(distinct) > SHORT_DOCUMENT else 2
    recurring = set()
    for group in groups.values():
        height = median(candidate.piece.base for candidate in group)
        level = [c for c in group if abs(c.piece.base - height) <= SAME_HEIGHT]
        if len({candidate.page for candidate in level} & distinct) >= enough:
            recurring |= {id(candidate) for candidate in level}
    numbered = {
        (c.page, c.is_head)
        for c in candidates
        if c.rank == 0 and id(c) in recurring and NUMERAL.fullmatch(c.piece.text)
    }
    return recurring | {id(c) for c in candidates if is_beside(c, numbered)}


def is_beside(candidate: Candidate, numbered: set[tuple[int, bool]]) -> bool:
    """Whether a piece stands in the outermost line, where a page number stands too."""
    is_short = len(candidate.piece.text) <= LONGEST_HEAD
    return candidate.rank == 0 and is_short and (candidate.page, candidate.is_head) in numbered


def distinct_pages(pages: Sequence[Sequence[Word]]) -> set[int]:
    """The pages but those that say, digits aside, what an earlier one says."""
    first: dict[str, int] = {}
    for number, words in enumerate(pages):
        first.setdefault(re.sub(r"\d+", "#", " ".join(word.text for word in words)), number)
    return set(first.values())


def value_of(numeral: str) -> int:
    """The value of an Arabic or Roman numeral."""
    if numeral.isdecimal():
        return int(numeral[:9])
    values = [VALUES[letter] for letter in numeral.lower()]
    following = [*values[1:], 0]
    return sum(v if v >= after else -v for v, after in zip(values, following, strict=True))
