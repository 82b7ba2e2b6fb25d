"""Changes of who does it: another actor, or two that trade places, as sentences then false."""

import re
from collections.abc import Iterator
from itertools import combinations

from evals.nearmiss.figures import Change, draw

# Those who could be taken for one another.
CIRCLES: tuple[tuple[str, ...], ...] = (
    ("Commission", "Council", "European Parliament"),
    ("Europol", "Frontex", "eu-LISA", "Interpol"),
    (
        *("Denmark", "Ireland", "Iceland", "Norway", "Switzerland", "Liechtenstein", "France"),
        *("Austria", "Portugal", "Sweden", "Finland", "Malta"),
    ),
    (
        *("Tunisia", "Egypt", "Mauritania", "Morocco", "Jordan", "Lebanon", "Niger", "Algeria"),
        *("Pakistan", "Bangladesh", "Libya", "Senegal"),
    ),
    ("Cyprus", "Greece", "Italy", "Spain", "Hungary", "Slovakia", "Poland", "Romania"),
    ("screening authorities", "asylum authorities", "tax authorities"),
    ("determining authority", "court of first instance", "public prosecutor"),
    ("judge", "police officer"),
    ("Refugees", "Beneficiaries of subsidiary protection"),
    ("family members", "employers"),
    ("unaccompanied minors", "pregnant women"),
    ("UNHCR", "Frontex", "the Red Cross"),
    ("representative", "interpreter", "relative"),
)
# What names a source, a title or a body, and no actor.
NO_ACTOR = re.compile(
    r"(?: release| news| page| document| press| statement| President| presidency| on Refugees"
    r"|'s (?:press|release|factsheet|page|questions|spokes)| Implementing| Decision| data"
    r"| databases|er\b| and\b|,)"
)
ONE = (
    *("the applicant", "an applicant", "the Commission", "the Council", "Parliament", "Denmark"),
    *("the authority", "a Member State", "the Member State", "Ireland", "the Union", "a court"),
    *("the court", "the person", "a person", "UNHCR", "the representative", "the State", "Tunisia"),
    *(
        "Egypt",
        "the minor",
        "the receiving State",
        "Europol",
        "the European Union Agency for Asylum",
    ),
    *("the determining authority", "the determining State", "an adult", "eu-LISA", "a State"),
    *("the responsible Member State", "the State of first registration", "the home country"),
    *("the transferring State", "a contributing State", "the convicting Member State"),
)
MANY = (
    *(
        "applicants",
        "the authorities",
        "Member States",
        "the Member States",
        "the screening authorities",
    ),
    *("contributing States", "the police", "people", "adults", "advisers", "beneficiaries"),
)
PLURAL = frozenset(name.lower() for name in MANY)
NAMES = sorted((*ONE, *MANY), key=len, reverse=True)
# Not a part of a longer name, nor one of several: “the EU Asylum Agency”, “other Member States”.
ROLE = re.compile(
    rf"(?<![\w-])(?<!other )(?<!which )(?<!each )(?<!European )(?i:{'|'.join(NAMES)})"
    r"(?![\w'-]| [A-Z]| presidency| under | in | with | whose | that | who | of )"
)
SIDE_BY_SIDE = re.compile(r"^[\s,]*(?:(?:and|or|nor|as well as)\s*)?(?:\w+(?:, | and | or ))*$")


def other_actors(sentence: str) -> Iterator[Change]:
    """One actor replaced by another of the same circle."""
    for circle in CIRCLES:
        for name in circle:
            match = re.search(rf"(?<![\w-])(?<!European ){name}(?![\w-])", sentence)
            if not match or NO_ACTOR.match(sentence, match.end()):
                continue
            others = [n for n in circle if n != name and n not in sentence]
            if others:
                new = others[draw(sentence, len(others))]
                yield sentence[: match.start()] + new + sentence[match.end() :], new


def trading_places(sentence: str) -> Iterator[Change]:
    """Two actors of one sentence, each in the other's place. Those side by side are left, and
    those that are named more than once.
    """
    found = [match for match in ROLE.finditer(sentence) if named_once(match[0], sentence)]
    for one, other in combinations(found, 2):
        between = sentence[one.end() : other.start()]
        if (one[0].lower() in PLURAL) != (other[0].lower() in PLURAL) or SIDE_BY_SIDE.match(
            between
        ):
            continue
        changed = sentence[: one.start()] + inner(other[0]) + between + inner(one[0])
        yield changed[0].upper() + changed[1:] + sentence[other.end() :], ""
        return


def named_once(name: str, sentence: str) -> bool:
    last = name.split()[-1].lower().removesuffix("s")
    return len(re.findall(rf"\b{last}s?\b", sentence.lower())) == 1


def inner(name: str) -> str:
    """A name as it is written inside a sentence: “the Council”, and “Denmark”."""
    common = name.lower() in (*ONE, *MANY) or name.split()[0].lower() in ("the", "a", "an")
    return name[0].lower() + name[1:] if common else name
