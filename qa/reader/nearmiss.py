"""Questions that a text seems to answer and does not, made from ones that it does.

Each way changes one thing that decides, checked as far as rules can check that the text does
not answer the new question. They teach the reader what mined texts cannot: a text about the
very subject may yet not answer (Rajpurkar, Jia and Liang 2018, arXiv:1806.03822, table 3, name
the ways people do it).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from corpus.sentences import sentence_spans
from qa.reader.examples import Example, mentions

NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*\b")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
WORD = re.compile(r"[a-z]+")
VERB = re.compile(
    r"\b(?:did|does|do|is|are|was|were|can|could|has|have|had|will|would|may|must)\b", re.I
)
DATED = re.compile(
    r"\d{4}|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|day|week|month|year|century|decade|morning|summer|winter|spring|autumn|ago|when"
    r"|after|before|during|until)",
)
REASONED = re.compile(
    r"\b(?:because|due|since|so|therefore|reason|thus|caus|result|order to|led to|to \w+)", re.I
)
OPPOSITES = """
    first last, most least, before after, largest smallest, more less, highest lowest, begin end,
    began ended, start stop, started stopped, increase decrease, increased decreased, increases
    decreases, north south, east west, northern southern, eastern western, earliest latest, oldest
    youngest, best worst, won lost, win lose, join leave, joined left, open close, opened closed,
    allow forbid, allowed forbidden, permitted prohibited, required forbidden, support oppose,
    supported opposed, male female, men women, boys girls, maximum minimum, major minor, early late,
    above below, inside outside, within outside, born died, birth death, founded dissolved, husband
    wife, father mother, son daughter, brother sister, king queen, long short, longest
    shortest, buy sell, bought sold, positive negative, good bad, always sometimes, able
    unable, legal illegal, rich poor, public private, oldest newest, old new, up down, cause
    prevent, caused prevented, accept reject, accepted rejected, agreed refused, hot cold, high low,
    higher lower, large small, larger smaller, light heavy, strong weak, fast slow, easy difficult,
    love hate, advantage disadvantage, benefit drawback, modern ancient, urban rural,
    domestic foreign, internal external, upper lower, gained lost, rise fall, rose fell,
    enter exit, import export, imported exported, include exclude, included excluded, attack defend,
    attacked defended, teacher student, doctor patient, buyer seller, employer employee, parent
    child, adult minor, voluntary compulsory, temporary permanent, granted refused, grant refuse,
    lawful unlawful, regular irregular, arrival departure, entry exit, applicant sponsor, majority
    minority, winner loser, victory defeat, success failure, expensive cheap, same different,
    common rare, known unknown, popular unpopular, safe dangerous, wet dry, day night,
    top bottom, future past, ancestors descendants, created destroyed, built demolished, appointed
    dismissed, hired fired, married divorced, found lost, remember forget, asked answered, sent
    received, gave received, give receive, taught learned, followed preceded, follows precedes
"""
CONDITIONS = (
    "in winter", "during the night", "outside Europe", "for women", "for children under five",
    "before 1850", "after 2035", "in Japan", "on Sundays", "without a licence", "by train",
    "for retired people", "in rural areas", "in the nineteenth century", "for the second time",
    "according to critics", "at sea", "in wartime", "when it rains", "for a fee", "in the army",
)  # fmt: skip
FEWEST_LETTERS = 4  # of a name that may be exchanged


def opposites() -> dict[str, str]:
    table: dict[str, str] = {}
    for pair in OPPOSITES.split(","):
        one, other = pair.split()
        table.setdefault(one, other)
        table.setdefault(other, one)
    return table


@dataclass(frozen=True)
class Pool:
    """Names and numbers to draw strangers from, and the antonyms."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    opposites: Mapping[str, str]


Way = Callable[[Example, Pool, Random], Example | str | None]


def pool_of(examples: Sequence[Example]) -> Pool:
    questions = dict.fromkeys(e.question for e in examples)
    return Pool(
        names=tuple(dict.fromkeys(n for q in questions for n in names(q))),
        numbers=tuple(dict.fromkeys(n for q in questions for n in NUMBER.findall(q))),
        opposites=opposites(),
    )


def names(text: str) -> list[str]:
    return [m.group() for m in NAME.finditer(text) if len(m.group()) >= FEWEST_LETTERS]


def near_misses(examples: Sequence[Example], random: Random) -> Iterator[Example]:
    """One near miss for each example that allows one."""
    pool = pool_of(examples)
    for example in examples:
        if example.span and (made := near_miss(example, pool, random)):
            yield made


def near_miss(example: Example, pool: Pool, random: Random) -> Example | None:
    """The example with one thing changed, so that its text answers no longer."""
    ways = random.sample(WAYS, len(WAYS))
    for way in sorted(ways, key=lambda w: random.random() / WEIGHTS[w]):
        made = way(example, pool, random)
        if isinstance(made, Example):
            return made
        if made:
            origin = f"near miss {way.__name__}"
            return replace(example, question=made, span=None, answers=(), origin=origin)
    return None


def answer_sentence(example: Example) -> tuple[int, int]:
    start, end = example.span or (0, 0)
    spans = sentence_spans(example.context, 0, len(example.context), "en")
    touched = [s for s in spans if s[0] < end and start < s[1]]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def swapped_name(example: Example, pool: Pool, random: Random) -> str | None:
    """Another name: rather one of the same text, from where the answer does not stand."""
    start, end = answer_sentence(example)
    there = example.context[start:end]
    elsewhere = example.context[:start] + example.context[end:]
    found = [m for m in NAME.finditer(example.question) if len(m.group()) >= FEWEST_LETTERS]
    near = [n for n in dict.fromkeys(names(elsewhere)) if n not in there]
    strangers = random.sample(pool.names, min(5, len(pool.names)))
    for other in near if near and random.random() < 0.7 else strangers:
        if found and other not in there and other not in example.question:
            return exchanged(example.question, random.choice(found), other)
    return None


def swapped_number(example: Example, pool: Pool, random: Random) -> str | None:
    found = list(NUMBER.finditer(example.question))
    start, end = answer_sentence(example)
    there = example.context[start:end]
    if not found:
        return None
    match = random.choice(found)
    near = NUMBER.findall(example.context)
    choices = [
        n
        for n in (*near, *random.sample(pool.numbers, min(20, len(pool.numbers))))
        if len(n) == len(match.group()) and n not in there and n != match.group()
    ]
    return exchanged(example.question, match, choices[0]) if choices else None


def opposite(example: Example, pool: Pool, random: Random) -> str | None:
    found = [m for m in WORD.finditer(example.question) if m.group() in pool.opposites]
    if not found:
        return None
    match = random.choice(found)
    other = pool.opposites[match.group()]
    start, end = answer_sentence(example)
    if re.search(rf"\b{other}\b", example.context[start:end], re.I):
        return None
    return exchanged(example.question, match, other)


def negated(example: Example, pool: Pool, random: Random) -> str | None:
    found = VERB.search(example.question)
    question = example.question
    if re.search(r"\b(?:not|never|no)\b|n't\b", question):
        return re.sub(r"\b(?:not|never) |n't\b", "", question, count=1)
    if not found or found.start() == 0:
        return None
    return f"{question[: found.end()]} {random.choice(('not', 'never'))}{question[found.end() :]}"


def conditioned(example: Example, pool: Pool, random: Random) -> str | None:
    condition = random.choice(CONDITIONS)
    if mentions(example.context, condition.split()[-1:]):
        return None
    return f"{example.question.rstrip('? ')} {condition}?"


def other_aspect(example: Example, pool: Pool, random: Random) -> str | None:
    """Asks when or why instead, where the text tells neither."""
    opening = re.match(r"(?:where|how|who|what|which|why|when) (did|was|were|is|are|do|does)\b",
                       example.question, re.I)  # fmt: skip
    if not opening or len(example.question.split()) < 5:
        return None
    rest = example.question[opening.start(1) :]
    first = example.question.split()[0].lower()
    if first in {"what", "which", "who"}:
        return None
    if first != "when" and not DATED.search(example.context):
        return f"When {rest}"
    if first != "why" and not REASONED.search(example.context):
        return f"Why {rest}"
    return None


def without_sentence(example: Example, pool: Pool, random: Random) -> Example | None:
    """The text without the sentence that answers."""
    start, end = answer_sentence(example)
    rest = f"{example.context[:start].rstrip()} {example.context[end:].lstrip()}".strip()
    if len(rest) < len(example.context) / 3 or mentions(rest, example.answers):
        return None
    return replace(
        example, context=rest, span=None, answers=(), origin="near miss without_sentence"
    )


WEIGHTS: dict[Way, float] = {
    swapped_name: 4.0,
    swapped_number: 3.0,
    opposite: 4.0,
    negated: 0.4,
    conditioned: 0.5,
    other_aspect: 2.0,
    without_sentence: 2.0,
}
WAYS = tuple(WEIGHTS)


def exchanged(question: str, match: re.Match[str], other: str) -> str:
    return f"{question[: match.start()]}{other}{question[match.end() :]}"
