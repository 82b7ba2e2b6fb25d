"""The small words that turn a sentence: negations, modal verbs, quantifiers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.verify.patterns import any_of

OBLIGED, PERMITTED, FORBIDDEN, OPTIONAL = "obliged", "permitted", "forbidden", "optional"
ADVISED, COMING = "advised", "coming"
BOUNDING = "bounding"
BOUNDED = r"(?:exceed|go beyond|(?:last|take|be|stay|go on|run)(?: for)? (?:more|longer) than)"
TIME = r"(?:hours?|days?|weeks?|months?|years?)"
BE = r"(?:is|are|was|were|be|been|being)"
MODALS = (
    (BOUNDING, any_of(
        rf"""
        (?:shall|must|may|can|could|will|should) (?:not|never) {BOUNDED}|cannot {BOUNDED}
        (?:has|have|had|gets?|given) (?:[\w-]+ ){{1,3}}?{TIME}(?= (?:\w+ ){{0,4}}to\b)
        """
    )),
    (OPTIONAL, any_of(
        rf"""
        need not|needn['’]t|(?:do|does|did) not (?:have|need) to
        (?:don|doesn|didn)['’]t (?:have|need) to
        {BE} not (?:required|obliged|bound|under any obligation) to|not (?:having )?to have to
        without having to|(?:is|are) under no obligation|no (?:duty|obligation|need) to
        {BE} exempt(?:ed)? from|optional
        """
    )),
    (FORBIDDEN, any_of(
        rf"""
        (?:shall|must|may|can|could) (?:not|never)|cannot|(?:can|must|mus|sha)n?['’]t
        (?:{BE} )?(?:not|never) (?:be )?(?:allowed|permitted|authorised|entitled)|prohibit\w*
        forbid\w*|forbade|{BE} banned|bans?|unlawful to
        """
    )),
    (OBLIGED, any_of(
        rf"""
        shall(?! be (?:allowed|permitted|entitled|free) to)
        must(?! be (?:allowed|permitted|entitled|free) to)|(?:has|have|had|having) to
        {BE} (?:required|obliged|bound|under (?:a|the) (?:duty|obligation)) to|needs? to
        (?<!that )(?<!who )(?<!which )(?:is|are) to(?= \w)
        {BE} (?:mandatory|compulsory|obligatory)|obliges?|requires?
        (?:duty|obligation) to
        """
    )),
    (ADVISED, r"(?<=[\w,;] )should|ought to|recommended|encouraged to"),
    (PERMITTED, any_of(
        rf"""
        may (?:also |then )?be (?:required|obliged|asked|made) to|may|can|might|could
        {BE} (?:also )?(?:allowed|permitted|entitled|able|authorised)(?: to)?
        {BE} (?:also )?free to
        (?:has|have|had|having) (?:the|an?) (?:right|option|possibility|opportunity|chance)
        rights? to|(?<!as )possible
        possibility|possibly|permission|permits?(?= \w+(?: \w+){0,3} to)|permitted
        allows?(?= \w+(?: \w+){0,3} to)|allowed|lets?(?= \w)|{BE} open to|entitled|optionally
        """
    )),
    (COMING, r"will|would|(?:is|are) going to"),
)  # fmt: skip
MODAL = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in MODALS), re.I)
# “no applicant may”, “nobody has to”
NO_SUBJECT = re.compile(
    r"(?:^|[,;:.]\s|\b(?:and|but|that|where|if|when|so)\s)(?:no|nobody|no one|none|neither)\b"
    r"[^,;.]*$",
    re.I,
)
DENIED = {PERMITTED: FORBIDDEN, OBLIGED: OPTIONAL}
DENIED_STRICTLY = re.compile(r"shall|must", re.I)
NOTHING_BETWEEN = re.compile(r"\s(?:be |also |then )?")
MONTH_OF_MAY = re.compile(r"\bMay(?= \d)|(?<=\d )May\b|(?<=[io]n )May\b|(?<=of )May\b")

# Bounds of numbers and set phrases in which “no” and “not” deny nothing.
NO_NEGATION = any_of(
    rf"""
    (?:no|not) (?:more|less|fewer|later|longer|earlier|older|younger) than|not only|no doubt
    without (?:undue |unnecessary )?delay|without prejudice|whether or not|no matter
    if not|not least|(?:not|never|cannot) {BOUNDED}\w*
    (?:not|never|cannot) (?:\w+ ){{0,2}}(?:more|longer|later) than|never (?:more|beyond)
    non-governmental|non-EU|makes? no difference|does not matter|mind(?:ed)? not|No(?= \d)
    """
)
HARD = any_of(
    r"""
    not|never|no|none|nobody|nothing|nowhere|neither|nor|cannot|without|no one|hardly|unless
    """
)
SOFT = any_of(
    r"""
    non-\w+|refus\w+|reject\w*|den(?:y|ies|ied|ial\w*)|declin\w+|prohibit\w*|forbid\w*|forbade
    (?<!entry )ban(?:s|ned)?|exempt\w*|exclu(?:de|ded|des|ding
    sion)|except(?:ed)?|lack\w*|absen(?:t|ce)
    fail\w*|prevent\w*|inadmissib\w+|unaccompanied|illegal\w*|irregular\w*|unlawful\w*
    unauthorised|insufficient\w*|unable|impossible|unsuccessful|unfounded|unlikely|improbable
    uncertain\w*|unfinished|unknown|involuntar\w+|stateless\w*|cease\w*|turned? down
    miss(?:ing|es|ed)?|lea?(?:ft|ves?) out|stays? away|free of|free from
    outside(?= (?:the )?(?:scope|remit|(?:\w+ ){1,2}(?:rules?|regulation|directive|act|law)))
    instead of|rather than|other than|apart from|save for
    """
)
NEGATION = re.compile(
    rf"(?P<none>\b(?:{NO_NEGATION})\b)|(?P<hard>\b(?:{HARD})\b|n['’]t\b)|(?P<soft>\b(?:{SOFT})\b)",
    re.I,
)

QUANTIFIERS = (
    ("only", any_of(
        r"""
        only(?! after)|solely|exclusively|merely|nothing but|nobody but|none but
        no other \w+ than|alone(?! or)|sole|just(?= (?:one|the|for|a|two|three))
        """
    )),
    ("only", r"only(?= after)"),
    ("all", any_of(
        r"""
        all|every|each|everyone|everybody|any|anyone|anybody|whole|entire|always|whenever
        whichever|whatever|in all cases|without exception|everything|both|at all times
        throughout|automatically|universally|invariably
        """
    )),
    ("some", any_of(
        r"""
        some(?! \d)|(?<!a )certain|several|a few|various|part of|partly|partially|in part
        a number of|many of|selected|few
        """
    )),
    ("most", any_of(
        r"""
        most(?! \w+ly)|(?<!qualified )(?<!simple )majority|mostly|mainly|largely|chiefly
        predominantly|primarily
        """
    )),
    ("usually", any_of(
        r"""
        normally|usually|generally|as a rule|in principle|typically|ordinarily|commonly|often
        frequently|in general|regularly|tends? to
        """
    )),
    ("sometimes", any_of(
        r"""
        sometimes|occasionally|at times|in some cases|in certain cases|exceptionally
        in exceptional \w+|where possible|as far as possible|if possible|likely|probably|perhaps
        """
    )),
    ("rarely", r"rarely|seldom"),
    ("nearly", r"almost|nearly|barely|hardly|virtually"),
    ("other", r"others?(?! than)|another|different"),
    ("no", any_of(
        r"""
        none|nobody|no one
        no(?! (?:more|later|fewer|less|longer|earlier|older|younger|\d|doubt))
        """
    )),
)  # fmt: skip
QUANTIFIER = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in QUANTIFIERS)
NOT_ALL = re.compile(
    r"\b(?:at|above|after) all\b|\ball about\b|\bfirst of all\b|at (?:the )?most|at any rate"
    r"|\bwhether any\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A small word at `start:end` and the class it belongs to."""

    kind: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=4_096)
def modals_of(text: str) -> tuple[Mark, ...]:
    """The modal verbs of a text. Of two that stand together (“must be able to”, “may require”) the
    first tells.
    """
    months = [m.start() for m in MONTH_OF_MAY.finditer(text)]
    found: list[Mark] = []
    for match in MODAL.finditer(text):
        mark = Mark(kind_of(match, text), *match.span(), match.group())
        together = found and NOTHING_BETWEEN.fullmatch(text[found[-1].end : mark.start])
        if mark.start not in months and not together:
            found.append(mark)
    return tuple(found)


def kind_of(match: re.Match[str], text: str) -> str:
    """The class of a modal verb; that of its denial behind “no applicant”, “nobody”."""
    kind = match.lastgroup or ""
    if kind not in DENIED or not NO_SUBJECT.search(text[: match.start()]):
        return kind
    return FORBIDDEN if DENIED_STRICTLY.match(match.group()) else DENIED[kind]


@lru_cache(maxsize=4_096)
def negations_of(text: str) -> tuple[Mark, ...]:
    """What denies: `hard` where the word itself does, `soft` where a verb or adjective does."""
    return tuple(
        Mark(m.lastgroup or "", *m.span(), m.group().lower())
        for m in NEGATION.finditer(text)
        if m.lastgroup != "none"
    )


@lru_cache(maxsize=4_096)
def quantifiers_of(text: str) -> tuple[Mark, ...]:
    plain = NOT_ALL.sub(lambda m: " " * len(m.group()), text)
    return tuple(
        Mark(name, *m.span(), m.group())
        for name, pattern in QUANTIFIER
        for m in pattern.finditer(plain)
    )
