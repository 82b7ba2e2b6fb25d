"""Fragments: a question word or a noun alone, put to the earlier question or into it."""

import re

from qa.english.inversion import (
    Opening,
    Parts,
    after_word,
    agreeing,
    bare_verb,
    follows_auxiliary,
    follows_preposition,
    named,
    opening,
    split,
)
from qa.english.phrases import (
    AUXILIARIES,
    PREPOSITIONS,
    RELATIONAL,
    Phrase,
    Sort,
    head_of,
    is_participle,
    is_plural,
    is_verb,
    phrases,
    set_of,
    singular,
    sort_of,
    unmarked,
)
from qa.english.pronouns import IDLE, inner_of, regarding, topics
from qa.terms import content_terms, words

WHAT_ABOUT = re.compile(
    r"^(?:(?:what|how|and) (?:about|of)|what if it(?:['’]s| is)|same (?:question )?for) ", re.I
)
BARE = re.compile(
    r"^(?P<word>(?:(?:since|until|till|by|from|for|with|to|in|on|under|at|after|per) )?"
    r"(?:when|where|why|how(?: (?:long|often|soon|fast|quickly|far|so|come|exactly))?"
    r"|what (?:extent|reasons?|purposes?|date|year)|which (?:date|year))"
    r"|(?:to|for|with|by|in|on|from|under|at|until|since|per) (?:whom|what|which(?: \w+)?"
    r"|how (?:much|long|many \w+)))"
    r"(?:(?<=why) (?:is|was) (?:that|this|it)(?: so)?| exactly| not| then)?$",
    re.I,
)
BARE_NUMBER = re.compile(
    r"^(?P<word>how many|how much|which|what)(?: ones?| (?P<noun>\w+))?$", re.I
)
ELIDED = re.compile(r"^(how many|how much)(?= (?:are|is|were|was) (?!they|it\b|he|she|th))", re.I)
MADE_BY = re.compile(r"^who (?P<deed>[a-z]+ed) (?P<thing>.+)$", re.I)
BY_WHOM = re.compile(r"^(?:who|by who|by whom)$", re.I)
LEAD = re.compile(r"^(?:(?:and|but|or|also|so|then|ok|okay|well)\b[ ,]*)+", re.I)
CLAUSE = re.compile(r"^(?:if|when|while|unless|after|before|even if|only if|as long as) ", re.I)


def bare(question: str, earlier: str) -> str:
    """A question word alone, put to the earlier question."""
    said = unmarked(question)
    if BY_WHOM.match(said):
        parts = split(earlier)
        passive = parts and parts.rest and any(map(is_participle, words(parts.rest.lower())))
        return put("by whom", earlier) if passive else f"{earlier} {question}"
    elided = ELIDED.match(said)
    asked = opening(earlier)
    if elided and asked:
        return regarding(f"{elided.group(1)} {asked.noun}{said[elided.end() :]}", earlier)
    counted = BARE_NUMBER.match(said)
    if counted:
        return recounted(counted, earlier) or regarding(question, earlier)
    alone = BARE.match(said)
    if not alone:
        return ""
    word = alone.group("word").strip()
    word = "why" if word.lower() in ("how so", "how come") else word
    return put(word, earlier) or regarding(question, earlier)


def put(word: str, earlier: str) -> str:
    """A new question word before the earlier question, empty where that makes no sentence."""
    parts = split(earlier)
    asked = opening(earlier)
    if parts is None:
        made = MADE_BY.match(unmarked(earlier))
        thing = phrases(earlier)[0] if made and phrases(earlier) else None
        if made and thing and made.group("thing").startswith(thing.text):
            rest = made.group("thing")[len(thing.text) :]
            be = "were" if thing.is_plural else "was"
            return f"{word} {be} {thing.text} {made.group('deed')}{rest}"
        if not asked:
            return ""
        verb = bare_verb(asked.rest, asked.noun)
        if verb:
            return f"{word} {verb.auxiliary} {asked.noun} {verb.rest}"
        return f"{word} is it that {asked.noun} {asked.rest}"
    if not parts.rest:
        return f"{word} {parts.auxiliary} there {parts.subject}"
    return f"{word} {parts.auxiliary} {parts.subject} {with_object(parts, asked)}"


def with_object(parts: Parts, asked: Opening | None) -> str:
    """The rest of a question with what it asked for back in its place: “give notice”."""
    if parts.rest.lower() == "do":
        return "do that"
    if (
        asked is None
        or asked.noun.lower() in IDLE
        or not re.match(r"(?:which|what|how m)", parts.word, re.I)
    ):
        return parts.rest
    if follows_preposition(f"{parts.rest} ", 1 + len(parts.rest)):
        return f"{parts.rest} {asked.noun}"
    verb, _, others = parts.rest.partition(" ")
    return f"{verb} {asked.noun} {others}".strip()


def recounted(counted: re.Match[str], earlier: str) -> str:
    """“How many?” or “Which ones?” of what the earlier question asked for."""
    asked = next((phrase for phrase in phrases(earlier) if phrase.asked), None)
    noun = counted.group("noun")
    parts = split(earlier)
    if asked is None and parts and not parts.rest and is_plural(head_of(parts.subject)):
        several = re.sub(r"^the ", "", parts.subject)
        return f"{counted.group('word')} {several} are there"
    if asked is None or (noun and singular(noun).lower() != singular(asked.head).lower()):
        return ""
    before = re.sub(
        r"(?:how many|how much|which|what|whose) $", "", earlier[: asked.start], flags=re.I
    )
    return f"{before}{counted.group('word').lower()} {asked.text}{earlier[asked.end :]}"


def exchanged(question: str, earlier: str) -> str:
    """A fragment in the place of its like in the earlier question, or added to it."""
    what_if = re.match(r"what (if .+)", unmarked(question), re.I)
    if what_if:
        return f"{unmarked(earlier)} {what_if.group(1)}?"
    said = unmarked(WHAT_ABOUT.sub("", LEAD.sub("", question)))
    how = re.match(r"(how \w+) (?=(\w+))", said, re.I)
    if how and how.group(2).lower() in PREPOSITIONS and how.group(1).lower() in earlier.lower():
        said = said[how.end() :]  # “How many in 2010?”
    announced = said != unmarked(question) and not any(map(is_finite, words(said.lower())))
    if CLAUSE.match(said) and not AUXILIARIES & set(words(said.lower())[1:2]):
        return f"{unmarked(earlier)} {said}?" if not is_sentence(said) else ""
    said = re.sub(r",? (?:too|then|as well)$", "", said, flags=re.I)
    said = re.sub(r"^(?:only|also|just|even|not)\b ?", "", said, flags=re.I)
    if not said or not ((announced and not is_sentence(said)) or is_fragment(said)):
        return ""
    preposition, noun = preposition_of(said)
    about = next((p for p in topics(earlier) if not p.asked), None)
    if about:  # “And their families?”
        noun = re.sub(
            r"^(?:its|their|his|her) (.+)", rf"the \1 of {named(about)}", noun, flags=re.I
        )
    if about and not preposition and singular(head_of(noun)).lower() in RELATIONAL:
        return f"What {'are' if is_plural(head_of(noun)) else 'is'} {noun} for {named(about)}?"
    like = like_in(earlier, noun, preposition) or behind(earlier, preposition, noun)
    if like is None:
        return added(preposition, noun, earlier)
    return in_place(like, preposition, noun, earlier)


def is_finite(word: str) -> bool:
    return word in AUXILIARIES - {"being", "been", "having"}


def is_sentence(said: str) -> bool:
    """Whether a text asks by itself: it opens with a question word or an auxiliary."""
    first = said.split()[0].lower()
    return first in AUXILIARIES or first in set_of("what which who whom whose where why how")


def is_fragment(said: str) -> bool:
    """Whether a text is a noun phrase or two and no question by itself."""
    spoken = words(said.lower())
    if is_sentence(said) or len(spoken) > 8:
        return False
    if any(word in AUXILIARIES or is_verb(word) for word in spoken):
        return False
    few = len(content_terms(said)) <= 1 or sort_of(said) in (Sort.PLACE, Sort.TIME)
    return few or spoken[0] in PREPOSITIONS or said.split()[0].lower() in ("the", "a", "an")


def preposition_of(said: str) -> tuple[str, str]:
    two = re.match(r"(outside|inside|instead|because|out|regardless) of (.+)", said, re.I)
    if two:
        return f"{two.group(1).lower()} of", two.group(2)
    opening, _, noun = said.partition(" ")
    return (opening.lower(), noun) if opening.lower() in PREPOSITIONS and noun else ("", said)


def like_in(earlier: str, noun: str, preposition: str) -> Phrase | None:
    """The phrase of the earlier question that a new one takes the place of."""
    found = [p for p in phrases(earlier) if p.text.lower() != noun.lower()]
    new = Phrase(noun, 0, len(noun))
    sort = sort_of(noun)
    same_head = (p for p in found if singular(p.head).lower() == singular(new.head).lower())
    same_sort = (p for p in found if sort is not Sort.THING and p.sort is sort)
    for choice in (next(same_head, None), next(same_sort, None)):
        if choice:
            return choice
    if sort is Sort.PERSON:
        return next((p for p in map(owner, found) if p and p.sort is sort), None)
    if sort is not Sort.THING or preposition:
        return None
    things = [p for p in topics(earlier) if p.sort is Sort.THING and not p.asked]
    things = [p for p in things if not any(p.end == o.end and p.start > o.start for o in things)]
    if len(things) > 1 and after_word(earlier, things[0].start) == "about":
        return things[0]
    if len(things) > 1:
        things = [p for p in things if is_name(p.text) == is_name(noun)]
    return things[0] if len(things) == 1 else None


def behind(earlier: str, preposition: str, noun: str) -> Phrase | None:
    """What stands behind the same preposition in the earlier question: “on Sundays” for “on
    Saturdays”. Behind “in” and “for” things of many sorts stand, so that they are not exchanged.
    """
    if not preposition or preposition in ("in", "for", "to", "as"):
        return None
    inner = [p for p in map(inner_of, phrases(earlier)) if p]
    alike = [
        phrase
        for phrase in (*phrases(earlier), *inner)
        if after_word(earlier, phrase.start) == preposition and phrase.sort is sort_of(noun)
    ]
    return alike[-1] if alike else None


def is_name(noun: str) -> bool:
    return bool(re.search(r"[A-Z]", noun))


def owner(phrase: Phrase) -> Phrase | None:
    """“a refugee” of “a refugee’s first card”, with the sign of the possessive in its span."""
    match = re.match(r"(.+?)['’]s ", phrase.text)
    if not match:
        return None
    return Phrase(match.group(1), phrase.start, phrase.start + match.end(), phrase.asked)


def in_place(like: Phrase, preposition: str, noun: str, earlier: str) -> str:
    before, after = earlier[: like.start], earlier[like.end :]
    if earlier[like.start : like.end] != like.text:  # a possessive: the card of someone else
        return added(preposition or "for", noun, f"{before}the {after}")
    if like.sort is Sort.TIME and preposition and follows_preposition(earlier, like.start):
        before, noun = before.rstrip().rpartition(" ")[0] + " ", f"{preposition} {noun}"
    if like.asked and re.search(r"how (?:many|much) $", before, re.I):
        noun = re.sub(r"^(?:the|an?) ", "", noun)
    elif like.asked:
        return asked_of(like, noun, earlier) or added(preposition, noun, earlier)
    tail = inner_of(like)
    if (
        tail
        and like.sort is Sort.THING
        and not preposition
        and like.head.lower() != head_of(noun).lower()
    ):
        bare_both = has_article(tail.text) == has_article(noun)
        noun = f"{like.text[: -len(tail.text)]}{noun}" if bare_both else f"{noun} of {tail.text}"
    changed = f"{before}{noun}{after}"
    plural = is_plural(head_of(noun))
    if follows_auxiliary(earlier, like.start) and like.is_plural != plural:
        changed = agreeing(changed, len(before), plural)
    return changed


def has_article(noun: str) -> bool:
    return bool(re.match(r"(?:the|an?) ", noun, re.I))


def asked_of(asked: Phrase, noun: str, earlier: str) -> str:
    """“Which countries …?” and “Tunisia”: whether it is so of Tunisia."""
    found = opening(earlier)
    if found and split(earlier) is None:
        verb = bare_verb(found.rest, noun)
        return f"{verb.auxiliary} {noun} {verb.rest}" if verb else ""
    parts = split(earlier)
    if parts and follows_preposition(f"{parts.rest} ", 1 + len(parts.rest)):
        return f"{parts.auxiliary} {parts.subject} {parts.rest} {noun}"
    return ""


def added(preposition: str, noun: str, earlier: str) -> str:
    """The earlier question with a phrase more at its end."""
    asked = next((p for p in phrases(earlier) if p.asked and not preposition), None)
    if asked and (sort_of(noun), asked.head.lower()) in ASKED_SORTS:
        made = asked_of(asked, noun, earlier)
        if made:
            return made
    sort = sort_of(noun)
    default = {Sort.PERSON: "for", Sort.PLACE: "in", Sort.TIME: "in"}.get(sort, ", regarding")
    return f"{unmarked(earlier)} {preposition or default} {noun}?".replace(" ,", ",")


ASKED_SORTS = {(Sort.PLACE, noun) for noun in ("country", "countries", "state", "states", "places")}
