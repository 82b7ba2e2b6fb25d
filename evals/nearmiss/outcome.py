"""What a system made of the cases: rates by kind with their intervals, and what went wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from evals.nearmiss.case import Altered, Case, Made
from evals.nearmiss.handmade import PARAPHRASE
from evals.nearmiss.judges import Judgement
from evals.table import Table

Z = 1.96  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of so many were accepted."""

    accepted: int
    cases: int

    @property
    def share(self) -> float:
        return self.accepted / self.cases if self.cases else 0.0

    def __str__(self) -> str:
        low, high = wilson(self.accepted, self.cases)
        return f"{self.accepted}  {self.share:.1%} ({low:.1%}–{high:.1%})"


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson 1927, “Probable inference”, JASA 22)."""
    if not trials:
        return 0.0, 1.0
    p, square = successes / trials, Z * Z
    middle = (p + square / (2 * trials)) / (1 + square / trials)
    half = Z * sqrt(p * (1 - p) / trials + square / (4 * trials * trials)) / (1 + square / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Outcome:
    """The judgements of several systems on the same cases, by the system's name; the first is
    the one that is tested.
    """

    cases: Sequence[Case]
    judgements: Mapping[str, Mapping[str, Judgement]]

    @property
    def tested(self) -> Mapping[str, Judgement]:
        return next(iter(self.judgements.values()))

    @property
    def false_accepted(self) -> list[Case]:
        return [case for case in self.cases if not case.true and self.tested[case.id].accepted]

    @property
    def true_rejected(self) -> list[Case]:
        return [case for case in self.cases if case.true and not self.tested[case.id].accepted]

    @property
    def quotes(self) -> Rate:
        """True cases that are no paraphrases: the sentence is there, if differently written."""
        return self.rate(lambda case: case.true and case.kind != PARAPHRASE)

    @property
    def paraphrases(self) -> Rate:
        return self.rate(lambda case: case.true and case.kind == PARAPHRASE)

    def rate(self, within: Callable[[Case], bool], system: str = "") -> Rate:
        judged = self.judgements[system] if system else self.tested
        chosen = [judged[case.id].accepted for case in self.cases if within(case)]
        return Rate(sum(chosen), len(chosen))

    def tables(self) -> tuple[Table, Table]:
        """False cases and true ones, by kind, and each at the end by how they were made."""
        return self.table("False: accepted", False), self.table("True: accepted", True)

    def table(self, title: str, true: bool) -> Table:
        groups = {name_of(case): name_of for case in self.cases if case.true is true}
        rows = [self.row(name, true, groups[name]) for name in groups]
        rows += [self.row(made.value, true, lambda case: case.made.value) for made in Made]
        rows.append(self.row("all", true, lambda _: "all"))
        return Table(title, ("", "cases", *self.judgements), tuple(rows))

    def row(self, name: str, true: bool, named: Callable[[Case], str]) -> tuple[str, ...]:
        def within(case: Case) -> bool:
            return case.true is true and named(case) == name

        rates = [self.rate(within, system) for system in self.judgements]
        compared = (f"{rate.share:.0%}" for rate in rates[1:])
        return (name, str(rates[0].cases), str(rates[0]), *compared)

    def to_json(self) -> dict[str, Any]:
        """Every case with its solution and with each system's judgement."""
        return {
            "false_accepted": len(self.false_accepted),
            "quotes": [self.quotes.accepted, self.quotes.cases],
            "paraphrases": [self.paraphrases.accepted, self.paraphrases.cases],
            "cases": [case.told() | {"judged": self.judged(case)} for case in self.cases],
        }

    def judged(self, case: Case) -> dict[str, Any]:
        return {
            system: {"accepted": said[case.id].accepted, "reasons": list(said[case.id].reasons)}
            for system, said in self.judgements.items()
        }


def name_of(case: Case) -> str:
    """The row a case belongs to: “number, in the quote”, “paraphrase”."""
    altered = {Altered.STATEMENT: ", in the statement", Altered.QUOTE: ", in the quote"}
    return case.kind + altered.get(case.altered, "")


def examples(cases: Iterable[Case], judged: Mapping[str, Judgement], each: int) -> list[str]:
    """A few cases of each kind in full, for a person to look at."""
    lines: list[str] = []
    shown: dict[str, int] = {}
    for case in cases:
        name = name_of(case)
        shown[name] = shown.get(name, 0) + 1
        if shown[name] <= each:
            lines += [f"{name} ({case.made.value}, {case.id}): {case.statement}"]
            lines += [f"    quote, passage {quote.number}: {quote.text}" for quote in case.quotes]
            lines += [f"    because {reason}" for reason in judged[case.id].reasons]
    return lines
