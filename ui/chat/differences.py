"""How two answers differ: the sentences they share, and those that are worded otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.changes import partners
from corpus.document import Citation
from qa.answer import Answer


@dataclass(frozen=True, slots=True)
class Differences:
    """`same` are the sentences of both, each on one line; `reworded` the cited words of one
    answer beside those of the other that say nearly the same; `alone` how many sentences only
    the first and only the second has, reworded ones among them.
    """

    same: frozenset[str]
    reworded: tuple[tuple[Citation, Citation], ...]
    alone: tuple[int, int]

    @property
    def are_none(self) -> bool:
        return bool(self.same) and self.alone == (0, 0)


def differences(one: Answer, other: Answer) -> Differences:
    mine, theirs = sentences(one), sentences(other)
    same = frozenset(mine) & frozenset(theirs)
    alone = len(set(mine) - same), len(set(theirs) - same)
    return Differences(same, tuple(reworded(one, other)), alone)


def sentences(answer: Answer) -> list[str]:
    return [one_line(statement.text) for statement in answer.statements]


def one_line(text: str) -> str:
    return " ".join(text.split())


def reworded(one: Answer, other: Answer) -> Iterable[tuple[Citation, Citation]]:
    """The cited words of which the other answer cites another wording, in the first's order."""
    mine, theirs = cited(one), cited(other)
    shared = mine.keys() & theirs.keys()
    left = [citation for words, citation in mine.items() if words not in shared]
    right = [citation for words, citation in theirs.items() if words not in shared]
    paired = partners([c.quote for c in left], [c.quote for c in right])
    return [(left[place], right[paired[place]]) for place in sorted(paired)]


def cited(answer: Answer) -> dict[str, Citation]:
    """The citations by their words, each wording once."""
    citations = (citation for said in answer.statements for citation in said.citations)
    return {one_line(citation.quote): citation for citation in citations}
