"""What an item of a list, a heading or a footnote begins with."""

import re

BULLETS = frozenset("•‣◦▪▫■□●○◆◇►▶➢➤✓✔∙·⁃")
DASHES = frozenset("–—-*")  # bullets where they stand alone, words or parts of them elsewhere
NUMBER = re.compile(
    r"(\d{1,3}|[a-z]{1,2}|[A-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]|\((\d{1,3}|[a-z]{1,5})\)"
)
SECTION_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?|(?:[IVXLC]{1,6}|[A-Z])\.")
NOTE_MARK = re.compile(r"\(?(\d{1,3}|[*∗†‡§¶]{1,3})[.)]*")
ENDS_SENTENCE = re.compile(r"[.!?:…。]['\"”’»)\]]*$")


def is_bullet(word: str) -> bool:
    return word[0] in BULLETS or word in DASHES


def is_number(word: str) -> bool:
    return NUMBER.fullmatch(word) is not None


def is_marker(word: str) -> bool:
    return is_bullet(word) or is_number(word)


def ends_sentence(text: str) -> bool:
    return ENDS_SENTENCE.search(text.rstrip()) is not None
