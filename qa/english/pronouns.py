"""Words of a question that point back: which they are, and what they point at.

A word points back when nothing before it in the same question can be meant: “it” in “When does
it apply?”, and not in “Does the act say when it applies?”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.english.inversion import named
from qa.english.phrases import (
    Phrase,
    Sort,
    head_of,
    is_plural,
    is_small,
    phrases,
    set_of,
    singular,
    unmarked,
)
from qa.terms import words


class Points(StrEnum):
    """What a word that points back can stand for."""

    ONE = "one thing"
    SEVERAL = "several things"
    PERSON = "a person"
    PLACE = "a place"


@dataclass(frozen=True, slots=True)
class Reference:
    """A word or phrase that points back: `question[start:end]`.

    `noun` is the noun of “those partnerships”. `owned` is what follows a possessive (“final
    approval” of “its final approval”) and is part of the span.
    """

    start: int
    end: int
    points: Points
    noun: str = ""
    owned: str = ""


PERSONAL = re.compile(r"\b(?:it|they|them|he|she|him|her)\b", re.I)
ONE_OF_TWO = re.compile(r"\bthe (latter|former)\b", re.I)
POSSESSIVE = re.compile(r"(?:its|their|his|her) ", re.I)
DEMONSTRATIVE = re.compile(
    r"(?:^|(?<= of ))(this|that|these|those|such an?|such|the same) (?=\w)", re.I
)
ALONE = re.compile(
    r"\b(this|that|these|those)\b(?! (?:who|whose|whom|which|that|with|in|of)\b)", re.I
)
THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )\bthere\b(?! (?:is|are|was|were)\b)", re.I
)
# “it” that stands for nothing: “is it possible to …”, “how is it decided who …”.
EMPTY_IT = re.compile(
    r"\bit (?:(?:is|was|be|been|has been) )?(?:\w+ ){0,2}\w+ (?:that|whether|who|whom|what|which"
    r"|how)\b"
    r"|\b(?:is|was|be|been) it (?:\w+ ){1,3}(?:that|whether|who|what|which|how|if|to)\b"
    r"|\bit (?:takes?|took) (?:\w+ ){0,3}(?:to|for)\b|\bit comes to\b",
    re.I,
)
NEW_CLAUSE = re.compile(
    r"[,;:–—.?!]| - |\b(?:and|or|but|if|when|while|that|who|whom|which|whose|what|how|why|where"
    r"|whether|because|since|unless|until|before|after|once|to|for|than)\b",
    re.I,
)
SOMEBODY = re.compile(
    r"\b(?:someone|somebody|anyone|anybody|everyone|everybody|nobody|who)\b", re.I
)
# Nouns that belong to a turn of speech (“take part”, “in force”) and are never meant by “it”.
IDLE = set_of(
    """account addition age case charge date day effect fact force general hand home kind line
    month order part particular place practice regard respect sort time total turn way week words
    work year"""
)
NUMBERS = {
    "it": Points.ONE,
    "its": Points.ONE,
    "this": Points.ONE,
    "that": Points.ONE,
    "he": Points.PERSON,
    "she": Points.PERSON,
    "him": Points.PERSON,
    "her": Points.PERSON,
    "his": Points.PERSON,
}


def references(question: str) -> list[Reference]:
    """The words of a question that point outside it, in order."""
    found = [*_possessives(question), *_demonstratives(question), *_alone(question)]
    found += [*_personal(question), *_places(question)]
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
    return kept


def _personal(question: str) -> Iterator[Reference]:
    empty = [match.span() for match in EMPTY_IT.finditer(question)]
    owners = {p.start for p in phrases(question) if POSSESSIVE.match(p.text)}
    for match in PERSONAL.finditer(question):
        stands_for_nothing = any(a <= match.start() < b for a, b in empty)
        points = NUMBERS.get(match.group().lower(), Points.SEVERAL)
        if not (
            (stands_for_nothing and points is Points.ONE)
            or match.start() in owners
            or is_bound(question, match.start(), points, owner=False)
        ):
            yield Reference(*match.span(), points)
    for match in ONE_OF_TWO.finditer(question):
        yield Reference(*match.span(), Points.ONE, noun=match.group(1).lower())


def _possessives(question: str) -> Iterator[Reference]:
    for phrase in phrases(question):
        match = POSSESSIVE.match(phrase.text)
        if match:
            points = NUMBERS.get(match.group().strip().lower(), Points.SEVERAL)
            if not is_bound(question, phrase.start, points, owner=True):
                owned = phrase.text[match.end() :]
                yield Reference(phrase.start, phrase.end, points, owned=owned)


def _demonstratives(question: str) -> Iterator[Reference]:
    for start, end, word in _pointing_nouns(question):
        noun = head_of(question[start:end])
        conjunction = word == "that" and (is_plural(noun) or not _opens(question, start))
        named_before = singular(noun).lower() in map(_single, words(question[:start]))
        if not conjunction and not named_before:
            points = Points.SEVERAL if is_plural(noun) else Points.ONE
            head_end = question.index(noun, start) + len(noun)
            yield Reference(start, head_end, points, noun=noun)


def _pointing_nouns(question: str) -> Iterator[tuple[int, int, str]]:
    """Where “this rule” and the like stand, alone or behind “of”, and with which word."""
    for phrase in phrases(question):
        for match in DEMONSTRATIVE.finditer(phrase.text):
            yield phrase.start + match.start(), phrase.end, match.group(1).lower()


def _single(word: str) -> str:
    return singular(word).lower()


def _alone(question: str) -> Iterator[Reference]:
    starts = {start for start, _, _ in _pointing_nouns(question)}
    for match in ALONE.finditer(question):
        word = match.group().lower()
        rest = question[match.end() :].strip(" ?!.")
        if match.start() in starts or (
            word == "that" and rest and not _opens(question, match.start())
        ):
            continue
        points = NUMBERS.get(word, Points.SEVERAL)
        if not is_bound(question, match.start(), points, owner=False):
            yield Reference(*match.span(), points)


def _places(question: str) -> Iterator[Reference]:
    for match in THERE.finditer(question):
        if not is_bound(question, match.start(), Points.PLACE, owner=False):
            yield Reference(*match.span(), Points.PLACE)


def _opens(question: str, start: int) -> bool:
    """Whether what starts here can be a subject or object and not the conjunction “that”."""
    before = words(question[:start])
    return not before or is_small(before[-1].lower())


def is_bound(question: str, start: int, points: Points, *, owner: bool) -> bool:
    """Whether something before in the same question can be what a word at `start` stands for.

    A possessive may belong to what stands in its own clause, another pronoun may not.
    """
    for phrase in phrases(question):
        if phrase.end > start or _is_idle(phrase):
            continue
        apart = NEW_CLAUSE.search(question, phrase.end, start)
        if (apart or (owner and not phrase.asked)) and agrees(phrase, points):
            return True
    if points not in (Points.SEVERAL, Points.PERSON):
        return False
    people = SOMEBODY.finditer(question, 0, start)
    return any(owner or NEW_CLAUSE.search(question, one.end(), start) for one in people)


def agrees(phrase: Phrase, points: Points) -> bool:
    match points:
        case Points.ONE:
            return not phrase.is_plural and phrase.sort is not Sort.PERSON
        case Points.SEVERAL:
            return phrase.is_plural or phrase.sort is Sort.PERSON
        case Points.PERSON:
            return phrase.sort is Sort.PERSON and not phrase.is_plural
        case Points.PLACE:
            return not phrase.asked and phrase.sort is not Sort.PERSON


def _is_idle(phrase: Phrase) -> bool:
    return phrase.text.lower() in IDLE or phrase.sort is Sort.TIME


def topics(question: str) -> list[Phrase]:
    """The phrases of a question that a later one may mean, the likeliest first.

    What it speaks about comes first, then what is no country, in the order of the words; what
    it asks for comes last.
    """
    whole = [*phrases(question), *filter(None, map(inner_of, phrases(question)))]
    found = [phrase for phrase in whole if not _is_idle(phrase) and _names(phrase)]

    def order(phrase: Phrase) -> tuple[bool, bool, bool]:
        before = question[: phrase.start].lower().split()[-1:]
        return (phrase.asked, before != ["about"], phrase.sort is Sort.PLACE)

    return sorted(found, key=order)


def inner_of(phrase: Phrase) -> Phrase | None:
    """“ibuprofen” of “the side effects of ibuprofen”, which may be meant as well."""
    _, of, noun = phrase.text.rpartition(" of ")
    return Phrase(noun, phrase.end - len(noun), phrase.end) if of else None


def _names(phrase: Phrase) -> bool:
    """Whether a phrase names something by itself and does not point back."""
    opening = phrase.text.split()[0].lower()
    return opening not in ("its", "their", "his", "her", "this", "these", "those", "such", "no")


def meant(reference: Reference, earlier: str) -> Phrase | None:
    """The phrase of the earlier question that a reference means, `None` where none fits."""
    found = topics(earlier)
    if reference.noun in ("latter", "former"):
        in_order = sorted((p for p in found if not p.asked), key=lambda p: p.start)
        return in_order[-1 if reference.noun == "latter" else 0] if in_order else None
    if reference.noun:
        shared = (p for p in found if _single(p.head) == _single(reference.noun))
        return next(shared, None)
    if reference.points is Points.PLACE:
        return _place_in(earlier)
    fitting = [phrase for phrase in found if agrees(phrase, reference.points)]
    if reference.points is Points.SEVERAL:  # “they” for one person, if nobody else is there
        fitting.sort(key=lambda phrase: (phrase.asked, not phrase.is_plural))
    if reference.points is Points.PERSON and not fitting:
        fitting = [p for p in found if not p.is_plural and re.search("[A-Z]", p.text[1:])]
    return next(iter(fitting), None)


def _place_in(earlier: str) -> Phrase | None:
    """Where the earlier question was: a country, or else the last phrase behind “in” or “to”."""
    found = topics(earlier)
    named = [p for p in found if p.sort is Sort.PLACE]
    into = [
        p
        for p in found
        if earlier[: p.start].lower().split()[-1:] in (["in"], ["to"], ["into"], ["at"], ["from"])
    ]
    return next(iter([*reversed(into), *named]), None)


def topic(earlier: str) -> Phrase | None:
    return next(iter(topics(earlier)), None)


def regarding(question: str, earlier: str) -> str:
    """The question with what the earlier one was about named behind it, or else the two joined."""
    about = topic(earlier)
    if about is None or about.asked:
        return f"{earlier} {question}"
    return f"{unmarked(question)}, regarding {named(about)}?"
