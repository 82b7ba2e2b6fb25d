"""Changes of numbers, dates, units, amounts and references, as sentences that are then false.

Each yields the changed sentence and the new words in it: where those stand in the passage too,
the change may be true, and is left. Where a sentence gives a limit, the new number lies beyond
it: “at most ten” follows from “at most seven”.
"""

import re
from collections.abc import Iterator
from zlib import crc32

Change = tuple[str, str]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WORDS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen"),
)
VALUES = {word: value for value, word in enumerate(WORDS) if value > 1} | {"thirty": 30}
UNITS = ("hour", "day", "week", "month", "year")
NUMBER = r"\d{1,3}(?: \d{3})+|\d+(?:\.\d+)?"
SPELLED = "|".join(VALUES)

DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (20\d\d)\b")
AMOUNT = re.compile(rf"\bEUR ({NUMBER})( million| billion)?")
DURATION = re.compile(
    rf"\b({NUMBER}|{SPELLED})((?: working| more| further)? )({'|'.join(UNITS)})(s?)\b"
)
ARTICLE = re.compile(r"\b(Article|Art\.) (\d+)((?:\(\w+\))*)")
ACT = re.compile(r"\(EU\) 2024/13(\d\d)")
# Digits that name something, and so count nothing.
NAMING = re.compile(
    r"(?:COM|SWD)\(\d{4}\) \d+"
    r"|(?:Art(?:icle|\.)s?|recitals?|Regulations?|Directives?|Decision|Protocol|No|Parts?|OJ L,"
    r"|bulletin|paragraphs?|\(EU\)|\(EC\))[ \d/(),.a-z]*?\d[\d/()]*(?:(?:,| and| to) \d[\d()]*)*"
    r"|\b(?:19|20)\d\d\b|\d+/\d+(?:/\w+)?"
)
COUNT = re.compile(rf"(?<![\d/.(-])\b(?:({NUMBER})|({SPELLED}))\b(?![/\d)-])", re.I)

LOWER_BOUND = re.compile(
    r"(?:at least|more than|over|or older than|the least|no fewer than) (?:EUR )?$"
)
UPPER_BOUND = re.compile(
    r"(?:at most|no more than|up to|less than|exceed|under|fewer than|maximum of|no longer than"
    r"|longer than|beyond) (?:the )?(?:EUR )?$"
)
LOWER_BEHIND = re.compile(r"^[^,.]{0,24} or (?:more|over|older)\b")
UPPER_BEHIND = re.compile(r"^[^,.]{0,24} (?:at most|or less|or lower|at the latest)\b")


def numbers(sentence: str) -> Iterator[Change]:
    """Numbers that count something, spelled or in digits, with another in their place."""
    naming = [*spans(NAMING, sentence), *spans(DATE, sentence), *spans(AMOUNT, sentence)]
    for match in COUNT.finditer(sentence):
        if any(start <= match.start() < end for start, end in naming):
            continue
        written = match.group()
        value = VALUES.get(written.lower()) or float(written.replace(" ", ""))
        new = other_number(value, bound(sentence, match), sentence)
        yield replaced(sentence, match, as_written(new, written))


def amounts(sentence: str) -> Iterator[Change]:
    """Sums of euro: another figure, or billions for millions."""
    for match in AMOUNT.finditer(sentence):
        limit = bound(sentence, match)
        value = float(match[1].replace(" ", ""))
        figure = as_written(other_number(value, limit, sentence), match[1])
        yield replaced(sentence, match, f"EUR {figure}{match[2] or ''}")
        if match[2] and limit != (-1 if match[2] == " million" else 1):
            swapped = " billion" if match[2] == " million" else " million"
            yield replaced(sentence, match, f"EUR {match[1]}{swapped}")


def dates(sentence: str) -> Iterator[Change]:
    """Another day, month or year."""
    for match in DATE.finditer(sentence):
        day, month, year = match.groups()
        chosen = draw(sentence, 3 if day else 2)
        if chosen == 2:
            day = str(int(day) % 28 + 1)
        elif chosen == 1:
            month = MONTHS[(MONTHS.index(month) + 5) % 12]
        else:
            year = str(int(year) + (1 if draw(month + sentence, 2) else -1))
        yield replaced(sentence, match, " ".join(part for part in (day, month, year) if part))


def units(sentence: str) -> Iterator[Change]:
    """Days for weeks, months for years: the number stays."""
    for match in DURATION.finditer(sentence):
        number, between, unit, plural = match.groups()
        place = UNITS.index(unit)
        step = bound(sentence, match) or (1 if place == 0 or draw(sentence, 2) else -1)
        if 0 <= place + step < len(UNITS):
            yield replaced(sentence, match, f"{number}{between}{UNITS[place + step]}{plural}")


def references(sentence: str) -> Iterator[Change]:
    """Another article, another paragraph of it, another act of the same year."""
    for match in ARTICLE.finditer(sentence):
        word, number, behind = match.groups()
        if behind and draw(sentence, 2):
            paragraph = re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), behind, count=1)
            behind = paragraph if paragraph != behind else "(9)" + behind
        else:
            number = str(int(number) + 1 + draw(sentence, 9))
        yield replaced(sentence, match, f"{word} {number}{behind}")
    for match in ACT.finditer(sentence):
        yield replaced(sentence, match, f"(EU) 2024/13{(int(match[1]) + 7) % 100:02}")


def bound(sentence: str, match: re.Match[str]) -> int:
    """1 where the number is the least there may be, -1 where it is the most, otherwise 0."""
    before, behind = sentence[: match.start()], sentence[match.end() :]
    if LOWER_BOUND.search(before) or LOWER_BEHIND.search(behind):
        return 1
    return -1 if UPPER_BOUND.search(before) or UPPER_BEHIND.search(behind) else 0


def other_number(value: float, limit: int, sentence: str) -> float:
    """A number of the same size that is not this one, beyond the limit where there is one."""
    step = max(1, round(value / 3)) if value < 1000 else value // 2
    higher = limit > 0 or (limit == 0 and bool(draw(sentence, 2)))
    return value + step if higher or value - step < 2 else value - step


def as_written(value: float, like: str) -> str:
    """A number written as another is: spelled, grouped by thousands, with a fraction."""
    if like.lower() in VALUES and value < len(WORDS):
        spelled = WORDS[int(value)]
        return spelled.capitalize() if like[0].isupper() else spelled
    if "." in like:
        return f"{value:.{len(like.split('.')[1])}f}"
    return f"{int(value):,}".replace(",", " ") if " " in like else str(int(value))


def replaced(sentence: str, match: re.Match[str], new: str) -> Change:
    return sentence[: match.start()] + new + sentence[match.end() :], new


def spans(pattern: re.Pattern[str], sentence: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(sentence)]


def draw(seed: str, choices: int) -> int:
    """One of so many choices, the same for the same words on every machine."""
    return crc32(seed.encode()) % choices
