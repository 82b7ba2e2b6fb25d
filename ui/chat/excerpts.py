"""Pieces of texts as they are shown beside an answer: shortened, the words asked with in bold."""

from collections.abc import Iterator

from qa.terms import WORD, content_terms, parts, stem
from ui.chat.markup import element

BEFORE_CHARS = 60  # what is shown of a text before the first word that was asked with


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"


def excerpt(text: str, question: str, limit: int) -> Iterator[str]:
    """A piece of a text around the first word of a question in it, all such words in bold."""
    line, asked = " ".join(text.split()), asked_stems(question)
    first = next((start for start, end in matches(line, asked)), 0)
    begin = word_before(line, first - BEFORE_CHARS) if first > limit - BEFORE_CHARS else 0
    if begin:
        yield "…"
    yield from in_bold(shortened(line[begin:], limit), asked)


def word_before(line: str, at: int) -> int:
    """The beginning of the word at or before a character."""
    return line.rfind(" ", 0, max(0, at)) + 1


def in_bold(text: str, asked: frozenset[str]) -> Iterator[str]:
    done = 0
    for start, end in matches(text, asked):
        yield text[done:start]
        yield element("strong", text[start:end], class_="match")
        done = end
    yield text[done:]


def matches(text: str, asked: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The words of a text that are words of the question, in whatever form."""
    for found in WORD.finditer(text):
        if any(stem(part) in asked for part in parts(found.group())):
            yield found.span()


def asked_stems(question: str) -> frozenset[str]:
    return frozenset(stem(part) for term in content_terms(question) for part in parts(term))
