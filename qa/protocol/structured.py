"""The JSON of a model with structured output, object by object as it comes, also half of it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa.protocol.draft import MOST_CHARS, MOST_QUOTES, Draft, DraftQuote
from qa.protocol.sentences import drafts, unquoted

DEEPEST = 8  # brackets inside one another
MOST_OF_ONE = 2 * MOST_CHARS * (MOST_QUOTES + 1)  # characters of one object
BEGINS = re.compile(r"\{\s{0,80}\"")
BEGINS_LINE = re.compile(r"\{\s{0,80}\"|\{\s{0,80}$|^\s*\[\s*$|^\s*\{\s*\}")
TEXT_KEYS = ("text", "statement", "sentence", "say", "answer")
QUOTE_KEYS = ("quotes", "citations", "sources", "from", "evidence")
NUMBER_KEYS = ("passage", "number", "source", "id")
WORDS_KEYS = ("quote", "text", "words")
TEXT_SO_FAR = re.compile(r'"(?:text|statement|sentence|say)"\s*:\s*"((?:[^"\\]|\\.)*)')
STRAY_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(slots=True)
class Frame:
    """An object that is open. `lists` counts its open lists. `safe` is how far it can be closed
    by hand: so many pieces, and so many lists open after them.
    """

    pieces: list[str] = field(default_factory=lambda: ["{"])
    length: int = 1
    lists: int = 0
    safe: tuple[int, int] = (0, 0)

    def add(self, piece: str) -> None:
        self.length += len(piece)
        if self.length <= MOST_OF_ONE:
            self.pieces.append(piece)

    def mark_safe(self) -> None:
        self.safe = (len(self.pieces), self.lists)

    def whole(self) -> Any:
        return loaded("".join(self.pieces)) if self.length <= MOST_OF_ONE else None

    def half(self) -> Any:
        count, lists = self.safe
        return loaded("".join(self.pieces[:count]) + "]" * lists + "}") if count else None


class StructuredText:
    """Characters in, drafts out. An object that has been read leaves `null` where it stood, so
    that nothing is read twice.
    """

    def __init__(self) -> None:
        self.said_nothing = False
        self._frames: list[Frame] = []
        self._depth = 0
        self._in_string = self._is_escaped = self._is_over = False

    def feed(self, text: str) -> Iterator[Draft]:
        for character in text:
            if self._is_over:
                return
            if self._frames and self._in_string:
                self._in_words(character)
            elif character == "{":
                self._open()
            elif self._frames:
                yield from self._between(character)

    def close(self) -> Iterator[Draft]:
        """What can be saved of an object that was never closed."""
        while self._frames:
            said = list(drafts_of(self._frames.pop().half()))
            if said:
                yield from said
                return

    @property
    def being_written(self) -> str:
        for frame in reversed(self._frames):
            if found := TEXT_SO_FAR.search("".join(frame.pieces)):
                return re.sub(r"\\(?:u[0-9a-fA-F]{0,4}|.)?", spelled, found.group(1))
        return ""

    def _in_words(self, character: str) -> None:
        self._frames[-1].add(character)
        if self._is_escaped:
            self._is_escaped = False
        elif character == "\\":
            self._is_escaped = True
        elif character == '"':
            self._in_string = False

    def _open(self) -> None:
        self._deeper()
        self._frames.append(Frame())

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._is_over = True
            self._frames.clear()

    def _between(self, character: str) -> Iterator[Draft]:
        frame = self._frames[-1]
        if character == "}":
            yield from self._closed()
            return
        frame.add(character)
        if character == '"':
            self._in_string = True
        elif character == "[":
            frame.lists += 1
            self._deeper()
        elif character == "]" and frame.lists:
            frame.lists -= 1
            self._depth -= 1
            frame.mark_safe()

    def _closed(self) -> Iterator[Draft]:
        frame = self._frames.pop()
        frame.add("}")
        self._depth -= 1 + frame.lists
        value = frame.whole()
        said = list(drafts_of(value))
        yield from said
        if self._frames:
            self._frames[-1].add("null" if said or value is None else json.dumps(value))
            self._frames[-1].mark_safe()
        elif value in ({}, {"statements": []}):
            self.said_nothing = True


def loaded(text: str) -> Any:
    for written in (text, STRAY_COMMA.sub(r"\1", text)):
        try:
            return json.loads(written, strict=False)
        except ValueError:
            continue
    return None


def drafts_of(value: Any) -> Iterator[Draft]:
    """The drafts of an object that is a statement. One with the number of a passage is a quote."""
    if isinstance(value, dict) and first_of(value, NUMBER_KEYS) is None:
        text = first_of(value, TEXT_KEYS)
        if isinstance(text, str):
            quotes = [quote for item in listed(value) if (quote := quote_of(item))]
            yield from drafts(text, quotes)


def listed(value: Mapping[str, Any]) -> list[Any]:
    quotes = first_of(value, QUOTE_KEYS)
    return quotes[:MOST_QUOTES] if isinstance(quotes, list) else [quotes]


def quote_of(item: Any) -> DraftQuote | None:
    if isinstance(item, str):
        item = {"quote": item}
    if not isinstance(item, dict):
        return None
    words = first_of(item, WORDS_KEYS)
    words = words if isinstance(words, str) and len(words) <= MOST_CHARS else ""
    number = number_in(first_of(item, NUMBER_KEYS))
    return DraftQuote(number, unquoted(words)) if words or number is not None else None


def number_in(value: Any) -> int | None:
    digits = re.search(r"-?[0-9]{1,6}", str(value)) if isinstance(value, int | str) else None
    return int(digits.group()) if digits and not isinstance(value, bool) else None


def first_of(value: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def spelled(escape: re.Match[str]) -> str:
    """What an escape in a string stands for; nothing for one that has only begun."""
    try:
        return str(json.loads(f'"{escape.group()}"'))
    except ValueError:
        return ""
