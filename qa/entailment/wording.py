"""The same said otherwise: rewordings and shortenings that a text carries as it carries itself.

They are the true pairs made by rule. What may be left out follows monotonicity (MacCartney and
Manning 2007, “Natural logic for textual inference”): behind the verb of an affirmative sentence
a sentence says less without a modifier, and what says less still holds.
"""

import re
from collections.abc import Callable
from random import Random

Way = Callable[[str, Random], str | None]


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NUMBERS = listed(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty"""
)
NUMBER_WORD = re.compile(rf"\b({'|'.join(NUMBERS[1:])})\b(?! of)")
SMALL_DIGITS = re.compile(r"(?<![\w.,/(-])([2-9]|1\d|20)(?= [a-z]{3,})")
NEGATIVE = re.compile(r"\b(?:not|no|never|nor|neither|without|cannot|none|nobody)\b|n['’]t\b")
OBLIGED = re.compile(r"\b(shall|must)\b(?! not)")
PERMITTED = re.compile(r"\bmay\b(?! not| be\b| have\b)")
FORBIDDEN = re.compile(r"\b(?:shall not|must not|may not)\b")
# Left side is put for by any of the right; both ways hold.
SAME = {
    "at least": ("no fewer than", "a minimum of", "not less than"),
    "at most": ("no more than", "a maximum of", "up to"),
    "no later than": ("at the latest by", "not later than"),
    "up to": ("at most", "no more than"),
    "more than": ("over", "in excess of"),
    "less than": ("under", "below"),
    "approximately": ("about", "roughly", "around"),
    "without delay": ("immediately", "promptly"),
    "prior to": ("before",),
    "before": ("prior to",),
    "third-country nationals": ("non-EU nationals", "nationals of third countries"),
    "third-country national": ("non-EU national",),
    "Member States": ("EU countries", "the countries of the EU"),
    "Member State": ("EU country",),
    "the Union": ("the EU",),
    "international protection": ("asylum",),
    "applicants": ("people who apply", "persons applying"),
    "provide": ("give", "supply"),
    "ensure that": ("make sure that", "see to it that"),
    "ensure": ("guarantee",),
    "establish": ("set up", "create"),
    "established": ("set up", "created"),
    "submit": ("send in", "hand in"),
    "submitted": ("sent in", "handed in"),
    "inform": ("tell", "notify"),
    "informed": ("told", "notified"),
    "commence": ("begin", "start"),
    "began": ("started",),
    "started": ("began",),
    "in order to": ("to", "so as to"),
    "Where": ("If", "In cases where"),
    "if": ("in the event that",),
    "because": ("since", "as"),
    "persons": ("people",),
    "assist": ("help",),
    "assistance": ("help",),
    "purchase": ("buy",),
    "purchased": ("bought",),
    "obtain": ("get",),
    "obtained": ("got",),
    "located": ("situated",),
    "large": ("big",),
    "many": ("a lot of", "numerous"),
    "several": ("a number of", "some"),
    "often": ("frequently",),
    "usually": ("as a rule", "normally"),
    "nearly": ("almost",),
    "entire": ("whole",),
    "such as": ("for example", "like"),
    "also": ("in addition",),
    "unless": ("except where", "if not"),
    "solely": ("only",),
    "only": ("solely",),
    "prohibited": ("forbidden", "banned"),
    "allowed": ("permitted",),
    "permitted": ("allowed",),
    "required": ("obliged",),
    "examine": ("look into", "assess"),
    "decide": ("determine",),
    "authorities": ("bodies",),
    "killed": ("slain",),
    "wrote": ("authored",),
    "founded": ("set up", "established"),
    "annually": ("every year", "each year"),
    "each year": ("every year", "annually"),
}
SAID = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SAME), key=len, reverse=True)) + r")\b")
OPENING = re.compile(
    r"^(?:However|Therefore|Moreover|Furthermore|In addition|To that end|For that purpose"
    r"|In particular|Consequently|In this regard|For example|Nevertheless|Finally|Additionally"
    r"|As a result|Thus|Indeed|Similarly|In fact|Also|Later|Today), "
)
ASIDE = re.compile(r"\s*\([^()]*\)|\s*[—–] [^—–]+ [—–](?= )")
PROVISION = (
    r"(?:Articles?|Regulations?|Directives?|Annex|points?|paragraphs?|subparagraphs?|Chapters?"
    r"|Sections?|\(EU\)|\(EC\)|No|\d[\d/]*(?:\(\w+\))*|\([a-z0-9]+\)|[IVX]+)(?!\w)"
)
REFERENCE = re.compile(
    r",? (?:in accordance with|pursuant to|as referred to in|referred to in|as set out in"
    r"|as provided for in|laid down in|as laid down in|under) (?:the )?"
    rf"{PROVISION}(?:,? (?:and |or |to |of )?(?:this |that |the )?{PROVISION})*(?: thereof)?"
)
CLAUSE = r"(?:[^,;.]|[.,](?=\d))+"  # up to the end of a clause
EXAMPLE = re.compile(
    rf", (?:in particular|including|such as|for example|notably) {CLAUSE}(?=[,;.])"
)
RELATIVE = re.compile(rf", (?:which|who|whose|where) {CLAUSE}(?:,(?!\d)|(?=[.;]))")
TIME_LIMIT = re.compile(
    r",? (?:within|no later than) (?:\w+ ){1,3}(?:days?|weeks?|months?|years?)\b"
)
LAST_PART = re.compile(r"(?:; |, and |, but |, while | and (?=(?:it|they|he|she|the) ))[^;]+$")
PURPOSE = re.compile(r",? (?:in order to|so as to|with a view to|for the purposes? of) " + CLAUSE)
CONDITION_FIRST = re.compile(r"^(If|Where|When|Unless|Until|Before|After|In) ([^,;]+), ([^;]+)\.$")
CONDITION_LAST = re.compile(r"^([^,;]+?),? (if|where|when|unless|until|before|after) ([^,;]+)\.$")


def reworded(sentence: str, random: Random) -> str:
    """The sentence with up to three of its expressions put in other words."""
    made = sentence
    for way in random.sample(WORDINGS, random.randint(1, 3)):
        made = way(made, random) or made
    return made


def shortened(sentence: str, random: Random) -> str | None:
    """The sentence without something that it says besides; `None` where there is nothing."""
    for way in random.sample(SHORTENINGS, len(SHORTENINGS)):
        made = way(sentence, random)
        if made and len(made.split()) >= 5 and made != sentence:
            return tidy(made)
    return None


def synonym(sentence: str, random: Random) -> str | None:
    found = list(SAID.finditer(sentence))
    if not found:
        return None
    for match in sorted(random.sample(found, min(3, len(found))), key=lambda m: -m.start()):
        sentence = put(sentence, match, random.choice(SAME[match.group()]))
    return sentence


def number_form(sentence: str, random: Random) -> str | None:
    """Digits for a small number in words, or words for digits."""
    if match := NUMBER_WORD.search(sentence):
        return put(sentence, match, str(NUMBERS.index(match.group()) + 1))
    if match := SMALL_DIGITS.search(sentence):
        return put(sentence, match, NUMBERS[int(match.group()) - 1])
    return None


def modal(sentence: str, random: Random) -> str | None:
    """Another expression for the same duty, permission or ban."""
    other: tuple[str, ...] = ()
    if match := FORBIDDEN.search(sentence):
        be = "are" if plural_before(sentence, match) else "is"
        other = ("must not", "may not", f"{be} not allowed to", f"{be} forbidden to")
    elif match := OBLIGED.search(sentence):
        many = plural_before(sentence, match)
        have, be = ("have", "are") if many else ("has", "is")
        other = ("must", "shall", f"{have} to", f"{be} obliged to")
    elif match := PERMITTED.search(sentence):
        be = "are" if plural_before(sentence, match) else "is"
        other = ("can", f"{be} allowed to")
    return put(sentence, match, random.choice(other)) if match else None


def plural_before(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[: match.start()].split()
    return bool(before) and before[-1].endswith("s") and not before[-1].endswith("ss")


def turned(sentence: str, random: Random) -> str | None:
    """The condition behind what it conditions, or before it."""
    if match := CONDITION_FIRST.match(sentence):
        word, condition, rest = match.groups()
        return f"{upper(rest)} {word.lower()} {condition}."
    if match := CONDITION_LAST.match(sentence):
        rest, word, condition = match.groups()
        return f"{upper(word)} {condition}, {lower(rest)}."
    return None


def without(pattern: re.Pattern[str]) -> Way:
    """A way of shortening: one of what the pattern finds is left out."""

    def way(sentence: str, random: Random) -> str | None:
        found = list(pattern.finditer(sentence))
        return put(sentence, random.choice(found), "") if found else None

    return way


def without_behind_verb(pattern: re.Pattern[str]) -> Way:
    """As `without`, in sentences that affirm: under a negation what says less may not hold."""
    leaving_out = without(pattern)

    def way(sentence: str, random: Random) -> str | None:
        return None if NEGATIVE.search(sentence) else leaving_out(sentence, random)

    return way


def first_parts(sentence: str, random: Random) -> str | None:
    """A sentence of two parts without the last, where that does not hang on a condition."""
    match = LAST_PART.search(sentence)
    hangs = match and re.match(r"\W*(?:and |but )?(?:if|unless|where|only)\b", match.group())
    if not match or hangs or len(sentence[: match.start()].split()) < 6:
        return None
    return sentence[: match.start()] + "."


def put(sentence: str, match: re.Match[str], other: str) -> str:
    """The sentence with another expression where the match stands."""
    return sentence[: match.start()] + other + sentence[match.end() :]


def tidy(sentence: str) -> str:
    """Single spaces, none before a mark, a capital letter first and a full stop last."""
    plain = re.sub(r"\s+([,.;:])", r"\1", " ".join(sentence.split()))
    plain = re.sub(r",(?=[.;,])", "", plain).rstrip(" ,;:")
    return upper(plain if plain.endswith((".", "!", "?", "”", '"')) else plain + ".")


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """With a small first letter, where the first word is not a name's."""
    first = text.split(" ", 1)[0]
    common = first in {"The", "A", "An", "This", "These", "It", "They", "He", "She", "In", "No",
                       "Each", "Any", "All", "Such", "Applicants", "Persons"}  # fmt: skip
    return text[:1].lower() + text[1:] if common else text


WORDINGS: tuple[Way, ...] = (synonym, synonym, number_form, modal, modal, turned)
SHORTENINGS: tuple[Way, ...] = (
    without(OPENING),
    without(ASIDE),
    without(REFERENCE),
    without_behind_verb(EXAMPLE),
    without(RELATIVE),
    without_behind_verb(TIME_LIMIT),
    without_behind_verb(PURPOSE),
    first_parts,
)
