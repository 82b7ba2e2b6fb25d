"""Where a text mentions a provision: “Articles 16(2) and 17”, “point (b) of Article 6(1)”.

English drafting, as the Joint Practical Guide of the EU institutions teaches it (points 16 and
17), and the short form of our briefs: “(Regulation (EU) 2024/1351, Art. 57(1))”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# One pair of brackets: a paragraph's number or the letter or small Roman number of a point.
BRACKET = r"\((?:\d{1,3}[a-z]?|[a-z]{1,4})\)"
AND = r"(?:,\s*(?:and|or)|,|\s+and|\s+or|\s+to)\s+"

ARTICLES = re.compile(r"\b(?:Articles?|Arts?\.)\s+(?=\d)")
PARAGRAPHS = re.compile(r"\bparagraphs?\s+(?=\d)")
ANNEX = re.compile(r"\b(?:Annex|ANNEX)\s+(?P<number>[IVXLC]+|\d+)\b")
RECITAL = re.compile(r"\b[Rr]ecitals?\s+(?P<open>\()?(?P<number>\d{1,3})\b(?(open)\))")
PROVISION = re.compile(rf"(?P<number>\d{{1,3}}[a-z]{{0,2}})(?P<brackets>(?:{BRACKET})*)")
ONE = re.compile(BRACKET)
MORE = re.compile(rf"(?P<brackets>(?:{BRACKET})+)")
JOINED = re.compile(AND)
POINTS = re.compile(r",?\s+points?\s+(?=\()")
POINTS_BEFORE = re.compile(
    rf"\bpoints?\s+(?P<points>{BRACKET}(?:{AND}{BRACKET})*),?\s+of\s+"
    r"(?:the\s+(?:first|second|third|fourth)\s+subparagraph\s+of\s+)?$"
)
LONGEST_LEAD = 120  # characters of “points (a), (b) and (c) of the first subparagraph of ”


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start:end` name `label`; `last` is where the enumeration ends that they
    stand in. A relative one (“paragraph 2”) is labelled by what follows the number of its article.
    """

    label: str
    start: int
    end: int
    last: int
    relative: bool = False


def mentions(text: str) -> list[Mention]:
    """Every provision, annex and recital that a text mentions, in order."""
    found = [mention for head in ARTICLES.finditer(text) for mention in articles(text, head)]
    found += [mention for head in PARAGRAPHS.finditer(text) for mention in paragraphs(text, head)]
    for name, pattern in (("Annex", ANNEX), ("Recital", RECITAL)):
        found += [
            Mention(f"{name} {match['number']}", *match.span(), match.end())
            for match in pattern.finditer(text)
        ]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def articles(text: str, head: re.Match[str]) -> Iterator[Mention]:
    """“Articles 16(2), 17 and 18(1) and (3)”: each provision by itself."""
    listed = list(enumerated(text, head.end()))
    lead = POINTS_BEFORE.search(text, max(0, head.start() - LONGEST_LEAD), head.start())
    for index, (label, start, end) in enumerate(listed):
        last = listed[-1][2]
        if index:
            yield Mention(f"Article {label}", start, end, last)
        elif lead:
            for point in re.findall(BRACKET, lead["points"]):
                yield Mention(f"Article {label}{point}", lead.start(), end, last)
        else:
            yield Mention(f"Article {label}", head.start(), end, last)


def paragraphs(text: str, head: re.Match[str]) -> Iterator[Mention]:
    """“paragraphs 1 and 2(a)”, of the article they stand in."""
    listed = list(enumerated(text, head.end()))
    for index, (label, start, end) in enumerate(listed):
        number = PROVISION.match(label)
        if number:
            within = f"({number['number']}){label[number.end('number') :]}"
            begin = start if index else head.start()
            yield Mention(within, begin, end, listed[-1][2], relative=True)


def enumerated(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """The provisions of an enumeration with their spans: number, brackets and points in one."""
    number = ""
    while True:
        found, more = PROVISION.match(text, position), MORE.match(text, position)
        if found:
            number, label, end = found["number"], found[0], found.end()
        elif more and number:
            label, end = number + more["brackets"], more.end()
        else:
            return
        pointed = list(points(text, end))
        for point, start, stop in pointed:
            yield label + point, position if start == pointed[0][1] else start, stop
        if pointed:
            end = pointed[-1][2]
        else:
            yield label, position, end
        joined = JOINED.match(text, end)
        if not joined:
            return
        position = joined.end()


def points(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """“, points (a) and (c)” behind a provision."""
    lead = POINTS.match(text, position)
    while lead:
        found = ONE.match(text, lead.end())
        if not found:
            return
        yield found[0], found.start(), found.end()
        lead = JOINED.match(text, found.end())
