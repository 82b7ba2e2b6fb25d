"""An evaluation as a file, and read again."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from corpus.errors import BadRun
from evals.report.faults import fault
from evals.report.files import write
from evals.report.measured import Measured
from evals.report.parts import by_document, by_kind, by_language, by_split, parted
from evals.runs.record import Evaluation, Run

FORMAT: Final = 2
SHAPE = TypeAdapter(Evaluation)


def to_json(
    evaluation: Evaluation, measures: Sequence[Measured], *, records: bool = True
) -> dict[str, Any]:
    """An evaluation as JSON, each run with its figures; without its records if so asked."""
    content: dict[str, Any] = SHAPE.dump_python(evaluation, mode="json")
    for one, fields in zip(measures, content["runs"], strict=True):
        kept = fields.pop("records")
        fields["figures"] = figures(one)
        if records:
            fields["records"] = kept
    return {"format": FORMAT, **content}


def figures(one: Measured) -> dict[str, Any]:
    """A run's figures: overall with 95 % intervals, and by kind of question, split, language and
    document; and the questions by what went wrong.
    """
    records = one.records
    faults = parted(records, lambda record: [fault(record).value])
    return {
        "overall": one.values,
        "intervals": {name: [each.low, each.high] for name, each in one.intervals.items()},
        "by_kind": by_kind(records),
        "by_split": by_split(records),
        "by_language": by_language(records),
        "by_document": by_document(records),
        "faults": {name: ["/".join(r.key) for r in some] for name, some in faults.items()},
    }


def save(evaluation: Evaluation, measures: Sequence[Measured], file: Path) -> None:
    """Write an evaluation with all its records, making the folder where there is none. Raises
    FileUnwritable.
    """
    content = to_json(evaluation, measures)
    write(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def keep(evaluation: Evaluation, file: Path) -> None:
    """Write what a repository keeps to compare with: the scores of Footnote's answers, a question
    a line, so that a difference between two such files can be read. Raises FileUnwritable.
    """
    kept = replace(evaluation, runs=(without_details(evaluation.footnote),))
    content = SHAPE.dump_python(kept, mode="json", exclude_defaults=True)
    (run,) = content["runs"]
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in run.pop("records"))
    head = json.dumps({"format": FORMAT, **content, "runs": []}, ensure_ascii=False, indent=1)
    named = json.dumps(run, ensure_ascii=False)
    before = head.removesuffix("[]\n}")
    write(file, f'{before}[{named[:-1]}, "records": [\n{lines}\n]}}]}}\n')


def load(file: Path) -> Evaluation:
    """An evaluation that was saved. Raises BadRun when the file holds something else."""
    try:
        content = json.loads(file.read_bytes())
        for run in content["runs"]:
            run.pop("figures", None)
        if content.pop("format") != FORMAT:
            raise BadRun(file=file, reason="it was saved by another version of Footnote")
        return SHAPE.validate_python(content)
    except OSError as error:
        raise BadRun(file=file, reason=f"it cannot be opened ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise BadRun(file=file, reason="it is no run that `footnote eval --save` wrote") from error


def without_details(run: Run) -> Run:
    """The scores alone."""
    return replace(run, records=tuple(replace(record, detail=None) for record in run.records))
