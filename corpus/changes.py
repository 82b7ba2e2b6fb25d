"""Passages old against new: which were edited, added, removed or moved, and the words in them."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from corpus.document import Passage

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
WORD = re.compile(r"\w+")
ALIKE = 0.4  # of the words: less, and one passage is not the other's new wording
MOST_PAIRS = 40_000  # old × new passages compared in one place; beyond, they pair in order
MOST_TOKENS = 6_000  # in one passage; beyond, its wording is shown whole, old and new


class Fate(StrEnum):
    """What became of a passage; `headed`: its words are as before, the headings above are not."""

    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    HEADED = "headed"


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that is not as it was. `old` is missing where it was added, `new` where removed."""

    fate: Fate
    old: Passage | None
    new: Passage | None

    @property
    def passage(self) -> Passage:
        """The passage as it is now, or was last."""
        passage = self.new or self.old
        assert passage is not None
        return passage


class Side(StrEnum):
    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a passage: in both wordings, or in one of them alone."""

    side: Side
    text: str


# Passages


def changes(old: Sequence[Passage], new: Sequence[Passage]) -> list[PassageChange]:
    """What is different between two versions of a document, in the order of the new one.

    A passage that only stands further down than before, in the same order, is not different.
    """
    places = gaps([p.embedded_hash for p in old], [p.embedded_hash for p in new])
    left: dict[str, deque[Passage]] = defaultdict(deque)
    for before, _ in places:
        for passage in old[before]:
            left[passage.embedded_hash].append(passage)
    found: list[PassageChange] = []
    # Two sets: of several passages with one text, old and new ones that bear one id need not
    # be each other's.
    departed: set[str] = set()
    arrived: set[str] = set()
    for _, after in places:
        for passage in new[after]:
            if left[passage.embedded_hash]:
                origin = left[passage.embedded_hash].popleft()
                found.append(PassageChange(Fate.MOVED, origin, passage))
                departed.add(origin.id)
                arrived.add(passage.id)
    for before, after in places:
        gone = [p for p in old[before] if p.id not in departed]
        come = [p for p in new[after] if p.id not in arrived]
        found += paired(gone, come)
    return sorted(found, key=lambda change: change.passage.start)


def gaps(old: Sequence[str], new: Sequence[str]) -> list[tuple[slice, slice]]:
    """The places where two lists of names differ, the names in order between them the same."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (slice(a, b), slice(c, d))
        for operation, a, b, c, d in matcher.get_opcodes()
        if operation != "equal"
    ]


def paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[PassageChange]:
    """The passages of one place, each old one with its new wording where it has one."""
    partner = partners([p.text for p in old], [p.text for p in new])
    for place, passage in enumerate(old):
        if place not in partner:
            yield PassageChange(Fate.REMOVED, passage, None)
            continue
        other = new[partner[place]]
        same = passage.text == other.text
        yield PassageChange(Fate.HEADED if same else Fate.EDITED, passage, other)
    taken = set(partner.values())
    for place, passage in enumerate(new):
        if place not in taken:
            yield PassageChange(Fate.ADDED, None, passage)


def partners(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which new text is which old one's, by their words, the likest first."""
    if len(old) * len(new) > MOST_PAIRS:
        return {place: place for place in range(min(len(old), len(new)))}
    mine, theirs = [words_in(text) for text in old], [words_in(text) for text in new]
    pairs = [
        (-likeness(a, b), abs(i - j), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
        if likeness(a, b) >= ALIKE
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def words_in(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common (the Jaccard index of their words)."""
    shared = (one & other).total()
    union = one.total() + other.total() - shared
    return shared / union if union else 1.0


# Words


def wording(old: str, new: str) -> list[Words]:
    """Two wordings word by word: what is in both or in the old is the old text, in order, to the
    last character, and what is in both or in the new is the new one.
    """
    if old == new:
        return [Words(Side.BOTH, old)] if old else []
    mine, theirs = TOKEN.findall(old), TOKEN.findall(new)
    if len(mine) + len(theirs) > MOST_TOKENS:
        return list(written([(Side.OLD, old), (Side.NEW, new)]))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    runs: list[tuple[Side, str]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            runs.append((Side.BOTH, "".join(mine[a:b])))
        else:
            runs += [(Side.OLD, "".join(mine[a:b])), (Side.NEW, "".join(theirs[c:d]))]
    return list(written(runs))


def written(runs: Iterable[tuple[Side, str]]) -> Iterator[Words]:
    """The runs as a person reads them: changes that only a space or a mark keeps apart are one."""
    pending = {Side.OLD: "", Side.NEW: ""}
    between = ""
    for side, text in runs:
        if side is not Side.BOTH:
            if text:
                pending = {name: words + between for name, words in pending.items()}
                between = ""
                pending[side] += text
        elif any(pending.values()) and not between and not WORD.search(text):
            between = text
        else:
            yield from flushed(pending)
            pending = {Side.OLD: "", Side.NEW: ""}
            yield Words(Side.BOTH, between + text)
            between = ""
    yield from flushed(pending)
    if between:
        yield Words(Side.BOTH, between)


def flushed(pending: dict[Side, str]) -> Iterator[Words]:
    for side, text in pending.items():
        if text:
            yield Words(side, text)


# Documents


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """A document that is not as it was, and what became of its passages."""

    document: str
    title: str
    changes: tuple[PassageChange, ...]


def edits(
    documents: Iterable[str], old: Iterable[Passage], new: Iterable[Passage]
) -> list[DocumentEdit]:
    """What is different in some documents, of all passages before and after."""
    before, after = by_document(old), by_document(new)
    found = []
    for id in documents:
        titled = [*after[id], *before[id]]
        title = titled[0].title if titled else id
        found.append(DocumentEdit(id, title, tuple(changes(before[id], after[id]))))
    return found


def by_document(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    grouped: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        grouped[passage.document].append(passage)
    return grouped
