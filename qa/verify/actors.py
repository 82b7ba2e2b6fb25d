"""Who acts and who is acted upon: names, and the people and bodies that are named in lower case."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.english.phrases import set_of
from qa.places import countries
from qa.terms import FUNCTION_WORDS
from qa.verify.people import person
from qa.verify.reading import Reading
from qa.verify.words import Word

# Capitalised for their place or as a matter of style, not as names.
NO_NAMES = set_of(
    """article articles art recital annex chapter section paragraph no regulation directive
    decision regulations directives i a the this these those it its he she they we you there"""
)
NAME = re.compile(r"(?<![\w.])[A-Z][\w'’]*(?:[-.][\w'’]+)*")
GENERIC = set_of("""person people individual anyone someone everyone nobody somebody""")


@dataclass(frozen=True, slots=True)
class Actor:
    """A word that names or describes somebody."""

    word: Word
    is_name: bool


@lru_cache(maxsize=4_096)
def actors_in(words: tuple[Word, ...]) -> tuple[Actor, ...]:
    """The names and actors among the words of a sentence."""
    found = []
    for position, word in enumerate(words):
        if is_name(word, position):
            found.append(Actor(word, True))
        elif person(word.lower):
            found.append(Actor(word, False))
    return tuple(found)


def actors_of(reading: Reading) -> tuple[Actor, ...]:
    spans = [(p.start, p.end) for p in reading.provisions] + [
        (d.start, d.end) for d in reading.dates
    ]
    return tuple(
        actor
        for actor in actors_in(reading.words)
        if not any(start <= actor.word.start < end for start, end in spans)
    )


def is_name(word: Word, position: int) -> bool:
    """Whether a word is written as a name; the first word of a sentence only where it has another
    capital or a digit, or is a country.
    """
    text = word.text
    if not text[0].isupper() or word.lower in NO_NAMES or len(text) < 2:
        return False
    if position == 0:
        shape = any(c.isupper() for c in text[1:]) or any(c.isdigit() for c in text)
        return shape or bool(countries().fullmatch(text))
    return word.lower not in FUNCTION_WORDS
