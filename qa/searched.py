"""What was searched for a question: which passages were read, and why those."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from qa.answer import Nearest, Outcome, Picked, Searched, Verdict
from qa.reader.reading import Reading
from qa.reply import Part, Reply
from qa.request import Understood
from qa.retrieve import Hit

# How much rather the reader model points at words in a passage than at nothing, in logits: from 2
# on they rather answer; what is far below has nothing to do with the question.
ANSWERS_FROM = 2.0
NEAR_FROM = -6.0

Spell = Callable[[Sequence[str]], tuple[tuple[str, str], ...]]


def searched(
    parts: Sequence[Part], asked: Understood, hits: Sequence[Hit], said: Reply, spell: Spell
) -> Searched:
    """What was searched for an answer. `spell` finds words that are written nearly as some."""
    terms = missing(parts)
    unclear = terms and said.outcome is not Outcome.ANSWERED
    return Searched(
        documents=asked.scope.documents or asked.snapshot.ids,
        passages=max(part.searched.passages for part in parts),
        read=len(hits),
        missing_terms=terms,
        picked=picked(parts, hits),
        spellings=spell(terms) if unclear else (),
        narrowed=asked.narrowed,
        wide=asked.wide,
        silent_on=said.silent_on,
    )


def picked(parts: Sequence[Part], hits: Sequence[Hit]) -> tuple[Picked, ...]:
    """The passages read, in the order they were, with what spoke for each."""
    margins = margins_of(parts)
    return tuple(
        Picked(
            document=hit.passage.document,
            title=hit.passage.title,
            label=hit.passage.label,
            start=hit.passage.start,
            end=hit.passage.end,
            by_meaning=hit.dense_rank,
            by_words=hit.lexical_rank,
            matched=hit.matched_terms,
            verdict=verdict(margins.get(hit.passage.id)),
        )
        for hit in hits
    )


def margins_of(parts: Sequence[Part]) -> Mapping[str, float]:
    """How firmly the reader model points into each passage: for the part that it serves best."""
    margins: dict[str, float] = {}
    for part in parts:
        if part.readings:
            for hit, reading in zip(part.hits, part.readings, strict=True):
                id = hit.passage.id
                margins[id] = max(margin_in(hit, reading), margins.get(id, float("-inf")))
    return margins


def margin_in(hit: Hit, reading: Reading) -> float:
    """The heading is left out: it names what is asked, and does not answer."""
    passage = hit.passage
    return reading.within(passage.body - passage.start, reading.length).score


def verdict(margin: float | None) -> Verdict:
    if margin is None:
        return Verdict.UNREAD
    if margin >= ANSWERS_FROM:
        return Verdict.ANSWERS
    return Verdict.NEAR if margin >= NEAR_FROM else Verdict.SILENT


def best_first(hits: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of all parts in turn, each passage once."""
    turns = [hit for turn in zip_longest(*hits) for hit in turn if hit]
    return list({hit.passage.id: hit for hit in reversed(turns)}.values())[::-1]


def missing(parts: Sequence[Part]) -> tuple[str, ...]:
    """The words asked with that stand nowhere in what was searched."""
    terms = (t for p in parts for t in p.question.own_terms if not p.searched.frequencies[t])
    return tuple(dict.fromkeys(terms))


def nearest(hit: Hit) -> Nearest:
    passage = hit.passage
    return Nearest(
        document=passage.document,
        label=passage.label,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=round(hit.score, 6),
    )
