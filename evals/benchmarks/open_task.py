"""The open task: `python -m evals.benchmarks.open_task DATA` asks the reader model's validation
questions of one library of all validation paragraphs, with no paragraph given.

`first` is the share of questions whose first statement holds a reference answer, `anywhere` the
share where any statement does (both as SQuAD compares: no case, punctuation or articles), and
`refused` the share answered with not_found; for questions that nothing answers it should be all.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from corpus.embedding import Embedder
from corpus.settings import Settings, load_settings
from evals.pipelines.stock import stock_pipeline
from evals.runs.run import documents_of
from ingest.apply import ingest
from qa.answer import Answer, Outcome
from qa.chain import Desk
from qa.reader.examples import Example
from qa.reader.mixture import read_sources
from qa.reader.validate import plain

ASKED = ("wiki", "own", "own near miss", "adversarial")


@dataclass(frozen=True, slots=True)
class Figures:
    questions: int
    first: float
    anywhere: float
    refused: float


def validation(data: Path) -> list[Example]:
    """The questions on held-out articles of an encyclopedia."""
    return [e for e in read_sources(data, None).validation if e.origin in ASKED]


def write_library(examples: Sequence[Example], folder: Path) -> None:
    """The texts of the examples, one file an article, each paragraph once."""
    articles: dict[str, dict[str, None]] = defaultdict(dict)
    for example in examples:
        articles[example.document][" ".join(example.context.split())] = None
    for title, paragraphs in articles.items():
        name = title.replace("_", " ").replace(":", "")
        text = f"{name}\n\n" + "\n\n".join(paragraphs) + "\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def holds(text: str, answers: Sequence[str]) -> bool:
    said = plain(text)
    return any(plain(answer) in said for answer in answers if plain(answer))


def figures(answered: Sequence[tuple[Example, Answer]]) -> Figures:
    def share(right: Iterator[bool]) -> float:
        found = list(right)
        return round(sum(found) / len(found), 4)

    said = [([s.text for s in a.statements] or [""], e, a) for e, a in answered]
    return Figures(
        len(answered),
        share(holds(texts[0], e.answers) for texts, e, _ in said),
        share(any(holds(t, e.answers) for t in texts) for texts, e, _ in said),
        share(a.outcome is Outcome.NOT_FOUND for _, _, a in said),
    )


def measure(data: Path, settings: Settings, most: int, seed: int) -> dict[str, Figures]:
    """The figures of each sort of question, and of the stock pipeline's chunks."""
    examples = validation(data)
    asked = Random(seed).sample(examples, min(most or len(examples), len(examples)))
    with TemporaryDirectory() as folder:
        write_library(examples, Path(folder))
        ingest(settings, [folder])
        with closing(Desk(settings)) as desk:
            answers = [(e, answered(desk, e, at, len(asked))) for at, e in enumerate(asked)]
            documents = documents_of(desk.library)
            with stock_pipeline(documents, Embedder(settings.embedding)) as stock:
                chunks = [(e, stock.ask(e.question)) for e in asked if e.span]
    sorts = {e.origin for e in asked}
    by_sort = {s: figures([pair for pair in answers if pair[0].origin == s]) for s in sorts}
    whole = figures([pair for pair in answers if pair[0].span])
    return {"answerable": whole, **dict(sorted(by_sort.items())), "stock": figures(chunks)}


def answered(desk: Desk, example: Example, at: int, of: int) -> Answer:
    sys.stderr.write(f"\r{at + 1}/{of}")
    return desk.ask(example.question)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--most", type=int, default=0, help="questions asked (all)")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        settings = load_settings(library=Path(folder))
        found = measure(chosen.data, settings, chosen.most, chosen.seed)
    shown = {name: asdict(row) for name, row in found.items()}
    sys.stdout.write("\n" + json.dumps(shown, indent=1) + "\n")


if __name__ == "__main__":
    main()
