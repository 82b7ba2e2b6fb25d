"""Canonical text and outline as they grow, block by block: what every reader writes into."""

from collections import Counter
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from corpus.document import Section
from ingest.readers.invisible import notice_of, visible

Span = tuple[int, int]
PARAGRAPH = "\n\n"
LINE = "\n"
SPACE = " "


@dataclass(slots=True)
class Draft:
    """A text that is only ever added to, and the sections that begin and end in it.

    What is added is made canonical and visible here, in one place; spans that `add` returns
    are final.
    """

    length: int = 0
    outline: list[Section] = field(default_factory=list)
    removed: Counter[str] = field(default_factory=Counter)
    _pieces: list[str] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)
    _waiting: list[int] = field(default_factory=list)
    _numbered: bool = False

    def add(self, text: str, lead: str = PARAGRAPH) -> Span:
        """Append a block, after `lead` unless it is the first, and give its span.

        A block that follows a number of its section stands on the number's line. One without
        a visible character adds nothing and has an empty span.
        """
        seen = self.cleaned(text)
        if not seen:
            return self.length, self.length
        span = self._append(seen, lead)
        self._numbered = False
        return span

    def begin(
        self,
        label: str,
        kind: str,
        level: int,
        *,
        heading: str = "",
        number: str = "",
        lead: str = PARAGRAPH,
    ) -> None:
        """Open a section, ending those of its level and deeper.

        It starts with its heading, or with its number, which the next block follows on the
        same line; with neither it starts where the next block does.
        """
        self.close(level)
        opening = self.cleaned(heading or number)
        start = end = self.length
        if opening:
            start, end = self._append(opening, lead)
        self._numbered = bool(number and opening)
        self._open.append(len(self.outline))
        if self._numbered or not opening:
            self._waiting.append(len(self.outline))
        self.outline.append(Section(label, kind, level, start, end, end))

    def close(self, level: int = 1) -> None:
        """End the open sections of this level and deeper where the text now ends."""
        while self._open and self.outline[self._open[-1]].level >= level:
            index = self._open.pop()
            self.outline[index] = replace(self.outline[index], end=self.length)
            if index in self._waiting:
                self._waiting.remove(index)
                self._numbered = False

    def cleaned(self, text: str) -> str:
        """The text as it is appended: Unicode NFC, visible, ending in a character.

        An indent at its start is kept: it says how deep an item of a list is.
        """
        seen, removed = visible(text)
        self.removed += removed
        return normalize("NFC", seen.rstrip().lstrip("\n"))

    def text(self) -> str:
        """All that was added."""
        return "".join(self._pieces)

    def sections(self) -> tuple[Section, ...]:
        """The outline, every section ended; those in which nothing was written are left out."""
        self.close()
        return tuple(section for section in self.outline if section.end > section.start)

    def notices(self) -> tuple[str, ...]:
        """What had to be taken out, for the person who ingests."""
        return notice_of(self.removed)

    def _append(self, text: str, lead: str) -> Span:
        """Append text, and let what waits for it begin: a section, or the words of one."""
        if self.length:
            self._pieces.append(SPACE if self._numbered else lead)
            self.length += len(self._pieces[-1])
        start = self.length
        self._pieces.append(text)
        self.length += len(text)
        for index in self._waiting:
            section = self.outline[index]
            first = section.start if section.body > section.start else start
            self.outline[index] = replace(section, start=first, body=start, end=self.length)
        self._waiting.clear()
        return start, self.length
