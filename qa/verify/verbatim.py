"""Is a statement the source's own words, as a whole?"""

from collections.abc import Sequence

from corpus.document import Passage
from qa.verify.alignment import Alignment
from qa.verify.claim import Located
from qa.verify.edits import changed
from qa.verify.evidence import evidence_of, sentences_of
from qa.verify.locate import places
from qa.verify.reading import read

EDGE = 3  # characters by which a quote may stop before its sentence does: a stop, a mark


def is_verbatim(statement: str, found: Sequence[tuple[Passage, Sequence[Located]]]) -> bool:
    """Whether a statement stands in a passage, inside what is quoted, as whole sentences, or as a
    part that says no more than its sentence.
    """
    for passage, located in found:
        spans = places(statement, passage.text)
        if len(spans) != 1 or not is_inside(spans[0], passage, located):
            continue
        if is_whole(spans[0], passage) or says_no_more(statement, passage, located):
            return True
    return False


def is_inside(span: tuple[int, int], passage: Passage, located: Sequence[Located]) -> bool:
    start, end = span
    return any(
        place.start - passage.start - EDGE <= start and end <= place.end - passage.start + EDGE
        for place in located
    )


def is_whole(span: tuple[int, int], passage: Passage) -> bool:
    """Whether a span begins and ends where sentences do."""
    sentences = sentences_of(passage)
    starts = any(0 <= span[0] - start <= EDGE for start, _ in sentences)
    return starts and any(0 <= end - span[1] <= EDGE for _, end in sentences)


def says_no_more(statement: str, passage: Passage, located: Sequence[Located]) -> bool:
    evidence = evidence_of([(passage, located)])
    return any(not list(changed(Alignment(read(statement), sentence))) for sentence in evidence)
