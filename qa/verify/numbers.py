"""The numbers of a sentence: how many, of what, and whether that is a least or a most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.verify.patterns import any_of

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
SMALL = dict(zip(ONES.split(), range(20), strict=True))
TENS = dict(
    zip(
        re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"),
        range(20, 100, 10),
        strict=True,
    )
)
SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "dozen": 12}
PLACES = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINALS = dict(zip(PLACES.split(), range(1, 21), strict=True))
FRACTIONS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25}
TIMES = {"once": 1, "twice": 2, "thrice": 3}
SMALL_NAMES = "|".join(sorted(SMALL, key=len, reverse=True))
BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{SMALL_NAMES}))?|{SMALL_NAMES})"
SCALE = "|".join(SCALES)
SPELT = rf"(?:{BELOW_100}(?:[ -](?:{SCALE})(?:(?: and |[ -]){BELOW_100})?)*|(?:{SCALE}))"
SPELT = SPELT.replace(" ", r"\ ")
ONCE = r"(?<!at\ )\bonce\b(?!\ (?:an?|the|it|they|he|she|this|that|all|protection)\b)"
GROUPED = r"(?<![\w.])\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?(?!\d)"
NUMBER = re.compile(
    rf"""(?P<ordinal>\b(?:{"|".join(ORDINALS)})\b|\b\d+(?:st|nd|rd|th)\b)
    |(?P<times>{ONCE}|\b(?:twice|thrice)\b)
    |(?P<fraction>\b(?:half|halves|quarters?)\b)
    |(?P<money>(?:\b(?:EUR|USD|GBP|CHF)|€|\$|£)\s?)?
     (?:(?P<digits>{GROUPED}|(?<![\w.])\d+(?:\.\d+)?(?!\d))
       |(?P<spelt>\b{SPELT}\b))
     (?P<scale>[ -]?(?:hundred|thousand|million|billion|bn|m)\b)?
     (?P<after>\s?(?:%|per\ ?cent\b|percent\b|percentage\ points?\b|euros?\b|EUR\b|€))?""",
    re.I | re.X,
)
UNITS = """hour day week month year minute second decade century metre kilometre mile gram kilogram
    tonne litre degree crown dollar pound euro hectare centimetre millimetre franc fortnight watt
    kilowatt megawatt inch foot"""
OTHER_UNITS = {
    "centuries": "century", "meter": "metre", "kilometer": "kilometre", "km": "kilometre",
    "kg": "kilogram", "ton": "tonne", "cm": "centimetre", "mm": "millimetre", "feet": "foot",
}  # fmt: skip
UNIT_OF = {unit: unit for unit in UNITS.split()} | OTHER_UNITS
QUALIFIERS = "working|business|calendar|consecutive|square|cubic|nautical"
UNIT = re.compile(
    rf"""[\s-]+(?:(?:more|further|additional|extra|full|whole|successive)\s)?
    (?:(?P<qualifier>{QUALIFIERS})[\s-])?
    (?P<unit>{"|".join(sorted(UNIT_OF, key=len, reverse=True))})(?:s|['’]s?|s['’])?\b""",
    re.I | re.X,
)
# “five to ten days”: the first takes its unit from the second.
RANGE = re.compile(r"\s?(?:to|and|or|-|–)\s?", re.I)
CONVERTED = {
    ("month", 12.0): ("year", 1.0),
    ("day", 7.0): ("week", 1.0),
    ("hour", 24.0): ("day", 1.0),
}
A_UNIT = re.compile(
    r"\b(?:an?|every|each|one) (?P<unit>hour|day|week|month|year|fortnight)\b"
    r"(?! (?:earlier|later))",
    re.I,
)

LEAST = any_of(
    """
    at least|no fewer than|no less than|not less than|not fewer than|minimum(?: of)?
    as (?:few|little) as
    """
)
MOST = any_of(
    r"""
    at most|up to|no more than|not more than|no longer than|not longer than|maximum(?: of)?
    within|not (?:\w+ ){0,3}exceed(?:ing)?
    no later than|not later than|at the latest|as many as|limit of
    limited to|inside|before the end of|never beyond|never more than|not beyond
    (?:may not|cannot|never|shall not|must not) (?:exceed|last (?:longer|more) than)
    not (?:last|take|be|stay|go on|run|continue)(?: for)? (?:more|longer) than|in less than
    capped at|longest|as (?:long|much|high) as
    (?:not|never|no|cannot) (?:\w+ ){0,3}(?:more|longer|later|older) than
    """
)
MORE = any_of(
    """
    more than|over|longer than|exceeds?|exceeding|older than|above|greater than|beyond|larger than
    in excess of|upwards of
    """
)
LESS = "less than|fewer than|under|below|younger than|shorter than|smaller than"
ABOUT = "about|approximately|around|roughly|some|nearly|almost|close to|an estimated|circa"
BETWEEN = r"(?:(?:a|an|the|of|total|first|another|further|period|its|\w+['’]s)\s)*"
BOUNDS = (("most", MOST), ("least", LEAST), ("more", MORE), ("less", LESS), ("about", ABOUT))
BEFORE = tuple((name, re.compile(rf"\b(?:{words})\s{BETWEEN}$", re.I)) for name, words in BOUNDS)
MOST_BEHIND = any_of(
    """
    at (?:the )?(?:most|latest|longest)|or (?:less|fewer|under|younger|earlier|lower|below)|maximum
    ceiling|limit|deadline
    """
)
LEAST_BEHIND = any_of(
    """
    at (?:the )?(?:least|minimum|earliest)|or (?:more|older|over|longer|above|higher)|minimum
    """
)
BEHIND = tuple(
    (name, re.compile(rf"[^,.;()]{{0,40}}?\b(?:{words})\b", re.I))
    for name, words in (("most", MOST_BEHIND), ("least", LEAST_BEHIND))
)
GROWN = re.compile(
    r"\b(?:go|goes|went|gone|r[io]se[ns]?|raised?|grew|put|set) (?:up|down) to $", re.I
)
TIMES_BEHIND = re.compile(r" times\b(?! of\b)")
HAS = re.compile(r"\b(?:has|have|had|gets?|given)\s$", re.I)  # “has two weeks to answer”
LOOK_BACK = 45  # characters before a number in which its bound stands


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end`. `kind` is count, ordinal, money, percent, times or fraction; `unit`
    the measure it is in (“working day”), empty where it counts something else; `bound` says how
    it is meant: exactly (empty), or as `least`, `most`, `more`, `less`, `about`.
    """

    value: float
    kind: str
    unit: str
    bound: str
    start: int
    end: int
    text: str

    @property
    def measure(self) -> tuple[str, float, str]:
        unit, value = CONVERTED.get((self.unit, self.value), (self.unit, self.value))
        return (self.kind, value, unit)


@lru_cache(maxsize=4_096)
def numbers_of(text: str, masked: tuple[tuple[int, int], ...] = ()) -> tuple[Number, ...]:
    """The numbers of a text outside the masked spans (dates, provisions)."""
    found = [read(text, match) for match in NUMBER.finditer(blanked(text, masked))]
    return tuple(with_bounds(text, in_ranges(text, [*found, *single_units(text, found)])))


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the spans overwritten, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def read(text: str, match: re.Match[str]) -> Number:
    end = match.end()
    kind, value = kind_and_value(match)
    if kind == "count" and (times := TIMES_BEHIND.match(text, end)):
        kind, end = "times", times.end()
    value *= scale_of(match["scale"])
    unit = UNIT.match(text, end) if kind in ("count", "fraction") else None
    after = (match["after"] or "").strip().lower()
    if match["money"] or after.startswith(("eur", "€")):
        kind = "money"
    elif after:
        kind = "percent"
    named = unit_name(unit) if unit else ""
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Number(
        value,
        kind,
        named,
        "",
        start,
        unit.end() if unit else end,
        text[start : unit.end() if unit else end],
    )


def kind_and_value(match: re.Match[str]) -> tuple[str, float]:
    if match["ordinal"]:
        lower = match["ordinal"].lower()
        return "ordinal", float(ORDINALS.get(lower) or re.sub(r"\D", "", lower))
    if match["times"]:
        return "times", float(TIMES[match["times"].lower()])
    if match["fraction"]:
        return "fraction", FRACTIONS[match["fraction"].lower()]
    if match["digits"]:
        return "count", float(re.sub(r"[^\d.]", "", match["digits"]))
    return "count", spelt(match["spelt"])


def unit_name(match: re.Match[str]) -> str:
    unit = UNIT_OF[match["unit"].lower()]
    qualifier = (match["qualifier"] or "").lower()
    return f"{'working' if qualifier == 'business' else qualifier} {unit}".strip()


def scale_of(word: str | None) -> float:
    name = (word or "").strip(" -").lower()
    return float({"bn": 10**9, "m": 10**6}.get(name) or SCALES.get(name, 1))


def spelt(words: str) -> float:
    """“two hundred and five” → 205."""
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, current = total + current, 0
        elif word != "and":
            current += {**SMALL, **TENS}.get(word, 0)
    return float(total + current)


def single_units(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """“a year”, “every month”: one of the unit, where no number stands there already."""
    for match in A_UNIT.finditer(text):
        if not any(n.start < match.end() and match.start() < n.end for n in found):
            unit = UNIT_OF.get(match["unit"].lower(), match["unit"].lower())
            yield Number(1.0, "count", unit, "", match.start(), match.end(), match.group())


def in_ranges(text: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers with units lent across “to”, “and” and “or”."""
    ordered = sorted(numbers, key=lambda n: n.start)
    for i in reversed(range(len(ordered) - 1)):
        one, other = ordered[i], ordered[i + 1]
        if not one.unit and one.kind == "count" and RANGE.fullmatch(text[one.end : other.start]):
            ordered[i] = replace(one, unit=other.unit, kind=other.kind)
    return ordered


def with_bounds(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    for i, number in enumerate(numbers):
        behind = text[number.end : numbers[i + 1].start if i + 1 < len(numbers) else len(text)]
        before = text[max(0, number.start - LOOK_BACK) : number.start]
        bound = bound_of(before, behind)
        if number.kind == "ordinal":
            bound = ""
        if bound or number.unit or number.text.lower() != "one":
            yield replace(number, bound=bound)  # “one of them” is hardly more than an article


def bound_of(before: str, behind: str) -> str:
    if GROWN.search(before):
        return ""
    if HAS.search(before) and re.match(r"(?:\s\w+){0,4}?\sto \w", behind):
        return "most"
    for name, pattern in BEFORE:
        if pattern.search(before):
            return name
    return next((name for name, pattern in BEHIND if pattern.match(behind)), "")
