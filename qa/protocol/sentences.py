"""From a stretch of a model's text, with the quotes behind it, to one draft a sentence."""

import re
from collections.abc import Iterator, Sequence

from corpus.sentences import sentence_spans
from qa.protocol.cleaning import cleaned, visible
from qa.protocol.draft import MOST_CHARS, MOST_QUOTES, Draft, DraftQuote

# A quote inside the sentence, [2: "…"], or a passage that is only named there: [2], (passage 2).
WITHIN = re.compile(
    r"[\[(【]\s*(?:(?:from|see|source|passages?|no\.)\s*){0,3}#?\[?(?P<number>\d{1,6})\]?"
    r"\s*[:,;–—-]?\s*(?P<quote>[\"“„«‘'].{1,2000}?[\"“”»’'])\s*[\])】]"
    r"|\[\^?(?P<named>\d{1,4})\]|【(?P<noted>\d{1,4})[^【】]{0,40}】"
    r"|[\[(](?:from|see|source:?)?\s*(?:passages?|source)\s*(?P<told>\d{1,4})[\])]",
    re.I | re.S,
)
# Stands for a quote that was taken out. `visible` lets none of these through from outside.
HELD = re.compile("[\ue000-\ue0ff]")
FIRST = 0xE000
MOST_TEXT = 3 * MOST_CHARS  # of what belongs to the same quotes; the sentence cut off there is left
OPENING, CLOSING = "\"“„«‘'`", "\"”“»’'`"


def drafts(text: str, quotes: Sequence[DraftQuote]) -> Iterator[Draft]:
    """A draft for each sentence. Those quoted within belong to their own sentence; the others
    must carry every sentence that quotes nothing itself.
    """
    held: list[DraftQuote] = []

    def hold(match: re.Match[str]) -> str:
        if len(held) >= 256:
            return ""
        number = next(filter(None, match.group("number", "named", "noted", "told")))
        held.append(DraftQuote(int(number), unquoted(match["quote"] or "")))
        return chr(FIRST + len(held) - 1)

    sentences = [*with_marks(WITHIN.sub(hold, visible(text[:MOST_TEXT])))]
    for sentence in sentences[:-1] if len(text) > MOST_TEXT else sentences:
        if len(sentence) > 2 * MOST_CHARS:
            continue
        own = [held[ord(mark) - FIRST] for mark in HELD.findall(sentence)]
        plain = cleaned(HELD.sub("", sentence))
        if len(plain) <= MOST_CHARS and any(map(str.isalnum, plain)):
            yield Draft(plain, chosen(own, quotes))


def chosen(own: Sequence[DraftQuote], shared: Sequence[DraftQuote]) -> tuple[DraftQuote, ...]:
    """The quotes of a sentence: those with words before passages that are only named."""
    for quotes in ([q for q in own if q.text], [q for q in shared if q.text], own, shared):
        if quotes:
            return tuple(dict.fromkeys(quotes))[:MOST_QUOTES]
    return ()


def with_marks(text: str) -> Iterator[str]:
    """The sentences of a text. A mark behind a full stop belongs to the sentence before it."""
    before = ""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        led = re.match("[\ue000-\ue0ff\\s]*", sentence)
        marks = led.group() if led and before else ""
        if before:
            yield before + marks
        before = sentence[len(marks) :]
    if before:
        yield before


def unquoted(text: str) -> str:
    """The words of a quote on one line, without the marks around them and what stands behind
    those: "exact words" (Article 5).
    """
    text = " ".join(visible(text).split()).strip("*_ ")
    if text[:1] not in OPENING or not text:
        return text
    inner = text[1:]
    at = max(map(inner.rfind, CLOSING))
    rest = inner[at + 1 :].strip()
    if at < 0:
        return inner
    return (
        inner[:at].strip()
        if not rest or not any(map(str.isalnum, rest)) or is_aside(rest)
        else text
    )


def is_aside(text: str) -> bool:
    return text.startswith(("(", "[", "—", "–", ", "))
