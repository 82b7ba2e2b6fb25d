"""Pinpoints of the shipped texts, as in “(Regulation (EU) 2024/1351, Art. 57(1))”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KIND = r"(?:Commission |Council )?(?:Implementing )?(?:Regulation|Directive|Decision)"
ACT = rf"{KIND} \(E[UC]\) (?:No )?\d+/\d+"
PINPOINT = re.compile(rf"\((?P<act>{ACT}), (?P<places>[^()]*(?:\([^()]*\)[^()]*)*)\)")
BETWEEN = re.compile(r", | and | to ")
PLACE = re.compile(
    r"(?:(?P<kind>Art\.|recitals?) )?(?P<number>\d+[a-z]?)?(?P<steps>(?:\([0-9a-z]{1,4}\))*)"
)
STEP = re.compile(r"[0-9a-z]+")


class Malformed(ValueError):
    """A pinpoint that does not have the agreed form."""


@dataclass(frozen=True)
class Place:
    """An article of an act with paragraph and points, or a recital."""

    act: str
    article: str = ""
    steps: tuple[str, ...] = ()
    recital: int = 0


def places(text: str) -> list[Place]:
    """Every place that the pinpoints of a text name. Raises Malformed."""
    return [
        place
        for pinpoint in PINPOINT.finditer(text)
        for place in places_in(pinpoint["act"], pinpoint["places"])
    ]


def places_in(act: str, listed: str) -> Iterator[Place]:
    """The places of one act: “Art. 57(1)”, “Art. 35(1) and (2)”, “recitals 62 to 64”."""
    kind = article = ""
    for part in BETWEEN.split(listed):
        found = PLACE.fullmatch(part)
        kind = (found and found["kind"]) or kind
        article = (found and found["number"]) or article
        if not part or not found or not kind or not article:
            raise Malformed(f"({act}, {listed})")
        if kind == "Art.":
            yield Place(act, article, tuple(STEP.findall(found["steps"])))
        elif found["steps"]:
            raise Malformed(f"({act}, {listed})")
        else:
            yield Place(act, recital=int(article))


def without_pinpoints(text: str) -> str:
    return re.sub(r"\s*" + PINPOINT.pattern, "", text)
