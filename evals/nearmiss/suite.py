"""The suite: so many cases of each kind, drawn by a fixed chance, each among other passages."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from itertools import chain

from corpus.document import Passage, digest
from evals.nearmiss import actors, faithful, figures, limits, misquotes, wordings
from evals.nearmiss.case import Altered, Case, Quote
from evals.nearmiss.figures import Change, draw
from evals.nearmiss.handmade import handmade_cases, handmade_lines
from evals.nearmiss.sentences import Sentence, sentences_of

SEED = 11
FALSE_OF_A_KIND = 30
TRUE_OF_A_KIND = 48
PASSAGES = 3  # numbered ones with each case
CHANGES: dict[str, Callable[[str], Iterator[Change]]] = {
    "number": figures.numbers,
    "date": figures.dates,
    "unit": figures.units,
    "amount": figures.amounts,
    "reference": figures.references,
    "negation": wordings.negations,
    "modal": wordings.modals,
    "quantifier": wordings.quantifiers,
    "actor": actors.other_actors,
    "actors swapped": actors.trading_places,
    "scope": limits.restrictions,
    "condition": limits.conditions,
}


def suite(passages: Sequence[Passage], seed: int = SEED) -> list[Case]:
    """All cases from these passages, false ones first; by hand only where their quotes stand."""
    sentences = sentences_of(passages)
    left = excluded()
    pools = [*false_pools(sentences, seed), *true_pools(sentences)]
    drawn = [case for limit, pool in pools for case in some(pool, limit, seed, left)]
    cases = [*drawn, *handmade_cases(handmade_lines(), passages)]
    ordered = sorted(cases, key=lambda case: case.true)
    return [among_others(case, passages, seed) for case in ordered]


def false_pools(sentences: Sequence[Sentence], seed: int) -> Iterator[tuple[int, Iterable[Case]]]:
    for kind, change in CHANGES.items():
        cases = list(changed(kind, change, sentences))
        for altered in (Altered.STATEMENT, Altered.QUOTE):
            yield FALSE_OF_A_KIND // 2, [case for case in cases if case.altered is altered]
    pairs = list(shuffled_pairs(sentences, seed))
    near = list(misquotes.neighbours(sentences))
    yield FALSE_OF_A_KIND // 2, of_pairs(misquotes.spliced, pairs)
    yield FALSE_OF_A_KIND // 2, of_pairs(misquotes.spliced, near)
    yield FALSE_OF_A_KIND, of_pairs(misquotes.wrongly_numbered, pairs)
    yield FALSE_OF_A_KIND // 2, of_pairs(misquotes.joined, near)
    yield FALSE_OF_A_KIND // 2, of_each(misquotes.strengthened, sentences)
    yield FALSE_OF_A_KIND, of_each(misquotes.cut_short, sentences)


def true_pools(sentences: Sequence[Sentence]) -> Iterator[tuple[int, Iterable[Case]]]:
    near = list(misquotes.neighbours(sentences))
    yield TRUE_OF_A_KIND * 3 // 4, of_each(faithful.verbatim, sentences)
    yield TRUE_OF_A_KIND // 4, of_pairs(faithful.two_verbatim, near)
    for make in (faithful.respaced, faithful.differently_marked, faithful.shortened):
        yield TRUE_OF_A_KIND, of_each(make, sentences)
    yield TRUE_OF_A_KIND, of_each(faithful.part_quoted, sentences)


def changed(
    kind: str, change: Callable[[str], Iterator[Change]], sentences: Iterable[Sentence]
) -> Iterator[Case]:
    """False statements with the right quote, and with a quote that has the same change."""
    for sentence in sentences:
        for said, new in change(sentence.bare):
            if says_so(sentence.passage, said, new):
                continue
            quote = sentence.spoken if draw(said, 2) else sentence.text
            case = Case(kind, False, said, (Quote(1, quote),), (sentence.passage,))
            yield replace(case, altered=Altered.STATEMENT)
            own = (Quote(1, own_words(said, sentence)),)
            yield replace(case, quotes=own, altered=Altered.QUOTE)


def says_so(passage: Passage, said: str, new: str) -> bool:
    """Whether the passage has the new words, or the whole sentence, and so may say the same."""
    text = passage.text.casefold()
    stands = bool(new) and new.casefold() in text
    return stands or (not new and f". {said.casefold()}" in text)


def own_words(said: str, sentence: Sentence) -> str:
    """The changed sentence as its own quote: exact words of the passage where it can be."""
    spoken = said.removesuffix(".")
    lower = spoken[0].lower() + spoken[1:]
    return lower if lower in sentence.passage.text else spoken


def of_each(
    make: Callable[[Sentence], Iterator[Case]], sentences: Iterable[Sentence]
) -> Iterator[Case]:
    return chain.from_iterable(map(make, sentences))


def of_pairs(
    make: Callable[[Sentence, Sentence], Iterator[Case]],
    pairs: Iterable[tuple[Sentence, Sentence]],
) -> Iterator[Case]:
    return chain.from_iterable(make(one, other) for one, other in pairs)


def shuffled_pairs(sentences: Sequence[Sentence], seed: int) -> Iterator[tuple[Sentence, Sentence]]:
    """Every sentence beside one of another passage."""
    others = list(sentences)
    random.Random(seed).shuffle(others)
    for one, other in zip(sentences, others, strict=True):
        if one.passage.id != other.passage.id:
            yield one, other


def some(pool: Iterable[Case], limit: int, seed: int, left: frozenset[str]) -> list[Case]:
    """So many cases of a pool, in an order that no other case has a part in."""
    ordered = sorted({case.id: case for case in pool}.values(), key=partial(place, seed))
    chosen: dict[str, Case] = {}
    for case in ordered:
        if case.id not in left and len(chosen) < limit:
            chosen.setdefault(case.statement, case)
    return list(chosen.values())


def place(seed: int, case: Case) -> str:
    return digest(f"{seed} {case.id}")


def excluded() -> frozenset[str]:
    """The ids of cases that a rule made and a reader found doubtful."""
    text = (files("evals.nearmiss") / "excluded.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def among_others(case: Case, passages: Sequence[Passage], seed: int) -> Case:
    """The case with its passages among others, their numbers in the quotes set right."""
    chance = random.Random(f"{seed} {case.id}")
    own = list(case.passages)
    words = [quote.text for quote in case.quotes]
    free = [p for p in passages if p not in own and not any(w in p.text for w in words)]
    shown = own + chance.sample(free, min(len(free), max(0, PASSAGES - len(own))))
    chance.shuffle(shown)
    quotes = (
        replace(quote, number=shown.index(own[quote.number - 1]) + 1) for quote in case.quotes
    )
    return replace(case, quotes=tuple(quotes), passages=tuple(shown))
