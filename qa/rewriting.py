"""What a language model made of a follow-up: taken only where it can be answered as written.

A model that rewrites a question may answer it, add to it or turn it around, and nobody would
see it in the answer. So its words must come from the conversation, and the question's own must
still be there; otherwise the rules of `qa.followup` do it.
"""

import re
from collections.abc import Sequence

from corpus.sentences import sentence_spans
from qa.english.fragments import BARE, LEAD, WHAT_ABOUT, is_fragment
from qa.english.phrases import set_of, unmarked
from qa.english.pronouns import references
from qa.followup import TURNS_BACK, asking
from qa.protocol.cleaning import cleaned
from qa.terms import content_terms, stands_in, stem, stems, words

THOUGHT = re.compile(r"^.*</(?:think|thinking|thought|reasoning)>", re.S | re.I)
ANNOUNCED = re.compile(
    r"^(?:(?:the |my )?(?:(?:last|rewritten|revised|stand-?alone|new|final|follow-?up) )*question"
    r"(?: is)?|rewritten|rewrite|standalone|answer)\s*[:–—-]\s*",
    re.I,
)
# Words that name nothing by themselves, with which a question may be put together.
FREE = frozenset(map(stem, set_of("regarding concerning case person people happens")))
# Words that only ask for more, or point back: they may go.
MAY_GO = frozenset(
    map(stem, set_of("latter former same ones elaborate continue detail details explain further"))
)
# Small words that turn a question around when they come or go.
TURNING = set_of(
    """not no never nor neither without only unless except until before after all every each both
    less least most must may can cannot shall should could might who whom whose when where why"""
)
# The small words above that another form of the question may lack or bring along.
ALIKE = {"whom": "who", "whose": "who", "cannot": "not", "never": "not", "every": "all"}
CONTRACTED = ((r"\bcan['’]t\b", "can not"), (r"\bwon['’]t\b", "will not"), (r"n['’]t\b", " not"))


def rewritten(reply: str, question: str, history: Sequence[str], longest: int) -> str | None:
    """The question that a model's reply consists of, `None` where it is not one that stands
    alone, of at most `longest` characters, with the meaning of the follow-up.

    `history` holds the earlier questions, oldest first.
    """
    line = line_of(reply)
    if line is None or not words(line) or len(line) > longest:
        return None
    alone = asking(line)
    question, earlier = spelled_out(question), spelled_out(" ".join(history[-TURNS_BACK:]))
    stands = not leaves_open(alone, question)
    made = spelled_out(alone)
    kept = keeps(made, question) and brings_nothing(made, f"{question} {earlier}")
    return alone if stands and kept and len(alone) <= longest else None


def line_of(reply: str) -> str | None:
    """The one line of a reply that is a question, without what announces it."""
    lines = [cleaned(line) for line in THOUGHT.sub("", reply[:20_000]).splitlines()]
    lines = [line for line in lines if words(line) and not line.endswith(":")]
    if len(lines) != 1:
        return None
    line = cleaned(ANNOUNCED.sub("", lines[0]))
    single = len(sentence_spans(line)) == 1 and "?" not in line[:-1]
    return LEAD.sub("", line) if single else None


def leaves_open(alone: str, question: str) -> bool:
    """Whether a question still leans on something before it."""
    said = unmarked(alone)
    lends_nothing = stems_of_content(alone) <= stems(question)
    bare = BARE.match(said) or is_fragment(said) or len(content_terms(alone)) < 2
    leans = references(alone) or WHAT_ABOUT.match(said)
    return bool(leans or (lends_nothing and bare))


def keeps(alone: str, question: str) -> bool:
    """Whether what the question says itself is still said."""
    present = stems(alone)
    own = [term for term in content_terms(question) if stem(term) not in MAY_GO]
    return all(stands_in(term, present) for term in own) and turning(question) <= turning(alone)


def brings_nothing(alone: str, said: str) -> bool:
    """Whether every word that carries meaning was said before."""
    present = stems(said) | FREE
    return all(stands_in(t, present) for t in content_terms(alone)) and (
        turning(alone) <= turning(said)
    )


def spelled_out(text: str) -> str:
    """The text with “can't” as “can not”."""
    for short, long in CONTRACTED:
        text = re.sub(short, long, text, flags=re.I)
    return text


def turning(text: str) -> frozenset[str]:
    """The small words of a text that turn a question around, each in one form."""
    found = map(str.lower, words(text))
    return frozenset(ALIKE.get(word, word) for word in found if word in TURNING)


def stems_of_content(text: str) -> frozenset[str]:
    return frozenset(map(stem, content_terms(text)))
