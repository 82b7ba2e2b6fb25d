"""What has become of an evidence pack: each of its statements, and the words they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.anchors import Standing, rank, worst
from corpus.document import Citation, Passage, digest
from qa.answer import Support
from qa.pack import EvidencePack, PackedCitation, PackedStatement
from qa.pack_sources import PackSources
from qa.verify.claim import Quoted, Score, Verdict

SUPPORTS = list(Support)


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """A citation, and how its words stand now.

    `is_exact` says whether its version has the quote at its offsets; it is missing where that
    version is not at hand. `new` is where the words are, or what took their place.
    """

    old: PackedCitation
    standing: Standing
    new: Citation | None
    is_exact: bool | None

    @property
    def is_well(self) -> bool:
        """Whether the words are what they were, wherever they stand now."""
        return self.is_exact is not False and self.standing in (Standing.KEPT, Standing.MOVED)


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """A statement, how it stands to its quotes when judged again, and how those stand now.

    The `verdict` is missing for a sentence of Footnote's own making, which says something about
    documents and is carried by no quote alone. `is_as_kept` says whether the library keeps the
    answer with this sentence; it is missing where no such answer is kept.
    """

    said: PackedStatement
    verdict: Verdict | None
    citations: tuple[CitationCheck, ...]
    is_as_kept: bool | None = None

    @property
    def standing(self) -> Standing:
        return worst([citation.standing for citation in self.citations])

    @property
    def is_less_supported(self) -> bool:
        """Whether its quotes carry it less than the pack says."""
        if self.verdict is None:
            return False
        return SUPPORTS.index(self.verdict.support) > SUPPORTS.index(self.said.support)

    @property
    def is_well(self) -> bool:
        is_said = self.is_as_kept is not False and not self.is_less_supported
        return is_said and all(citation.is_well for citation in self.citations)


@dataclass(frozen=True, slots=True)
class PackCheck:
    """An evidence pack, and how its statements stand now."""

    pack: EvidencePack
    statements: tuple[StatementCheck, ...]

    @property
    def failed(self) -> tuple[StatementCheck, ...]:
        """The statements that cannot be relied on as they could: the words they rest on changed
        or are gone, or do not carry them.
        """
        return tuple(said for said in self.statements if not said.is_well)

    @property
    def standing(self) -> Standing:
        return max((s.standing for s in self.statements), key=rank, default=Standing.KEPT)


def checked(pack: EvidencePack, sources: PackSources, score: Score | None = None) -> PackCheck:
    """The pack checked against documents as they are now.

    Every statement is judged again, with the support model where its `score` is given.
    """
    found = {
        citation: citation_check(citation, sources)
        for said in pack.statements
        for citation in said.citations
    }
    kept = sources.sentences(pack.answer)
    return PackCheck(
        pack,
        tuple(
            StatementCheck(
                said,
                None if is_composed(said, pack) else verdict_on(said, score),
                tuple(found[citation] for citation in said.citations),
                None if kept is None else said.text in kept,
            )
            for said in pack.statements
        ),
    )


def citation_check(citation: PackedCitation, sources: PackSources) -> CitationCheck:
    before, is_exact = sources.version(citation), None
    if before:
        is_exact = before.text[citation.start : citation.end] == citation.quote
    stand = sources.stand(citation, as_cited=bool(is_exact))
    return CitationCheck(citation, stand.standing, stand.new, is_exact)


# Statements


def is_composed(said: PackedStatement, pack: EvidencePack) -> bool:
    """Whether Footnote itself made the sentence about documents: one that is no quote, where no
    language model wrote.
    """
    return not pack.is_written and said.support is Support.SUPPORTED


def verdict_on(said: PackedStatement, score: Score | None) -> Verdict:
    from qa.verify.verdict import verify

    return verify(said.text, quotes_of(said.citations), score)


def quotes_of(citations: Sequence[PackedCitation]) -> list[Quoted]:
    """The quotes as the verifier takes them, those whose passages overlap in one passage."""
    passages: dict[str, list[Passage]] = {}
    for citation in sorted(citations, key=lambda c: (c.version, c.passage.start)):
        known = passages.setdefault(citation.version, [])
        passage = passage_of(citation)
        if known and passage.start < known[-1].end:
            passage = united(known.pop(), passage)
        known.append(passage)
    return [Quoted(c.quote, holder(passages[c.version], c)) for c in citations]


def holder(passages: Sequence[Passage], citation: PackedCitation) -> Passage:
    return next(p for p in passages if p.start <= citation.start and citation.end <= p.end)


def united(first: Passage, second: Passage) -> Passage:
    """Two passages that overlap as one."""
    path = tuple(dict.fromkeys((*first.path, first.label, *second.path, second.label)))
    text = first.text + second.text[first.end - second.start :]
    end = max(first.end, second.end)
    return replace(first, path=path, end=end, text=text)


def passage_of(citation: PackedCitation) -> Passage:
    """The passage around a quote, as the verifier takes it."""
    around = citation.passage
    return Passage(
        id=digest(f"{citation.version}\0{around.start}"),
        document=citation.document,
        title=citation.title,
        ordinal=0,
        label=citation.label,
        path=around.path,
        start=around.start,
        body=around.start,
        end=around.end,
        text=around.text,
    )
