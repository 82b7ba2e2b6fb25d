"""`python -m evals.benchmarks`: speed beside the stock pipeline, as tables or as JSON.

`answers` is ingest and asking, `formats` reading alone, of folders where some are given.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import FootnoteError
from corpus.settings import Settings, load_settings
from evals.benchmarks.asking import Asking, measure_asking
from evals.benchmarks.formats import Reading, measure_reading
from evals.benchmarks.ingesting import Ingesting, measure_ingest
from evals.runs.machine import machine, versions

REPEATS = 5
QUESTIONS = 200  # asked in each round
PARTS = ("all", "answers", "formats")
Measured = Ingesting | Asking | Reading


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit code. The library of the user is not touched."""
    given = parser().parse_args(arguments)
    try:
        with TemporaryDirectory() as folder:
            settings = load_settings(library=Path(folder) / "warm")
            measured = measure(given.part, settings, given)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    if given.json:
        about = {"repeats": given.repeats, "versions": versions(), "machine": machine()}
        figures = {name: asdict(part) for name, part in measured.items()}
        sys.stdout.write(json.dumps(about | figures, indent=1) + "\n")
    else:
        tables = [str(part.table()) for part in measured.values()]
        sys.stdout.write("\n\n".join([*tables, EXPLAINED]) + "\n")
    return 0


def measure(part: str, settings: Settings, given: argparse.Namespace) -> dict[str, Measured]:
    measured: dict[str, Measured] = {}
    if part in ("all", "answers"):
        measured["ingest"] = measure_ingest(settings, settings.library.parent, given.repeats)
        measured["ask"] = measure_asking(settings, given.repeats, given.questions)
    if part in ("all", "formats"):
        measured["read"] = measure_reading(settings, given.repeats, given.folder)
    return measured


EXPLAINED = (
    "Medians over the rounds, lowest and highest in brackets. Pieces are passages or chunks,\n"
    "tokens those the embedding model sees. The time to load the model is taken off. × is\n"
    "Footnote's time over that of plain text extraction."
)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("python -m evals.benchmarks", description=__doc__)
    made.add_argument(
        "part", nargs="?", choices=PARTS, default=PARTS[0], help="what to measure (all)"
    )
    made.add_argument(
        "folder", nargs="*", type=Path, help="read these instead of samples made for it (formats)"
    )
    made.add_argument("--json", action="store_true", help="print JSON instead of tables")
    made.add_argument(
        "--questions", type=positive, default=QUESTIONS, help=f"questions to ask ({QUESTIONS})"
    )
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
