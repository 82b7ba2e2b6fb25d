"""Is a text English? The rules of this room are."""

from qa.terms import FUNCTION_WORDS, words

FEWEST = 12  # words of a text that shows its language
SHARE = 0.15  # of function words: English sentences have two to three times as many


def is_english(text: str) -> bool:
    """Whether enough of a text's words are the small words of English; one is enough for a few
    words without foreign letters.
    """
    said = [word.lower() for word in words(text) if word.isalpha()]
    small = sum(word in FUNCTION_WORDS for word in said)
    if len(said) < FEWEST and text.isascii():
        return small > 0 or len(said) <= FEWEST // 4
    return small >= SHARE * len(said)
