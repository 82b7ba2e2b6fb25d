"""Language models for tests: what they write of the passages in a prompt."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.model_server import Reply, Request, says

PASSAGE = re.compile(
    r"^=== (?P<mark>\w+) passage (?P<number>\d+): (?P<head>.*)\n(?P<text>(?:.*\n)*?)"
    r"=== (?P=mark) end of passage (?P=number)$",
    re.M,
)
SENTENCE = re.compile(r"[A-Z][^.\n]{30,}\.(?=\s|$)")


@dataclass(frozen=True)
class ShownPassage:
    number: int
    head: str
    text: str

    @property
    def sentences(self) -> list[str]:
        return [match.group() for match in SENTENCE.finditer(self.text)]


def passages_in(request: Request) -> list[ShownPassage]:
    """The passages that a prompt shows, in order."""
    return [
        ShownPassage(int(found["number"]), found["head"], found["text"].rstrip("\n"))
        for found in PASSAGE.finditer(request.user)
    ]


def holding(request: Request, words: str) -> ShownPassage:
    """The first passage in the prompt with these words."""
    return next(p for p in passages_in(request) if words in p.text)


def citing(*statements: tuple[str, str], **other: object) -> Callable[[Request], Reply]:
    """A model that writes these statements, each with a quote and the number of its passage."""

    def script(request: Request) -> Reply:
        lines = []
        for text, quote in statements:
            number = next((p.number for p in passages_in(request) if quote in p.text), 1)
            lines.append(f'SAY: {text}\nFROM {number}: "{quote}"\n')
        return says("".join(lines), **other)

    return script


def copying(request: Request) -> Reply:
    """A model that copies a sentence of each of the first three passages."""
    chosen = [(p.number, p.sentences[0]) for p in passages_in(request) if p.sentences][:3]
    return says("".join(f'SAY: {text}\nFROM {number}: "{text}"\n' for number, text in chosen))
