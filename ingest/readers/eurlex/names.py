"""What an act is called: its short title, its CELEX number, its dates."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.celex import full_year
from ingest.readers.eurlex.languages import RECAST, bare, type_of_act

# “(EU) 2016/679”, “(EU) No 604/2013”, “2013/32/EU”; `no` is the sign for “number”.
NUMBER = re.compile(
    r"(?:\)\s*(?P<no>[^\d\s()][^\d()]{0,7})?)?\b(?P<first>\d{1,4})/(?P<second>\d{1,4})"
    r"(?:/[A-Z]{2,})?"
)
YEAR = re.compile(r"(?:19|20)\d\d")
NAME_IN_BRACKETS = re.compile(r"\((?P<name>[^()]{3,80})\)\s*$")
SUBJECT_END = re.compile(r",| and (?:amending|repealing)\b")
LONGEST_TITLE = 110
LONGEST_DATE_LINE = 60
SMALL_WORDS = 3  # “of”, “the” and their like stay small
MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
MONTHS = MONTH_NAMES.split()
DAY = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")
FIGURES = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
TYPED_ELI = re.compile(r"/eli/(reg|dir|dec)(?:_\w+)?/(\d{4})/(\d+)/")
ELI_LETTERS = {"reg": "R", "dir": "L", "dec": "D"}


def celex(letter: str, year: int | str, number: int | str) -> str:
    """The number of an act: sector 3, year, type, number."""
    return f"3{int(year):04d}{letter}{int(number):04d}"


def consolidated_celex(basic: str, day: str) -> str:
    """The number of a consolidated text: sector 0, the act it is of, its day. Empty without."""
    number = re.fullmatch(r"[03]?(\d{4}[A-Z]{1,2}\d{4})(-\d{8})?", basic)
    return f"0{number[1]}-{day.replace('-', '')}" if number and day else ""


def celex_of_eli(eli: str) -> str:
    """The CELEX number an ELI stands for (“…/eli/reg/2016/679/oj”), empty where it names none."""
    found = TYPED_ELI.search(eli)
    return celex(ELI_LETTERS[found[1]], found[2], found[3]) if found else ""


def celex_of_title(lines: Sequence[str]) -> str:
    """The CELEX number of the act a title names first, empty where it does not.

    “(EU) 2016/679” has the year first, “(EU) No 604/2013” last; “2013/32/EU” first again.
    """
    found = NUMBER.search(" ".join(lines))
    if not found:
        return ""
    # In some languages the type stands behind the number.
    letter = type_of_act(" ".join(lines)[: found.start()]) or type_of_act(" ".join(lines))
    year, number = found["first"], found["second"]
    if found["no"] or (YEAR.fullmatch(number) and not YEAR.fullmatch(year)):
        year, number = number, year
    return celex(letter, full_year(year), number) if letter and len(year) in (2, 4) else ""


def short_title(lines: Sequence[str]) -> str:
    """“Regulation (EU) 2016/679 (General Data Protection Regulation)”: short, recognisable."""
    if not lines:
        return ""
    number = NUMBER.search(lines[0])
    name = in_small_letters(lines[0][: number.end()]) if number else shortened(lines[0])
    subject = subject_of(lines[1:])
    named = NAME_IN_BRACKETS.search(subject)
    if named and not RECAST.search(bare(named["name"])):
        return f"{name} ({named['name']})"
    return shortened(f"{name} {SUBJECT_END.split(subject)[0]}".strip())


def subject_of(lines: Sequence[str]) -> str:
    """The line that says what an act is about: no date, no note in brackets."""
    for line in lines:
        is_date = len(line) <= LONGEST_DATE_LINE and re.search(r"\b(?:19|20)\d\d\b", line)
        if not line.startswith("(") and not (is_date and "/" not in line):
            return line
    return ""


def in_small_letters(line: str) -> str:
    """A line in capitals as it would be written in a sentence: “Regulation (EU) 2016/679”."""
    words = line.split(" ")
    if not words[0].isupper():
        return line
    return " ".join(small(word, index) for index, word in enumerate(words))


def small(word: str, index: int) -> str:
    """A word without its capitals, where it is a word: “(EU)” and “No” stay as they are."""
    if not word.isupper() or re.search(r"[()\d/]", word):
        return word
    return word.lower() if index and len(word) <= SMALL_WORDS else word.title()


def shortened(text: str) -> str:
    """A text cut at a word where it is long."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;") + " …"


def day_in(lines: Sequence[str]) -> str:
    """The first day an English title names (“of 27 April 2016”), as an ISO date."""
    found = DAY.search("\n".join(lines))
    return iso(found[3], MONTHS.index(found[2]) + 1, found[1]) if found else ""


def day_in_figures(text: str) -> str:
    """“4.5.2016” as an ISO date, empty where there is none."""
    found = FIGURES.search(text)
    return iso(found[3], found[2], found[1]) if found else ""


def iso(year: int | str, month: int | str, day: int | str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def iso_of(digits: str) -> str:
    """“20160427” as an ISO date, empty where it is none."""
    return iso(digits[:4], digits[4:6], digits[6:]) if re.fullmatch(r"\d{8}", digits) else ""


def in_words(day: str) -> str:
    """“2016-05-04” as “4 May 2016”."""
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
