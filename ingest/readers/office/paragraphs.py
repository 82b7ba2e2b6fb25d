"""Paragraphs of an office document on their way into a draft, and the notes called in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.document import Note
from ingest.readers.draft import LINE, PARAGRAPH, Draft

Call = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text. `level` is set for headings; `listed` and `tight` ones follow their like
    without a blank line; `calls` are the offsets in `text` at which notes are called, with the
    note's key.
    """

    text: str
    level: int = 0
    listed: bool = False
    tight: bool = False
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place in a run of words where a note is called."""

    key: str


def write(draft: Draft, paragraphs: Iterable[Paragraph]) -> list[Call]:
    """Write paragraphs; the offsets in the draft at which notes are called."""
    calls: list[Call] = []
    listed = False
    for paragraph in paragraphs:
        if paragraph.level and (heading := draft.cleaned(" ".join(paragraph.text.split()))):
            draft.begin(heading, "section", paragraph.level, heading=heading)
            start = draft.length - len(heading)
        else:
            tight = paragraph.tight or (listed and paragraph.listed)
            start, _ = draft.add(paragraph.text, LINE if tight else PARAGRAPH)
        for at, key in paragraph.calls:
            before = len(draft.cleaned(paragraph.text[:at]))
            calls.append((min(start + before, draft.length), key))
        listed = paragraph.listed
    return calls


def write_notes(draft: Draft, calls: Iterable[Call], texts: Mapping[str, str]) -> tuple[Note, ...]:
    """Write the notes that are called, in the order of their calls, at the end."""
    notes: list[Note] = []
    for at, key in calls:
        words = draft.cleaned(texts.get(key, ""))
        if not words:
            continue
        if not notes:
            draft.begin("Notes", "notes", 1)
        label = f"Note {len(notes) + 1}"
        draft.begin(
            label, "note", 2, number=f"({len(notes) + 1})", lead=LINE if notes else PARAGRAPH
        )
        start, end = draft.add(words)
        notes.append(Note(label, at, start, end))
    return tuple(notes)


def words_of(pieces: Iterable[str | NoteCall]) -> tuple[str, tuple[Call, ...]]:
    """The words of a paragraph on their lines, and where notes are called in them."""
    text = ""
    run: list[str] = []
    calls: list[Call] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
        else:
            text, run = joined(text, run), []
            calls.append((len(text.rstrip()), piece.key))
    return joined(text, run).rstrip(), tuple(calls)


def joined(text: str, run: list[str]) -> str:
    """Text with a run of words more, white space within a line as one space."""
    more = re.sub(r" *\n *", "\n", re.sub(r"[^\S\n]+", " ", "".join(run)))
    return text + (more if text and not text[-1].isspace() else more.lstrip())
