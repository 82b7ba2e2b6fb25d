"""Are the numbers, dates and provisions of a statement those of its quotes, for the same thing?"""

import re
from collections.abc import Iterator, Sequence

from qa.verify.alignment import Alignment
from qa.verify.dates import FITS, Date
from qa.verify.numbers import Number
from qa.verify.provisions import act_kind
from qa.verify.reading import Reading
from qa.verify.words import Word

# How a number may be meant in a statement, for each way it is meant in the source.
BOUNDS = {
    "": {""},
    "most": {"most"},
    "least": {"least"},
    "more": {"more"},
    "less": {"less"},
    "about": {"about"},
}
PERIODIC = {
    "year": re.compile(r"\b(?:yearly|annual(?:ly)?|per annum)\b", re.I),
    "month": re.compile(r"\bmonthly\b", re.I),
    "week": re.compile(r"\bweekly\b", re.I),
    "day": re.compile(r"\bdaily\b", re.I),
}
LIST = re.compile(
    r"[,:] (?P<said>[^,;:.()]{2,40}(?:, [^,;:.()]{2,40})*,? (?:and|or) [\w’' -]{2,60})"
)
OF_THEM = re.compile(r" of (?:them|these|those|which)\b")
CLOSE = 30  # characters behind a fact in which the next word belongs to it
WITHIN_RANGE = 5  # characters between the ends of a range: “ and ”, “ to ”
NEAR = 40  # characters around a number in which its noun stands


def unlike(a: Alignment) -> Iterator[str]:
    """What is wrong with the facts of a statement, in words."""
    yield from unlike_numbers(a)
    yield from unlike_dates(a)
    yield from unlike_provisions(a)


def unlike_numbers(a: Alignment) -> Iterator[str]:
    quoted = [n for n in a.source.numbers if a.evidence.is_touched(n.start, n.end)]
    for number in a.statement.numbers:
        alike = [n for n in quoted if n.measure == number.measure]
        alike = alike or [n for n in quoted if is_spelled_apart(n, number)]
        if not alike:
            if is_periodic(a, number) or is_count_of_list(a, number):
                continue
            yield not_carried(number.text, [n.text for n in quoted if n.kind == number.kind])
            continue
        meant = [n for n in alike if number.bound in BOUNDS[n.bound]]
        if is_ranged(a.statement, number):
            meant = meant or [n for n in alike if is_ranged(a.source, n)]
        if not meant:
            yield differently_meant(a, number, alike[0])
            continue
        if not any(counts_the_same(a, number, n) for n in meant):
            yield f"In the quotes, “{number.text}” is said of something else."


def is_ranged(reading: Reading, number: Number) -> bool:
    """Whether a number is one end of a range, to which what stands before it belongs."""
    others = (n for n in reading.numbers if n != number and n.kind == number.kind)
    return any(in_one_range(number, n) for n in others)


def is_periodic(a: Alignment, number: Number) -> bool:
    """“Each year’s maximum” for “the yearly maximum”."""
    unit = PERIODIC.get(number.unit) if number.value == 1 else None
    return unit is not None and bool(unit.search(a.source.text))


def is_count_of_list(a: Alignment, number: Number) -> bool:
    """Whether a number counts what the statement lists behind it: “four States: Cyprus, Greece,
    Italy and Spain”.
    """
    if number.kind != "count" or number.unit or number.bound:
        return False
    for match in LIST.finditer(a.statement.text, number.end):
        items = re.split(r", (?:and |or )?| and | or ", match["said"])
        listed = [w for w in a.statement.content if match.start() <= w.start < match.end()]
        if len(items) == number.value and all(map(a.is_carried, listed)):
            return True
    return False


def is_spelled_apart(one: Number, other: Number) -> bool:
    """A number and the same one with a unit that only one of the two texts repeats."""
    return one.value == other.value and one.kind == other.kind and not (one.unit and other.unit)


def differently_meant(a: Alignment, said: Number, meant: Number) -> str:
    says = around(a.source.text, meant.start, meant.end)
    return f"The quotes say “{says}”, which is not the same as “{said.text}” in the statement."


def around(text: str, start: int, end: int) -> str:
    """A few words around a place."""
    before = text[:start].split(" ")[-4:]
    after = text[end:].split(" ")[:3]
    return " ".join([*before, text[start:end], *after]).replace("  ", " ").strip()


def counts_the_same(a: Alignment, said: Number, meant: Number) -> bool:
    """Whether a number counts the same thing, of the same one, in both texts."""
    mine = nearby(a.statement, said)
    theirs = {w.start for w in nearby_words(a.source, meant)}
    noun = mine[0] if mine and not said.unit and said.kind in ("count", "ordinal") else None
    counted = [w.start for w in a.forward[noun.start]] if noun is not None else []
    if OF_THEM.match(a.source.text, meant.end):
        return True
    if counted and theirs.isdisjoint(counted):
        return False
    others = [
        n
        for n in a.source.numbers
        if n.measure != meant.measure and n.kind == meant.kind and not in_one_range(n, meant)
    ]
    return not others or is_bound(a, said.start, meant.start, [n.start for n in others])


def in_one_range(one: Number | Date, other: Number | Date) -> bool:
    """“Between one and three weeks”."""
    first, second = sorted((one, other), key=lambda n: n.start)
    return second.start - first.end <= WITHIN_RANGE


def nearby(reading: Reading, number: Number) -> list[Word]:
    return [w for w in reading.content if number.end <= w.start < number.end + NEAR]


def nearby_words(reading: Reading, number: Number) -> list[Word]:
    return [w for w in reading.content if number.start - NEAR <= w.start < number.end + 2 * NEAR]


def is_bound(a: Alignment, said: int, meant: int, others: Sequence[int]) -> bool:
    """Whether what stands around a fact in the statement stands around it in the source, and not
    rather around another fact of its kind: “Malta 1,000 and Cyprus 2,000” does not carry
    “Cyprus 1,000”.
    """
    home = a.source.segment_at(meant)
    elsewhere = {a.source.segment_at(other) for other in others} - {home}
    beside = [other for other in others if a.source.segment_at(other) == home]
    if beside and not nearest_is(a, said, meant, beside):
        return False
    segment = a.statement.segments[a.statement.segment_at(said)] if a.statement.segments else None
    if segment is None or not elsewhere:
        return nearest_is(a, said, meant, others)
    here = there = 0
    for word in a.statement.content:
        if not segment.start <= word.start < segment.end:
            continue
        homes = {a.source.segment_at(w.start) for w in a.forward[word.start] if w.stem == word.stem}
        here += home in homes and not homes & elsewhere
        there += bool(homes & elsewhere) and home not in homes
    return there == 0 or here >= there + 1 or (here == there and nearest_is(a, said, meant, others))


def nearest_is(a: Alignment, said: int, meant: int, others: Sequence[int]) -> bool:
    """Whether the statement's words next to a fact stand nearer to it in the source than to
    another fact.
    """
    behind = (w for w in a.statement.content if said < w.start < said + CLOSE)
    noun = next((w for w in behind if is_said_once(a, w)), None)
    counted = [w.start for w in a.forward[noun.start] if w.stem == noun.stem] if noun else []
    if counted:
        ahead = [place for place in counted if place > meant]
        return any(not any(meant < other < place for other in others) for place in ahead) or any(
            abs(place - meant) <= min(abs(place - other) for other in others) for place in counted
        )
    close = sorted(a.statement.content, key=lambda w: abs(w.start - said))[:3]
    close = [w for w in close if abs(w.start - said) <= NEAR]
    score = 0
    for word in close:
        places = [w.start for w in a.forward[word.start] if w.stem == word.stem]
        if len(places) == 1:
            mine = abs(places[0] - meant)
            theirs = min(abs(places[0] - other) for other in others)
            score += 1 if mine <= theirs else -1
    return score >= 0


def is_said_once(a: Alignment, word: Word) -> bool:
    return sum(w.stem == word.stem for w in a.statement.content) == 1


def unlike_dates(a: Alignment) -> Iterator[str]:
    quoted = [d for d in a.source.dates if a.evidence.is_touched(d.start, d.end)]
    for date in a.statement.dates:
        alike = [d for d in quoted if d.carries(date)]
        if not alike:
            yield not_carried(date.text, [d.text for d in quoted])
            continue
        meant = [d for d in alike if fits(date, d)]
        if not meant:
            says = around(a.source.text, alike[0].start, alike[0].end)
            yield f"The quotes say “{says}”, which is not what the statement says of “{date.text}”."
            continue
        others = [
            d
            for d in a.source.dates
            if not d.carries(date) and not any(in_one_range(d, m) for m in meant)
        ]
        if others and not any(
            is_bound(a, date.start, d.start, [o.start for o in others]) for d in meant
        ):
            yield f"In the quotes, “{date.text}” is said of something else."


def fits(said: Date, meant: Date) -> bool:
    return said.relation in FITS[meant.relation]


def unlike_provisions(a: Alignment) -> Iterator[str]:
    quoted = [p for p in a.source.provisions if a.evidence.is_touched(p.start, p.end)]
    for provision in a.statement.provisions:
        alike = [p for p in quoted if p.carries(provision)]
        if provision.kind == "act":
            kind = act_kind(provision.text)
            alike = [p for p in alike if not kind or act_kind(p.text) in ("", kind)]
        if not alike:
            yield not_carried(provision.text, [p.text for p in quoted if p.kind == provision.kind])


def not_carried(said: str, quoted: Sequence[str]) -> str:
    """“The quotes do not carry “20 weeks”: they say “12 weeks”.”"""
    shown = list(dict.fromkeys(quoted))[:3]
    they_say = ": they say " + ", ".join(f"“{text}”" for text in shown) if shown else ""
    return f"The quotes do not carry “{said}”{they_say}."
