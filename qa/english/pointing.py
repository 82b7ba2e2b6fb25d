"""Words that point back, replaced by what they mean."""

import re
from collections.abc import Iterator, Sequence

from qa.english.inversion import (
    agreeing,
    follows_auxiliary,
    follows_preposition,
    named,
    split,
    that_clause,
)
from qa.english.phrases import Phrase, singular, unmarked
from qa.english.pronouns import Points, Reference, meant, references, regarding, topic, topics

LONGEST_CLAUSE = 12  # words of “the countries that …” that still read well inside a question
LONGEST_OWNER = 3  # words that a possessive is put behind; longer ones get “the … of …”
# A deed that “that” sums up, so that no single noun can stand for it.
DEED = re.compile(
    r"^(?:(?:is|was|be|been|has been|also|ever|first) )*"
    r"(?:done|happen(?:s|ed|ing)?|possible|allowed|permitted|the case|changed?|works?|mean|so)\b",
    re.I,
)
ONE = re.compile(r"\bthe one(?P<many>s)?(?= (?:for|with|in|of|from|at|on|under)\b)", re.I)
HOW_MUCH_OF = re.compile(r"how (?:much|many) of $", re.I)


def pointed(question: str, earlier: str) -> str:
    """The question with the words that point back replaced by what they mean; with what the
    earlier one was about named behind it, where none of them can be; empty where none does.
    """
    found = references(question)
    made, moved = which_of_two(question, earlier), 0
    if made != question:
        return made
    for reference in first_of_each(found):
        phrase = meant(reference, earlier)
        text = replacement(reference, phrase, question, earlier) if phrase else ""
        if phrase and phrase.asked and _subject(earlier) in made:
            text = f"the {phrase.text}"  # whose it is has been said
        if reference.points is Points.PERSON and not phrase:
            phrase, text = Phrase("who", 0, 0), the_one_who(earlier)
        if phrase and text:
            start, end = reference.start + moved, reference.end + moved
            made = made[:start] + text + made[end:]
            if follows_auxiliary(made, start) and not reference.owned:
                made = agreeing(made, start, phrase.is_plural)
            moved = len(made) - len(question)
    if made == question:
        made = with_one(question, earlier)
    if made == question:
        return regarding(question, earlier) if found else ""
    return made


def _subject(earlier: str) -> str:
    parts = split(earlier)
    return parts.subject if parts else "\0"


def the_one_who(earlier: str) -> str:
    """“the person who invented it” for who is asked for."""
    match = re.match(r"who (?!is |are |was |were )(.+)", unmarked(earlier), re.I)
    return f"the person who {match.group(1)}" if match else ""


def which_of_two(question: str, earlier: str) -> str:
    """“Which one is faster?” with the two things of the earlier question named."""
    asked = re.match(r"which (?:one|of (?:them|these|those|the two|both))\b(.*)", question, re.I)
    two = sorted((p for p in topics(earlier) if not p.asked), key=lambda p: p.start)[:2]
    if not asked or len(two) < 2:
        return question
    rest = unmarked(asked.group(1))
    return f"which{rest}, {named(two[0])} or {named(two[1])}?"


def first_of_each(found: Sequence[Reference]) -> Iterator[Reference]:
    """The first reference of each kind: the later ones mean the same and may stay."""
    seen: set[Points] = set()
    for reference in found:
        if reference.points not in seen or reference.noun:
            seen.add(reference.points)
            yield reference


def with_one(question: str, earlier: str) -> str:
    """“the one for children” with the noun that “one” stands for."""
    one, about = ONE.search(question), topic(earlier)
    if one is None or about is None:
        return question
    noun = re.sub(r"^(?:the|an?) ", "", about.text)
    if not one.group("many"):
        *before, last = noun.split()
        noun = " ".join([*before, singular(last)])
    return f"{question[: one.start()]}the {noun}{question[one.end() :]}"


def replacement(reference: Reference, phrase: Phrase, question: str, earlier: str) -> str:
    """The text that takes the place of a reference; empty where none reads well."""
    before, after = question[: reference.start], question[reference.end :].strip()
    asked = next((p for p in topics(earlier) if p.asked), None)
    if HOW_MUCH_OF.search(before) and asked:
        phrase = asked
    text = that_clause(earlier, phrase) if phrase.asked else named(phrase)
    if len(text.split()) > LONGEST_CLAUSE:
        return ""
    if reference.points is Points.PLACE:
        return text if follows_preposition(question, reference.start) else f"in {text}"
    word = question[reference.start : reference.end].lower()
    done = re.search(r"\b(?:do|does|did|doing) $", before, re.I)
    if word in ("this", "that") and (DEED.match(after) or done):
        return ""
    if not reference.owned:
        return text
    if len(text.split()) > LONGEST_OWNER:
        return f"the {reference.owned} of {text}"
    return f"{text}{'’' if text.endswith('s') and phrase.is_plural else '’s'} {reference.owned}"
