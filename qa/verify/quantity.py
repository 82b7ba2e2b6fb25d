"""Does a statement speak of all, some, only or usually where its source does?"""

import re
from collections.abc import Iterator

from qa.english.phrases import set_of
from qa.verify.alignment import Alignment
from qa.verify.marks import Mark
from qa.verify.words import Word

# What a statement may say where the source says the key; “” is nothing.
KEPT = {
    "only": {"only"},
    "some": {"some"},
    "most": {"most"},
    "usually": {"usually", "most"},
    "sometimes": {"sometimes", "some"},
    "rarely": {"rarely"},
    "nearly": {"nearly"},
}
WEAKER = ("some", "most", "usually", "sometimes", "rarely")
MORE = re.compile(
    r"\b(?:more|further|additional|extra|add\w*|exten\w+|prolong\w*|renew\w*|longer|again)\b", re.I
)
COUNTED = re.compile(r" (?:\d+|\w+) (?:\w+ )?(?:hour|day|week|month|year)s?\b", re.I)
CHANGE = re.compile(r"\b(?:chang|switch|mov|transfer|replac)\w+\b", re.I)
OTHER_THAN = re.compile(r"\bother than\b", re.I)
SMALL = re.compile(
    (
        r"(?:several|various|a few|many of|part of|possible|likely|in part|partly|"
        r"partially|often|primarily|regularly)$"
    ),
    re.I,
)
OF_ONE = re.compile(
    r"(?:each|every|any|anyone|everyone|everybody|anybody|whichever|whoever)$", re.I
)
PRONOUN = re.compile(r"(?:any|every)(?:one|body)$|whoever$", re.I)
SOMEBODY = re.compile(r"\b(?:people|persons?|those|who|applicants|minors)\b")
DEFINITE = set_of("""the this that these those its their his her""")
PER = re.compile(
    r"\b(?:each|every) (?:\w+ )?(?:year|month|week|day|hour|time|five|two|three|six)", re.I
)
# Other ways to say “only” and “all”.
ONLYLIKE = re.compile(
    (
        r"\b(?:only|unless|except|just|sole(?:ly)?|single|exclusively|alone|nothing "
        r"(?:but|else|more)|limited|restricted|last|once|one|none (?:but|other)|"
        r"nobody (?:but|other|else)|reserved|merely|no other|never (?:on|for|if)|not "
        r"(?:be )?(?:\w+ ){0,6}(?:unless|until|except|without|before)|no (?:\w+ "
        r"){0,5}(?:unless|except|without|before)|cannot (?:\w+ ){0,6}(?:unless|until|"
        r"except|without|before))\b"
    ),
    re.I,
)
ONLYLIKE_KEPT = re.compile(
    (
        r"\b(?:only|not|no|unless|except|just|sole(?:ly)?|single|exclusively|alone|"
        r"nothing|limited|restricted|last|until|once|one|nobody|none|reserved|never|"
        r"cannot|required|needed|must|has to)\b"
    ),
    re.I,
)
UNIVERSAL = re.compile(
    (
        r"\b(?:all|every|each|any|whole|entire|always|everyone|anyone|"
        r"whoever|whenever|whichever|whatever|wherever|throughout|sum|total|in both|the "
        r"ten|both)\b"
    ),
    re.I,
)
PLAIN_RULE = re.compile(r"\b(?:was|were|had|did|[a-z]+ed by)\b")


def turned(a: Alignment) -> Iterator[str]:
    mine = a.statement.quantifiers
    theirs = [q for q in a.source.quantifiers if counts(a, q)]
    for mark in mine:
        if (objection := added(a, mark, theirs)) is not None:
            yield objection
            return
    for mark in theirs:
        if (objection := dropped(a, mark, mine)) is not None:
            yield objection
            return


def counts(a: Alignment, mark: Mark) -> bool:
    segment = a.source.segments[a.source.segment_at(mark.start)]
    return a.is_touched(mark.start) and not segment.is_free


def added(a: Alignment, mark: Mark, theirs: list[Mark]) -> str | None:
    kinds = {q.kind for q in theirs}
    if PER.match(a.statement.text, mark.start) or is_said(a, mark):
        return None
    says = f"The statement says “{mark.text}”"
    if mark.kind == "only" and not ONLYLIKE.search(a.source.text):
        return f"{says}, the quotes do not."
    if mark.text.lower() == "another" and CHANGE.search(a.source.text):
        return None
    if mark.kind == "other" and "other" not in kinds and not is_more(a, mark):
        return f"{says}, the quotes do not."
    if mark.kind == "all":
        weaker = [q for q in theirs if q.kind in WEAKER and is_of_same(a, mark, q)]
        if weaker and not UNIVERSAL.search(a.source.text):
            return f"{says}, the source “{weaker[0].text}”."
        if not UNIVERSAL.search(a.source.text) and not is_rule(a, mark):
            return f"{says}, the quotes do not."
    if mark.kind in ("some", "most") and "all" in kinds and mark.kind not in kinds:
        strong = next(q for q in theirs if q.kind == "all")
        return f"{says}, the source “{strong.text}”."
    if (
        mark.kind in ("some", "most", "rarely", "nearly", "usually")
        and mark.kind not in kinds
        and not SMALL.match(mark.text)
    ):
        return f"{says}, the quotes do not."
    return None


def is_said(a: Alignment, mark: Mark) -> bool:
    """“Ordinarily” where the source has “ordinary”."""
    if mark.kind not in ("usually", "most", "some"):
        return False
    words = [w for w in a.statement.words if mark.start <= w.start < mark.end and w.content]
    return bool(words) and all(map(a.is_carried, words))


def is_more(a: Alignment, mark: Mark) -> bool:
    """“Another three months” where the source has “three more months”, “another State” where it
    has “a State other than the first”.
    """
    longer = MORE.search(a.source.text) and COUNTED.match(a.statement.text, mark.end)
    return bool(longer or OTHER_THAN.search(a.source.text))


def is_of_same(a: Alignment, mark: Mark, other: Mark) -> bool:
    """Whether two quantifiers may stand before the same noun."""
    mine = next((w for w in a.statement.content if w.start >= mark.end), None)
    theirs = next((w for w in a.source.content if w.start >= other.end), None)
    if mine is None or theirs is None or other.kind not in ("some", "most"):
        return True
    partners = a.forward[mine.start]
    return not partners or any(p.start == theirs.start for p in partners)


def is_rule(a: Alignment, mark: Mark) -> bool:
    """Whether “each applicant” may stand for “an applicant” or “applicants” of a rule."""
    if not OF_ONE.match(mark.text) or PLAIN_RULE.search(a.source.text):
        return False
    noun = next((w for w in a.statement.content if w.start >= mark.end), None)
    others = a.forward[noun.start] if noun else []
    if PRONOUN.match(mark.text):
        return bool(SOMEBODY.search(a.source.text))
    return bool(others) and not any(before(a, other) & DEFINITE for other in others)


def before(a: Alignment, word: Word) -> set[str]:
    """The words of the source that stand right before another."""
    return {w.lower for w in a.source.words if word.start - 20 <= w.start < word.start}


def dropped(a: Alignment, mark: Mark, mine: tuple[Mark, ...]) -> str | None:
    if mark.kind not in KEPT or SMALL.match(mark.text):
        return None
    if any(q.kind in KEPT[mark.kind] for q in mine):
        return None
    if mark.kind == "only" and ONLYLIKE_KEPT.search(a.statement.text):
        return None
    words = [w for w in a.source.words if mark.start <= w.start < mark.end]
    said = [w for w in words if w.content] or words
    if said and mark.kind != "only" and all(w.stem in a.statement.stems for w in said):
        return None
    return f"The source says “{mark.text}”, the statement does not."
