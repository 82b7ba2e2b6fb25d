"""`python -m evals.nearmiss`: whether false statements and quotes are refused, and true ones not.

Exits with 1 when a false case is accepted, with 2 when there is nothing to judge by.
"""

import argparse
import json
import sys
from pathlib import Path

from corpus.errors import FootnoteError
from evals.nearmiss.case import Case
from evals.nearmiss.judges import Judge, NoVerdict, exact, footnote, fuzzy, program
from evals.nearmiss.outcome import Outcome, examples
from evals.nearmiss.sentences import library_passages, shipped_passages
from evals.nearmiss.suite import SEED, suite


def main(arguments: list[str] | None = None) -> int:
    """Make the cases, have them judged, print, and return the exit code."""
    given = parser().parse_args(arguments)
    try:
        passages = library_passages(given.library) if given.library else shipped_passages()
        cases = suite(passages, given.seed)
        if given.export:
            export(cases, given.export)
            return 0
        outcome = Outcome(cases, {name: judge(cases) for name, judge in judges(given).items()})
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except NoVerdict as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if given.save:
        content = json.dumps(outcome.to_json(), ensure_ascii=False, indent=1)
        given.save.write_text(content + "\n", encoding="utf-8")
    sys.stdout.write(printed(outcome, given.examples))
    return 1 if outcome.false_accepted else 0


def judges(given: argparse.Namespace) -> dict[str, Judge]:
    """The system that is tested, first, and the two it is compared with."""
    compared: dict[str, Judge] = {"fuzzy quote matcher": fuzzy, "exact words": exact}
    if given.command:
        return {"command": program(given.command)} | compared
    if given.without_score:
        return {"footnote": footnote(None)} | compared
    from qa.entailment.scoring import Scorer  # loading it takes seconds, and not all need it

    return {"footnote": footnote(Scorer().score)} | compared


def export(cases: list[Case], file: Path) -> None:
    """A case a line, with its solution."""
    lines = (json.dumps(case.told(), ensure_ascii=False) + "\n" for case in cases)
    file.write_text("".join(lines), encoding="utf-8")


def printed(outcome: Outcome, each: int) -> str:
    parts = [str(table) for table in outcome.tables()]
    parts.append(
        f"False accepted: {len(outcome.false_accepted)}. "
        f"True quotes accepted: {outcome.quotes}. Paraphrases accepted: {outcome.paraphrases}."
    )
    wrong = {
        "False and accepted": outcome.false_accepted,
        "True and refused": outcome.true_rejected,
    }
    for title, cases in wrong.items():
        if cases and each:
            parts.append("\n".join([title, *examples(cases, outcome.tested, each)]))
    return "\n\n".join(parts) + "\n"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m evals.nearmiss", description=__doc__)
    made.add_argument("--command", help="a program to judge instead: cases in, verdicts out")
    made.add_argument("--library", type=Path, help="a library to make cases from")
    made.add_argument("--seed", type=int, default=SEED, help="which of the cases are drawn")
    made.add_argument("--without-score", action="store_true", help="verify by rule alone")
    made.add_argument("--examples", type=int, default=3, help="of a kind, where it went wrong")
    made.add_argument("--save", type=Path, help="a file for every case with its judgements")
    made.add_argument("--export", type=Path, help="write the cases as JSON lines, and judge none")
    return made


if __name__ == "__main__":
    sys.exit(main())
