"""The names of countries, as English has them."""

import re
from functools import cache
from importlib.resources import files

WIDER = ("Africa", "America", "Asia", "Europe", "Oceania")


@cache
def countries() -> re.Pattern[str]:
    """The English names of countries, from the ISO 3166 table of the time zone database."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    names = sorted((row[1].split(" (")[0] for row in rows), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


@cache
def _places() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?(?:{countries().pattern}|{'|'.join(WIDER)})", re.I)


def is_place(phrase: str) -> bool:
    """Whether a phrase is the name of a country or a continent, in whatever case."""
    return bool(_places().fullmatch(phrase))
