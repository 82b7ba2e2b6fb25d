"""`python -m evals.benchmarks.outcomes FOLDER`: what becomes of every file of a folder.

Each is read in a process of its own, within the limits of the settings, so that its seconds
and its memory are its own. The start of the process counts.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from time import perf_counter

from corpus.errors import SourceError
from corpus.settings import Settings, load_settings
from evals.table import Table
from ingest.readers import MODULES
from ingest.readers.kinds import Kind, kind_of
from ingest.sandbox import ReadingProcess, limits_in
from ingest.sources import find, read_bytes


@dataclass(frozen=True)
class FileOutcome:
    """What became of a file. `refusal` names the error and `reason` is its sentence; both are
    empty for one that was read. `peak_mb` is 0 where the process was lost on it.
    """

    file: str
    kind: Kind
    megabytes: float
    characters: int
    seconds: float
    peak_mb: float
    refusal: str = ""
    reason: str = ""
    detail: str = ""

    @property
    def supported(self) -> bool:
        return self.kind in MODULES


def outcomes(folder: Path, settings: Settings) -> Iterator[FileOutcome]:
    """The outcome of each file that an ingest of the folder would read."""
    for source in find([str(folder)]).sources:
        data = read_bytes(source.path, settings.source_mb * 1e6)
        name = source.path.relative_to(folder).as_posix()
        yield outcome_of(data, name, settings)


def outcome_of(data: bytes, name: str, settings: Settings) -> FileOutcome:
    began = perf_counter()
    process = ReadingProcess(limits_in(settings))
    try:
        outcome = process.ask(data, name)
        result, peak_mb = outcome.result, outcome.peak_bytes / 1e6
    except SourceError as error:
        result, peak_mb = error, 0.0
    finally:
        process.end()
    refused = isinstance(result, SourceError)
    return FileOutcome(
        file=name,
        kind=kind_of(data, name),
        megabytes=len(data) / 1e6,
        characters=0 if isinstance(result, SourceError) else len(result.text),
        seconds=perf_counter() - began,
        peak_mb=peak_mb,
        refusal=type(result).__name__ if refused else "",
        reason=str(result) if refused else "",
        detail=" ".join(getattr(result, "__notes__", ())),
    )


def kind_table(found: Sequence[FileOutcome]) -> Table:
    """A row for each kind, those that are read first, and one for all that are read."""
    supported = [outcome for outcome in found if outcome.supported]
    rows = [row(kind, members) for kind, members in by_kind(supported)]
    rows.append(row("all kinds that are read", supported))
    rows += [row(kind, members) for kind, members in by_kind(o for o in found if not o.supported)]
    columns = ("", "files", "read", "refused", "slowest (s)", "most memory (MB)")
    return Table("Outcomes by kind", columns, tuple(rows))


def by_kind(found: Iterable[FileOutcome]) -> Iterator[tuple[Kind, list[FileOutcome]]]:
    order = list(Kind)
    ordered = sorted(found, key=lambda outcome: order.index(outcome.kind))
    for kind, members in groupby(ordered, key=lambda outcome: outcome.kind):
        yield kind, list(members)


def row(name: str, members: Sequence[FileOutcome]) -> tuple[str, ...]:
    refused = sum(bool(outcome.refusal) for outcome in members)
    return (
        name,
        str(len(members)),
        str(len(members) - refused),
        str(refused),
        f"{max((outcome.seconds for outcome in members), default=0):.1f}",
        f"{max((outcome.peak_mb for outcome in members), default=0):.0f}",
    )


def refusals(found: Sequence[FileOutcome]) -> Iterator[str]:
    """The reason for each file of a kind that is read, and was not."""
    for outcome in found:
        if outcome.supported and outcome.refusal:
            yield outcome.reason + (f" [{outcome.detail}]" if outcome.detail else "")


def main(arguments: list[str] | None = None) -> int:
    made = argparse.ArgumentParser("python -m evals.benchmarks.outcomes", description=__doc__)
    made.add_argument("folder", type=Path, help="the folder to read")
    made.add_argument("--json", action="store_true", help="print JSON, a line for each file")
    given = made.parse_args(arguments)
    found = []
    for outcome in outcomes(given.folder, load_settings()):
        found.append(outcome)
        if given.json:
            sys.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
    if not given.json:
        listed = "\n".join(f"  {reason}" for reason in refusals(found))
        sys.stdout.write(f"{kind_table(found)}\n\nNot read, of a kind that is:\n{listed}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
