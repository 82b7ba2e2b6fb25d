"""The parts of a sentence, and which of them may be left out without saying more than it says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from qa.verify.patterns import any_of


class Part(StrEnum):
    """What a segment does in its sentence."""

    MAIN = "main"
    LEAD = "lead"  # before the subject: it says when or for whom the rest holds
    CONDITION = "condition"
    EXCEPTION = "exception"
    RELATIVE = "relative"  # restrictive
    ASIDE = "aside"  # brackets, appositions, non-restrictive relative clauses
    REFERENCE = "reference"
    EXAMPLE = "example"
    PURPOSE = "purpose"
    SOURCE = "source"  # “according to …”
    LINK = "link"  # “however”
    JOINED = "joined"
    ALTERNATIVE = "alternative"


# What may go without a trace.
FREE = frozenset({Part.ASIDE, Part.REFERENCE, Part.EXAMPLE, Part.SOURCE, Part.LINK, Part.PURPOSE})
BINDING = frozenset({Part.CONDITION, Part.EXCEPTION})

CONDITION = any_of(
    r"""
    if|where(?!as|by|in\b|upon)|when(?!ce)|whenever|wherever|provided(?: that)?
    providing(?: that)?|as long as|so long as|in so far as|insofar as|to the extent|subject to
    in the event|in cases?(?: of| where| that)|on condition|on the condition|once|until
    as soon as|while no|whether
    """
)
CONDITION = rf"(?:only |even |and |or |but |especially )?(?:{CONDITION})"
EXCEPTION = any_of(
    r"""
    unless|except(?:ing)?(?! under)|save(?= (?:for|where|in|that))|other than|apart from
    with the exception|excluding|not including|without prejudice|but not|but only|not for
    despite|notwithstanding
    """
)
EXCEPTION = rf"(?:and |or |but )?(?:{EXCEPTION})"
FINITE_BEHIND_THAT = r"is|are|was|were|has|have|had|can|may|must|shall|will|does|do|\w+s\b"
RELATIVE = rf"(?:who|whom|whose|which|that(?= (?:{FINITE_BEHIND_THAT})))"
OTHER_STARTS = any_of(
    r"""
    for example|for instance|such as|according to|in order to|so that|so as to|with a view to
    while|whereas|although|though|because|but|and|or|nor
    (?:under|pursuant to|in accordance with)(?= (?:Articles?|Art\.|Annex|Regulation|Directive) )
    """
)
STARTS = re.compile(
    rf"(?P<mark>[,;:()]|\s[-–—]\s|—|\.(?=\s+[A-Z“]))"
    rf"|\b(?P<word>{CONDITION}|{EXCEPTION}|{RELATIVE}|{OTHER_STARTS})\b",
    re.I,
)
LINK = any_of(
    r"""
    however|moreover|therefore|furthermore|in addition|also|thus|consequently|nevertheless
    by contrast|for instance|for example|finally|in turn|in practice|in particular|meanwhile
    similarly|likewise|as a result|in short|instead|then|in other words|that is|overall
    in this way|too|as well|at the same time|for their part|for its part
    """
)
REFERRING = any_of(
    r"""
    in accordance with|pursuant to|under|as referred to in|referred to in|within the meaning of
    as defined in|laid down in|set out in|by virtue of|see|as set out in|on the basis of
    in line with|as laid down in|as provided for in|provided for in
    """
)
PROVISION = r"(?:Articles?|Arts?|Annex|recitals?|paragraphs?|Regulations?|Directives?|Decision)"
REFERENCE_ENDS = re.compile(
    r"(?:\d[a-z]?|\)|regulation|directive|decision|Code|Charter|Convention)\W*$", re.I
)
EXAMPLE = r"for example|for instance|such as|including|notably|in particular|among them|especially"
FIRST_WORDS = (
    (Part.LINK, rf"(?:{LINK})\W*$"),
    (Part.EXAMPLE, rf"(?:and |or )?(?:{EXAMPLE}|like)\b"),
    (Part.SOURCE, r"(?:according to|as (?:reported|announced|stated|published|the newspaper))\b"),
    (
        Part.REFERENCE,
        rf"(?:and |or |also )?(?:{REFERRING})\b.{{0,80}}\b{PROVISION}\b.{{0,30}}\d",
    ),
    (Part.EXCEPTION, rf"{EXCEPTION}\b"),
    (Part.CONDITION, rf"(?:{CONDITION}|(?-i:Should|Were|Had))\b"),
    (
        Part.PURPOSE,
        r"(?:in order to|so that|so as to|with a view to|because|with the aim of)\b",
    ),
    (Part.RELATIVE, rf"{RELATIVE}\b"),
    (Part.ALTERNATIVE, r"(?:or|nor)\b"),
    (Part.JOINED, r"(?:and|but|while|whereas|although|though|yet)\b"),
)
KINDS = tuple((part, re.compile(pattern, re.I)) for part, pattern in FIRST_WORDS)
LIMITS = re.compile(
    r"\b(?:only|unless|except|if|provided|not (?:for|to|if|when|where)|solely|within|at most"
    r"|at least|up to)\b",
    re.I,
)
BE_OR_MODAL = any_of(
    r"""
    is|are|was|were|has|have|had|shall|must|may|can|will|should|would|could|might|does|do|did
    cannot
    """
)
MODAL_OR_BE = re.compile(rf"\b(?:{BE_OR_MODAL})\b")
NO_VERB = any_of(
    r"""
    this|its|always|various|towards|besides|across|less|access|process|unless|as|his|perhaps
    days|weeks|months|years|hours|states|grounds|rights|members|persons|nationals|applicants
    minors|authorities|borders|others|theirs|measures|conditions|procedures|rules|countries
    """
)
FINITE = re.compile(
    rf"\b(?:{BE_OR_MODAL}|need not|needs?|(?!{NO_VERB})[a-z]{{3,}}(?:(?<!s)s|ed))\b"
)
NOMINAL = re.compile(r"(?:the|an?|its|their|his|her|this|[A-Z])\b")
BEFORE_SUBJECT = re.compile(
    r"(?:in|at|on|for|from|after|before|during|under|by|within|with|without|upon|to|as|since"
    r"|outside|inside|among|between|through|following|depending|except)\b",
    re.I,
)
NUMBERING = re.compile(r"\((?:EU|EC|EEC|[0-9a-z]{1,4})(?:, Euratom)?\)|\bat once\b")
ABBREVIATED = re.compile(r"\b(?:Arts?|No|Nos|para|paras|e\.g|i\.e|cf|Mr|Ms|Dr|St|[A-Z])\.$", re.I)
SPELT = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty"
# “between 1898 and 1905”, “five or ten days”
BETWEEN = re.compile(
    rf"\d\s$|\b(?:{SPELT}|days?|weeks?|months?|years?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\s$"
)
COUNT = re.compile(rf"\s(?:\d|{SPELT})")
PARTICIPLE = re.compile(r"[a-z]+(?:ed|ing)\b")
CONTINUED = (Part.CONDITION, Part.EXCEPTION, Part.RELATIVE, Part.LEAD)


@dataclass(frozen=True, slots=True)
class Segment:
    """`sentence[start:end]`, what it does, and what stood before it (“,”, “(”, or nothing)."""

    part: Part
    start: int
    end: int
    text: str
    before: str

    @property
    def is_free(self) -> bool:
        """Whether it may be left out whatever the rest is."""
        limits = self.part is not Part.REFERENCE and LIMITS.search(self.text)
        return self.part in FREE and not limits


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two cuts, and the marks before and behind it."""

    text: str
    start: int
    end: int
    before: str
    behind: str


@lru_cache(maxsize=4_096)
def segments_of(text: str) -> tuple[Segment, ...]:
    """The segments of a sentence in order; together they hold every word."""
    found: list[Segment] = []
    opened = 0
    for piece in pieces_of(text):
        opened = len(found) if piece.before == "." else opened
        part = part_of(piece, found[opened:], text)
        found.append(Segment(part, piece.start, piece.end, piece.text, piece.before))
    return tuple(found)


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a sentence that hold words."""
    cuts = [(0, 0, ""), *cuts_of(text), (len(text), len(text), "")]
    found: list[Piece] = []
    mark = ""
    for (_, start, before), (end, _, behind) in pairwise(cuts):
        mark = before or mark
        said = text[start:end]
        if any(c.isalnum() for c in said):
            first = start + len(said) - len(said.lstrip())
            found.append(Piece(said.strip(), first, end, mark, behind))
            mark = ""
    return found


def cuts_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a sentence is cut: where a piece ends, where the next begins, the mark between."""
    depth = 0
    for match in STARTS.finditer(NUMBERING.sub(lambda m: "_" * len(m.group()), text)):
        mark = (match["mark"] or "").strip()
        if is_no_cut(text, match, mark) or (mark == ")" and not depth):
            continue
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if not depth or mark == "(":
            yield match.start(), match.end() if match["mark"] else match.start(), mark


def is_no_cut(text: str, match: re.Match[str], mark: str) -> bool:
    """Whether a mark or word joins numbers, or belongs to an abbreviation."""
    before, after = text[: match.start()], text[match.end() :]
    if match["word"]:
        return bool(BETWEEN.search(before) and COUNT.match(after))
    if mark == ".":
        return bool(ABBREVIATED.search(text[: match.end()]))
    return mark == "," and before[-1:].isdigit() and bool(re.match(r"\d{3}\b", after))


def part_of(piece: Piece, found: Sequence[Segment], text: str) -> Part:
    """What a piece does, from its first words and the marks around it."""
    said, before = piece.text, piece.before
    if before == "(":
        return Part.CONDITION if LIMITS.match(said) else Part.ASIDE
    kind = next((part for part, pattern in KINDS if pattern.match(said)), None)
    if kind is Part.REFERENCE and not REFERENCE_ENDS.search(said):
        kind = None
    if kind is Part.RELATIVE and before == ",":
        return Part.ASIDE
    joins = kind in (Part.JOINED, Part.ALTERNATIVE)
    if joins and not before and found and found[-1].part in CONTINUED:
        return found[-1].part
    if kind is Part.JOINED and re.match(r"but\b", said, re.I) and LIMITS.match(said[4:]):
        return Part.EXCEPTION
    return kind or part_between(piece, found, text)


def part_between(piece: Piece, found: Sequence[Segment], text: str) -> Part:
    """What a piece does whose first words do not tell."""
    plain = not MODAL_OR_BE.search(piece.text)
    if not found and plain and piece.behind == "," and BEFORE_SUBJECT.match(piece.text):
        return Part.LEAD
    if plain and piece.before == piece.behind == "," and is_aside(piece, text):
        return Part.ASIDE
    if piece.before in (";", ":", "–", "-", "—"):
        return Part.JOINED
    if not any(s.part is Part.MAIN and FINITE.search(s.text) for s in found):
        return Part.MAIN
    if piece.before != "," or not plain or found[-1].part is Part.LEAD:
        return Part.MAIN
    goes_on = found[-1].part is Part.CONDITION and not FINITE.search(piece.text)
    return Part.CONDITION if goes_on else Part.JOINED


def is_aside(piece: Piece, text: str) -> bool:
    """Whether what stands between commas is an apposition or a participle, and no list."""
    if PARTICIPLE.match(piece.text):
        return True
    names = NOMINAL.match(piece.text) and not FINITE.search(piece.text)
    return bool(names) and " and " not in text[piece.end : piece.end + 40]
