"""One thing changed in a sentence, so that a text which carries it carries it no longer.

They are the false pairs made by rule. Each change is of a kind that people and language models
make: a number, a date, a unit, a negation, a modal verb, an actor, a quantifier, a condition
left out. A change that has no hold in a sentence gives `None`.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from qa.english.phrases import set_of
from qa.entailment.wording import CLAUSE, NUMBERS, listed, put, tidy
from qa.reader.nearmiss import NAME, NUMBER, WORD, opposites

# The sentence, what stands around it, and chance.
Change = Callable[[str, Sequence[str], Random], str | None]

OPPOSITES = opposites()
MONTHS = listed(
    """January February March April May June July August September October November December"""
)
MONTH = re.compile(rf"\b({'|'.join(m for m in MONTHS if m != 'May')})\b|(?<=\d )May\b")
NUMBER_WORD = re.compile(rf"\b({'|'.join(NUMBERS[1:])})\b", re.I)
ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth")
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\b(?!-)")
UNITS = (
    ("day", "week", "month", "year", "hour", "working day"),
    ("kilometre", "mile", "metre"),
    ("kilometer", "meter", "foot"),
    ("euro", "dollar", "pound"),
    ("million", "billion", "thousand"),
    ("inch", "foot", "centimetre"),
)
UNIT = {u: group for group in UNITS for u in group}
UNIT_WORD = re.compile(rf"\b({'|'.join(sorted(UNIT, key=len, reverse=True))})(s?)\b")
AUXILIARY = re.compile(
    r"\b(?:shall|may|must|should|can|could|will|would|is|are|was|were|has|have|had)\b(?! not)"
)
NEGATED = re.compile(r"\b(?:not|never) |\bno longer |n['’]t\b")
CANNOT = re.compile(r"\bcannot\b")
MODALS = {
    "shall not": ("may", "shall", "should not", "need not"),
    "must not": ("may", "must", "need not"),
    "may not": ("may", "need not"),
    "cannot": ("can", "must"),
    "shall": ("may", "should", "need not", "can", "shall not"),
    "must": ("may", "can", "need not", "should"),
    "may": ("shall", "must", "may not", "has to", "will always"),
    "should": ("must", "need not", "shall"),
    "can": ("must", "cannot"),
    "will": ("may", "might", "will not"),
    "might": ("will", "must"),
    "could": ("must", "could not"),
    "would": ("would not", "might"),
}
MODAL = re.compile(rf"\b({'|'.join(sorted(MODALS, key=len, reverse=True))})\b")
QUANTITIES = {
    "at least": ("at most", "exactly", "up to", "less than"),
    "at most": ("at least", "more than"),
    "no more than": ("no fewer than", "more than"),
    "no later than": ("no earlier than", "later than"),
    "up to": ("at least", "more than", "no less than"),
    "more than": ("less than", "fewer than", "exactly"),
    "less than": ("more than", "at least"),
    "within": ("after", "not before"),
    "all": ("some", "most", "only some", "none of the"),
    "every": ("not every", "almost no"),
    "each": ("not every", "only one"),
    "any": ("only a certain", "no"),
    "both": ("neither of", "only one of"),
    "most": ("all", "few"),
    "some": ("all", "no", "most"),
    "several": ("all", "no"),
    "many": ("few", "all"),
    "few": ("many",),
    "always": ("sometimes", "never"),
    "usually": ("always", "never"),
    "often": ("always", "rarely"),
    "sometimes": ("always", "never"),
    "mainly": ("exclusively",),
    "either": ("neither",),
    "before": ("after",),
    "after": ("before",),
    "until": ("from",),
    "about": ("exactly",),
    "almost": ("more than",),
    "nearly": ("over",),
}
QUANTITY = re.compile(rf"\b({'|'.join(sorted(QUANTITIES, key=len, reverse=True))})\b")
ONLY = re.compile(r"\b(?:only|solely|exclusively) ")
ACTORS = """
    Member States, the Commission, the Council, the European Parliament, applicants, the applicant,
    the determining authority, the competent authorities, the controller, the processor, providers,
    deployers, data subjects, the supervisory authority, the Asylum Agency, the Board, minors,
    third-country nationals, stateless persons, family members, the representative, the coordinator,
    beneficiaries, national courts, importers, distributors, notified bodies, the guardian,
    the sponsor, the Management Board, the executive director, online platforms, recipients
"""
ACTOR_NAMES = tuple(" ".join(a.split()) for a in ACTORS.split(","))
ACTOR_WORDS = sorted((a.removeprefix("the ") for a in ACTOR_NAMES), key=len, reverse=True)
ACTOR = re.compile(rf"\b({'|'.join(ACTOR_WORDS)})\b")
CONDITION = re.compile(
    r",? (?:if|unless|where|when|provided that|except|only if|as long as|until|in so far as"
    r"|without|in the event of|subject to|in cases? of|in exceptional cases|on condition that"
    r"|after|before|during|while|other than)\b " + CLAUSE + r"(?=[,;.])"
)
CONDITION_FIRST = re.compile(
    r"^(?:If|Unless|Where|When|Except|Until|Without|In the event of|Subject to|In cases? of|After"
    r"|Before|During|In exceptional cases|On condition that)\b[^,;]*(?:\([^)]*\)[^,;]*)?, "
)
RESTRICTION = re.compile(
    r"(?<! for)(?<! of)(?<! in)(?<! to)(?<! by)(?<! on)(?<! with)(?<![,;])"
    r" (?:who|that|which|whose) (?:(?! (?:who|that|which) )[^,;.]){3,80}?"
    r"(?= (?:shall|must|may|should|will)\b)"
)
SHALL = re.compile(r" (?:shall|must|may|should) (?:not )?")
SURER = ("always", "in all cases", "without exception", "automatically")
TOO_LONG = 60  # words


def number(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """Another number: one of what stands around, or one near it."""
    found = [*NUMBER.finditer(sentence), *NUMBER_WORD.finditer(sentence)]
    if not found:
        return None
    match = random.choice(found)
    if not match.group()[0].isdigit():
        others = [n for n in NUMBERS[1:] if n != match.group().lower()]
        return put(sentence, match, random.choice(others))
    said = match.group()
    near = [n for text in around for n in NUMBER.findall(text) if n not in sentence]
    alike = [n for n in near if len(n) == len(said)]
    other = random.choice(alike) if alike and random.random() < 0.5 else altered(said, random)
    return put(sentence, match, other)


def altered(digits: str, random: Random) -> str:
    """One digit of a number exchanged; of a year, one of the last two."""
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    place = random.choice(places[-2:] if len(places) == 4 else places)
    others = [c for c in "123456789" if c != digits[place]]
    return digits[:place] + random.choice(others) + digits[place + 1 :]


def date(sentence: str, around: Sequence[str], random: Random) -> str | None:
    found = list(MONTH.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return put(sentence, match, random.choice([m for m in MONTHS if m != match.group()]))


def unit(sentence: str, around: Sequence[str], random: Random) -> str | None:
    found = list(UNIT_WORD.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    others = [u for u in UNIT[match.group(1)] if u != match.group(1)]
    other = random.choice(others)
    return put(sentence, match, "feet" if other == "foot" else other + match.group(2))


def ordinal(sentence: str, around: Sequence[str], random: Random) -> str | None:
    match = ORDINAL.search(sentence)
    if not match:
        return None
    return put(sentence, match, random.choice([o for o in ORDINALS if o != match.group()]))


def negation(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """A negation taken out, or put in behind the first auxiliary."""
    if match := NEGATED.search(sentence):
        return put(sentence, match, "")
    if match := CANNOT.search(sentence):
        return put(sentence, match, "can")
    if match := AUXILIARY.search(sentence):
        words = ("not", "not", "not", "never")
        return put(sentence, match, f"{match.group()} {random.choice(words)}")
    return None


def modal(sentence: str, around: Sequence[str], random: Random) -> str | None:
    found = list(MODAL.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return put(sentence, match, random.choice(MODALS[match.group()]))


def actor(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """Another actor than the sentence names: rather one that stands around."""
    found = list(ACTOR.finditer(sentence))
    others = [a for a in ACTOR_NAMES if a.removeprefix("the ") not in sentence]
    if not found or not others:
        return None
    near = [a for a in others if any(a in text for text in around)]
    match = random.choice(found)
    other = random.choice(near if near and random.random() < 0.6 else others)
    before = sentence[: match.start()].lower()
    if before.endswith(("the ", "a ", "an ", "each ", "every ", "any ")):
        other = other.removeprefix("the ")
    return tidy(put(sentence, match, other))


def name(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """Another proper name of those that stand around."""
    found = list(NAME.finditer(sentence))
    near = [n for text in around for n in NAME.findall(text) if n not in sentence]
    if not found or not near:
        return None
    return put(sentence, random.choice(found), random.choice(near))


def swap(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """Two actors, names or numbers in each other's place."""
    for pattern in random.sample((ACTOR, NAME, NUMBER), 3):
        found = list(pattern.finditer(sentence))
        pairs = [
            (a, b)
            for a, b in pairwise(found)
            if a.group() != b.group() and not coordinated(sentence[a.end() : b.start()])
        ]
        if pairs:
            a, b = random.choice(pairs)
            between = sentence[a.end() : b.start()]
            return sentence[: a.start()] + b.group() + between + a.group() + sentence[b.end() :]
    return None


def coordinated(between: str) -> bool:
    """Whether two things stand in a list, where their order tells nothing."""
    return bool(
        re.fullmatch(r"[\s,/–-]*(?:and|or|and/or|as well as)?[\s,]*(?:the|a|an|of)?\s*", between)
    )


def quantity(sentence: str, around: Sequence[str], random: Random) -> str | None:
    found = list(QUANTITY.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return put(sentence, match, random.choice(QUANTITIES[match.group()]))


def opposite(sentence: str, around: Sequence[str], random: Random) -> str | None:
    found = [m for m in WORD.finditer(sentence) if m.group() in OPPOSITES]
    if not found:
        return None
    match = random.choice(found)
    return put(sentence, match, OPPOSITES[match.group()])


def condition(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """A condition, an exception or a limit left out."""
    if match := CONDITION_FIRST.match(sentence):
        return tidy(put(sentence, match, ""))
    found = list(CONDITION.finditer(sentence))
    if not found:
        return None
    made = tidy(put(sentence, random.choice(found), ""))
    return made if len(made.split()) > 4 else None


def scope(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """A restriction of whom a rule speaks of left out, or “only” left out."""
    if match := RESTRICTION.search(sentence):
        return tidy(put(sentence, match, ""))
    if match := ONLY.search(sentence):
        return tidy(put(sentence, match, ""))
    return None


def only(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """A permission made exclusive."""
    match = re.search(r"\b(?:may|can|is|are|was|were)\b(?! not| only)", sentence)
    return put(sentence, match, f"{match.group()} only") if match else None


def stronger(sentence: str, around: Sequence[str], random: Random) -> str | None:
    match = re.search(r"\b(?:may|can|should|will|shall|is|are)\b(?! not)", sentence)
    if not match or "always" in sentence:
        return None
    if match.group() in {"may", "can", "should"}:
        return put(sentence, match, "must" if random.random() < 0.4 else "will always")
    return put(sentence, match, f"{match.group()} {random.choice(SURER)}")


def splice(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """The subject of one rule with what another says of its own."""
    match = SHALL.search(sentence)
    others = [m for text in around if (m := SHALL.search(text)) and m.start() < 90]
    if not match or match.start() > 90 or not others:
        return None
    other = random.choice(others)
    subject = other.string[: other.start()]
    if subject.lower() == sentence[: match.start()].lower():
        return None
    return subject + sentence[match.start() :]


def added(sentence: str, around: Sequence[str], random: Random) -> str | None:
    """A condition or a detail put in that another sentence has."""
    found = [m.group() for text in around for m in CONDITION.finditer(text)]
    fitting = [f for f in found if f.strip(" ,") not in sentence and len(f.split()) < 14]
    if not fitting or len(sentence.split()) > TOO_LONG:
        return None
    return tidy(sentence.rstrip(" .;:") + " " + random.choice(fitting).strip(" ,"))


# How often each is tried first.
WEIGHTS: dict[str, tuple[Change, float]] = {
    "number": (number, 4.0),
    "date": (date, 4.0),
    "unit": (unit, 4.0),
    "ordinal": (ordinal, 1.0),
    "negation": (negation, 1.0),
    "modal": (modal, 5.0),
    "actor": (actor, 4.0),
    "name": (name, 1.8),
    "swap": (swap, 3.5),
    "quantity": (quantity, 4.0),
    "opposite": (opposite, 1.6),
    "condition": (condition, 7.0),
    "scope": (scope, 9.0),
    "only": (only, 0.3),
    "stronger": (stronger, 0.5),
    "splice": (splice, 4.0),
    "added": (added, 1.0),
}
# What is changed there is no more true the other way about: the sentence as it stands does not
# follow from the changed one.
BOTH_WAYS = set_of("number date unit ordinal negation actor name swap opposite splice")


def changed(
    sentence: str, around: Sequence[str], random: Random, among: Sequence[str] = tuple(WEIGHTS)
) -> tuple[str, str] | None:
    """The sentence with one thing changed, and the kind of the change."""
    order = sorted(among, key=lambda k: random.random() ** (1 / WEIGHTS[k][1]), reverse=True)
    for kind in order:
        made = WEIGHTS[kind][0](sentence, around, random)
        if made and made.lower() != sentence.lower():
            return made, kind
    return None
