"""Evidence for a statement: the sentences of some passages that carry it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.document import Passage
from corpus.sentences import after_bullet, sentence_spans
from qa.answer import Support
from qa.terms import content_terms, stands_in, stems
from qa.verify.assertion import verified
from qa.verify.claim import Quoted, Score, Verdict

MOST_TRIED = 8  # sentences verified by themselves, the likeliest first
MOST_PAIRS = 6  # and two together, where none carries the statement alone
LEAST_SHARED = 0.5  # of the statement's words: a sentence with fewer is no evidence
# Of the support score, where nobody named the sentence: among many, one comes near by chance.
SURE_FROM = 0.5


NOT_SURE = "The sentence nearest to it hardly says the same."


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes that a statement was verified against, and the verdict."""

    quotes: tuple[Quoted, ...]
    verdict: Verdict


def find(
    statement: str, passages: Sequence[Passage], score: Score | None = None
) -> Evidence | None:
    """The evidence that carries a statement; where none does, the sentence nearest to it, with
    why that does not. `None` where no sentence has words of it.
    """
    nearest: Evidence | None = None
    for quotes in attempts(nearest_sentences(statement, passages)):
        evidence = Evidence(quotes, verified(statement, quotes, score))
        if is_sure(statement, evidence, score):
            return evidence
        nearest = nearest or doubted(evidence)
    return nearest


def is_sure(statement: str, evidence: Evidence, score: Score | None) -> bool:
    """Whether evidence that was looked for carries the statement."""
    if evidence.verdict.support is not Support.SUPPORTED or score is None:
        return evidence.verdict.support is not Support.UNSUPPORTED
    return score([(statement, " ".join(q.text for q in evidence.quotes))])[0] >= SURE_FROM


def doubted(evidence: Evidence) -> Evidence:
    verdict = evidence.verdict
    if verdict.support is Support.UNSUPPORTED:
        return evidence
    reasons = (NOT_SURE,)
    return replace(evidence, verdict=replace(verdict, support=Support.UNSUPPORTED, reasons=reasons))


def attempts(near: Sequence[Quoted]) -> Iterator[tuple[Quoted, ...]]:
    """Each sentence, then the first ones two by two."""
    yield from ((quote,) for quote in near)
    pairs = ((one, other) for i, other in enumerate(near) for one in near[:i])
    yield from islice(pairs, MOST_PAIRS)


def nearest_sentences(statement: str, passages: Sequence[Passage]) -> list[Quoted]:
    """The sentences that share most words with the statement, most first."""
    terms = content_terms(statement)
    weighed = [
        (shared(terms, quote.text), quote) for passage in passages for quote in quotable(passage)
    ]
    likely = sorted((w for w in weighed if w[0] >= LEAST_SHARED), key=lambda w: -w[0])
    distinct = {quote.text: quote for _, quote in reversed(likely)}
    return list(reversed(distinct.values()))[:MOST_TRIED]


def shared(terms: Sequence[str], sentence: str) -> float:
    here = stems(sentence)
    return sum(stands_in(term, here) for term in terms) / len(terms) if terms else 0.0


def quotable(passage: Passage) -> Iterator[Quoted]:
    """A passage's sentences, without its heading and the marks of lists."""
    text = passage.text
    for start, end in sentence_spans(text, passage.body - passage.start):
        yield Quoted(text[after_bullet(text, start, end) : end], passage)
