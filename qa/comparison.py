"""Comparisons: the two things a question compares, and what to ask about each."""

import re

from qa.english.phrases import (
    ASKING,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    Sort,
    head_of,
    is_plural,
    set_of,
    sort_of,
)
from qa.terms import content_terms, words

DEGREE = r"(?:[a-z]{2,}(?:er)|more [a-z]+|less [a-z]+|fewer|better|worse)"
DIFFERENCE = r"(?:differen[ct]\w*|diff?e?re?n[a-z]*ce?s?|distinctions?|similarit(?:y|ies))"
# How a comparison is asked. `a` and `b` are the two things, `on` in what they are compared.
THAN = rf"(?P<on>{DEGREE}) than (?P<b>.+)$"
FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{DIFFERENCE} (?P<on>[^,?]{{0,40}}? )?between (?P<both>.+)$",
        rf"^(?P<both>.+? (?:and|or) .+?) ?[,:;–—-]+ ?(?:how (?:do|are) (?:they|these|those)"
        rf" (?:differ|different)|what(?:['’]s| is| are) the {DIFFERENCE}"
        rf"|which (?:one )?is {DEGREE})"
        r"\b.*$",
        r"\b(?:how|in what ways?|does|do|is|are) (?:do |does |did |is |are )?(?P<a>.+?)"
        r" (?:differs?|different|distinct|distinguished)(?: (?P<on>in .+?))? from (?P<b>.+)$",
        r"^(?:how|in what ways?) (?:do|does) .+? differ (?:for|between) (?P<both>.+)$",
        r"^how (?:do|does|did|are|is) (?P<both>.+? and .+?) (?:differ|different|compare|related)"
        r"(?: (?:in|on|as to|with regard to|regarding) (?P<on>.+))?$",
        r"^what (?:distinguishes|separates|sets apart) (?P<a>.+?) from (?P<b>.+)$",
        r"^what (?:do|does) (?P<both>.+? and .+?) have in common$",
        r"^how (?:do|does|did) (?P<a>.+?) compare (?:to|with|against) (?P<b>.+)$",
        r"^(?:give me |make |draw )?(?:an? |the )?comparison (?:of|between) (?P<both>.+)$",
        r"^compare (?P<a>.+?) (?:with|to|against|versus) (?P<b>.+)$",
        r"^compare (?P<both>.+ and .+)$",
        r"^how [a-z]+ (?:is|are) (?P<a>.+?),? (?:compared (?:to|with)|versus|vs?\.?) (?P<b>.+)$",
        r"^(?:.*?\bof )?(?P<a>.+?),? (?:vs?\.?|versus|compared (?:to|with)|as opposed to)"
        r" (?P<b>.+)$",
        rf"^how much (?P<on>{DEGREE}) (?:is|are) (?P<a>.+?) than (?P<b>.+)$",
        rf"^(?:is|are|was|were|does|do|did|has|have|can|may|must) (?P<a>.+?) {THAN}",
        rf"^(?:which|what|who)(?P<noun>(?: [\w-]+){{0,3}}) (?:is|are|has|have|takes?|lasts?|gets?)"
        rf" (?P<on>{DEGREE})[^,:]*[,:] (?P<a>.+?) or (?P<b>.+)$",
        r"^(?:is|are) (?P<a>.+?) (?:just )?(?:the same|identical|equal|equivalent|similar)"
        r"(?: thing)? (?:as|to|with) (?P<b>.+)$",
        r"^(?:is|are) (?P<both>.+? and .+?) (?:both )?(?:the same|identical|equivalent"
        r"|similar)\b.*$",
        r"^(?:do|does|did) (?P<both>.+? and .+?) (?:agree|disagree|say the same"
        r"|contradict each other)(?: (?:on|about|regarding|over) (?P<on>.+))?$",
    )
)
NO_THING = re.compile(
    r"^(?:\d|one\b|two\b|three\b|half\b|ever\b|before\b|usual\b|expected\b|necessary\b|planned\b"
    r"|that\b|this\b|it\b|any\b|each\b|there\b|who\b|what\b)",
    re.I,
)
NO_DEGREE = set_of("other rather no later sooner earlier further never over under however after")
POLITE = re.compile(
    r"^(?:please|(?:can|could|would) you(?: please)?|i (?:want|would like) to)\s+", re.I
)
# What to ask of one side where two are compared by degree.
DEGREES = {
    "longer": "How long", "shorter": "How long", "larger": "How large", "bigger": "How large",
    "smaller": "How large", "higher": "How high", "lower": "How high", "older": "How old",
    "younger": "How old", "faster": "How fast", "quicker": "How fast", "slower": "How fast",
    "stricter": "How strict", "cheaper": "How expensive", "heavier": "How heavy",
}  # fmt: skip
QUALITY = re.compile(r"(?:ed|al|ary|ory|ive|ic|ble|ous|ful|less|ern)$", re.I)
QUALITIES = set_of("old new first second third long short high low big small early late own")


def sides(question: str) -> tuple[str, str] | None:
    """The two things that a question compares, `None` where it compares nothing."""
    said = POLITE.sub("", " ".join(question.split())).rstrip(" ?!.")
    for form in FORMS:
        match = form.search(said)
        if match and (found := _sides_of(match)):
            return found
    return None


def _sides_of(match: re.Match[str]) -> tuple[str, str] | None:
    groups = match.groupdict()
    degree = (groups.get("on") or "").split(" ")
    if groups.get("a") is not None:
        if degree[0].lower() in NO_DEGREE or NO_THING.match(groups["b"]):
            return None
        noun = (groups.get("noun") or "").replace("one", "").strip()
        if noun and re.search(r"\bones?\b", groups["b"]):
            one, other = (re.sub(r"\bones?\b", noun, groups[side]) for side in "ab")
            return one if noun in one else f"{one} {noun}", other
        return _whole(groups["a"], groups["b"])
    halves = _halves(groups["both"])
    return _whole(*halves) if halves else None


def _halves(both: str) -> tuple[str, str] | None:
    """“A and B” in two; at the “and” that leaves the likest halves where there are several."""
    places = [match.span() for match in re.finditer(r",? (?:and|or) (?:the one )?", both)]
    if not places:
        return None
    middle = len(both) / 2
    start, end = min(places, key=lambda span: abs(sum(span) / 2 - middle))
    return both[:start], re.sub(r"^(?:then )", "", both[end:])


def _whole(one: str, other: str) -> tuple[str, str] | None:
    """Both sides as phrases that stand alone: what they share is given to each."""
    one, other = _bare(one), _bare(other)
    other = re.split(
        r" (?:when|if|when it comes to|with regard to|regarding|in terms of|as to) ", other
    )[0]
    if not content_terms(one) or not content_terms(other):
        return None
    if AUXILIARIES & set(words(one.lower())) or words(one.lower())[0] in ASKING:
        return None
    if re.match(r"(?:those|that) of ", other, re.I) and " of " in one:
        return one, f"{one.rsplit(' of ', 1)[0]} of {other.split(' of ', 1)[1]}"
    first = words(other.lower())[0]
    other = re.sub(r"\bones?$", head_of(one), other)
    hung = list(re.finditer(rf" (?:{'|'.join(sorted(PREPOSITIONS))}) ", one))
    if hung and (first in PREPOSITIONS or first in ("further", "elsewhere")):
        return one, f"{one[: hung[-1].start()]} {other}"
    if (
        hung
        and sort_of(other) is not Sort.THING
        and sort_of(other) is sort_of(one[hung[-1].end() :])
    ):
        return one, f"{one[: hung[-1].end()]}{other}"
    last = words(one)[-1]
    quality = QUALITY.search(last) or last.lower() in QUALITIES
    if quality and last.islower() and len(words(one)) <= 2 < len(words(other)) + 1:
        return f"{one} {head_of(other)}", other
    return one, other


def _bare(side: str) -> str:
    text = re.sub(r"^(?:both|either) ", "", side.strip(" ,;:“”\"'"), flags=re.I)
    return re.sub(r" (?:each|respectively|please)$", "", text)


def question_of(side: str, question: str) -> str:
    """A question that finds the evidence for one side of a comparison."""
    said = question.rstrip(" ?!.")
    be = "are" if is_plural(head_of(side)) or " and " in side else "is"
    asked = _degree_asked(said)
    if asked:
        return f"{asked} {be} {side}?"
    agreed = re.search(
        r"\b(?:agree|disagree|say the same)\b.*? (?:on|about|over) (.+)$", said, re.I
    )
    if agreed:
        return f"What {'do' if be == 'are' else 'does'} {side} say about {agreed.group(1)}?"
    aspect = ASPECT.search(said)
    named = aspect and (aspect.group(1) or aspect.group(2))
    if named and words(named) and named.lower() not in side.lower():
        return _aspect_of(side, named)
    return f"What {be} {side}?"


def _degree_asked(said: str) -> str:
    """“How long”, where two things are compared by their length."""
    how = re.match(r"how (?!do|does|did|is|are)[a-z]+(?= (?:is|are) )", said, re.I)
    if how:
        return how.group().capitalize()
    degree = re.search(rf"\b({DEGREE}) than\b|\b(?:is|are|much) ({DEGREE})\b", said, re.I)
    return DEGREES.get((degree.group(1) or degree.group(2)).lower(), "") if degree else ""


def _aspect_of(side: str, aspect: str) -> str:
    first = words(aspect.lower())[:1]
    if first[0] in ASKING:
        return f"{aspect[0].upper()}{aspect[1:]} for {side}?"
    be = "are" if is_plural(head_of(aspect)) else "is"
    return f"What {be} {'' if first[0] in DETERMINERS else 'the '}{aspect} for {side}?"


ASPECT = re.compile(
    r"\b(?:when it comes to|with regard to|regarding|in terms of|as to|differ(?:ent)? in) (.*\w.*)$"
    r"|\bdifferences? in (.*?\w.*?) between\b",
    re.I,
)
