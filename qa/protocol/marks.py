"""The plain text of SAY and FROM, line by line, as small models write it and misspell it."""

import re
from collections.abc import Iterator

from qa.protocol.draft import MOST_CHARS, MOST_QUOTES, Draft, DraftQuote
from qa.protocol.sentences import CLOSING, OPENING, drafts, unquoted

LED = r"^[\s>*_#`•+–—-]{0,12}(?:\d{1,2}[.)]\s{0,4})?[*_`]{0,3}"
LEADING = re.compile(LED)
NUMBER = r"\s{0,4}[\[(#]{0,2}(?P<number>\d{1,6})[\])]?"
SAY = re.compile(
    LED + r"(?:(?:SAY|Say|say|STATEMENT|Statement)\s{0,4}#?\d{0,3}\s?[*_`]{0,3}\s?[:.)–—-]+"
    r"|SAY(?=\s+\S))[*_`]{0,3}\s*"
)
FROM = re.compile(
    LED + r"(?:(?:FROM|(?:From|from)(?=\s{0,4}[\[(#]|\s{1,4}[\"“„«])|(?:From|from)?\s{0,4}"
    r"(?i:the\s)?\s{0,4}(?i:passages?|source|document|quote)|FROM\s+(?i:passages?|source|document))"
    r"(?:" + NUMBER + r")?(?:\s{0,4}(?:,|and|&)\s{0,4}\d{1,6}){0,9}[*_`]{0,3}"
    r"(?:\s{0,4}[(,][^\"“„«:]{0,80})?[*_`]{0,3}"
    r"(?:\s{0,4}[:=–—-]+>?|\s{0,4}(?=[\"“„«])|\s{0,4}$))[*_`]{0,3}\s*(?P<words>.*)",
    re.S,
)
# Marks that stand behind something on the same line.
FURTHER = re.compile(
    r"(?<=[\"“”»’'.!?\])*])\s{1,20}(?=[*_]{0,3}(?:SAY\b\s{0,3}\d{0,3}\s{0,3}[:.]"
    r"|FROM\b[^\"“„«:\n]{0,30}[:–—-]?\s{0,3}[\"“„«]))"
)


class MarkedText:
    """Lines in, drafts out. What stands before the first mark is held back until the end: an
    introduction if marks follow, and the answer itself, without quotes, if none do.
    """

    def __init__(self) -> None:
        self.is_marked = False
        self._say: list[str] = []
        self._quotes: list[list[str]] = []  # the number, then the lines of the quote
        self._length = 0
        self._is_said = False

    def line(self, line: str) -> Iterator[Draft]:
        """Take one whole line in; the draft that it ends comes out."""
        leading = LEADING.match(line)
        led = leading.end() if leading else 0
        first, *others = FURTHER.split(line[led:])
        for piece in (line[:led] + first, *others):
            yield from self._piece(piece)

    def begins_anew(self, line: str) -> bool:
        """Whether this beginning of a line shows already that the draft before it is complete."""
        return bool(SAY.match(line))

    def _piece(self, piece: str) -> Iterator[Draft]:
        if said := SAY.match(piece):
            yield from self.flush()
            self._is_said = self.is_marked = True
            self._add(piece[said.end() :])
        elif quoted := FROM.match(piece):
            self._start_quote(quoted)
        elif not piece.strip():
            self._break()
        elif self._quotes and is_open(self._quotes[-1]):
            if self._fits(piece):
                self._quotes[-1].append(piece)
        elif self._quotes or (self._is_ended and self._is_said):
            yield from self.flush()
            self._add(piece)
        else:
            self._add(piece)

    @property
    def _is_ended(self) -> bool:
        return bool(self._say) and not self._say[-1]

    def _start_quote(self, quoted: re.Match[str]) -> None:
        if not self._is_said:
            self._say = last_paragraph(self._say)
        self._is_said = self.is_marked = True
        words = quoted["words"]
        if len(self._quotes) < MOST_QUOTES and self._fits(words):
            self._quotes.append([quoted["number"] or "", words])

    def _add(self, piece: str) -> None:
        if self._fits(piece):
            self._say.append(piece.strip() or " ")

    def _break(self) -> None:
        if self._quotes and self._quotes[-1][1:] != [""]:
            self._quotes[-1].append("")
        elif self._say and not self._is_ended:
            self._say.append("")

    def _fits(self, piece: str) -> bool:
        """Whether there is room for more; what has once been too long stays so."""
        self._length += len(piece) + 1
        return self._length <= MOST_CHARS * (MOST_QUOTES + 1)

    def flush(self) -> Iterator[Draft]:
        """What has come of the draft that is being written."""
        text = "\n".join(self._say)
        quotes = [quote_of(lines) for lines in self._quotes]
        self._is_said = False
        self._say, self._quotes, self._length = [], [], 0
        if self.is_marked:
            yield from drafts(text, [q for q in quotes if len(q.text) <= MOST_CHARS])

    def close(self) -> Iterator[Draft]:
        self.is_marked = True
        yield from self.flush()

    def forget(self) -> None:
        """Drop what is being written: it was the model's thinking."""
        self._say, self._quotes = [], []
        self._length, self._is_said = 0, False

    def being_written(self, partial: str) -> str:
        """The sentence in work, with the line that has only begun."""
        if said := SAY.match(partial):
            return partial[said.end() :]
        if self._quotes or FROM.match(partial) or self._is_ended:
            return "\n".join(self._say)
        return "\n".join([*self._say, partial])


def is_open(lines: list[str]) -> bool:
    """Whether a quote goes on in the next line: it is not closed, and no blank line has come."""
    words = " ".join(lines[1:]).strip()
    if len(lines) > 2 and not lines[-1]:
        return False
    return not (len(words) > 1 and words[0] in OPENING and words.rstrip(" .,;*_)")[-1:] in CLOSING)


def quote_of(lines: list[str]) -> DraftQuote:
    return DraftQuote(int(lines[0]) if lines[0] else None, unquoted(" ".join(lines[1:])))


def last_paragraph(lines: list[str]) -> list[str]:
    """The lines behind the last blank one that has words behind it."""
    kept: list[str] = []
    for line in reversed(lines):
        if not line and kept:
            break
        if line:
            kept.insert(0, line)
    return kept
