"""Folders in BEIR's form: documents, queries, and which documents are relevant to which.

Thakur et al. 2021 (arXiv:2104.08663). `corpus.jsonl` and `queries.jsonl` lie in the folder, the
relevance in `qrels/`: `test.tsv`, or else another split's.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.material.material import Material, Text, named_texts
from evals.sets.question import GoldQuote, Question

CORPUS, QUERIES, RELEVANCE = "corpus.jsonl", "queries.jsonl", "qrels"
SPLITS = ("test.tsv", "dev.tsv", "train.tsv")


def is_beir(folder: Path) -> bool:
    return all((folder / name).exists() for name in (CORPUS, QUERIES, RELEVANCE))


def read(folder: Path, name: str) -> Material:
    """A folder's documents as texts; each query's relevant documents are its gold, any part of
    which is right. Raises KeyError, ValueError and OSError where the folder is not what it seems.
    """
    rows = list(lines(folder / CORPUS))
    texts = tuple(named_texts(name, [(row.get("title", ""), [row["text"]]) for row in rows]))
    by_id = dict(zip((row["_id"] for row in rows), texts, strict=True))
    relevant = relevance(folder)
    asked = (
        Question(row["_id"], row["text"], quotes=tuple(map(whole, found)))
        for row in lines(folder / QUERIES)
        if (found := [by_id[id] for id in relevant.get(row["_id"], ()) if id in by_id])
    )
    return Material(name, texts, tuple(asked))


def lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as read_lines:
        yield from (json.loads(line) for line in read_lines if line.strip())


def relevance(folder: Path) -> dict[str, list[str]]:
    """The ids of the documents that are relevant to a query, by its id."""
    file = next(
        (folder / RELEVANCE / s for s in SPLITS if (folder / RELEVANCE / s).is_file()), None
    )
    if file is None:
        raise ValueError(f"{RELEVANCE}/ has none of {', '.join(SPLITS)}")
    found: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if int(row["score"]) > 0:
                found.setdefault(row["query-id"], []).append(row["corpus-id"])
    return found


def whole(text: Text) -> GoldQuote:
    """A document as gold: its paragraphs, of which any part is right."""
    return GoldQuote(text.document, text.content.strip(), passage=True)
