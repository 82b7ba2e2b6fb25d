"""A run against an earlier one: what changed, where, and whether it is too much."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evals.compare.circumstances import differences
from evals.compare.paired import Change, changes
from evals.compare.tolerances import Breach, breaches
from evals.report.faults import Fault, fault
from evals.runs.figures import is_right
from evals.runs.record import Evaluation, Record

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that was right in one run only, and what went wrong in the other. `question` is
    its words, where the later run has them.
    """

    key: Key
    question: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Comparison:
    """Footnote's answers to the questions of two runs.

    `lost` were right and are not, `won` the other way round. `dropped` were asked in the earlier
    run only, `added` in the later.
    """

    baseline: str
    questions: int
    changes: tuple[Change, ...]
    tolerances: Mapping[str, float]
    lost: tuple[Flip, ...]
    won: tuple[Flip, ...]
    dropped: tuple[Key, ...]
    added: tuple[Key, ...]
    circumstances: tuple[str, ...]

    @property
    def breaches(self) -> list[Breach]:
        """What fails the comparison."""
        return breaches(self.changes, self.tolerances)

    def to_json(self) -> dict[str, Any]:
        return {
            "baseline": self.baseline,
            "questions": self.questions,
            "fails": [breach.change.figure.name for breach in self.breaches],
            "figures": {change.figure.name: self.figure_json(change) for change in self.changes},
            "lost": [flip_json(flip) for flip in self.lost],
            "won": [flip_json(flip) for flip in self.won],
            "dropped": [named(key) for key in self.dropped],
            "added": [named(key) for key in self.added],
            "circumstances": list(self.circumstances),
        }

    def figure_json(self, change: Change) -> dict[str, Any]:
        return {
            "was": change.was,
            "now": change.now,
            "difference": change.difference,
            "interval": asdict(change.interval) if change.interval else None,
            "p": change.p,
            "tolerance": self.tolerances.get(change.figure.name),
        }


def compare(
    before: Evaluation, after: Evaluation, tolerances: Mapping[str, float], baseline: str = ""
) -> Comparison:
    """Footnote's run against an earlier one, by the questions that both were asked. `baseline`
    is what the earlier one is called.
    """
    earlier, later = by_key(before.footnote.records), by_key(after.footnote.records)
    shared = [key for key in later if key in earlier]
    pairs = [(earlier[key], later[key]) for key in shared]
    return Comparison(
        baseline=baseline,
        questions=len(shared),
        changes=tuple(
            changes([one for one, _ in pairs], [two for _, two in pairs], after.circumstances.seed)
        ),
        tolerances=tolerances,
        lost=tuple(flip(two, two) for one, two in pairs if is_right(one) and not is_right(two)),
        won=tuple(flip(two, one) for one, two in pairs if is_right(two) and not is_right(one)),
        dropped=tuple(key for key in earlier if key not in later),
        added=tuple(key for key in later if key not in earlier),
        circumstances=tuple(differences(before.circumstances, after.circumstances)),
    )


def by_key(records: Iterable[Record]) -> dict[Key, Record]:
    return {record.key: record for record in records}


def flip(later: Record, wrong: Record) -> Flip:
    asked = later.detail.question.question if later.detail else ""
    return Flip(later.key, asked, fault(wrong))


def flip_json(flip: Flip) -> dict[str, str]:
    return {"question": named(flip.key), "asked": flip.question, "fault": flip.fault.value}


def named(key: Key) -> str:
    """A question as it is named in a report, “pact/q01”."""
    return "/".join(key)
