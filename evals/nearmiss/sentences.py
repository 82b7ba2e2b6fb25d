"""The sentences of a library that cases are made from, each with its passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.document import Document, Passage
from corpus.library import Library
from corpus.sentences import after_bullet, sentence_spans
from corpus.settings import Settings
from ingest.passages import cut
from ingest.readers.markdown import read
from ingest.sources import shipped_folders

# A reference in brackets at the end: “(Regulation (EU) 2024/1351, Art. 57(1))”.
REFERENCE = re.compile(r" \((?:Regulation|Directive) \(EU\)(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)$")
SHORTEST, LONGEST = 6, 60  # words


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in its passage, without a list item's dash."""

    text: str
    passage: Passage

    @cached_property
    def bare(self) -> str:
        """The sentence without its closing reference: what a person would say."""
        return REFERENCE.sub("", self.text.removesuffix(".")) + "."

    @cached_property
    def spoken(self) -> str:
        """The words of `bare` as they stand in the passage: without the full stop behind them."""
        return self.bare.removesuffix(".")


def shipped_documents() -> list[Document]:
    """The shipped texts, read from their Markdown files."""
    files = [file for folder in shipped_folders() for file in sorted(folder.glob("*.md"))]
    return [read(file.read_bytes(), file.name, file.name) for file in files]


def shipped_passages() -> list[Passage]:
    longest = Settings.model_fields["passage_chars"].default
    return [passage for document in shipped_documents() for passage in cut(document, longest)]


def library_passages(folder: Path) -> list[Passage]:
    """The passages of a library. Raises what opening it raises."""
    with Library.open(folder) as library:
        return library.passages()


def sentences_of(passages: Sequence[Passage]) -> list[Sentence]:
    """The full sentences of these passages, headings and lists of words left out."""
    return [s for passage in passages for s in within(passage) if is_full(s)]


def within(passage: Passage) -> Iterator[Sentence]:
    text = passage.text
    for start, end in sentence_spans(text, passage.body - passage.start):
        yield Sentence(text[after_bullet(text, start, end) : end], passage)


def is_full(sentence: Sentence) -> bool:
    """Whether it begins and ends as a sentence does, on one line, of middling length."""
    text = sentence.text
    whole = text[:1].isupper() and text.endswith(".") and "\n" not in text and ":" not in text
    return whole and SHORTEST <= len(sentence.bare.split()) <= LONGEST
