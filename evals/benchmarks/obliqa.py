"""ObliQA as a library of our own: forty rulebooks, and questions with their gold passages.

Gokhan and Briscoe, RegNLP 2025 (github.com/RegNLP/ObliQADataset). Its texts serve to choose
settings and to measure; nothing of them is shipped.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import directories, vectors
from corpus.document import Document, Passage, digest
from corpus.embedding import Embedder, fill_cache
from corpus.library import Library
from corpus.record import Change, Held, Origin

QUESTIONS = "ObliQA_dev.json"
RULEBOOKS = "StructuredRegulatoryDocuments"
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the passages that answer it."""

    question: str
    gold: frozenset[str]


def library_of(
    data: Path,
    folder: Path,
    embedder: Embedder,
    progress: Callable[[int, int], None] | None = None,
) -> Library:
    """The library of the rulebooks in `folder`, made where it is not there yet.

    Passages are exactly as the data gives them, without a head. Embedding them takes minutes;
    what a killed run embedded is kept.
    """
    library = Library.create(folder)
    if library.current():
        return library
    held = [rulebook(file) for file in sorted((data / RULEBOOKS).glob("*.json"))]
    passages = tuple(passage for _, some in held for passage in some)
    fill_cache(library, embedder, {p.embedded_hash: p.embedded_text for p in passages}, progress)
    name = directories.fresh_name(library, 1)
    entries = vectors.entries_of(library, embedder.name, passages)
    vectors.build(directories.folder_of(library) / name, entries)
    change = Change(
        command="benchmark",
        embedding=embedder.name,
        dimension=embedder.dimension,
        directory=name,
        summary={},
        hold=tuple(Held(document, Origin("", ""), len(some)) for document, some in held),
        open=passages,
    )
    library.open_generation(change)
    return library


def rulebook(file: Path) -> tuple[Document, list[Passage]]:
    """A rulebook as a document, its passages one after the other, and these."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    document = f"rulebook/{file.stem}"
    passages: list[Passage] = []
    start = 0
    for ordinal, row in enumerate(rows):
        text = row["Passage"]
        passages.append(
            Passage(
                id=name_of(row),
                document=document,
                title="",
                ordinal=ordinal,
                label=row["PassageID"],
                path=(),
                start=start,
                body=start,
                end=start + len(text),
                text=text,
            )
        )
        start += len(text) + len(BETWEEN)
    text = BETWEEN.join(passage.text for passage in passages)
    return Document(document, document, text), passages


def name_of(row: dict[str, Any]) -> str:
    """The id of a passage: its rulebook, its number there and its text, which together are one
    passage's alone but for a few that are given twice.
    """
    return digest(json.dumps([row["DocumentID"], row["PassageID"], row["Passage"]]))


def questions_of(data: Path) -> list[Asked]:
    """The questions, in the order of the data."""
    rows = json.loads((data / QUESTIONS).read_text(encoding="utf-8"))
    return [Asked(r["Question"], frozenset(map(name_of, r["Passages"]))) for r in rows]
