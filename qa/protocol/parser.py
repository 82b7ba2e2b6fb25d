"""The reader of a model's text: pieces in, drafts out as soon as each is complete."""

import re
from collections.abc import Iterable, Iterator

from qa.protocol.cleaning import cleaned
from qa.protocol.declining import NO_ANSWER, NOTHING, REFUSAL
from qa.protocol.draft import MOST_CHARS, MOST_DRAFTS, Draft
from qa.protocol.marks import FROM, MarkedText
from qa.protocol.structured import BEGINS, BEGINS_LINE, StructuredText

LONGEST_LINE = 2 * MOST_CHARS  # a longer one is cut there
JSON_WITHIN = 400  # characters of a line in which JSON may begin
THOUGHT = re.compile(r"</?(?:think|thinking|thought|reasoning)>|\[/?THINK\]", re.I)
LONGEST_TAG = 12
ENDED = re.compile(r"[.!?:;…。！？।؟][\"”’»)\]]*$")


class DraftParser:
    """Reads what a language model writes, in whatever pieces it comes. It never fails: what it
    does not understand is a draft without quotes, or nothing.

    Takes the text of SAY and FROM and the JSON of `prompts.STATEMENTS_SCHEMA`, finds out which it
    is, and leaves out what a reasoning model thinks.
    """

    def __init__(self) -> None:
        self._raw = ""  # text that may be the beginning of a tag
        self._line = ""  # a line that has only begun
        self._is_thinking = False
        self._marked = MarkedText()
        self._structured: StructuredText | None = None
        self._given = 0
        self._nothing = self._declined = self._is_done = False

    @property
    def said_nothing(self) -> bool:
        """Whether the model says that the passages do not answer, and says nothing else."""
        empty = self._structured is not None and self._structured.said_nothing
        return not self._given and (self._nothing or empty)

    @property
    def refused(self) -> bool:
        """Whether the model declines to answer, and says nothing else."""
        return not self._given and self._declined and not self.said_nothing

    @property
    def is_full(self) -> bool:
        """Whether no further draft is taken: a model that still writes may be stopped."""
        return self._given >= MOST_DRAFTS

    @property
    def tail(self) -> str:
        """The sentence that is being written, to be shown as being checked."""
        if self.is_full:
            return ""
        if self._structured:
            written = self._structured.being_written
        else:
            written = self._marked.being_written(self._line)
        return cleaned(written[-MOST_CHARS:])

    def feed(self, piece: str) -> list[Draft]:
        """Take in more of the text; the drafts that became complete with it."""
        return list(self._given_out(self._spoken(piece)))

    def close(self) -> list[Draft]:
        """The text has ended: the drafts that are left. A last sentence that quotes nothing and
        has no full stop broke off, and could be taken for what it was not going to say.
        """
        left = list(self._given_out(self._rest()))
        if left and broke_off(left[-1]):
            self._given -= 1
            left.pop()
        return left

    def _given_out(self, found: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts, without those that say there is nothing to say and what follows on them."""
        for draft in found:
            if self.is_full:
                return
            if any(quote.text for quote in draft.quotes) or not self._says_nothing(draft.text):
                self._given += 1
                yield draft

    def _says_nothing(self, text: str) -> bool:
        """Whether a sentence that quotes nothing belongs to no answer."""
        if NOTHING.fullmatch(text):
            self._is_done = self._nothing = True
        elif NO_ANSWER.match(text):
            self._nothing = True
            return True
        elif REFUSAL.match(text):
            self._is_done = self._declined = True
        return self._is_done

    def _spoken(self, piece: str) -> Iterator[Draft]:
        """What the model says, without what it thinks. A closing tag may lack its opening one."""
        text, start = self._raw + piece, 0
        for tag in () if self._structured else THOUGHT.finditer(text):
            closes = tag.group()[1] == "/"
            if self._is_thinking and not closes:
                continue
            if not self._is_thinking:
                yield from self._text(text[start : tag.start()])
            start = tag.end()
            self._is_thinking = not closes
            if closes:
                self._forget()
        end = max(start, len(text) - may_begin_tag(text))
        self._raw = text[end:]
        if not self._is_thinking:
            yield from self._text(text[start:end])

    def _forget(self) -> None:
        if not self._structured:
            self._line = ""
            self._marked.forget()

    def _text(self, text: str) -> Iterator[Draft]:
        if self._structured:
            yield from self._structured.feed(text)
            return
        start = 0
        while start < len(text) and not self._structured:
            room = start + LONGEST_LINE - len(self._line)
            end = text.find("\n", start, room)
            if end < 0 and len(text) < room:
                break
            self._line += text[start : room if end < 0 else end]
            start = room if end < 0 else end + 1
            yield from self._whole_line()
        yield from self._begun(text[start:])

    def _begun(self, text: str) -> Iterator[Draft]:
        """A line that has not ended: as much as can be told from its beginning."""
        if self._structured:
            yield from self._structured.feed(text)
            return
        self._line += text
        at = self._json_at(self._line, ended=False)
        if at is not None:
            yield from self._turn_to_json(at)
        elif self._marked.begins_anew(self._line):
            yield from self._marked.flush()

    def _whole_line(self) -> Iterator[Draft]:
        at = self._json_at(self._line, ended=True)
        if at is not None:
            yield from self._turn_to_json(at)
            return
        line, self._line = self._line, ""
        yield from self._marked.line(line)

    def _json_at(self, line: str, *, ended: bool) -> int | None:
        """Where JSON begins in a line, before any mark of the plain form has come."""
        if self._marked.is_marked or self._marked.begins_anew(line) or FROM.match(line):
            return None
        found = (BEGINS_LINE if ended else BEGINS).search(line[:JSON_WITHIN])
        return found.start() if found else None

    def _turn_to_json(self, at: int) -> Iterator[Draft]:
        self._structured = StructuredText()
        line, self._line = self._line[at:], ""
        yield from self._structured.feed(line)

    def _rest(self) -> Iterator[Draft]:
        raw, self._raw = self._raw, ""
        if not self._is_thinking:
            yield from self._text(raw)
        if self._structured is None and self._line:
            yield from self._whole_line()
        yield from self._structured.close() if self._structured else self._marked.close()


def broke_off(draft: Draft) -> bool:
    quotes_something = any(quote.text for quote in draft.quotes)
    return not quotes_something and not ENDED.search(draft.text)


def may_begin_tag(text: str) -> int:
    """How many characters at the end of a text may belong to a tag that has only begun."""
    at = max(text.rfind("<", -LONGEST_TAG), text.rfind("[", -LONGEST_TAG))
    return len(text) - at if at >= 0 else 0
