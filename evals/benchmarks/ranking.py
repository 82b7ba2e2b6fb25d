"""`python -m evals.benchmarks.ranking DATA FOLDER`: what each step of ranking adds, on ObliQA.

DATA is ObliQA's folder; FOLDER keeps the library made of it, and what a reader read.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from corpus import directories
from corpus.document import digest
from corpus.embedding import Embedder, fill_cache
from corpus.errors import FootnoteError
from corpus.library import Library
from corpus.record import Vector
from corpus.vectors import VectorIndex
from evals.benchmarks.obliqa import Asked, library_of, questions_of
from evals.benchmarks.rankings import Ground, pool, steps
from evals.metrics.statistics import mean
from evals.table import Table
from qa.reader.features import head_of
from qa.reader.reading import Reader
from qa.retrieve import Hit, Scope, retrieve
from qa.terms import content_terms

K = 10
SEED = 7
READ = 20  # passages that the reader reads of a question
READ_OF_HALF = 150  # questions of each half that it is asked
SHARES = (0.05, 0.1, 0.2, 0.3)  # what the reader's margin may weigh
TIE = 1e-5  # by how much cosines may differ and be one
HALVES = ("development", "test")

Ranking = Sequence[str]


@dataclass(frozen=True)
class Line:
    """A way of ranking, and for each half its recall@10 and MAP@10."""

    name: str
    figures: tuple[tuple[float | None, float | None], ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, *(shown(figure) for half in self.figures for figure in half))


def recall(ranking: Ranking, gold: frozenset[str]) -> float:
    """The share of the gold passages among the first ten."""
    return len(gold.intersection(ranking[:K])) / len(gold)


def average_precision(ranking: Ranking, gold: frozenset[str]) -> float:
    """The precision at each gold passage among the first ten, over how many there are."""
    found, total = 0, 0.0
    for rank, id in enumerate(ranking[:K], start=1):
        if id in gold:
            found += 1
            total += found / rank
    return total / len(gold)


def halves(count: int) -> tuple[list[int], list[int]]:
    """Two fixed halves: on the first one settings are chosen, on the other they are not."""
    order = list(range(count))
    random.Random(SEED).shuffle(order)
    return order[: count // 2], order[count // 2 :]


def line(name: str, rankings: Mapping[int, Ranking], asked: Sequence[Asked]) -> Line:
    figures = []
    for half in halves(len(asked)):
        pairs = [(rankings[n], asked[n].gold) for n in half if n in rankings]
        figures.append(
            (mean(recall(r, gold) for r, gold in pairs),
             mean(average_precision(r, gold) for r, gold in pairs))
        )  # fmt: skip
    return Line(name, tuple(figures))


def approximate_recall(
    ground: Ground, index: VectorIndex, vectors: Iterable[Vector]
) -> float | None:
    """Recall@10 of the index against exact search by cosine over what it holds. Ties count as
    found. Vectors that were embedded in half precision are of length 1 only nearly.
    """
    lengths = np.linalg.norm(ground.matrix, axis=1, keepdims=True)
    unit = ground.matrix / np.where(lengths, lengths, 1)
    matrix = unit[[ground.rows[id] for id in ground.indexed]]
    shares = []
    for vector in vectors:
        tenth = np.sort(matrix @ vector)[-K:][0]
        near = (unit[ground.rows[id]] @ vector for id, _ in index.search(vector, K))
        shares.append(sum(bool(cosine >= tenth - TIE) for cosine in near) / min(K, len(matrix)))
    return mean(shares)


def reranked(hits: Sequence[Hit], margins: Sequence[float], share: float) -> list[Hit]:
    """The hits by their score and, weighing `share`, by a reader's margin for each: how likely
    it holds an answer rather than none.
    """
    likely = [1 / (1 + exp(-margin)) for margin in margins]
    weighed = [
        replace(hit, score=hit.score + share * probability)
        for hit, probability in zip(hits, likely, strict=True)
    ]
    return sorted(weighed, key=lambda hit: (-hit.score, hit.passage.id))


@dataclass(frozen=True)
class Bench:
    """The library, its index, the questions and their vectors."""

    library: Library
    index: VectorIndex
    ground: Ground
    asked: Sequence[Asked]
    vectors: Sequence[Vector]

    def hits(self, number: int, k: int) -> list[Hit]:
        """What Footnote retrieves for a question."""
        question = self.asked[number].question
        return retrieve(
            self.library,
            self.index,
            vector=self.vectors[number],
            terms=content_terms(question),
            question=question,
            scope=Scope(self.library.current()),
            k=k,
        )


def measure(bench: Bench, report: Callable[[int], None]) -> list[Line]:
    """A line for each way of ranking, and one for `retrieve` as it stands."""
    ways = steps(bench.ground)
    rankings: dict[str, dict[int, Ranking]] = {name: {} for name in ways}
    used: dict[int, Ranking] = {}
    for number, asked in enumerate(bench.asked):
        found = pool(bench.ground, bench.library, asked.question, bench.vectors[number])
        for name, way in ways.items():
            rankings[name][number] = way(found)[:K]
        used[number] = [hit.passage.id for hit in bench.hits(number, K)]
        report(number)
    lines = [line(name, found, bench.asked) for name, found in rankings.items()]
    return [*lines, line("in use: the same, approximate, uncommon words", used, bench.asked)]


def measure_reader(bench: Bench, folder: Path, reader: str) -> list[Line]:
    """Lines for the questions that a reader is asked too: without it, and with it.

    What it read is kept in the folder, so that a second run need not read it again.
    """
    some = [n for half in halves(len(bench.asked)) for n in half[:READ_OF_HALF]]
    hits = {number: bench.hits(number, READ) for number in some}
    margins = read(bench, hits, folder / f"readings-{digest(reader)}.jsonl", Reader(reader))
    lines = [line(f"{2 * READ_OF_HALF} questions, unread", ids(hits), bench.asked)]
    for share in SHARES:
        again = {n: reranked(found, margins[n], share) for n, found in hits.items()}
        lines.append(line(f"… + {share:g} × what a reader says", ids(again), bench.asked))
    return lines


def ids(hits: Mapping[int, Sequence[Hit]]) -> dict[int, Ranking]:
    return {number: [hit.passage.id for hit in found] for number, found in hits.items()}


def read(
    bench: Bench, hits: Mapping[int, Sequence[Hit]], file: Path, reader: Reader
) -> dict[int, list[float]]:
    """The margins of the hits of each question, read now or kept from before."""
    kept: dict[str, float] = {}
    if file.is_file():
        for row in file.read_text(encoding="utf-8").splitlines():
            kept |= json.loads(row)
    with file.open("a", encoding="utf-8") as opened:
        for number, found in hits.items():
            new = [hit.passage for hit in found if name(number, hit) not in kept]
            question = bench.asked[number].question
            readings = reader.read(question, [p.text for p in new], [head_of(p) for p in new])
            margins = {
                f"{number} {p.id}": float(reading.margin)
                for p, reading in zip(new, readings, strict=True)
            }
            kept |= margins
            opened.write(json.dumps(margins) + "\n")
    return {number: [kept[name(number, hit)] for hit in found] for number, found in hits.items()}


def name(number: int, hit: Hit) -> str:
    return f"{number} {hit.passage.id}"


def milliseconds(bench: Bench) -> float:
    """The median time to retrieve, over the first hundred questions."""
    taken = []
    for number in range(min(100, len(bench.asked))):
        began = perf_counter()
        bench.hits(number, K)
        taken.append(1000 * (perf_counter() - began))
    return median(taken)


def vectors_of(library: Library, embedder: Embedder, asked: Sequence[Asked]) -> list[Vector]:
    """The questions' vectors, kept in the library like those of its passages."""
    texts = {digest(a.question): a.question for a in asked}
    fill_cache(library, embedder, texts, progress("questions embedded"))
    found = library.vectors(embedder.name, list(texts))
    return [found[digest(a.question)] for a in asked]


def progress(what: str) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        sys.stderr.write(f"\r{what}: {done:,} of {total:,}" + ("\n" if done == total else ""))

    return report


def shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    given = parser().parse_args(arguments)
    try:
        sys.stdout.write(measured(given.data, given.folder, given.reader) + "\n")
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def measured(data: Path, folder: Path, reader: Path | None) -> str:
    embedder = Embedder()
    with closing(library_of(data, folder, embedder, progress("passages embedded"))) as library:
        asked = questions_of(data)
        vectors = vectors_of(library, embedder, asked)
        place = directories.path_of(library, library.generation())
        with closing(VectorIndex(place, embedder)) as index:
            ground = Ground.of(library, embedder.name)
            bench = Bench(library, index, ground, asked, vectors)
            ranked = progress("questions ranked")
            lines = measure(bench, lambda number: ranked(number + 1, len(asked)))
            if reader:
                lines += measure_reader(bench, folder, str(reader))
            columns = tuple(f"{half} {what}" for half in HALVES for what in ("recall", "MAP"))
            title = f"Ranking: {len(asked):,} questions over {len(ground.passages):,} passages, @10"
            table = Table(title, ("", *columns), tuple(found.cells for found in lines))
            near = shown(approximate_recall(ground, index, vectors))
            return (
                f"{table}\n\nApproximate against exact search, recall@10: {near}\n"
                f"Retrieving: median {milliseconds(bench):.0f} ms"
            )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("python -m evals.benchmarks.ranking", description=__doc__)
    made.add_argument("data", type=Path, help="ObliQA: its development questions and rulebooks")
    made.add_argument("folder", type=Path, help="where the library made of it is kept")
    made.add_argument("--reader", type=Path, help="a reader model's folder, to re-rank with")
    return made


if __name__ == "__main__":
    sys.exit(main())
