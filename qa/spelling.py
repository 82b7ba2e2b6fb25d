"""Words that stand in the texts and are written nearly as one that does not."""

from collections.abc import Sequence
from difflib import get_close_matches

from corpus.library import Library
from qa.retrieve import Scope
from qa.terms import stem, words

SHORTEST = 6  # letters: a shorter word is nearly anything
ALIKE = 0.82
LENGTHS = 2  # letters that it may be longer or shorter by
GUESSES = 4


def near_spellings(
    terms: Sequence[str], library: Library, scope: Scope
) -> tuple[tuple[str, str], ...]:
    """For terms that stand nowhere in the scope: each with a word that does, where there is one."""
    found = ((term, near_spelling(term, library, scope)) for term in terms)
    return tuple((term, near) for term, near in found if near)


def near_spelling(term: str, library: Library, scope: Scope) -> str:
    if len(term) < SHORTEST or not term.isalpha():
        return ""
    wanted = stem(term)
    known = library.stems_like(wanted[0], len(wanted) - LENGTHS, len(wanted) + LENGTHS)
    near = get_close_matches(wanted, known, n=GUESSES, cutoff=ALIKE)
    return next((word for guess in near if (word := whole_word(guess, library, scope))), "")


def whole_word(wanted: str, library: Library, scope: Scope) -> str:
    """A word of the texts with this stem, as it is written there first."""
    found = library.full_text([wanted], scope.generation, scope.documents, 1)
    for passage in library.passages(scope.generation, ids=[id for id, _ in found]):
        for word in words(passage.embedded_text):
            if stem(word) == wanted:
                return word
    return ""
