"""A follow-up question made to stand alone, by rules that read as a person would ask it.

Tried in order: a bare question word is put to the earlier question (“Since when?”), a fragment
takes the place of its like there or is added (“And for children?”), words that point back give
way to what they mean, and a question without a subject is given one. Where none of this helps,
the earlier question is put before it.
"""

import re
from collections.abc import Sequence

from qa.english.fragments import LEAD, bare, exchanged
from qa.english.inversion import named
from qa.english.phrases import RELATIONAL, Sort, phrases, singular, unmarked
from qa.english.pointing import pointed
from qa.english.pronouns import regarding, topic, topics
from qa.terms import content_terms, stem, stems, words

TURNS_BACK = 4  # earlier questions that are read: what leans on more is not understood anyway

MORE = re.compile(
    r"^(?:(?:can|could) you )?(?:please )?(?:tell me (?:some )?more|(?:some )?more(?: details?)?"
    r"|go on|continue|elaborate|(?:explain|say more)(?: (?:it|that|this))?"
    r"|in more detail)(?: (?:about|on) (?:it|that|this|them))?(?: please)?$",
    re.I,
)
SUPPLIED = {
    "decide": "on", "decides": "on", "decided": "on", "vote": "on", "voted": "on", "votes": "on",
    "pay": "for", "pays": "for", "paid": "for", "responsible": "for", "qualifies": "for",
    "qualify": "for", "eligible": "for", "apply": "to", "applies": "to", "entitled": "to",
    "bound": "by", "covered": "by", "affected": "by", "concerned": "by", "involved": "in",
    "exempt": "from", "excluded": "from", "exempted": "from", "benefits": "from",
}  # fmt: skip
DEFINES = re.compile(
    r"^(?:(?:what|who)(?:['’]s| is| are| was| were)|define|explain|describe|what does) ", re.I
)


def standalone(question: str, earlier: Sequence[str]) -> str:
    """The question as it would be asked first. `earlier` holds the questions before it, oldest
    first, each of which may itself be a follow-up. What leans on none stays as it is.
    """
    before = ""
    for asked in earlier[-TURNS_BACK:]:
        before = resolved(asked, before)
    return resolved(question, before)


def resolved(question: str, earlier: str) -> str:
    """The question made to stand alone with the one before it, which does."""
    question, earlier = " ".join(question.split()), " ".join(earlier.split())
    if not words(question) or not words(earlier):
        return question or earlier
    led = LEAD.sub("", question)
    core = led if words(led) else question
    for way, said in (
        *((more_about, core), (bare, core), (exchanged, question)),
        *((pointed, core), (supplied, core)),
    ):
        made = way(said, earlier)
        if made:
            return asking(made)
    return asking(core) if core != question and content_terms(core) else question


def asking(text: str) -> str:
    """A question as people write one: a capital first, one question mark or full stop last."""
    text = " ".join(text.split())
    closed = text if text[-1] in "?.!" else f"{text}?"
    return closed[0].upper() + closed[1:]


def more_about(question: str, earlier: str) -> str:
    about = topic(earlier)
    if not MORE.match(unmarked(question)):
        return ""
    return f"Tell me more about {named(about)}." if about else earlier


def supplied(question: str, earlier: str) -> str:
    """A question that lacks what it is about, with that added."""
    about = next((p for p in topics(earlier) if not p.asked), None)
    if stems(question) & frozenset(map(stem, content_terms(earlier))):
        return ""  # it names something of the earlier question, and so has its subject
    own = [p for p in phrases(question) if p.sort is not Sort.TIME]
    terms = content_terms(question)
    if about is None or len(terms) > 1:
        return f"{earlier} {question}" if not terms and about is None else ""
    lone = re.fullmatch(
        r"(?:what|which|who|how high|how big|are there|is there|list)\b.*", question, re.I
    )
    relational = (
        len(own) == 1
        and lone
        and singular(own[0].head).lower() in RELATIONAL
        and own[0].end >= len(unmarked(question))
    )
    if relational:
        return f"{unmarked(question)} for {named(about)}?"
    superlative = re.match(
        r"(?:which|what|who) (?:is|are|was|were) the (?:most|least|\w+est)\b", question, re.I
    )
    if superlative and not re.search(r" (?:of|in|on|for) ", question):
        return regarding(question, earlier)
    if any(not p.asked for p in own) or (DEFINES.match(question) and own):
        return ""
    last = words(unmarked(question).lower())[-1]
    if last in SUPPLIED:
        return f"{unmarked(question)} {SUPPLIED[last]} {named(about)}?"
    return regarding(question, earlier)
