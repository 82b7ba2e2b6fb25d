"""ObliQA: questions on forty rulebooks of a financial regulator, with the passages that answer.

Gokhan and Briscoe, RegNLP 2025 (github.com/RegNLP/ObliQADataset): the folder holds
`StructuredRegulatoryDocuments/` and `ObliQA_dev.json` or another split's.
"""

import json
from pathlib import Path
from typing import Any

from evals.material.material import Material, Text, named_texts, one_line
from evals.sets.question import GoldQuote, Question

RULEBOOKS = "StructuredRegulatoryDocuments"
SPLITS = ("ObliQA_test.json", "ObliQA_dev.json", "ObliQA_train.json")


def is_obliqa(folder: Path) -> bool:
    return (folder / RULEBOOKS).is_dir()


def read(folder: Path, name: str) -> Material:
    """The rulebooks as texts, each passage a paragraph; a question's passages are its gold, any
    part of which is right. Raises KeyError, ValueError and OSError where the folder is not what it
    seems.
    """
    files = sorted((folder / RULEBOOKS).glob("*.json"))
    rulebooks = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    titled = [
        (f"Rulebook {file.stem}", [passage(row) for row in rows])
        for file, rows in zip(files, rulebooks, strict=True)
    ]
    texts = tuple(named_texts(name, titled))
    by_number = {int(file.stem): text for file, text in zip(files, texts, strict=True)}
    return Material(name, texts, tuple(question(row, by_number) for row in asked_in(folder)))


def asked_in(folder: Path) -> list[dict[str, Any]]:
    file = next((folder / split for split in SPLITS if (folder / split).is_file()), None)
    if file is None:
        raise ValueError(f"it has none of {', '.join(SPLITS)}")
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def question(row: dict[str, Any], rulebooks: dict[int, Text]) -> Question:
    gold = dict.fromkeys((int(p["DocumentID"]), passage(p)) for p in row["Passages"])
    quotes = (GoldQuote(rulebooks[number].document, text, passage=True) for number, text in gold)
    return Question(row["QuestionID"], one_line(row["Question"]), quotes=tuple(quotes))


def passage(row: dict[str, Any]) -> str:
    return one_line(row["Passage"])
