"""Several questions in one: its parts, each made to stand alone."""

import re
from collections.abc import Iterator

from qa.english.inversion import split
from qa.english.phrases import AUXILIARIES, phrases
from qa.followup import asking, standalone
from qa.terms import content_terms, words

MOST_PARTS = 6
# A list of questions: “1. …”, “(b) …”, “- …”, at the beginning of a line or of the text.
ITEM = re.compile(r"(?:^|\n)\s*(?:\(?(?:\d{1,2}|[a-h])[.)]|[-*•])\s+")
NUMBERED = re.compile(r"(?:^|(?<=[?.;!:])\s+)\(?(?:\d{1,2}|[a-h])[.)]\s+(?=\w)")
SENTENCE_END = re.compile(r"(?<=\?)\s+(?=\S)")
ASKING_WORD = (
    r"(?:(?:for|in|on|by|with|since|until|till|from|to|at|under|after|within|through) )?"
    r"(?:what|which|who|whom|whose|when|where|why|how)"
)
ASKS = re.compile(rf"^{ASKING_WORD}\b", re.I)
JOINT = re.compile(
    rf",? (?:and|but|or)(?: also| then)? (?={ASKING_WORD}\b)|; ?(?={ASKING_WORD}\b)", re.I
)
COMMA = re.compile(rf", (?={ASKING_WORD}\b)", re.I)
YES_NO_JOINT = re.compile(
    r",? (?:and|but|or)(?: also| then)? (?=(?:is|are|was|were|do|does|did|can|could|may|must|shall"
    r"|should|will|would|has|have) (?:the|a|an|it|they|he|she|there|this|that|these|those|its"
    r"|their|any|every|each|all|[A-Z])\w*\b)"
)


def parts(question: str) -> tuple[str, ...]:
    """The separate questions that a text asks, in order; one for an ordinary question.

    Later parts are made to stand alone from the earlier ones. Never empty for a text that
    is not. What follows the last part of a list longer than MOST_PARTS stays in that part.
    """
    pieces = [piece for part in _listed(question) for piece in _joined(part)]
    whole = [piece for piece in pieces if words(piece)]
    if len(whole) < 2:
        return (question,)
    if len(whole) > MOST_PARTS:
        whole = [*whole[: MOST_PARTS - 1], " ".join(whole[MOST_PARTS - 1 :])]
    made: list[str] = []
    for piece in whole:
        alone = standalone(piece, made)
        made.append(asking(piece if alone.endswith(piece) else alone))
    return tuple(dict.fromkeys(made))


def _listed(question: str) -> list[str]:
    """The items of a list of questions, or the sentences that ask."""
    for mark in (ITEM, NUMBERED):
        items = [item.strip(" \n;") for item in mark.split(question)]
        items = [item for item in items if words(item)]
        if len(items) > 1 and len(mark.findall(question)) > 1:
            return items if asks(items[0]) or items[0].endswith("?") else items[1:]
    sentences = SENTENCE_END.split(question)
    if len([s for s in sentences if s.rstrip().endswith("?")]) > 1:
        return _with_preamble(sentences)
    return [question]


def _with_preamble(sentences: list[str]) -> list[str]:
    """Sentences that ask, each with those before it that do not."""
    kept: list[str] = []
    for sentence in sentences:
        if kept and not kept[-1].rstrip().endswith("?"):
            kept[-1] = f"{kept[-1]} {sentence}"
        else:
            kept.append(sentence)
    if len(kept) > 1 and not kept[-1].rstrip().endswith("?") and not asks(kept[-1]):
        kept.pop()  # “Thank you.” behind the questions
    return kept


def asks(text: str) -> bool:
    first = words(text.lower())[:1]
    return bool(first) and (bool(ASKS.match(text)) or first[0] in AUXILIARIES)


def _joined(part: str) -> Iterator[str]:
    """The questions of one sentence that “and” joins."""
    rest = part.strip()
    if not asks(rest) or opens_with_clause(rest):
        yield rest
        return
    while True:
        joint = next((j for j in _joints(rest) if _separates(rest, j)), None)
        if joint is None:
            yield rest
            return
        yield rest[: joint.start()]
        rest = rest[joint.end() :]


def opens_with_clause(text: str) -> bool:
    """Whether a text says first when or where: “When a person is hired, who …?”"""
    clause = re.match(r"(?:when|where|while|if|after|before)\b[^,]*(?=,)", text, re.I)
    return clause is not None and split(clause.group()) is None


def _joints(text: str) -> list[re.Match[str]]:
    found = [*JOINT.finditer(text), *COMMA.finditer(text)]
    if words(text.lower())[:1] and not ASKS.match(text):
        found += YES_NO_JOINT.finditer(text)
    return sorted(found, key=lambda joint: joint.start())


def _separates(text: str, joint: re.Match[str]) -> bool:
    """Whether what stands before and behind is a question each, and not “who decides and when”
    nor two clauses that hang on one verb (“… say who is heard and when …”).
    """
    before, behind = text[: joint.start()], text[joint.end() :]
    if not content_terms(before) or EMBEDS.search(before):
        return False
    if joint.group().strip() == ",":
        return split(before) is not None and bool(JOINT.search(behind))
    return bool(phrases(before)) or len(words(behind)) > 2


# A verb that takes a question as its object: what follows belongs to it.
EMBEDS = re.compile(
    r"\b(?:ask|asks|check|checks|decide|decides|define|defines|depend|depends|determine|determines"
    r"|examine|examines|explain|explains|know|knows|say|says|see|show|shows|state|states|tell|tells"
    r"|specify|specifies|know|on|about|of|regarding)\b(?: \w+)? (?:what|which|who|whom|whose|when"
    r"|where|why"
    r"|how|whether)\b",
    re.I,
)
