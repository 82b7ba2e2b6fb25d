"""The parts of two public collections that the models were not trained on:
`python -m evals.benchmarks.held_out DATA FOLDER` writes them for `footnote eval`.

DATA holds SQuAD's and SquadShifts' files and ObliQA's folder. Written are `squad.json`, the
articles that the reader model is validated on, and `obliqa/`, the half of the questions that no
way of ranking was chosen by. Of the articles one half has had a part in fitting the weights of
the evidence and the confidence (`evals.benchmarks.calibrating`); ObliQA has had none.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.benchmarks.obliqa import QUESTIONS, RULEBOOKS
from evals.benchmarks.ranking import halves
from qa.reader.examples import HELD_OUT
from qa.reader.mixture import FILES

SQUAD, OBLIQA = "squad.json", "obliqa"


def articles(data: Path) -> Iterator[dict[str, Any]]:
    """The articles of an encyclopedia that the reader model never saw."""
    for file in FILES["wiki"]:
        content = json.loads((data / file).read_text(encoding="utf-8"))
        yield from (article for article in content["data"] if article["title"] in HELD_OUT)


def write_squad(data: Path, file: Path) -> int:
    """The held-out articles in SQuAD's format; the number of their questions."""
    found = list(articles(data))
    file.write_text(json.dumps({"version": "held out", "data": found}), encoding="utf-8")
    return sum(len(paragraph["qas"]) for article in found for paragraph in article["paragraphs"])


def write_obliqa(source: Path, folder: Path) -> int:
    """ObliQA's rulebooks, and the second half of its questions; the number of these."""
    shutil.copytree(source / RULEBOOKS, folder / RULEBOOKS, dirs_exist_ok=True)
    rows = json.loads((source / QUESTIONS).read_text(encoding="utf-8"))
    _, test = halves(len(rows))
    kept = [rows[number] for number in sorted(test)]
    (folder / QUESTIONS).write_text(json.dumps(kept), encoding="utf-8")
    return len(kept)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("folder", type=Path, help="where to write")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    squad = write_squad(chosen.data, chosen.folder / SQUAD)
    obliqa = write_obliqa(chosen.data / "obliqa_dev", chosen.folder / OBLIQA)
    sys.stdout.write(f"{SQUAD}: {squad} questions; {OBLIQA}: {obliqa} questions\n")


if __name__ == "__main__":
    main()
