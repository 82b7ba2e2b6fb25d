"""`python -m evals.benchmarks`: speed beside the stock pipeline, as tables or as JSON."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import FootnoteError
from corpus.settings import load_settings
from evals.benchmarks.asking import measure_asking
from evals.benchmarks.ingesting import measure_ingest
from evals.machine import machine, versions

REPEATS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit code. The library of the user is not touched."""
    given = parser().parse_args(arguments)
    try:
        with TemporaryDirectory() as folder:
            settings = load_settings(library=Path(folder) / "warm")
            ingesting = measure_ingest(settings, Path(folder), given.repeats)
            asking = measure_asking(settings, given.repeats)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    if given.json:
        measured = {"ingest": asdict(ingesting), "ask": asdict(asking)}
        about = {"repeats": given.repeats, "versions": versions(), "machine": machine()}
        sys.stdout.write(json.dumps(about | measured, indent=1) + "\n")
    else:
        sys.stdout.write(f"{ingesting.table()}\n\n{asking.table()}\n\n{EXPLAINED}\n")
    return 0


EXPLAINED = (
    "Medians over the rounds, lowest and highest in brackets. Pieces are passages or chunks,\n"
    "tokens those the embedding model sees. The time to load the model is taken off."
)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("python -m evals.benchmarks", description=__doc__)
    made.add_argument("--json", action="store_true", help="print JSON instead of tables")
    made.add_argument(
        "--repeats", type=positive, default=REPEATS, help=f"rounds to measure ({REPEATS})"
    )
    return made


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
