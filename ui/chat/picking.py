"""From what is selected in the source pane to the words of the document."""

from typing import Final
from unicodedata import category, east_asian_width

from corpus.document import Document
from corpus.errors import LongQuote, NoWords, WordsNotFound
from corpus.sentences import trim
from corpus.verdicts import Words

QUOTE_CHARS: Final = 2_000
JOINERS: Final = "\u200c\u200d"


def picked(document: Document, start: int, selected: str) -> Words:
    """The words of a document that were selected at about `start`, cut to no word's middle.

    Raises NoWords, LongQuote, and WordsNotFound where these characters do not stand there.
    """
    at = nearest(document.text, start, selected)
    if at is None:
        raise WordsNotFound
    span = trim(document.text, at, at + len(selected))
    if span is None:
        raise NoWords
    start, end = whole_words(document.text, *span)
    if end - start > QUOTE_CHARS:
        raise LongQuote(length=end - start, limit=QUOTE_CHARS)
    return Words(document.id, document.version, start, end, document.text[start:end])


def nearest(text: str, start: int, selected: str) -> int | None:
    """Where the selected characters stand, nearest to `start`; NUL is shown as U+FFFD."""
    shown, wanted = text.replace("\0", "\ufffd"), selected.replace("\0", "\ufffd")
    before = shown.rfind(wanted, 0, start + len(wanted))
    places = [at for at in (before, shown.find(wanted, start)) if at >= 0]
    return min(places, key=lambda at: abs(at - start), default=None)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span grown to the ends of the words it cuts, and of the characters that are several."""
    while start > 0 and together(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and together(text[end - 1], text[end]):
        end += 1
    return start, end


def together(one: str, next_one: str) -> bool:
    """Whether two characters that follow each other are of one word, or of one sign."""
    if one in JOINERS or next_one in JOINERS or category(next_one).startswith("M"):
        return not one.isspace() and not next_one.isspace()
    return is_of_word(one) and is_of_word(next_one)


def is_of_word(character: str) -> bool:
    """Letters and digits, but for scripts that set no space between words."""
    written = character.isalnum() or category(character).startswith("M")
    return written and east_asian_width(character) not in "WF"
