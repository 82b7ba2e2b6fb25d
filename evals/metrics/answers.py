"""How right an answer is."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from corpus.sentences import sentence_spans
from evals.metrics.spans import Gold, Span, lies_in, parts_of, rests_on
from qa.terms import content_terms, stands_in, stems, words


def quote_hit(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether a gold quote lies in what an answer cites; with `gold.every`, one of each part.

    “Does what was found hold the words of the answer” (Chen et al. 2017,
    doi:10.18653/v1/P17-1171), but on offsets: the same words elsewhere do not count.
    """
    enough = all if gold.every else any
    parts = parts_of(gold.quotes)
    return bool(parts) and enough(any(lies_in(quote, cited) for quote in part) for part in parts)


def says_right(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether what one statement cites holds a gold quote or lies in a gold label.

    One is enough also where all are needed: a statement is a sentence, and a sentence rarely
    answers all parts of a question.
    """
    return any(rests_on(cited, item) for item in gold.all)


def is_right(cited: Sequence[Span], gold: Gold) -> bool:
    """Whether what a whole answer cites is enough: one gold quote or label, or with
    `gold.every` one of each part.
    """
    enough = all if gold.every else any
    parts = parts_of(gold.all)
    return bool(parts) and enough(any(rests_on(cited, item) for item in part) for part in parts)


def only_contradicts(statements: Sequence[Sequence[Span]], gold: Gold) -> bool:
    """Whether each of an answer's statements, of which there are some, cites a quote that
    contradicts the question's premise: as good as a refusal.
    """
    return bool(statements) and all(
        any(lies_in(quote, cited) for quote in gold.contradicts) for cited in statements
    )


def mentions(said: str, fact: str) -> bool:
    """Whether a text holds a fact in one of its wordings, which stand between “|”, whatever
    the case of letters and the white space.
    """
    text = plain(said)
    return any(wording in text for wording in map(plain, fact.split("|")) if wording)


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


# Short answers

ARTICLES = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—…")


def normalised(text: str) -> str:
    """Without case, punctuation, English articles and spare white space, as SQuAD compares
    (Rajpurkar et al. 2016, doi:10.18653/v1/D16-1264); typographic marks count as punctuation.
    """
    return " ".join(ARTICLES.sub(" ", text.casefold().translate(PUNCTUATION)).split())


def exact_match(said: str, answers: Sequence[str]) -> float:
    """1 where what is said is one of the answers, normalised; else 0."""
    return float(any(normalised(said) == normalised(answer) for answer in answers))


def token_f1(said: str, answers: Sequence[str]) -> float:
    """The harmonic mean of precision and recall over tokens, for the answer that fits best."""
    return max((f1(normalised(said).split(), normalised(a).split()) for a in answers), default=0.0)


def f1(said: Sequence[str], answer: Sequence[str]) -> float:
    shared = sum((Counter(said) & Counter(answer)).values())
    if not said or not answer:
        return float(said == answer)
    return 2 * shared / (len(said) + len(answer))


def holds_answer(said: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers stands in what is said, normalised, as whole words."""
    words = f" {normalised(said)} "
    return any(f" {answer} " in words for answer in map(normalised, answers) if answer)


# Key facts


def key_fact_recall(statements: Sequence[str], facts: Sequence[str]) -> float:
    """The share of the facts, of which there is at least one, that some sentence tells.

    Facts are what TREC calls nuggets. As Lin and Demner-Fushman 2005 (ACL H05-1117) do it, they
    are matched by stems of words, here of content words. All of them are asked for, of one of
    the wordings that stand between “|”, and within one sentence: words that lie apart make no
    fact, and a pipeline whose statements are chunks has no advantage. Other words for the same
    are not seen, and neither is a negation.
    """
    known = [stems(said[start:end]) for said in statements for start, end in sentence_spans(said)]
    return sum(any(tells(held, fact) for held in known) for fact in facts) / len(facts)


def tells(held: frozenset[str], fact: str) -> bool:
    """Whether all content words of a wording of a fact are among stems; all words, where it has
    none but those that people ask with, such as “documents”.
    """
    wordings = (content_terms(wording) or words(wording) for wording in fact.split("|"))
    return any(terms and all(stands_in(term, held) for term in terms) for terms in wordings)
