"""Does a source say its words itself: not as an order to a model, nor as words of somebody else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answer import Support
from qa.injection import gives_orders
from qa.terms import content_terms, stands_in, stems, words
from qa.verify.claim import Quoted, Score, Verdict
from qa.verify.locate import FEWEST_WORDS, places
from qa.verify.verdict import verify

FEWEST_SPOKEN = 4  # words between quotation marks that can be a sentence of somebody's
SPOKEN = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|‘([^‘’]{20,})’(?!\w)")
TOO_LITTLE = "It is no whole sentence."
AN_ORDER = "The words quoted give an order to a language model, and state nothing."
SPOKEN_OF = "The source does not say this itself: the words stand there between quotation marks."


def verified(statement: str, quotes: Sequence[Quoted], score: Score | None = None) -> Verdict:
    """The verdict on a statement, which nothing carries that its source does not say itself."""
    if len(words(statement)) < FEWEST_WORDS:
        return Verdict(Support.UNSUPPORTED, (TOO_LITTLE,), ())
    verdict = verify(statement, quotes, score)
    if verdict.support is Support.UNSUPPORTED:
        return verdict
    reasons = tuple(dict.fromkeys(r for quoted in quotes for r in unsaid(statement, quoted)))
    return replace(verdict, support=Support.UNSUPPORTED, reasons=reasons) if reasons else verdict


def unsaid(statement: str, quoted: Quoted) -> Iterator[str]:
    text = quoted.passage.text
    for start, end in places(quoted.text, text):
        first, last = line_at(text, start, end)
        line = text[first:last]
        if gives_orders(line):
            yield AN_ORDER
        elif is_spoken(line, start - first, end - first, statement):
            yield SPOKEN_OF


def line_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that characters stand in."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def is_spoken(line: str, start: int, end: int, statement: str) -> bool:
    """Whether all that is quoted stands between quotation marks, and the statement does not say
    who says it.
    """
    for spoken in SPOKEN.finditer(line):
        if spoken.start() <= start and end <= spoken.end():
            frame = content_terms(line[: spoken.start()] + " " + line[spoken.end() :])
            told = any(stands_in(term, stems(statement)) for term in frame)
            return bool(frame) and not told and len(words(spoken.group())) >= FEWEST_SPOKEN
    return False
