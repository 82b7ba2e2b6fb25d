"""Whether what a statement cites carries it: judged here, whatever the pipeline says of it.

As in ALCE (Gao et al. 2023) all that a statement cites is taken together; in place of a model for
textual entailment judge the characters, then the rules and the support model of `qa.verify`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage
from corpus.sentences import sentence_spans
from evals.metrics.citations import is_exact
from qa.answer import Support
from qa.checking import letters
from qa.verify.assertion import verified
from qa.verify.claim import Quoted, Score
from qa.verify.normalise import normalise

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and the whole canonical text of the document that it cites."""

    document: str
    title: str
    label: str
    start: int
    end: int
    quote: str
    text: str


def is_supported(said: str, cited: Sequence[Cited], score: Score | None = None) -> bool:
    """Whether a statement's citations carry it: it says what they say, word for word, or the
    verifier accepts it. A statement without citations, or with one that is off, is not supported.
    """
    if not cited or not all(is_exact(c.text, c.start, c.end, c.quote) for c in cited):
        return False
    if is_word_for_word(said, cited) or only_reports(said, cited):
        return True
    return verified(said, quoted(cited), score).support is not Support.UNSUPPORTED


def is_word_for_word(said: str, cited: Sequence[Cited]) -> bool:
    """Whether a statement is all that it cites, in order, and none of that a mere piece of a
    sentence, the rest of which may turn it round.
    """
    whole = " ".join(c.quote for c in cited)
    return same(said, whole) and not any(map(is_piece, cited))


def only_reports(said: str, cited: Sequence[Cited]) -> bool:
    """Whether a statement sets side by side what documents say, in the words that it cites."""
    reports = "; ".join(f"“{c.title}” says “{c.quote}”" for c in cited)
    return same(said, f"The documents differ: {reports}.")


def same(one: str, other: str) -> bool:
    return normalise(one).text.strip() == normalise(other).text.strip()


def is_piece(cited: Cited) -> bool:
    """Whether a citation lies in one sentence, and is not all of it."""
    touched = [
        cited.text[start:end]
        for start, end in sentence_spans(cited.text, *paragraphs(cited, before=0))
        if start < cited.end and cited.start < end
    ]
    return len(touched) == 1 and letters(touched[0]) != letters(cited.quote)


def paragraphs(cited: Cited, before: int) -> tuple[int, int]:
    """The paragraphs that a citation lies in, and some of those before."""
    start = cited.start
    for _ in range(before + 1):
        start = max(0, cited.text.rfind(PARAGRAPH, 0, start))
    end = cited.text.find(PARAGRAPH, cited.end)
    return start, len(cited.text) if end < 0 else end


def quoted(cited: Sequence[Cited]) -> list[Quoted]:
    """The citations with the passages that they are read in: their paragraphs with the one
    before, to which “it” may point. Those that share paragraphs share a passage.
    """
    passages: list[Passage] = []
    for one in sorted(cited, key=lambda c: (c.document, c.start)):
        start, end = paragraphs(one, before=1)
        if passages and passages[-1].document == one.document and start <= passages[-1].end:
            start, end = passages[-1].start, max(end, passages.pop().end)
        passages.append(passage(one, start, end))
    return [
        Quoted(one.quote, held)
        for one in cited
        for held in passages
        if held.document == one.document and held.start <= one.start and one.end <= held.end
    ]


def passage(cited: Cited, start: int, end: int) -> Passage:
    return Passage(
        id=f"{cited.document}:{start}",
        document=cited.document,
        title=cited.title,
        ordinal=0,
        label=cited.label,
        path=(),
        start=start,
        body=start,
        end=end,
        text=cited.text[start:end],
    )
