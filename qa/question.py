"""What is asked: the question made to stand alone, and what kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import EmptyQuestion, LongQuestion
from qa.english.phrases import RELATIONAL, singular
from qa.english.pronouns import references
from qa.followup import standalone
from qa.kinds import Wants, points_back, wants, without_greeting
from qa.terms import content_terms, stem, words

__all__ = ["Question", "Wants", "named_documents", "understand", "wants", "without_names"]

EXAMPLE = "Which countries take part in Talent Partnerships?"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, as understood, and its own content words.

    `own_terms` come from the question as asked: only they can be evidence for an answer, the
    words an earlier question lends (`lent_terms`) merely help to find passages.
    """

    asked: str
    standalone: str
    own_terms: tuple[str, ...]
    lent_terms: tuple[str, ...]
    wants: Wants

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them, to search with."""
        return (*self.own_terms, *self.lent_terms)


def is_vague(question: Question) -> bool:
    """Whether a question does not say of what it asks: “Which article is it in?” with nothing
    before it, or “What is the amount?”
    """
    if question.lent_terms or len(question.own_terms) > 1:
        return False
    lone = re.search(r"\bthe ([\w-]+)$", question.asked.strip(" ?!."), re.I)
    relational = lone is not None and singular(lone.group(1)).lower() in RELATIONAL
    return relational or bool(references(question.standalone))


NAMING = (
    r"(?:according to|about|by|did|do|does|from|in|of|on|per|says?|states?|summari[sz]e|up)"
    r" (?:the|this) "
)


def understand(
    question: str, history: Sequence[str], longest: int, rewritten: str = ""
) -> Question:
    """The question made to stand alone: `rewritten`, if it was already, else by rules.

    Raises EmptyQuestion, LongQuestion.
    """
    # Halves of surrogate pairs, which no tokenizer takes, become question marks.
    asked = " ".join(question.encode("utf-8", "replace").decode().split())
    if not words(asked):
        raise EmptyQuestion(example=EXAMPLE)
    if len(question) > longest:
        raise LongQuestion(length=len(question), limit=longest)
    core = without_greeting(asked)
    own = content_terms(core)
    earlier = [" ".join(h.split())[:longest] for h in history if words(h)]
    earlier = [without_greeting(h) for h in earlier if wants(h) is not Wants.HELP]
    if wants(core) is Wants.HELP and not (earlier and points_back(core)):
        return Question(asked, asked, own, (), Wants.HELP)
    alone = rewritten or standalone(core, earlier)
    lent = tuple(t for t in content_terms(alone) if stem(t) not in {stem(o) for o in own})
    added = alone != core and alone.endswith(core)  # put behind the earlier question
    return Question(asked, alone, own, lent if earlier else (), wants(core if added else alone))


def leans_back(question: str, history: Sequence[str]) -> bool:
    """Whether a question is a follow-up: made to stand alone, it reads otherwise."""
    core = without_greeting(" ".join(question.split()))
    if not (words(core) and any(map(words, history))) or wants(core) is Wants.HELP:
        return False
    return standalone(core, history) != core or bool(references(core))


def named_documents(question: str, documents: Sequence[str]) -> tuple[str, ...]:
    """The documents a question asks by name, as in “according to the factsheet”.

    A document's name is the last part of its id; one that several share names none.
    """
    by_name: dict[str, list[str]] = {}
    for document in documents:
        by_name.setdefault(document.rsplit("/", 1)[-1].replace("-", " "), []).append(document)
    return tuple(
        ids[0]
        for name, ids in by_name.items()
        if len(ids) == 1 and re.search(rf"\b{NAMING}{re.escape(name)}\b", question, re.I)
    )


def without_names(question: Question, documents: Sequence[str]) -> Question:
    """The question without the words that only say which document is asked."""
    names = {stem(w) for d in documents for w in words(d.rsplit("/", 1)[-1].replace("-", " "))}
    kept = tuple(term for term in question.own_terms if stem(term) not in names)
    return replace(question, own_terms=kept)
