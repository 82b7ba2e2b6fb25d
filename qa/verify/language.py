"""Is a statement English: only then do the rules know what its words say."""

import re

from qa.english.phrases import set_of
from qa.terms import FUNCTION_WORDS, words

# Small words of the other large languages of the Union that are none of English.
FOREIGN = set_of(
    """le la les des du une est et dans pour que qui sur été par avec ne pas être sont aux au
    der die das den dem des ein eine und ist nicht mit von zu wird werden für auf oder sind
    el los las del una es y que en por para con no se su al son
    il lo gli di che è per con non una della dei sono nel alla
    de het een en van is niet met voor worden zijn
    o os as do da um uma e não com se são na pelo
    się jest nie oraz w z na do dla które"""
)
ENGLISH = FUNCTION_WORDS | {"the", "of", "shall", "must"}
LETTERS = re.compile(r"[^\W\d_]")


def is_english(statement: str) -> bool:
    """Whether small words of English are no fewer than those of other languages. A short
    statement may have neither.
    """
    said = [word.lower() for word in words(statement)]
    english = sum(word in ENGLISH for word in said)
    foreign = sum(word in FOREIGN and word not in ENGLISH for word in said)
    letters = LETTERS.findall(statement)
    latin = sum(letter.isascii() for letter in letters)
    return english >= foreign and latin >= 0.8 * len(letters)
