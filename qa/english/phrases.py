"""The noun phrases of an English question, found by rules: no model, no list of subjects.

It knows the small words of English (determiners, auxiliaries, prepositions) and some common
verbs. What stands between them is taken for a noun phrase. That is right often enough to put
a phrase where a pronoun stood, and where it is not, the question still reads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qa.places import is_place
from qa.terms import WORD


class Sort(StrEnum):
    """What a phrase names, as far as its words show: like can be exchanged for like."""

    PLACE = "place"
    PERSON = "person"
    TIME = "time"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `question[start:end]`. `asked` when it belongs to the question word
    (“which countries”)."""

    text: str
    start: int
    end: int
    asked: bool = False

    @property
    def head(self) -> str:
        """Its main noun: “pools” in “the pools of the Member States”."""
        return head_of(self.text)

    @property
    def is_plural(self) -> bool:
        if re.fullmatch(r"[A-Z]\w+", self.text):
            return False  # a name: “Siemens”, “Paris”
        return " and " in self.text or is_plural(self.head)

    @property
    def sort(self) -> Sort:
        return sort_of(self.text)


def set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


HANGS_ON = re.compile(
    r" (?:of|who|whose|that|which|with|without|from|in|into|for|under|at|on|to|by|as|between) ",
    re.I,
)


def head_of(phrase: str) -> str:
    """The main noun: the last word before anything that hangs on it from behind."""
    noun = HANGS_ON.split(phrase, maxsplit=1)[0].split()
    return noun[-1] if noun else phrase


DETERMINERS = set_of(
    """a an the this that these those my your our their its his her any some each every no all
    both another"""
)
MODALS = set_of("do does did can could may might must shall should will would cannot")
BE = set_of("am is are was were be been being")
HAVE = set_of("has have had having")
AUXILIARIES = MODALS | BE | HAVE
ASKING = set_of("what which who whom whose when where why how whether")
PREPOSITIONS = set_of(
    """about above according across after against along among around as at because before behind
    below beneath beside besides between beyond by concerning despite down during except for from
    if in inside into like near of off on onto out outside over per regarding since than through
    throughout till to toward towards under unless until up upon via while with within without"""
)
PRONOUNS = set_of(
    """i you he she it we they me him us them mine yours hers ours theirs myself itself himself
    herself themselves someone somebody anyone anybody everyone everybody something anything
    everything nothing nobody there here one ones"""
)
ADVERBS = set_of(
    """actually again already also altogether always and at away back but either else ever
    exactly however instead just least many more most much neither never nor not now
    often once only or otherwise please rather so soon still then therefore today together
    tomorrow too usually very yesterday yet"""
)
# Verbs that are seldom nouns, and are known in the third person too.
VERBS = set_of(
    """accept achieve adapt adopt affect agree allow amend appear apply appoint approve argue arise
    arrive assess assign avoid become begin belong bring build buy calculate cancel carry choose
    collect come complain comply concern conclude conduct confirm consider consist constitute
    consult contain continue contribute convert create decide declare deduct defend define
    deliver deny depend describe destroy detain determine develop die differ disagree disclose
    discover dismiss drown earn eliminate employ enable encourage enforce ensure enter establish
    evaluate examine exceed exclude exist expand expect expire explain explore extend face fail
    fall fight find finish fix follow forbid forget fulfil generate get give go govern grant
    grow handle happen hear help hide hold identify ignore illustrate implement impose improve
    include increase indicate inform install interpret introduce invent investigate invite
    involve join justify keep know lack lead learn let live lodge lose maintain make mean meet
    mention modify move need notify obey observe obtain occur open operate oppose organise
    organize owe participate pay perform permit persuade play possess prepare preside prevent
    produce prohibit promise promote propose protect prove provide publish pursue put qualify
    raise reach receive recognise recognize recommend recover reduce refer reflect refuse regard
    register regulate reimburse reject relate relax rely remain remember remove renew repay
    replace represent require reside resign resolve respond restrict retain retire revoke run
    satisfy save say see seek select sell send serve set show sign sit speak specify spend stand
    start stay stop store submit succeed suffer suggest supervise suspend take teach tell
    terminate think transform translate transmit treat try undergo understand upload use
    validate vary verify violate wait want warn win withdraw withhold work write"""
)
PAST = set_of(
    """became began bound broke brought built bought came chose done drawn drew fell felt fought
    found gave given gone got grew held kept knew known laid led left lost made meant met paid
    proven put ran said sat saw seen sent shown sold spent spoke stood taken taught thought told
    took understood went won worn written wrote"""
)
IMPERATIVES = set_of("compare define describe explain give list name outline show summarise tell")
# What is said of a thing with “is”, behind it and not before it.
PREDICATES = set_of(
    """able absent available aware binding compulsory different due eligible entitled exempt free
    illegal lawful legal liable likely longer mandatory necessary obligatory optional possible
    present ready responsible shorter sufficient true unclear unlawful valid voluntary worth
    wrong"""
)
NO_ADVERB = set_of("family supply reply assembly anomaly monopoly butterfly july italy")
NO_PARTICIPLE = set_of("need speed seed feed breed deed bed red shed united")
PLURALS = set_of("people children men women criteria media data police persons feet mice")
NO_PLURAL = set_of("news series species means this is was has as us its always basis status")
PEOPLE = set_of(
    """adult applicant author baby beneficiary boy buyer chair child citizen client coordinator
    customer daughter detainee director doctor employee employer family farmer father foreigner
    girl guardian guest holder individual infant judge kid landlord lawyer leader man manager member
    migrant minister minor mother national nurse officer official owner parent partner passenger
    patient people person player president prisoner pupil refugee relative representative
    researcher resident secretary seeker seller sibling sister brother son spouse staff student
    teacher teenager tenant traveller user victim visitor volunteer wife husband woman worker
    youngster men women children"""
)
# Nouns that are always of something: “What are the exceptions?”
RELATIONAL = set_of(
    """advantage aim amount article basis condition consequence cost criterion criteria date
    deadline detail duration effect exception exemption fee fine goal ground length limit maximum
    minimum number objective penalty percentage price procedure purpose reason remedy requirement
    result risk rule safeguard sanction share step sum total"""
)
TIME = re.compile(
    r"(?:1[5-9]|20)\d\d|(?:(?:\d+ )?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?: \d+)*)|(?:last|next|this) (?:year|month|week)",
    re.I,
)


def is_plural(noun: str) -> bool:
    word = noun.lower()
    if word in PLURALS:
        return True
    return len(word) > 2 and word not in NO_PLURAL and bool(re.search(r"(?<![sui'’])s$|ies$", word))


def singular(noun: str) -> str:
    """“partnerships” → “partnership”, “countries” → “country”; what is no plural stays."""
    known = {"people": "person", "children": "child", "men": "man", "women": "woman"}
    if noun.lower() in known:
        return known[noun.lower()]
    if not is_plural(noun):
        return noun
    return re.sub(r"ies$", "y", re.sub(r"(?<=sh|ch|ss)es$|(?<=x)es$|(?<!ie)s$", "", noun))


def sort_of(phrase: str) -> Sort:
    bare = re.sub(r"^(?:the|an?) ", "", phrase, flags=re.I)
    if is_place(bare):
        return Sort.PLACE
    if TIME.fullmatch(bare):
        return Sort.TIME
    return Sort.PERSON if singular(head_of(phrase)).lower() in PEOPLE else Sort.THING


def is_participle(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NO_PARTICIPLE)


@lru_cache(maxsize=4096)
def is_verb(word: str) -> bool:
    """Whether a word is a known verb in its plain form or that of the third person."""
    bases = (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word))
    return not VERBS.isdisjoint(bases)


def is_small(word: str) -> bool:
    """Whether a word belongs to grammar and so ends a noun phrase."""
    return word in ASKING | AUXILIARIES | PREPOSITIONS | PRONOUNS | ADVERBS


CLAUSE = re.compile(r"[,;:.?!]|\b(?:if|when|while|that|who|which|because|after|before)\b", re.I)


def has_verb(rest: str) -> bool:
    """Whether the rest of a clause holds its main verb."""
    clause = CLAUSE.split(rest, maxsplit=1)[0].lower().split()
    return any(is_verb(word) or word in BE | HAVE for word in clause)


@lru_cache(maxsize=1024)
def phrases(question: str) -> tuple[Phrase, ...]:
    """The noun phrases of a question, in order; those joined by “of” are one."""
    pieces: list[tuple[list[re.Match[str]], str]] = []
    governing = ""
    for run, before in _runs(question):
        # “must members of the council declare”: the verb is still to come behind “of”
        governing = governing if before == "of" and governing in MODALS else before
        found = list(_without_verbs(run, governing, has_verb(question[run[-1].end() :])))
        if found and before == "of":
            found[0] = (found[0][0], before)
        pieces += found
    return tuple(_joined(question, pieces))


def _runs(question: str) -> Iterator[tuple[list[re.Match[str]], str]]:
    """Words that stand together with no small word between, and the small word before."""
    run: list[re.Match[str]] = []
    before, last_end = "", 0
    for word in WORD.finditer(question):
        lower = word.group().lower()
        gap, gap_start = question[last_end : word.start()], last_end
        last_end = word.end()
        broken = bool(gap.strip(" ")) and bool(run)
        after_how = before == "how" and not run and lower not in AUXILIARIES
        small = is_small(lower) or (word.start() == 0 and lower in IMPERATIVES)
        if lower in DETERMINERS or small or broken or after_how:
            if run:
                yield run, before
                before = ""
            run = []
        if small or after_how:
            before = _small_before(
                before, lower, after_how, _ends_in_participle(question, gap_start)
            )
        else:
            run.append(word)
    if run:
        yield run, before


def _small_before(before: str, word: str, after_how: bool, after_participle: bool) -> str:
    """What stands before a run, where it is known to be followed by a verb: “who”, or “or”
    between two participles.
    """
    if after_how:
        return f"how {word}"
    if before == "who" and word in MODALS:
        return "who"
    if word in ("or", "and") and after_participle:
        return "participle"
    return word


def _ends_in_participle(question: str, end: int) -> bool:
    last = question[:end].split()[-1:]
    return bool(last) and is_participle(last[0].lower())


def _without_verbs(
    run: Sequence[re.Match[str]], before: str, verb_follows: bool
) -> Iterator[tuple[list[re.Match[str]], str]]:
    """The parts of a run that are nouns, each with the small word before it."""
    piece: list[re.Match[str]] = []
    for place, word in enumerate(run):
        opened = any(w.group().lower() not in DETERMINERS for w in piece)
        asks_for_verb = before in ("who", "participle") or (
            opened and before in MODALS and not verb_follows
        )
        if not _is_no_noun(word.group(), piece, place == len(run) - 1, asks_for_verb):
            piece.append(word)
            continue
        if opened:
            yield piece, before
        piece, before = [], "verb"
    if any(w.group().lower() not in DETERMINERS for w in piece):
        yield piece, before


def _is_no_noun(word: str, piece: Sequence[re.Match[str]], last: bool, asks_for_verb: bool) -> bool:
    """Whether a word, met after the words of a piece, is a verb or said of the noun before it."""
    if not word.isalpha() or not word.islower():
        return False
    opened = any(w.group().lower() not in DETERMINERS for w in piece)
    if not opened and piece:
        return False
    if asks_for_verb and not piece:
        return True
    if is_participle(word):
        return (last or opened) and not _after_adverb(piece)
    if last and opened:
        adverb = word.endswith("ly") and word not in NO_ADVERB
        if adverb or word in PREDICATES or (asks_for_verb and not is_plural(word)):
            return True
    return is_verb(word)


def _after_adverb(piece: Sequence[re.Match[str]]) -> bool:
    return bool(piece) and piece[-1].group().endswith("ly")


def _joined(
    question: str, pieces: Sequence[tuple[Sequence[re.Match[str]], str]]
) -> Iterator[Phrase]:
    open_phrase: Phrase | None = None
    for words, before in pieces:
        start, end = words[0].start(), words[-1].end()
        asked = before in ("which", "what", "whose", "how many", "how much")
        if open_phrase and question[open_phrase.end : start] == " of ":
            start, asked = open_phrase.start, open_phrase.asked
        elif open_phrase:
            yield open_phrase
        open_phrase = Phrase(question[start:end], start, end, asked)
    if open_phrase:
        yield open_phrase


def unmarked(text: str) -> str:
    """A question without the marks at its end."""
    return text.rstrip(" ?!.…")
