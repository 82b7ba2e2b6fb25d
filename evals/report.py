"""What an evaluation came to: figures, what falls short, tables to print, JSON to keep."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.record import Record, Run
from evals.summary import (
    KIND_COLUMNS,
    RIGHT_COLUMNS,
    SPLIT_COLUMNS,
    Shortfall,
    Summary,
    Table,
    Thresholds,
    overall_table,
    part_table,
    shortfalls,
    summaries_by,
    summarise,
)


@dataclass(frozen=True)
class Report:
    """Footnote's run, the stock pipeline's where it ran too, and what is asked of the first.

    For the command line: print each of `tables()`, then each of `shortfalls` (its `str` is a
    clause such as “hit@5 is 0.800, below 0.85”), and leave with `exit_code`. `--json` prints
    `to_json(records=False)`; `--save` has been done by `evaluate`.
    """

    footnote: Run
    stock: Run | None
    thresholds: Thresholds

    @property
    def runs(self) -> tuple[Run, ...]:
        return (self.footnote, self.stock) if self.stock else (self.footnote,)

    @property
    def summary(self) -> Summary:
        return summarise(self.footnote.records)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Footnote's figures below their thresholds; the stock pipeline is held to none."""
        return shortfalls(self.summary, self.thresholds)

    @property
    def exit_code(self) -> int:
        return 1 if self.shortfalls else 0

    def tables(self) -> tuple[Table, ...]:
        """All pipelines overall, Footnote by kind, and each pipeline by split: what was found
        and cited, and then what was right.
        """
        overall = {run.pipeline: summarise(run.records) for run in self.runs}
        by_kind = summaries_by(self.footnote.records, kind_of)
        splits = {run.pipeline.capitalize(): by_split(run) for run in self.runs}
        return (
            overall_table(overall, self.thresholds),
            part_table("Footnote by kind", by_kind, KIND_COLUMNS),
            *(
                part_table(f"{name} by split", parts, SPLIT_COLUMNS)
                for name, parts in splits.items()
            ),
            part_table("Footnote by kind: what was right", by_kind, RIGHT_COLUMNS),
            *(
                part_table(f"{name} by split: what was right", parts, RIGHT_COLUMNS)
                for name, parts in splits.items()
            ),
        )

    def to_json(self, *, records: bool = True) -> dict[str, Any]:
        """The report as JSON, each run with its figures; without its records if so asked."""
        content: dict[str, Any] = SHAPE.dump_python(self, mode="json")
        for run in self.runs:
            fields = content[run.pipeline]
            fields["summary"] = figures(run)
            fields["records"] = fields.pop("records") if records else []
        return content | {"below": [asdict(shortfall) for shortfall in self.shortfalls]}


SHAPE = TypeAdapter(Report)


def save_report(report: Report, file: Path) -> None:
    """Write a report with all its records as JSON, making the folder where there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    file.write_text(content + "\n", encoding="utf-8")


def load_report(file: Path) -> Report:
    """A report that was saved. Raises ValueError when the file holds something else."""
    return SHAPE.validate_json(file.read_bytes())


def figures(run: Run) -> dict[str, Any]:
    """A run's figures as JSON: overall, by kind of question and by split."""
    return {
        "overall": asdict(summarise(run.records)),
        "by_kind": {k: asdict(s) for k, s in summaries_by(run.records, kind_of).items()},
        "by_split": {k: asdict(s) for k, s in by_split(run).items()},
    }


def by_split(run: Run) -> dict[str, Summary]:
    return summaries_by(run.records, split_of)


def kind_of(record: Record) -> str:
    return record.kind.value


def split_of(record: Record) -> str:
    return record.split.value
