"""How a question is built: question word, auxiliary, subject, rest; and turned about."""

import re
from dataclasses import dataclass

from qa.english.phrases import (
    AUXILIARIES,
    BE,
    HAVE,
    MODALS,
    PREPOSITIONS,
    VERBS,
    Phrase,
    is_participle,
    is_plural,
    is_verb,
    phrases,
)
from qa.terms import words

SPOKEN = re.compile(
    r"((?:[^,;.]+ )?)(do|does|did|can|could|may|might|must|shall|should|will|would|have|has|are|is)"
    r" (you|we|i|they|he|she|it|there|someone|anyone)\b(.*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """An inverted question: “How long” “may” “the procedure” “last”."""

    word: str
    auxiliary: str
    subject: str
    rest: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a question asks for: the noun of “which countries”, and what follows it."""

    noun: str
    rest: str


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb is asked with: “take part” is “do … take part”."""

    auxiliary: str
    rest: str


def split(question: str) -> Parts | None:
    """The parts of a question whose auxiliary stands before its subject, else `None`."""
    said = question.rstrip(" ?!.")
    spoken = SPOKEN.match(said)
    if spoken:
        word, auxiliary, subject, rest = spoken.groups()
        return Parts(word.strip(), auxiliary.lower(), subject, rest.strip())
    for phrase in phrases(said):
        before = said[: phrase.start]
        match = re.search(r"(\w+) $", before)
        if match and match.group(1).lower() in AUXILIARIES - {"be", "been", "being"}:
            subject, rest = _subject(said, phrase)
            auxiliary = match.group(1).lower()
            if auxiliary in HAVE and not any(map(is_participle, rest.lower().split()[:1])):
                return None  # to own, and no auxiliary
            return Parts(before[: match.start()].strip(), auxiliary, subject, rest)
    return None


def _subject(said: str, phrase: Phrase) -> tuple[str, str]:
    """The subject that begins with a phrase: with what hangs on it, and with “and …”."""
    end = phrase.end
    for other in phrases(said):
        if said[end : other.start] in (" and ", " or "):
            end = other.end
    return said[phrase.start : end], said[end:].strip(" ,")


def opening(question: str) -> Opening | None:
    """The noun a question asks for with “which”, “what” or “how many”, else `None`."""
    said = question.rstrip(" ?!.")
    asked = next((phrase for phrase in phrases(said) if phrase.asked), None)
    if asked is None or not re.search(
        r"(?:which|what|how many|how much) $", said[: asked.start], re.I
    ):
        return None
    return Opening(asked.text, said[asked.end :].strip(" ,"))


def bare_verb(rest: str, subject: str) -> Verb | None:
    """The auxiliary and plain verb that ask of a subject what `rest` tells of several things."""
    first, _, others = rest.partition(" ")
    plural = is_plural(subject.split()[-1]) if subject.split() else False
    lower = first.lower()
    if lower in BE | MODALS:
        pairs = {"are": "is", "were": "was"} if not plural else {}
        return Verb(pairs.get(lower, lower), others)
    if lower in HAVE and others.split()[:1] and re.search(r"(?:ed|en|wn)$", others.split()[0]):
        return Verb("have" if plural else "has", others)
    if lower in VERBS or lower == "have":
        return Verb("do" if plural else "does", rest)
    return None


def that_clause(question: str, asked: Phrase) -> str:
    """“the countries that take part in it” for what “which countries …” asks for."""
    found = opening(question)
    if found is None:
        return f"the {asked.text}"
    parts = split(question)
    if parts is None or parts.subject.startswith(found.noun):
        return f"the {found.noun} that {found.rest}"
    if parts.subject == "you":
        return f"the {found.noun}"
    return f"the {found.noun} that {parts.subject} {_told(parts)}"


def _told(parts: Parts) -> str:
    """The verb of an inverted question as a statement has it: “does get” is “gets”."""
    verb, _, others = parts.rest.partition(" ")
    if parts.auxiliary == "do":
        return parts.rest
    if parts.auxiliary == "does" and verb == "have":
        return f"has {others}".strip()
    if parts.auxiliary == "does" and is_verb(verb):
        ending = "es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s"
        told = re.sub("y$", "ie", verb) + "s" if re.search("[^aeiou]y$", verb) else verb + ending
        return f"{told} {others}".strip()
    return f"{parts.auxiliary} {parts.rest}".strip()


def after_word(question: str, start: int) -> str:
    """The word before a position, in lower case."""
    return next(iter(reversed(words(question[:start]))), "").lower()


def agreeing(question: str, phrase_start: int, plural: bool) -> str:
    """The question with the auxiliary right before a phrase in that phrase's number."""
    pairs = (("is", "are"), ("was", "were"), ("does", "do"), ("has", "have"))
    before = question[:phrase_start]
    match = re.search(r"(\w+) $", before)
    if match:
        for one, several in pairs:
            if match.group(1).lower() in (one, several):
                right = several if plural else one
                shown = right.capitalize() if match.group(1)[0].isupper() else right
                return before[: match.start()] + shown + " " + question[phrase_start:]
    return question


def follows_preposition(question: str, start: int) -> bool:
    return after_word(question, start) in PREPOSITIONS


def follows_auxiliary(question: str, start: int) -> bool:
    return after_word(question, start) in AUXILIARIES | BE


def named(phrase: Phrase) -> str:
    """A phrase as it reads inside a sentence."""
    opening, _, rest = phrase.text.partition(" ")
    if opening in ("The", "A", "An"):
        return f"{opening.lower()} {rest}"
    return phrase.text
