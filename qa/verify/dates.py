"""The dates of a sentence, whole or in part, and how they are meant: from, until, by, after."""

import re
from dataclasses import dataclass
from functools import lru_cache

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?:1[5-9]|20)\d\d"
DATE = re.compile(
    rf"""(?<![\w/.])(?:
    (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<m1>{MONTH})\b(?:,?\ (?P<y1>{YEAR})\b)?
    |(?P<m2>{MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\ (?P<y2>{YEAR})\b)?
    |(?P<m3>{MONTH})(?:\ of)?\ (?P<y3>{YEAR})\b
    |(?P<y4>{YEAR})-(?P<n4>\d\d)-(?P<d4>\d\d)\b
    |(?P<d5>\d{{1,2}})[./](?P<n5>\d{{1,2}})[./](?P<y5>{YEAR})\b
    |(?P<y6>{YEAR})(?!['’\w/]|[.,]\d|\ (?:people|persons|places|euros?|applicants|relocations))
    |(?<=\b[io]n\ )(?P<m7>{MONTH})\b|(?<=\bby\ )(?P<m8>{MONTH})\b|(?<=\bsince\ )(?P<m9>{MONTH})\b
    |(?<=\bof\ )(?P<m10>{MONTH})\b|(?<=\bfrom\ )(?P<m11>{MONTH})\b|(?<=\buntil\ )(?P<m12>{MONTH})\b
    )""",
    re.X,
)
RELATIONS = (
    ("by", r"(?:no|not) later than|at the latest (?:by|on)|\bby|before the end of|due (?:on|by)"),
    ("until", r"\buntil|\btill|up to"),
    ("before", r"\bbefore|\bprior to|earlier than"),
    (
        "from",
        r"\bfrom|\bsince|as of|as from|with effect from|on (?:or|and) after"
        r"|(?:starting|beginning) (?:on|from|in)",
    ),
    ("after", r"\bafter|later than|following"),
)
BETWEEN = r"\s(?:the |about |early |late |mid-|end of |summer of )*$"
RELATION = tuple((name, re.compile(rf"(?:{words}){BETWEEN}", re.I)) for name, words in RELATIONS)
FITS = {
    "from": {"from", ""}, "": {"", "from"}, "by": {"by"}, "until": {"until"},
    "before": {"before"}, "after": {"after"},
}  # fmt: skip


NOT_BEFORE = re.compile(r"\b(?:not|never|no|cannot)\b[^,;.]*\b(?:before|until) $", re.I)
DUE = re.compile(
    r"\b(?:had|have|has) until $|\b(?:deadline|time limit)\b[^,;.]*\b(?:is|was) $", re.I
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date at `start:end`; 0 for the parts it leaves open. `relation` is from, until, by,
    before, after, or empty.
    """

    year: int
    month: int
    day: int
    relation: str
    start: int
    end: int
    text: str

    def carries(self, other: "Date") -> bool:
        """Whether all that the other says this one says too."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(said in (0, mine) for mine, said in pairs)


@lru_cache(maxsize=4_096)
def dates_of(text: str) -> tuple[Date, ...]:
    """The dates of a text in order."""
    found: list[Date] = []
    for match in DATE.finditer(text):
        groups = {key[0]: value for key, value in match.groupdict().items() if value}
        month = int(groups["n"]) if "n" in groups else month_of(groups.get("m", ""))
        parts = (int(groups.get("y", 0)), month, int(groups.get("d", 0)))
        found.append(Date(*parts, relation_of(text[: match.start()]), *match.span(), match.group()))
    return tuple(found)


def month_of(name: str) -> int:
    short = name.lower()[:3]
    return next((i for i, month in enumerate(MONTHS, 1) if short and month.startswith(short)), 0)


def relation_of(before: str) -> str:
    name = next((name for name, pattern in RELATION if pattern.search(before[-40:])), "")
    if name in ("before", "until") and NOT_BEFORE.search(before[-60:]):
        return "from"
    if name in ("until", "") and DUE.search(before[-60:]):
        return "by"
    return name
