"""The stem under which a word is the same as another."""

from functools import lru_cache

from qa.terms import stem
from qa.verify.people import person

# Forms that no ending shows.
IRREGULAR = dict(
    pair.split("=")
    for pair in [
        "bound=bind",
        "took=take",
        "taken=take",
        "gave=give",
        "given=give",
        "made=make",
        "held=hold",
        "kept=keep",
        "left=leave",
        "sent=send",
        "told=tell",
        "found=find",
        "brought=bring",
        "bought=buy",
        "sold=sell",
        "began=begin",
        "begun=begin",
        "chose=choose",
        "chosen=choose",
        "wrote=write",
        "written=write",
        "came=come",
        "went=go",
        "gone=go",
        "saw=see",
        "seen=see",
        "knew=know",
        "known=know",
        "led=lead",
        "lost=lose",
        "met=meet",
        "paid=pay",
        "put=put",
        "ran=run",
        "said=say",
        "sat=sit",
        "set=set",
        "stood=stand",
        "understood=understand",
        "withdrew=withdraw",
        "withdrawn=withdraw",
        "drew=draw",
        "drawn=draw",
        "grew=grow",
        "grown=grow",
        "rose=rise",
        "risen=rise",
        "fell=fall",
        "fallen=fall",
        "spoke=speak",
        "spoken=speak",
        "spent=spend",
        "taught=teach",
        "thought=think",
        "won=win",
        "children=child",
        "women=woman",
        "men=man",
        "people=person",
        "has=have",
        "had=have",
        "does=do",
        "did=do",
        "forbade=forbid",
        "forbidden=forbid",
        "sought=seek",
        "built=build",
        "lent=lend",
        "felt=feel",
        "dealt=deal",
        "meant=mean",
        "shown=show",
        "stolen=steal",
        "stole=steal",
        "broke=break",
        "broken=break",
        "caught=catch",
        "fought=fight",
        "hid=hide",
        "hidden=hide",
        "overturned=overturn",
        "detainee=detain",
        "detainees=detain",
        "exclusion=exclude",
        "inclusion=include",
        "decision=decide",
        "permission=permit",
        "admission=admit",
        "extension=extend",
        "suspension=suspend",
        "division=divide",
        "struck=strike",
    ]
)


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """Porter's stem, but that of a person or body is its own, and irregular forms have their
    verb's.
    """
    lower = word.lower()
    if "-" in lower and not person(lower):
        head, _, tail = lower.rpartition("-")
        return f"{head}-{stem(tail)}"
    return person(lower) or stem(IRREGULAR.get(lower, lower))
