"""What a statement adds as the reason, or as who does it, and its source does not have; and
whether it ends.
"""

import re
from collections.abc import Iterator

from qa.verify.alignment import Alignment
from qa.verify.evidence import POINTS_BACK
from qa.verify.words import Word

UNFINISHED = re.compile(r"\b(?:to be|is|are|was|were|the|an?|of|and|or|to|by|with)\W*$", re.I)
BECAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a (?:result|consequence) of|thanks to)\b"
    r"(?P<said>[^,;.()]*)",
    re.I,
)
BY_WHOM = re.compile(
    r"\b(?:\w+ed|paid|made|given|taken|done|held|borne|run|sent|told|set|drawn|heard|kept)"
    r"(?: \w+)? by (?:(?:the|an?) )?(?P<said>[\w-]+)",
    re.I,
)


def added(a: Alignment) -> Iterator[str]:
    """A reason of which the source has no word; a doer that its sentence does not name."""
    if UNFINISHED.search(a.statement.text) and not UNFINISHED.search(a.source.text):
        yield "The statement breaks off."
    for match in BECAUSE.finditer(a.statement.text):
        reason = [w for w in words_at(a, match) if w.content and not w.is_light]
        if len(reason) > 1 and not any(w.stem in a.source.stems for w in reason):
            yield f"The source gives no such reason: “{match.group().strip()}”."
    for match in BY_WHOM.finditer(a.statement.text):
        doer = words_at(a, match)
        if doer and doer[0].content and not doer[0].is_light and not a.is_carried(doer[0]):
            yield f"The source does not say that it is done by “{doer[0].text}”."


def misplaced(a: Alignment) -> Iterator[str]:
    """A subject of which the sentence has no word, though the headings above it have: what stands
    under “The Pact” is not said of the Pact for that. A sentence that points back may be.
    """
    subject = [w for w in a.statement.content if w.start < a.statement.verb and not w.is_light]
    if not subject or any(map(a.is_carried, subject)) or POINTS_BACK.match(a.source.text):
        return
    if all(map(a.is_in_context, subject)):
        yield f"The source does not say this of “{subject[0].text}”."


def words_at(a: Alignment, match: re.Match[str]) -> list[Word]:
    start, end = match.span("said")
    return [w for w in a.statement.words if start <= w.start < end]
