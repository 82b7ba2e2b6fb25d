"""The words of a sentence, each with the keys under which it is the same as another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.english.phrases import set_of
from qa.terms import FUNCTION_WORDS
from qa.verify.stems import stem_of
from qa.verify.synonyms import several, single

WORD = re.compile(r"[^\W_]+(?:(?:[’'.\-/](?=[^\W_])|,(?=\d{3}\b))[^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
# Function words elsewhere, that say something here.
SAYING = set_of(
    """tell told given named kind far find text texts list mentioned document documents"""
)
# Words that are said of anything: a paraphrase may have them where the source has none.
LIGHT = set_of(
    """issue person people individual thing case rule law way also fact matter regard concern apply
    place time one two eu european union new current same such like first main certain
    various etc thus whoever oneself himself herself somebody however therefore moreover
    furthermore addition instance example
    generally overall note additionally finally already still yet both whether become became
    use include follow happen mean take have make set out different own need needed effect
    want say come able whole full rather instead mainly simply actually today now there here
    else really merely away put go going say says said state states member country eu
    regulation"""
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start:end` of its sentence. `keys` are its stem, the stems of its parts and the
    groups of synonyms that it belongs to by itself or within a phrase.
    """

    text: str
    lower: str
    stem: str
    start: int
    end: int
    keys: frozenset[str]
    content: bool

    @property
    def is_light(self) -> bool:
        return self.lower in LIGHT or self.stem in LIGHT


@lru_cache(maxsize=4_096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    found = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    stems = [stem_of(POSSESSIVE.sub("", piece)) for _, _, piece in found]
    phrases = phrase_keys(stems)
    return tuple(
        Word(
            piece,
            POSSESSIVE.sub("", piece.lower().replace("’", "'")),
            stems[i],
            start,
            end,
            keys_of(piece, stems[i]) | phrases[i],
            is_content(piece),
        )
        for i, (start, end, piece) in enumerate(found)
    )


def is_content(piece: str) -> bool:
    lower = piece.lower()
    return (lower not in FUNCTION_WORDS or lower in SAYING) and (len(piece) > 1 or piece.isdigit())


@lru_cache(maxsize=16_384)
def keys_of(piece: str, stemmed: str) -> frozenset[str]:
    keys = {stemmed, *single().get(stemmed, ())}
    if "-" in piece:
        for part in piece.split("-"):
            keys.add(stem_of(part))
    return frozenset(keys)


def phrase_keys(stems: Sequence[str]) -> list[frozenset[str]]:
    """For each word the groups of the phrases that it is part of."""
    found: list[set[str]] = [set() for _ in stems]
    for start, first in enumerate(stems):
        for phrase, name in several().get(first, ()):
            if tuple(stems[start : start + len(phrase)]) == phrase:
                for position in range(start, start + len(phrase)):
                    found[position].add(name)
    return [frozenset(names) for names in found]
