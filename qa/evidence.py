"""How well a sentence answers a question: measures, a score to rank by, a confidence."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus.document import Authority
from qa.places import countries
from qa.question import Question, Wants, wants
from qa.terms import is_content, stands_in, stem, stems, words

HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|half|third"
    r"|hundred|thousand|million|billion|once|no|none)\b",
    re.I,
)
HAS_DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|days?|weeks?|months?|years?)\b"
)
COUNTED = re.compile(
    r"\bhow many ((?:[\w-]+ ){0,3}?[\w-]+) (?:am|are|is|was|were|be|been|do|does|did|have|has|had"
    r"|must|will|would|can|could|may|might|should|shall|of|in|on|from|with|to|for|per|after|before)\b",
    re.I,
)
NUMBER_AHEAD = 5  # words between a number and the noun it counts (“64 third countries”)
ASKS_REASON = re.compile(r"^(?:(?:and|but|so) )?(?:why|what for|for what reason)\b", re.I)
GIVES_REASON = re.compile(
    r"\b(?:because|due to|owing to|in order to|so that|so as to|therefore|as a result|aims?|purpose"
    r"|reasons?|since|to \w+ (?:the|a|an|that|those|people))\b",
    re.I,
)
KINDS_OF_THING = (Wants.NUMBER, Wants.DATE, Wants.PLACES)
POINTS_FIRMLY = 4.0  # logits of the reader's span
REACH = 15.0  # logits: what is further from even is no surer
ASKS_PRESENT = re.compile(r"\b(?:does|do|is|are|can|may|must|has|have)\b", re.I)
ASKS_PAST = re.compile(r"\b(?:did|was|were|when|had)\b|\b(?:19|20)\d\d\b", re.I)
TELLS_PAST = re.compile(r"\b(?:was|were|had|came|met|went|signed|announced)\b")


@dataclass(frozen=True, slots=True)
class Measures:
    """What speaks for a sentence, each in 0…1 unless said otherwise.

    - `span`: the reader model's score of the best span in it, in logits, within ±REACH
    - `found`: the score that retrieval gave its passage
    - `similarity`: cosine of question and passage
    - `covered`, `covered_nearby`: weight share of the question's words, lent ones too, that stand
      in the sentence, or in its passage; a rare word weighs more (inverse passage frequency)
    - `only_lent`: whether the question leans on the one before and none of its own words stands
      here: what answered the earlier question must not answer this one, unless the library knows
      all those words and the reader points here firmly for the whole question
    - `unknown`: weight share of the question's own words found nowhere in what was searched
    - `strange_names`: how many names and numbers of the question are not in the passage
    - `wrong_kind`: whether a number, date or country is asked and none is there
    - `wrong_tense`: whether the present is asked and the past is told
    - `rank`: 1 / rank of the passage
    """

    span: float
    found: float
    similarity: float
    covered: float
    covered_nearby: float
    only_lent: bool
    unknown: float
    strange_names: int
    wrong_kind: bool
    wrong_tense: bool
    rank: float
    official: bool


@dataclass(frozen=True, slots=True)
class Context:
    """Where a sentence stands, for its measures."""

    section: str
    title: str
    passage: str
    similarity: float
    found: float
    rank: int
    authority: Authority


def measure(
    question: Question,
    sentence: str,
    context: Context,
    *,
    span: float,
    weights: Mapping[str, float],
    frequencies: Mapping[str, int],
) -> Measures:
    """The measures of one sentence. `weights` and `frequencies` are of all terms."""
    here = stems(sentence)
    nearby = here | stems(f"{context.title} {context.section} {context.passage}")
    unknown = {term for term in question.own_terms if frequencies.get(term, 0) == 0}
    return Measures(
        span=within_reach(span),
        found=context.found,
        similarity=context.similarity,
        covered=share(weights, lambda term: stands_in(term, here)),
        covered_nearby=share(weights, lambda term: stands_in(term, nearby)),
        only_lent=bool(question.lent_terms)
        and not any(stands_in(term, nearby) for term in question.own_terms)
        and not (not question.own_terms and asks_for(question, sentence))
        and not (question.own_terms and not unknown and span >= POINTS_FIRMLY),
        unknown=share({t: weights[t] for t in question.own_terms}, unknown.__contains__),
        strange_names=sum(not stands_in(name, nearby) for name in names_in(question.asked)),
        wrong_kind=not of_kind(question, sentence),
        wrong_tense=bool(
            ASKS_PRESENT.search(question.asked)
            and not ASKS_PAST.search(question.asked)
            and TELLS_PAST.search(sentence)
        ),
        rank=1 / context.rank,
        official=context.authority in (Authority.BINDING, Authority.OFFICIAL),
    )


def asks_for(question: Question, sentence: str) -> bool:
    """Whether a question without words of its own (“Since when?”) asks for a kind of thing, and
    the sentence holds it.
    """
    if ASKS_REASON.match(question.asked):
        return bool(GIVES_REASON.search(sentence))
    return wants(question.asked) in KINDS_OF_THING and of_kind(question, sentence)


def within_reach(logits: float) -> float:
    return max(-REACH, min(REACH, logits))


# Rounded from `python -m evals.benchmarks.calibrating` (docs/answering.md). Set by hand: what the
# wrong tense costs, what an official text is worth, and what words found nowhere cost.


def score(m: Measures) -> float:
    """How good an answer the sentence is, for ranking sentences of one question."""
    return (
        0.35 * m.span
        + 3.0 * m.found
        + 4.5 * m.similarity
        + 1.2 * m.covered
        + 1.5 * m.rank
        + 1.8 * m.official
        - 2.5 * m.wrong_kind
        - 0.8 * m.wrong_tense
    )


def confidence(m: Measures) -> float:
    """How likely the documents answer the question, seen from its best sentence, in 0…1
    (logistic regression).
    """
    if m.only_lent:
        return 0.0
    evidence = (
        0.25 * m.span
        + 3.2 * m.similarity
        + 0.6 * m.covered
        + 1.7 * m.covered_nearby
        - 0.4 * m.unknown
        - 1.0 * (m.unknown == 1)
        - 1.0 * min(m.strange_names, 2)
        - 0.35 * m.wrong_kind
        - 1.85
    )
    return 1 / (1 + math.exp(-evidence))


def term_weights(
    frequencies: Mapping[str, int], passages: int, terms: tuple[str, ...]
) -> dict[str, float]:
    """Inverse passage frequency as in BM25: ln(1 + (N − n + 0.5) / (n + 0.5)).

    Robertson and Zaragoza 2009 (doi:10.1561/1500000019), with the 1 that keeps it positive.
    """
    counts = {term: min(frequencies.get(term, 0), passages) for term in terms}
    return {term: math.log(1 + (passages - n + 0.5) / (n + 0.5)) for term, n in counts.items()}


def share(weights: Mapping[str, float], holds: Callable[[str], bool]) -> float:
    """The share of the weights whose term holds; 0 when there are none."""
    total = sum(weights.values())
    kept = sum(weight for term, weight in weights.items() if holds(term))
    return kept / total if total else 0.0


def names_in(question: str) -> list[str]:
    """Words of a question that name one thing: capitalised past the first word, or with digits."""
    return [
        word
        for position, word in enumerate(words(question))
        if is_content(word)
        and ((position > 0 and word[0].isupper()) or any(c.isdigit() for c in word))
    ]


def of_kind(question: Question, sentence: str) -> bool:
    """Whether a sentence holds the kind of thing the question asks for."""
    match question.wants:
        case Wants.NUMBER:
            return bool(HAS_NUMBER.search(sentence)) and counts(question.asked, sentence)
        case Wants.DATE:
            return bool(HAS_DATE.search(sentence))
        case Wants.PLACES:
            found = set(countries().findall(sentence))
            return bool(found - set(countries().findall(question.asked)))
    return True


def counts(question: str, sentence: str) -> bool:
    """Whether the sentence counts what a question wants counted (“how many countries …”): a
    number stands shortly before the noun.
    """
    counted = COUNTED.search(question)
    if not counted:
        return True
    noun = counted.group(1).split()[-1]
    if not is_content(noun):
        return True
    spoken = words(sentence)
    return any(
        stem(word) == stem(noun)
        and any(HAS_NUMBER.search(near) for near in spoken[max(0, place - NUMBER_AHEAD) : place])
        for place, word in enumerate(spoken)
    )
