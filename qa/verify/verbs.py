"""Verbs, as far as their forms show them."""

from qa.english import phrases
from qa.english.phrases import set_of

# In the third person, where they are hardly ever nouns.
THIRD_PERSON = set_of(
    """ends lasts follows runs covers sets lets tells names asks works goes gets puts keeps takes
    makes gives belongs starts begins shows says means falls rises comes counts stays prevails
    passes expires arises rests turns starts points matters happens binds links supplies counts
    chairs meets needs lists replaces repeals amends sends refers hands"""
)


def is_verb(word: str) -> bool:
    """Whether a word in lower case is a known finite verb."""
    return word in THIRD_PERSON or phrases.is_verb(word)
