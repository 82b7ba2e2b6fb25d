"""Restrictions left out, as sentences that say more than their source.

The subject's restriction goes (“minors” for “unaccompanied minors”), place, group or time grow,
or the condition goes (“if”, “unless”, “where”, “except”, “only when”).
"""

import re
from collections.abc import Iterator

from evals.nearmiss.figures import Change
from evals.nearmiss.wordings import first_changes, rules

SUBJECTS = rules(
    (r"^(?:An )?[Uu]naccompanied minor ", "A minor "),
    (r"^(?:An )?[Uu]naccompanied child ", "A child "),
    (r"^Unaccompanied minors ", "Minors "),
    (r"^For unaccompanied minors ", "For minors "),
    (
        r"^(Minors|Family members|Members|Applicants|People|A person|A State|A Member State|Data"
        r"|Applications|Projects|Women|Children|Detention|Transfers|A hit|Money)"
        r" (?:with|without|in|under|from|outside|inside|of|on|for|whose|that|who|due|about|aged|to)"
        r" (?:(?! may | must | can | is | are | has | have | should | lasts | stays | need"
        r"| receive| do| live| go | counts | had |, | wait ).)+"
        r"(?= (?:may|must|can|is|are|has|have|should|lasts|stays|need|receive|do|live|go"
        r"|counts|wait)\b)",
        r"\1",
    ),
    (r"^Screening (?:at the (?:external )?border|inside the territory) (?!covers)", "Screening "),
    (r"^Vulnerable (?=[a-z])", ""),
    (r"^((?:(?!\bonly\b).)*)\b(?:urgent|sufficient|serious|relevant) (?=[a-z]+s\b)", r"\1"),
)
WIDER = rules(
    (r"\bIn France\b", "In every Member State"),
    (r"\bunaccompanied minors\b", "minors and adults"),
    (r"\bfor a child under fourteen\b", "for every child"),
    (r"\bchildren under 12\b", "children under 18"),
    (r"\bat the external border\b", "at every border and inside the territory"),
    (r"\bin exceptional situations\b", "in all situations"),
    (r"\bIn exceptional situations\b", "In all situations"),
    (r"\bin urgent cases\b", "in all cases"),
    (r"\b[Ff]or 2026 (?!and)", "for 2026 and every later year "),
    (r"\bfor 2026 and 2027\b", "for all coming years"),
    (r"\bfirst-instance\b", "all"),
    (r"\bEuropean territory\b", "European and overseas territory"),
    (r"\bnational security\b", "any public interest"),
    (r"\blegally present\b", "present"),
    (r"\bin writing\b", "in writing or by word of mouth"),
    (r"\bfinal rejection\b", "rejection"),
    (r"\b(?:an )unmarried minor\b", "a minor"),
)
# A definition that leaves words out is an ellipsis and no wider claim.
DEFINES = re.compile(r"^(?:\w+ ){1,3}(?:is|are) (?:an?|the|that|any) ")
SET_FIRST = re.compile(
    r"^(?:In (?:a|an|any|the appeal|the return|mass|force|exceptional|complicated"
    r"|instrumentalisation|extraordinary)|For (?:a|an|people|resettlement|instrumentalisation"
    r"|cases|applications|later)|If|Where|When|After|Under the crisis|Once|Until|Outside)\b"
)
# Where a condition without a comma in front begins, and where one behind a comma does.
CONDITION = re.compile(
    r"(?:,? (?:only )?(?:if|unless|provided that|as long as|once(?! by)|until)"
    r"|,? only (?:where|when|after|on request|to|if)|,? except(?: for| where)?"
    r"|, where|(?<=not) where) "
)
UNFINISHED = re.compile(r"\b(?:not|but|and|or|even|especially|allowed|given)$")
PLACE = re.compile(r"(?:State|States|country|countries|place|area|areas|family|situation) where ")


def restrictions(sentence: str) -> Iterator[Change]:
    """The subject's restriction left out, or a place, a group or a time widened."""
    changed = first_changes(SUBJECTS, sentence)
    yield from (c for c in changed if not DEFINES.search(c[0]))
    yield from first_changes(WIDER, sentence)


def conditions(sentence: str) -> Iterator[Change]:
    """A condition left out: the words of what is left stand together in the sentence."""
    yield from leading(sentence)
    yield from trailing(sentence)


def leading(sentence: str) -> Iterator[Change]:
    """“In a crisis, a State may …” without the first words. Where there is no comma, the
    main clause begins with its article.
    """
    opened = SET_FIRST.match(sentence)
    if not opened or sentence.startswith("In the text"):
        return
    comma = re.compile(r", (?=(?:the|a|an|no|nobody|Member|registration|applicants|ten)\b)")
    found = comma.search(sentence)
    if found and "," not in sentence[: found.start()]:
        rest = sentence[found.end() :]
        yield rest[0].upper() + rest[1:], ""


def trailing(sentence: str) -> Iterator[Change]:
    """“…, unless the State agrees” left out, from where it begins to the end."""
    begins = [found for found in CONDITION.finditer(sentence) if leaves_a_clause(sentence, found)]
    if begins and ", or where" not in sentence:
        yield sentence[: begins[0].start()] + ".", ""


def leaves_a_clause(sentence: str, found: re.Match[str]) -> bool:
    kept = sentence[: found.start()]
    whole = len(kept.split()) >= 5 and not UNFINISHED.search(kept)
    return whole and not PLACE.search(sentence[: found.end()])
