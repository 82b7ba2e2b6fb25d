"""Where documents give different figures or dates for the same thing, the answer says so."""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Authority, cite
from qa.answer import Statement, Support
from qa.extract import Candidate
from qa.question import Question, Wants
from qa.terms import content_terms, stem, stems

NEAR_BEST = 2.0  # of the score: what is further behind is about something else
SHARED = 0.5  # share of the question's words that both sentences must hold
MOST_DIFFERING = 3

DAY = re.compile(
    r"\b(?:(\d{1,2}) )?(January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: (\d{1,2}),)?(?: ((?:19|20)\d\d))?\b"
)
ASKS_TIME = re.compile(r"\b(?:when|since|until|by which date)\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FIGURE = re.compile(r"(?<![\w/.])\d[\d,. ]*(?:\.\d+)?\b ?%?(?!/\d)")
RANKS = (Authority.BINDING, Authority.OFFICIAL)


def compared(question: Question) -> Wants | None:
    """Whether dates or figures answer a question; `None` when neither does."""
    if question.wants is Wants.DATE or ASKS_TIME.search(question.standalone):
        return Wants.DATE
    return Wants.NUMBER if question.wants is Wants.NUMBER else None


def values(text: str, wants: Wants) -> frozenset[str]:
    """The dates or the figures in a text, each in one spelling."""
    if wants is Wants.DATE:
        days = frozenset(
            " ".join(part for part in (m[1] or m[3], m[2], m[4]) if part)
            for m in DAY.finditer(text)
        )
        return days or frozenset(YEAR.findall(text))
    without_days = DAY.sub(" ", text)
    return frozenset(m.group().strip(" ,.").replace(",", "").replace(" ", "")
                     for m in FIGURE.finditer(without_days))  # fmt: skip


def differing(
    question: Question, best: Candidate, ranked: Sequence[Candidate], threshold: float
) -> list[Candidate]:
    """The best sentence and those of other documents that give another value for the same thing;
    what binds and what is newer first. Empty where none does.
    """
    kind = compared(question)
    told = values(best.said, kind) if kind else frozenset()
    if not kind or not told:
        return []
    others = [
        c
        for c in ranked
        if c.document.id != best.document.id
        and c.confidence >= threshold
        and c.score >= best.score - NEAR_BEST
        and about_the_same(question, best, c)
        and contradicts(told, c, kind)
    ]
    if not others:
        return []
    found = [best, *first_of_each_value(others, kind)][:MOST_DIFFERING]
    return sorted(found, key=weight, reverse=True)


def about_the_same(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether both sentences speak of most of what is asked."""
    asked = [stem(term) for term in content_terms(question.standalone)]
    here = stems(f"{one.text} {one.label}") & stems(f"{other.text} {other.label}")
    return not asked or sum(term in here for term in asked) >= SHARED * len(asked)


def contradicts(told: frozenset[str], other: Candidate, wants: Wants) -> bool:
    """Whether the answer of a sentence is a value, and none of those told before."""
    said = values(other.said, wants)
    return bool(said) and not said & told and not told & values(other.text, wants)


def first_of_each_value(candidates: Sequence[Candidate], wants: Wants) -> Iterator[Candidate]:
    seen: set[frozenset[str]] = set()
    for candidate in candidates:
        said = values(candidate.said, wants)
        if said not in seen:
            seen.add(said)
            yield candidate


def weight(candidate: Candidate) -> tuple[int, str]:
    """By which what binds, and of the same authority what is newer, comes first."""
    authority = candidate.document.metadata.authority
    rank = len(RANKS) - RANKS.index(authority) if authority in RANKS else 0
    return rank, str(candidate.document.metadata.date or "")


def note(found: Sequence[Candidate]) -> Statement:
    """One sentence that says how the documents differ, citing the differing words."""
    said = "; ".join(f"“{c.document.title}” says “{c.said}”" for c in found)
    citations = tuple(cite(c.document, c.label, *c.answer) for c in found)
    return Statement(f"The documents differ: {said}.", Support.SUPPORTED, citations)
