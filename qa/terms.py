"""The words of a text that tell what it is about, and their stems."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

import snowballstemmer

MARKS = re.compile("[\u0300-\u036f]")
TOKEN = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W_]+(?:[’'.\-/][^\W_]+)*")
# Words of English that carry grammar, and those people use to ask with.
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about according actually after all also although am an and another any anyone anything
    are as ask asked at be because been before being between both but by can cannot could
    describe describes did do does doing done down during each either else even ever every exactly
    explain far few find for from further get gets give given gives go had has have having he her
    here hers him his how however i if in into is it its itself just kind kinds know let list long
    look make makes many may me mean means mention mentioned mentions might more most much must
    my name named no nor not of off on once one only or other others our out over own part parts
    per please say says shall she should since so some such take taken takes tell text texts than
    that the their theirs them themselves then there these they thing things this those through
    thus till to together too under until up upon us very via was we were what whatever when
    where whereas whether which while who whom whose why will with within without would yet you
    your document documents""",
    )
)
# FTS5's `porter` tokenizer uses the same algorithm, so that both count the same words.
_stemmer = snowballstemmer.stemmer("porter")
_lock = Lock()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    with _lock:
        stemmed: str = _stemmer.stemWord(word.lower())
    return stemmed


def words(text: str) -> list[str]:
    """The words of a text as they stand; “2024/1351”, “25a” and “visa-free” are one word."""
    return [match.group().removesuffix("'s").removesuffix("’s") for match in WORD.finditer(text)]


def content_terms(text: str) -> tuple[str, ...]:
    """The words that carry meaning, each once, in order."""
    kept = {stem(word): word for word in reversed(words(text)) if is_content(word)}
    return tuple(reversed(kept.values()))


def is_content(word: str) -> bool:
    return word.lower() not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit())


def stems(text: str) -> frozenset[str]:
    """The stems of all words, and of the parts of compound ones."""
    return frozenset(stem(part) for word in words(text) for part in parts(word))


def share_stems(one: str, other: str, share: float) -> bool:
    """Whether the shorter of two texts has more than a share of its stems in common with the
    other.
    """
    a, b = stems(one), stems(other)
    return len(a & b) > share * min(len(a), len(b))


def stems_in_order(text: str) -> tuple[str, ...]:
    """The stems of a text one after the other, cut at what full-text search cuts at.

    Unlike `words`, it takes “visa-free” for two. Marks on letters are left out, as it does.
    """
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return tuple(map(stem, TOKEN.findall(text)))


def parts(word: str) -> Iterable[str]:
    """A word and, where it is compound, what it is made of."""
    pieces = re.split(r"[’'.\-/]", word)
    return [word, *pieces] if len(pieces) > 1 else pieces


def stands_in(term: str, present: frozenset[str]) -> bool:
    """Whether a term, or every part of a compound one, is among the stems of a text."""
    whole, *pieces = parts(term)
    return stem(whole) in present or (
        bool(pieces) and all(stem(piece) in present for piece in pieces)
    )
