"""Systems that say of each case whether they accept it: Footnote, two simple ones, any program."""

import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.nearmiss.case import Case
from qa.answer import Support
from qa.verify.claim import Quoted, Score
from qa.verify.verdict import verify

SHARE = 0.35  # of a quote: as much in one piece is enough for the nearest product's matcher


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a case was accepted, and in words why not where the system says so."""

    accepted: bool
    reasons: tuple[str, ...] = ()


Judge = Callable[[Sequence[Case]], dict[str, Judgement]]


def footnote(score: Score | None) -> Judge:
    """Footnote's verification, with the support score or without."""

    def judge(cases: Sequence[Case]) -> dict[str, Judgement]:
        return {case.id: verified(case, score) for case in cases}

    return judge


def verified(case: Case, score: Score | None) -> Judgement:
    quotes = [Quoted(quote.text, case.passages[quote.number - 1]) for quote in case.quotes]
    verdict = verify(case.statement, quotes, score)
    return Judgement(verdict.support is not Support.UNSUPPORTED, verdict.reasons)


def fuzzy(cases: Sequence[Case]) -> dict[str, Judgement]:
    """A fuzzy quote matcher: the longest run of characters that a quote and any passage have in
    common is more than 35 % of the quote. Statements are not looked at.
    """
    return judged_by(stands_nearly, cases)


def exact(cases: Sequence[Case]) -> dict[str, Judgement]:
    """Each quote stands, character by character, in any of the passages."""
    return judged_by(stands_exactly, cases)


def judged_by(stands: Callable[[str, str], bool], cases: Iterable[Case]) -> dict[str, Judgement]:
    return {
        case.id: Judgement(
            all(any(stands(q.text, p.text) for p in case.passages) for q in case.quotes)
        )
        for case in cases
    }


def stands_exactly(quote: str, text: str) -> bool:
    return quote in text


def stands_nearly(quote: str, text: str) -> bool:
    """Whether they share a run of characters longer than that share of the quote."""
    size = int(SHARE * len(quote)) + 1
    return any(quote[at : at + size] in text for at in range(len(quote) - size + 1))


def program(command: str) -> Judge:
    """An outside program: a case a line on its input, `{"id", "accepted"}` a line on its output.

    Raises NoVerdict when it fails, says something else, or leaves a case out.
    """

    def judge(cases: Sequence[Case]) -> dict[str, Judgement]:
        asked = "".join(json.dumps(case.asked(), ensure_ascii=False) + "\n" for case in cases)
        ran = subprocess.run(
            command, shell=True, input=asked, stdout=subprocess.PIPE, encoding="utf-8", check=False
        )
        if ran.returncode:
            raise NoVerdict(f"“{command}” ended with code {ran.returncode}.")
        said = dict(map(answered, filter(str.strip, ran.stdout.splitlines())))
        missing = [case.id for case in cases if case.id not in said]
        if missing:
            some = f"{len(missing)} of {len(cases)} cases, {missing[0]} among them"
            raise NoVerdict(f"“{command}” gave no verdict on {some}.")
        return said

    return judge


def answered(line: str) -> tuple[str, Judgement]:
    try:
        fields = json.loads(line)
        return str(fields["id"]), Judgement(bool(fields["accepted"]))
    except (ValueError, KeyError, TypeError) as error:
        wanted = '{"id": "…", "accepted": true}'
        raise NoVerdict(f"“{line[:80]}” is no verdict: a line says {wanted}.") from error


class NoVerdict(Exception):
    """The program that was to judge gave no verdicts; the message says what it did instead."""
