"""Passages that seem to speak to a language model and not to a reader.

A flag for people, shown beside the source. Nothing rests on it: what a passage orders can change
no more than what a model proposes, and that is verified. Patterns after the attacks of BIPIA
(Yi et al. 2023, arXiv:2312.14197) and the special tokens of common models.
"""

import re

from corpus.sentences import after_bullet, sentence_spans

LONGEST_SAID = 80  # characters of an order that are given back
SCANNED = 20_000  # characters of a passage that are looked at

# Marks with which models tell turns of a conversation apart.
ROLES = re.compile(
    r"<\|[a-z_]{2,30}\|>|</?s>\s*\[|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>"
    r"|^[-*\s]{0,4}#{2,4} ?(?:Instructions?|Response|System)(?: ?:|$)"
    r"|^[-*\s]{0,4}(?:assistant|system prompt|chatgpt|say|from \d{1,2}) ?:",
    re.I | re.M,
)
# Words that only make sense to something that answers.
REPLY = r"(?:answer|response|reply|replies|message|output)s?"
BEFORE = r"(?:previous|prior|above|earlier|preceding|all|any|your|these|other)"
ORDERS = r"(?:instructions?|prompts?|rules|guidelines|directions|constraints|context|text|told)"
OPENS = r"(?:^|[,:;.(\"“‘—–-]\s?|\b(?:please|now|then|and|you (?:must|should|will|have to)) )"
TO_A_MODEL = re.compile(
    rf"{OPENS}(?:ignore|disregard|forget|override|bypass)\b.{{0,30}}\b{BEFORE}\b.{{0,30}}\b{ORDERS}\b"
    r"|\b(?:system|hidden|initial|secret) prompt\b|\bnew instructions?:"
    r"|\b(?:you are|act as|pretend (?:to be|that you)|from now on,? you)\b.{0,20}"
    r"\b(?:now an?|an? (?:ai assistant|assistant|chatbot|language model|hacker)|dan)\b"
    r"|\bas an? (?:ai(?=[,.:;]| assistant)|(?:large |ai )?language model|chatbot)\b"
    r"|\byou (?:must|shall|should|have to|will) (?:answer|say|state|reply|respond|claim) that\b"
    r"|^(?:please )?(?:tell|advise|inform|remind|ask|urge) (?:the |every )?(?:user|reader)s?\b"
    r"|^(?:please )?repeat after me\b"
    rf"|{OPENS}(?:respond|reply|answer) (?:only|solely|exclusively|always|just) (?:with|in|by)\b"
    r"|\b(?:do not|don['’]t|never) (?:tell|inform|show|warn|reveal (?:\w+ ){0,3}to) the users?\b"
    rf"|\b(?:in|of|to|from|for|with) (?:your|the assistant['’]s) {REPLY}\b"
    r"|\b(?:modify|augment|enhance|provide|render|scramble|rearrange|change|end|begin|start|write)"
    rf" your {REPLY}\b",
    re.I,
)
# A task as people set it to a chatbot, at the beginning of a sentence.
TOLD = r"(?:explain|describe|summari[sz]e|outline)"
MADE = r"(?:write|draft|compose|develop|create|generate|invent|tell|provide|give)"
WORK = (
    r"(?:poem|story|essay|letter|speech|introduction|joke|song|haiku|e-?mail|tweet|script|code"
    r"|program|function|example of how|equivalent|translation|synonym|answer)"
)
CHANGED = (
    r"(?:replace|convert|substitute|swap|scramble|rearrange|jumble(?: up)?|reverse|misspell|anagram"
    r"|group|remove)"
)
TASK = re.compile(
    r"(?:please |now |then |first,? )?(?:"
    rf"{TOLD} (?:the (?:process|theory|lifecycle|history|plot|concept|difference|following|text)\b"
    r"|how\b.{0,60}\bworks?\b|(?:this|the) (?:text|document)\b)"
    rf"|{MADE}(?: me)? (?:an?|the|some) (?:\w+ ){{0,3}}?{WORK}\b"
    r"|translate (?:the|this|that|into|to|everything|all|['\"“‘])"
    r"|(?:break down|analy[sz]e) the plot\b"
    r"|(?:can|could) you (?:please )?(?:show|tell|give|write|explain|help)\b"
    r"|how do (?:i|you) (?:say|solve|write|code|spell|translate)\b"
    r"|what(?:['’]s| is) ['\"“‘][^'\"“”’]{1,60}['\"”’] in [a-z]+\?"
    rf"|{CHANGED} (?:all |the |every )?(?:\w+ )?(?:letters?|vowels?|words?|spaces)\b"
    r"|(?:repeat|print|output|say|write) (?:the (?:words?|text|following)|exactly|['\"“‘])"
    r"|(?:visit|go to|click(?: on)?|download|open) (?:https?://|www\.|the link|this link))",
    re.I,
)
# Signs that nobody sees: one may be left of careless copying, a run of them says something.
HIDDEN = re.compile(
    "[\u200b\u2060\u2062-\u2064\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]{4,}"
)
ENCODED = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{80,}={0,2}(?![A-Za-z0-9+/])")


def gives_orders(text: str) -> str | None:
    """The first words of a passage that look like an order to a language model, `None` where
    there are none.
    """
    text = text[:SCANNED]
    for pattern in (ROLES, HIDDEN):
        if found := pattern.search(text):
            return said(text, found.start())
    for start, end in sentence_spans(text):
        begin = after_bullet(text, start, end)
        sentence = " ".join(text[begin:end].split())
        if TO_A_MODEL.search(sentence) or TASK.match(sentence.lstrip("\"“‘'>*_ ")):
            return said(sentence, 0)
    found = next((m for m in ENCODED.finditer(text) if is_encoded(m.group())), None)
    return said(text, found.start()) if found else None


def is_encoded(run: str) -> bool:
    """Whether a run of letters and digits is no word: it mixes cases and digits throughout."""
    kinds = (str.isupper, str.islower, str.isdigit)
    return all(any(map(kind, run[:40])) and any(map(kind, run[40:])) for kind in kinds)


def said(text: str, start: int) -> str:
    """The words from there on, on one line, cut at a word."""
    words = " ".join(HIDDEN.sub("(hidden characters)", text[start : start + 400]).split())
    if len(words) <= LONGEST_SAID:
        return words
    return words[: LONGEST_SAID - 1].rsplit(" ", 1)[0] + "…"
