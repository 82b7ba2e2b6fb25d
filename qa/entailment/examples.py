"""Pairs to learn from and to be measured on, made from sentences, questions and written pairs.

Everything here is seeded and pure. Of each source half of the pairs or a little less are true;
what is true and what is false go through the same rewordings, and a change is often made to the
evidence rather than to the statement, so that a statement by itself does not tell its label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from corpus.sentences import sentence_spans
from qa.entailment.changes import BOTH_WAYS, WEIGHTS, changed
from qa.entailment.claims import declared
from qa.entailment.sources import Pair, Text, held_out
from qa.entailment.wording import NUMBER_WORD, lower, reworded, shortened, tidy
from qa.reader.examples import Example, mentions
from qa.terms import content_terms

ON_WRITTEN = tuple(kind for kind in WEIGHTS if kind != "added")
NEAR = 3  # sentences before and after that a change may borrow from
FEWEST_NEW = 2  # words of substance that a statement says beyond its evidence


def of_texts(texts: Sequence[Text], random: Random, true: int, false: int) -> Iterator[Pair]:
    """For each sentence so many true and so many false pairs at most."""
    for text in texts:
        for place in range(len(text.sentences)):
            yield from of_sentence(text, place, random, true, false)


def of_sentence(text: Text, place: int, random: Random, true: int, false: int) -> Iterator[Pair]:
    ways = [true_pair] * true + [false_pair] * false
    for way in ways:
        if made := way(text, place, random):
            statement, evidence, kind = made
            supported = way is true_pair
            yield Pair(statement, evidence, supported, kind, text.origin, text.held_out)


def true_pair(text: Text, place: int, random: Random) -> tuple[str, str, str] | None:
    """A sentence, reworded, shortened or as it stands; at times of an evidence that was changed
    beforehand.
    """
    sentence = text.sentences[place]
    if random.random() < 0.3 and (other := changed(sentence, near(text, place), random)):
        sentence = tidy(other[0])
    evidence = window(text, place, sentence, random)
    chance = random.random()
    if chance < 0.1:
        return sentence, evidence, "verbatim"
    if chance < 0.55 and (short := shortened(sentence, random)):
        return reworded(short, random) if chance < 0.35 else short, evidence, "shortened"
    return reworded(sentence, random), evidence, "reworded"


def false_pair(text: Text, place: int, random: Random) -> tuple[str, str, str] | None:
    """A sentence with one thing changed, or whose evidence was changed or does not say all."""
    sentence = text.sentences[place]
    chance = random.random()
    if chance < 0.12:
        return missing(text, place, random)
    if chance < 0.16:
        return elsewhere(text, place, random)
    base = sentence
    if random.random() < 0.3:
        base = shortened(sentence, random) or sentence
    made = changed(base, near(text, place), random)
    if not made:
        return None
    other, kind = tidy(made[0]), made[1]
    if kind in BOTH_WAYS and random.random() < 0.35:
        said = reworded(sentence, random) if random.random() < 0.5 else sentence
        whole = changed(sentence, near(text, place), random, (kind,))
        return (said, window(text, place, tidy(whole[0]), random), kind) if whole else None
    said = reworded(other, random) if random.random() < 0.5 else other
    return said, window(text, place, sentence, random), kind


def missing(text: Text, place: int, random: Random) -> tuple[str, str, str] | None:
    """The whole sentence said of an evidence that lacks a part of it."""
    sentence = text.sentences[place]
    short = shortened(sentence, random)
    if not short:
        return None
    evidence = window(text, place, short, random)
    said = sentence if random.random() < 0.5 else reworded(sentence, random)
    return (said, evidence, "missing") if goes_beyond(sentence, evidence) else None


def elsewhere(text: Text, place: int, random: Random) -> tuple[str, str, str] | None:
    """A sentence said of what stands around it."""
    around = near(text, place)
    if not around:
        return None
    start = random.randrange(len(around))
    evidence = " ".join(around[start : start + 2])
    sentence = text.sentences[place]
    return (sentence, evidence, "elsewhere") if goes_beyond(sentence, evidence) else None


def goes_beyond(statement: str, evidence: str) -> bool:
    there = {term.lower() for term in content_terms(evidence)}
    return sum(t.lower() not in there for t in content_terms(statement)) >= FEWEST_NEW


def near(text: Text, place: int) -> tuple[str, ...]:
    before = text.sentences[max(0, place - NEAR) : place]
    return (*before, *text.sentences[place + 1 : place + 1 + NEAR])


def window(text: Text, place: int, sentence: str, random: Random) -> str:
    """The sentence alone, or with the one before it, the one after it or both."""
    before = text.sentences[place - 1 : place] if place and random.random() < 0.3 else ()
    after = text.sentences[place + 1 : place + 2] if random.random() < 0.3 else ()
    return " ".join((*before, sentence, *after))


def of_questions(examples: Sequence[Example], random: Random) -> Iterator[Pair]:
    """A true and a false statement for each question that can be turned into one."""
    by_text: dict[str, list[Example]] = {}
    for example in examples:
        by_text.setdefault(example.context, []).append(example)
    for siblings in by_text.values():
        for example in siblings:
            made = of_answered if example.span else of_unanswered
            yield from made(example, siblings, random)


def of_answered(example: Example, siblings: Sequence[Example], random: Random) -> Iterator[Pair]:
    claim = declared(example.question, example.answer)
    if not claim:
        return
    origin, kept = "question", held_out(example)
    evidence = answer_window(example, random)
    said = reworded(claim, random) if random.random() < 0.3 else claim
    yield Pair(said, evidence, True, "answer", origin, kept)
    for way in random.sample(FALSE_ANSWERS, len(FALSE_ANSWERS)):
        if made := way(example, claim, siblings, random):
            statement, other, kind = made
            yield Pair(statement, other, False, kind, origin, kept)
            return


def other_answer(
    example: Example, claim: str, siblings: Sequence[Example], random: Random
) -> tuple[str, str, str] | None:
    """The answer of another question on the same paragraph, of the same sort."""
    fitting = [s for s in siblings if s.span and fits(s.answer, example.answer)]
    if not fitting:
        return None
    other = random.choice(fitting)
    statement = declared(example.question, other.answer)
    if not statement:
        return None
    both = (example, other) if random.random() < 0.6 else (example,)
    return statement, answer_window(example, random, both), "other answer"


def changed_answer(
    example: Example, claim: str, siblings: Sequence[Example], random: Random
) -> tuple[str, str, str] | None:
    evidence = answer_window(example, random)
    made = changed(claim, (evidence, example.context), random)
    return (tidy(made[0]), evidence, made[1]) if made else None


def no_answer(
    example: Example, claim: str, siblings: Sequence[Example], random: Random
) -> tuple[str, str, str] | None:
    """The paragraph's other sentences, near the one that answers."""
    spans = spans_of(example)
    kept = [i for i, (a, b) in enumerate(spans)
            if not mentions(example.context[a:b], example.answers)]  # fmt: skip
    if len(kept) == len(spans) or not kept or len(example.answer) < 3:
        return None
    start = random.randrange(len(kept))
    some = kept[start : start + random.randint(1, 3)]
    evidence = " ".join(example.context[slice(*spans[i])] for i in some)
    return claim, " ".join(evidence.split()), "no answer"


def of_unanswered(example: Example, siblings: Sequence[Example], random: Random) -> Iterator[Pair]:
    """A question that the text does not answer, with an answer that it gives to another."""
    answered = [s for s in siblings if s.span]
    if not answered:
        return
    other = random.choice(answered)
    if statement := declared(example.question, other.answer):
        evidence = answer_window(other, random)
        yield Pair(statement, evidence, False, "near miss", "question", held_out(example))


FALSE_ANSWERS = (other_answer, other_answer, changed_answer, changed_answer, no_answer)


def fits(one: str, other: str) -> bool:
    """Whether one answer could be taken for another: of the same sort, with no word in common."""
    shared = {t.lower() for t in content_terms(one)} & {t.lower() for t in content_terms(other)}
    return sort_of(one) == sort_of(other) and not shared and one.lower() != other.lower()


def sort_of(answer: str) -> str:
    if re.search(r"\d", answer) or NUMBER_WORD.search(answer):
        return "number"
    return "name" if answer[:1].isupper() else "other"


def spans_of(example: Example) -> list[tuple[int, int]]:
    return sentence_spans(example.context)


def answer_window(
    example: Example, random: Random, answers: Sequence[Example] | None = None
) -> str:
    """The sentences of one paragraph that hold the answers, at times with those beside them."""
    spans = spans_of(example)
    chosen: set[int] = set()
    for answered in answers or (example,):
        start, end = answered.span or (0, 0)
        chosen |= {i for i, (a, b) in enumerate(spans) if a < end and start < b}
    if random.random() < 0.4:
        chosen |= {i + random.choice((-1, 1)) for i in list(chosen)[:1]}
    texts = [example.context[slice(*spans[i])] for i in sorted(chosen) if 0 <= i < len(spans)]
    return " ".join(" ".join(texts).split())


def of_written(pairs: Iterable[Pair], random: Random) -> Iterator[Pair]:
    """More pairs from the written ones: of each true one a rewording and a change by rule, and of
    each evidence two statements in one.
    """
    by_evidence: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_evidence.setdefault(pair.evidence, []).append(pair)
    for siblings in by_evidence.values():
        for pair in siblings:
            if pair.supported:
                yield from by_rule(pair, random)
        yield from merged(siblings, random)


def by_rule(pair: Pair, random: Random) -> Iterator[Pair]:
    yield replace(pair, statement=reworded(pair.statement, random), kind="reworded")
    if made := changed(pair.statement, (pair.evidence,), random, ON_WRITTEN):
        statement, kind = made
        yield replace(pair, statement=tidy(statement), supported=False, kind=kind)


def merged(siblings: Sequence[Pair], random: Random) -> Iterator[Pair]:
    """Two true statements in one, and a true and a false one, in any order."""
    true = [p for p in siblings if p.supported]
    false = [p for p in siblings if not p.supported]
    if len(true) > 1:
        one, other = random.sample(true, 2)
        yield both(one, other, random)
    if true and false:
        one, other = random.sample([random.choice(true), random.choice(false)], 2)
        yield both(one, other, random)


def both(one: Pair, other: Pair, random: Random) -> Pair:
    end = random.choice((". ", "; ", ", and "))
    second = other.statement if end == ". " else lower(other.statement)
    return replace(
        one,
        statement=one.statement.rstrip(".") + end + second,
        supported=one.supported and other.supported,
        kind="merged",
    )


def beside_others(pairs: Sequence[Pair], random: Random, share: float) -> list[Pair]:
    """The pairs, a share of them with the evidence of another before or behind their own."""
    made = []
    for pair in pairs:
        if random.random() < share:
            texts = random.sample([pair.evidence, random.choice(pairs).evidence], 2)
            made.append(replace(pair, evidence=" ".join(texts)))
        else:
            made.append(pair)
    return made
