"""Sentences with which a model says that it has nothing to say, or will not say it."""

import re

NOTHING = re.compile(r"\W*nothing\W*", re.I)
SORRY = (
    r"(?:(?:i['’]m|i am|we['’]re|my) )?(?:(?:very|so|deeply|sincere) )?(?:sorry|apologies|afraid)"
)
CANNOT = (
    r"(?:i|we)(?:['’]m| am| are)? (?:can(?:no|['’])t|can not|won['’]t|will not|not able|unable"
    r"|must (?:decline|refuse))"
)
DOING = r"(?:help|assist|answer|provide|comply|do|fulfil|discuss|engage|continue)"
REFUSAL = re.compile(
    rf"{SORRY}[.!]?$|{SORRY}\b.{{0,12}}\b{CANNOT}\b|{CANNOT} (?:to )?{DOING}\b|as an ai\b", re.I
)
SOURCES = r"(?:passages?|documents?|texts?|context|sources?)"
NO_ANSWER = re.compile(
    rf"(?:{SORRY},? (?:but )?)?(?:unfortunately,? )?"
    rf"(?:there is (?:no|nothing)\b.{{0,60}}\bin the (?:provided |given )?{SOURCES}"
    rf"|(?:none of )?the (?:provided |given |numbered )?{SOURCES}(?: provided| given)?\b.{{0,20}}"
    r"\b(?:(?:do|does|did) not|don['’]t|doesn['’]t|cannot|contain no|says? nothing|provides? no)"
    r"\b)",
    re.I,
)
