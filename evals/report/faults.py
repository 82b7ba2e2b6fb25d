"""What went wrong with a question, in words: from its scores alone, so that a baseline without
answers can tell as well.
"""

from enum import StrEnum
from typing import Final

from evals.runs.record import DEPTH, Record, Scores


class Fault(StrEnum):
    """What went wrong, the worst first: a proof that is none, an answer that is none, a miss."""

    CITATION_OFF = "citation off"
    SHOULD_HAVE_REFUSED = "should have refused"
    NOT_CHOSEN = "retrieved but not chosen"
    NOT_SAID = "not said"
    NOT_RETRIEVED = "not retrieved"
    WRONGLY_REFUSED = "wrongly refused"
    NONE = "right"


MEANINGS: Final = {
    Fault.CITATION_OFF: "A citation is not the characters it says it is, a statement is not "
    "carried by what it cites, or the right words stand beside a citation that does not bear.",
    Fault.SHOULD_HAVE_REFUSED: "The documents do not answer the question, and it was answered.",
    Fault.NOT_CHOSEN: "What answers the question was retrieved, and the answer rests on "
    "something else.",
    Fault.NOT_SAID: "The answer lacks what a right one has to mention.",
    Fault.NOT_RETRIEVED: f"What answers the question is not among the first {DEPTH} passages.",
    Fault.WRONGLY_REFUSED: "What answers the question was retrieved, and the answer is that the "
    "documents do not say.",
    Fault.NONE: "The answer rests on gold, or the refusal is due.",
}


def fault(record: Record) -> Fault:
    """What went wrong with a question, or `Fault.NONE`.

    It is stricter than the figure `right`: an answer with gold is not right here as long as one
    of its citations is inexact, or one of its statements not supported.
    """
    scores = record.scores
    if scores.exact < scores.citations:
        return Fault.CITATION_OFF
    if not record.answerable:
        return Fault.NONE if scores.declined else Fault.SHOULD_HAVE_REFUSED
    if scores.answer_right:
        return Fault.CITATION_OFF if unsupported(scores) else Fault.NONE
    if not scores.ranks:
        return Fault.WRONGLY_REFUSED if scores.refused else Fault.NOT_SAID
    if scores.rank is None:
        return Fault.NOT_RETRIEVED
    if scores.refused:
        return Fault.WRONGLY_REFUSED
    return Fault.CITATION_OFF if scores.exact_match == 1 else Fault.NOT_CHOSEN


def unsupported(scores: Scores) -> int:
    """How many statements are not carried by what they cite. One without any citation is no
    proof that could fail: what is said of the library rests on no passage.
    """
    return scores.statements - scores.supported if scores.citations else 0


def explained(record: Record) -> str:
    """One sentence on what came of a question."""
    scores = record.scores
    match fault(record):
        case Fault.CITATION_OFF:
            return citation_off(scores)
        case Fault.SHOULD_HAVE_REFUSED:
            return "It was answered, and the documents do not answer it."
        case Fault.NOT_CHOSEN:
            rest = "part of it only" if scores.evidence_cited else "something else"
            return f"{found_at(scores)}, and the answer rests on {rest}."
        case Fault.NOT_SAID:
            return "The answer does not mention what a right one has to."
        case Fault.NOT_RETRIEVED:
            return not_retrieved(scores)
        case Fault.WRONGLY_REFUSED:
            return f"{found_at(scores)}, and it was refused." if scores.rank else "It was refused."
        case Fault.NONE:
            return in_order(record)


def found_at(scores: Scores) -> str:
    return f"What it needs was retrieved by rank {scores.rank}"


def citation_off(scores: Scores) -> str:
    if scores.exact < scores.citations:
        off = scores.citations - scores.exact
        return f"{off} of {scores.citations} citations are not the characters they say they are."
    if scores.answer_right:
        return f"{unsupported(scores)} of {scores.statements} statements are not supported."
    return "The right words are marked, and what is cited for them does not bear on the gold."


def not_retrieved(scores: Scores) -> str:
    found = sum(rank is not None for rank in scores.ranks)
    lacking = "Nothing of what it needs was"
    if found:
        were = "was" if found == 1 else "were"
        lacking = f"{found} of the {len(scores.ranks)} parts of what it needs {were}"
    then = ", and it was refused" if scores.refused else ""
    return f"{lacking} among the first {DEPTH} passages{then}."


def in_order(record: Record) -> str:
    if not record.answerable:
        return (
            "It was refused, as it should be."
            if record.scores.refused
            else "It shows only what contradicts the question."
        )
    if not record.scores.ranks:
        return "It mentions what it has to."
    return f"It rests on gold, retrieved by rank {record.scores.rank or f'beyond {DEPTH}'}."
