"""What verification adds to the time of an answer: `python -m evals.benchmarks.verifying`.

In one run, models loaded, on a library of the shipped texts: extractive answers to the shipped
questions, and the verification of the faithful paraphrases of the near-miss suite as if a
language model that cites well had written them, each shown among the passages of an answer.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from corpus.document import Passage
from corpus.errors import FootnoteError
from corpus.settings import Settings, load_settings
from evals.benchmarks.timing import seconds_of
from evals.metrics.statistics import quantile
from evals.nearmiss.handmade import PARAPHRASE, handmade_lines
from evals.nearmiss.sentences import shipped_documents, shipped_passages
from evals.sets.reading import SHIPPED, load_questions
from evals.table import Table
from ingest.apply import ingest
from qa.answer import Answer, Support
from qa.chain import Desk
from qa.entailment.scoring import Scorer
from qa.generate import Shown, judged
from qa.protocol import Draft, DraftQuote

SHOWN = 9  # passages that a prompt holds, as a rule


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit code. The library of the user is not touched."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.verifying")
    parser.add_argument("--most", type=int, default=100, metavar="N", help="questions asked")
    given = parser.parse_args(arguments)
    try:
        with TemporaryDirectory() as folder:
            settings = load_settings(library=Path(folder) / "library", model="")
            ingest(settings)
            asked, said = extractive(settings, given.most)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{table(asked, said, list(verifications()))}\n")
    return 0


def extractive(settings: Settings, most: int) -> tuple[list[float], int]:
    """The seconds of each extractive answer that says something, and their statements in all."""
    with closing(Desk(settings)) as desk:
        desk.warm()
        answers: list[tuple[float, Answer]] = []
        for question in load_questions(SHIPPED).questions[:most]:
            made: list[Answer] = []
            ask = partial(desk.ask, question.question, question.history)
            seconds = seconds_of(lambda ask=ask, made=made: made.append(ask()))  # type: ignore[misc]
            answers.append((seconds, made[0]))
    told = [(seconds, answer) for seconds, answer in answers if answer.statements]
    return [seconds for seconds, _ in told], sum(len(answer.statements) for _, answer in told)


def verifications() -> Iterator[tuple[float, bool]]:
    """The seconds of each faithful paraphrase, from a draft to a statement with citations, and
    whether it was accepted; what is not is tried against other sentences as well.
    """
    passages, documents = shipped_passages(), {d.id: d for d in shipped_documents()}
    scorer = Scorer()
    scorer.score([("warm", "warm")])
    for line in handmade_lines():
        among = others(passages, line.document, line.quote)
        if line.kind == PARAPHRASE and among:
            draft = Draft(line.statement, (DraftQuote(1, line.quote),))
            shown = Shown(among, documents.__getitem__, scorer.score)
            started = perf_counter()
            said = judged(draft, shown)
            yield perf_counter() - started, said.support is not Support.UNSUPPORTED


def others(passages: Sequence[Passage], document: str, quote: str) -> list[Passage]:
    """The passage of a quote first, and those after it."""
    found = (n for n, p in enumerate(passages) if p.document == document and quote in p.text)
    first = next(found, None)
    return [] if first is None else list(passages[first : first + SHOWN])


def table(asked: Sequence[float], statements: int, verified: Sequence[tuple[float, bool]]) -> Table:
    accepted = [seconds for seconds, carried in verified if carried]
    refused = [seconds for seconds, carried in verified if not carried]
    per_statement = sum(asked) / statements
    rows = (
        row("an extractive answer", asked, per_statement),
        row("a statement verified and accepted", accepted, per_statement),
        row("a statement refused", refused, per_statement),
    )
    title = f"{len(asked)} answers of {statements} statements, {len(verified)} verified: ms"
    heads = ("", "median", "95th percentile", "mean", "of an answer's time per statement")
    return Table(title, heads, rows)


def row(name: str, seconds: Sequence[float], unit: float) -> tuple[str, ...]:
    middle, high = quantile(seconds, 0.5), quantile(seconds, 0.95)
    mean = sum(seconds) / len(seconds) if seconds else None
    shown = ("–" if value is None else f"{1000 * value:.1f}" for value in (middle, high, mean))
    return name, *shown, "–" if mean is None else f"{mean / unit:.1%}"


if __name__ == "__main__":
    sys.exit(main())
