"""A question and its answer as one statement: “Who founded it?”, “Anna” → “Anna founded it.”

Rough, by rules on the small words of English, in the manner of QA2D (Demszky, Guu and Liang
2018, arXiv:1809.02922): the question word makes room for the answer, and the auxiliary goes
back to its verb. Where no rule fits there is no statement.
"""

import re

from qa.english.phrases import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    is_participle,
    is_verb,
    set_of,
)
from qa.entailment.wording import tidy

PASTS = """
    become became,begin began,bring brought,build built,buy bought,catch caught,
    choose chose,come came,cost cost,cut cut,deal dealt,draw drew,drink drank,drive drove,
    eat ate,fall fell,feel felt,fight fought,find found,fly flew,forget forgot,get got,give gave,
    go went,grow grew,have had,hear heard,hit hit,hold held,keep kept,know knew,lead led,
    leave left,lend lent,let let,lose lost,make made,mean meant,meet met,pay paid,put put,
    read read,ride rode,rise rose,run ran,say said,see saw,seek sought,sell sold,send sent,
    set set,show showed,shoot shot,sing sang,sit sat,sleep slept,speak spoke,spend spent,
    stand stood,steal stole,swim swam,take took,teach taught,tell told,think thought,
    throw threw,understand understood,wear wore,win won,write wrote,do did,hurt hurt
"""
IRREGULAR: dict[str, str] = dict(re.findall(r"(\w+) (\w+)", PASTS))
COMMON = IRREGULAR.keys() | set_of(
    """
    accept add agree allow appear arrive ask attack attend attempt believe call cause change
    claim close compare complete connect consider contain control cook cover create cross decide
    defeat depend describe design die discover divide earn end enjoy enter exist expect experience
    explain express fail feature finish form happen hate help hope import include increase influence
    introduce invade invent join kill last learn like live look love marry mention move name need
    notice occur offer open order own perform plan play prefer prevent produce promise publish
    purchase receive recommend refer release remain remove replace represent require return rule
    serve share sign spread start state stay stop study suffer suggest support surrender talk think
    travel try turn use visit vote wait walk want wash watch wish work
    """
)
QUESTION_WORD = (
    r"(?P<preposition>in|at|on|by|for|from|to|with|of|under|during|through|over|about|into|as)?\s*"
    r"\b(?P<word>who|whom|whose|what|which|when|where|why|how many|how much|how long|how old"
    r"|how often|how far|how tall|how big|how)"
)
ASKED = re.compile(rf"^(?:and |but |so )?{QUESTION_WORD}\b\s*(?P<rest>.*)$", re.I)
ASKED_LAST = re.compile(
    r"^(?P<told>.{12,}?)\s(?:what(?: \w+)?|who|whom|which(?: \w+)?|when|where|how many(?: \w+)?"
    r"|how much)$",
    re.I,
)
CAUSE = re.compile(r"^(?:because|to|due|for|since|as|so|in order|by|out of)\b", re.I)
LED = re.compile(
    r"^(?:in|at|on|by|from|to|near|under|over|between|during|after|before|since|until|within"
    r"|outside|inside|around|through|with|when|as|for|into|behind|above|below|along)\b",
    re.I,
)
DATE = re.compile(
    r"^(?:the )?(?:\d{3,4}s?|(?:early|late|mid)\b.*"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*( \d{4})?"
    r"|spring|summer|autumn|winter|\d{1,2}th century)"
)
LONGEST_ANSWER = 18  # words


def declared(question: str, answer: str) -> str | None:
    """The statement that the answer makes of the question, or `None` where no rule fits."""
    asked = " ".join(question.split()).rstrip(" ?.!")
    said = " ".join(answer.split()).strip(" .,;:")
    if not said or len(said.split()) > LONGEST_ANSWER or re.search(r"[.!?] [A-Z]", said):
        return None
    if match := ASKED.match(asked):
        preposition = (match["preposition"] or "").lower()
        told = of_asked(preposition, match["word"].lower(), match["rest"], said)
    elif match := ASKED_LAST.match(asked):
        told = f"{match['told']} {said}"
    else:
        told = of_inner(asked, said)
    return tidy(told) if told and len(told.split()) > 3 else None


def of_inner(asked: str, said: str) -> str | None:
    """Where something comes before the question word: “In 1911, who founded it?”"""
    match = re.match(rf"^(?P<before>[^?]{{4,60}}), {QUESTION_WORD}\b\s*(?P<rest>.*)$", asked, re.I)
    if not match:
        return None
    preposition = (match["preposition"] or "").lower()
    told = of_asked(preposition, match["word"].lower(), match["rest"], said)
    return f"{match['before']}, {told}" if told else None


def of_asked(preposition: str, word: str, rest: str, said: str) -> str | None:
    tokens = rest.split()
    at = next((i for i, t in enumerate(tokens[:7]) if t.lower() in AUXILIARIES), None)
    if word in {"who", "what", "which"} and tokens and at is None:
        return of_subject(word, tokens, said)
    if at is None or at + 1 >= len(tokens):
        return None
    noun, auxiliary, told = tokens[:at], tokens[at].lower(), tokens[at + 1 :]
    if noun and word in {"who", "when", "where", "why"}:
        return of_subject(word, tokens, said)
    filler = filled(preposition, word, noun, said)
    if word not in {"when", "where", "why", "how"} and not preposition:
        if auxiliary in BE and (noun or not moved(told)):
            return " ".join((filler, auxiliary, *told))
        if auxiliary not in {"do", "does", "did"} and is_head_verb(told):
            return " ".join((filler, auxiliary, *told))
    return returned(auxiliary, told, filler, direct=word in {"who", "whom", "what", "which"})


def of_subject(word: str, tokens: list[str], said: str) -> str | None:
    """“Who founded it”, “which king ruled it”: the answer stands where the question word stood."""
    if word == "who":
        return " ".join((said, *tokens))
    for i, token in enumerate(tokens[:5]):
        if is_participle(token.lower()) or is_verb(token.lower()) or base_of_third(token):
            return " ".join((said, *tokens[i:]))
    return None


def base_of_third(token: str) -> bool:
    return token.lower().removesuffix("s") in COMMON and token.lower().endswith("s")


def filled(preposition: str, word: str, noun: list[str], said: str) -> str:
    """The answer as it goes into the statement, with what leads it in."""
    kind = " ".join(noun).lower()
    if preposition:
        return said if said.lower().startswith(f"{preposition} ") else f"{preposition} {said}"
    if word == "why":
        return said if CAUSE.match(said) else f"because {said}"
    timed = word == "when" or re.search(r"\b(?:year|month|century|decade)$", kind)
    if timed and DATE.match(said):
        return f"in {said}"
    if timed and re.match(r"\d{1,2} \w+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", said):
        return f"on {said}"
    if word == "where" and not LED.match(said):
        return f"in {said}"
    if word in {"how many", "how much"} and noun and kind.split()[-1] not in said.lower():
        return f"{said} {' '.join(noun)}"
    if word == "how long" and re.match(r"(?:\d|a |an |one|two|three|about)", said):
        return f"for {said}"
    return said


def moved(told: list[str]) -> bool:
    """Whether the verb stands last: “(what was) the ship called”."""
    last = told[-1].lower()
    first = told[0].lower()
    hangs = is_participle(last) or last in PREPOSITIONS or last in {"known", "called", "like"}
    return len(told) > 1 and hangs and not is_participle(first)


def is_head_verb(told: list[str]) -> bool:
    """Whether what follows an auxiliary is a verb and not a subject."""
    first = told[0].lower()
    if first in DETERMINERS or told[0][:1].isupper():
        return False
    return (
        first in COMMON or is_verb(first) or first in {"be", "been", "not"} or is_participle(first)
    )


def returned(auxiliary: str, told: list[str], filler: str, direct: bool) -> str | None:
    """Subject, auxiliary, verb, and the answer behind; “did … found” becomes “founded”."""
    at = verb_place(told, auxiliary)
    if at is None:
        if auxiliary in BE:
            return " ".join((*told, auxiliary, filler))
        return None
    subject, verb, rest = told[:at], told[at], told[at + 1 :]
    head = [inflected(verb, auxiliary)] if auxiliary in {"do", "does", "did"} else [auxiliary, verb]
    if direct and (not rest or rest[0].lower() in PREPOSITIONS) and len(rest) != 1:
        return " ".join((*subject, *head, filler, *rest))
    return " ".join((*subject, *head, *rest, filler))


def verb_place(told: list[str], auxiliary: str) -> int | None:
    """Where the verb stands behind its subject."""
    for i, token in enumerate(told[1:], start=1):
        word, before = token.lower(), told[i - 1].lower()
        if before in DETERMINERS | PREPOSITIONS:
            continue
        if auxiliary in BE or auxiliary in {"have", "has", "had"}:
            if (
                is_participle(word)
                or word in {"known", "born", "been", "located"}
                or (auxiliary in BE and word.endswith("ing"))
            ):
                return i
        elif word in COMMON or (is_verb(word) and not word.endswith("s")) or word == "be":
            return i
    return None


def inflected(verb: str, auxiliary: str) -> str:
    """“did” “found” → “founded”, “does” “carry” → “carries”."""
    if auxiliary == "did":
        return IRREGULAR.get(verb.lower()) or past(verb)
    if auxiliary == "does":
        if verb.lower() == "have":
            return "has"
        if re.search(r"(?:s|sh|ch|x|z|o)$", verb):
            return f"{verb}es"
        return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"
    return verb


def past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb) or verb in {"refer", "occur", "prefer"}:
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"
