"""Changes of “not”, of modal verbs and of quantifiers, as sentences that are then false.

What follows from the sentence is no change: “only” left out still leaves a truth, so “only”
becomes “not only”; “all” becomes “not all”. Each yields the changed sentence and no new words.
"""

import re
from collections.abc import Iterable, Iterator

from evals.nearmiss.figures import Change

Rule = tuple[re.Pattern[str], str]


def rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), new) for pattern, new in pairs)


NEGATION_TAKEN = rules(
    (r"\bmay not\b", "may"),
    (r"\b(must|shall) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(is|are|was|were|does|do|did|has|need) not\b(?! only)", r"\1"),
    (r"\b(may|can|must) never\b", r"\1 always"),
    (r"^Nobody\b", "Everybody"),
    (r"^No (?=[A-Z]?[a-z]+ (?:State )?(?:is|may|can|has)\b)", "Every "),
    (r"\b(has|have|gives|contains) no (?=right|deferred|appeal|claim|effect)", r"\1 a "),
    (r"\bwithout (?=discrimination|authorisation)", "with "),
)
NEGATION_PUT = rules(
    (r"^((?:(?!, ).)*?)\b(may|must|shall|should|could)\b(?! not| never| only)", r"\1\2 not"),
    (r"^((?:(?!, ).)*?)\bcan\b(?! not| never| only| be seen)", r"\1cannot"),
    (r"^((?:(?!, ).)*?)\b(is|are|was|were)\b(?! not| no\b| never| only| neither)", r"\1\2 not"),
    (r"^((?:(?!, ).)*?)\bhas to\b", r"\1does not have to"),
    (r"^((?:(?!, ).)*?)\bhave to\b", r"\1do not have to"),
)
DENYING = re.compile(r"(?:No|Nobody|None|Neither)\b")
MODALS = rules(
    (r"\bmay not\b", "need not"),
    (r"\b(?:must|shall) not\b", "need not"),
    (r"\bcannot\b", "need not"),
    (r"\b(?<!they )may\b(?! not| never| only| \w+ only| answer within)", "must"),
    (r"\b(?:must|shall)\b(?! not| never| only)", "may"),
    (r"\bshould\b", "must"),
    (r"(?<!not )\b(?:has|have) to\b", "may"),
    (r"\bcan\b(?! only| be seen| use)", "must"),
    (r"\bhad to\b", "could"),
    (r"\b(is|are) free to\b", r"\1 obliged to"),
    (r"\bneed not\b", "must"),
    (r"\bnormally\b", "always"),
    (r"\b[Aa]s a rule,? ", "without exception "),
)
QUANTIFIERS = rules(
    (r"\bat least\b", "at most"),
    (r"\bat most\b", "at least"),
    (r"\bno more than\b", "no less than"),
    (r"\b(?<!no )more than\b", "fewer than"),
    (r"\b(?<!no )longer than\b", "shorter than"),
    (r"\bup to (?=\d|EUR|[a-z]+ (?:more )?(?:days|weeks|months|years))", "at least "),
    (r"\bless than\b", "more than"),
    (
        r"(?<!No)(?<!not )\bonly"
        r"(?= if| where| when| for| on| to| the| those| by| with| under| after| a)",
        "not only",
    ),
    (r"\bOnly\b", "Not only"),
    (r"^(?:Every|Each)\b", "Not every"),
    (r"^All\b", "Not all"),
    (r"\balmost\b", "more than"),
    (r"\b(?<!least )about (?=EUR|\d)", "exactly "),
    (r"\bsome\b", "all"),
    (r"\bsingle Member State\b", "or more Member States"),
    (r"\bone of the\b", "none of the"),
)


def negations(sentence: str) -> Iterator[Change]:
    yield from first_changes(NEGATION_TAKEN, sentence)
    if not DENYING.match(sentence):
        yield from first_changes(NEGATION_PUT, sentence)


def modals(sentence: str) -> Iterator[Change]:
    yield from first_changes(MODALS, sentence)


def quantifiers(sentence: str) -> Iterator[Change]:
    if not DENYING.match(sentence):
        yield from first_changes(QUANTIFIERS, sentence)


def first_changes(table: Iterable[Rule], sentence: str) -> Iterator[Change]:
    """The sentence changed by the first rule of a table that changes it."""
    for pattern, new in table:
        changed = pattern.sub(new, sentence, count=1)
        if changed != sentence:
            yield changed[0].upper() + changed[1:], ""
            return
