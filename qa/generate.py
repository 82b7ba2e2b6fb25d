"""Answer by a language model: what it writes is shown only as far as its quotes carry it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Passage, cite, label_at
from qa.answer import Statement, Support
from qa.injection import gives_orders
from qa.protocol import Draft, DraftParser, DraftQuote
from qa.verify.assertion import verified
from qa.verify.claim import Quoted, Score, Verdict
from qa.verify.finding import find

Open = Callable[[str], Document]
NO_STATEMENT = "It is an order or a question, and no statement."


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model has written so far: the statements that were verified, those that
    are not supported, and the sentence that is being written or checked.
    """

    statements: tuple[Statement, ...] = ()
    left_out: tuple[Statement, ...] = ()
    checking: str = ""
    said_nothing: bool = False
    refused: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.statements or self.left_out or self.said_nothing or self.refused)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model was shown: passages, numbered from 1, and the documents they stand in."""

    passages: Sequence[Passage]
    document: Open
    score: Score | None = None


def written(pieces: Iterable[str], shown: Shown) -> Iterator[Written]:
    """The state of the answer after each piece of the model's text; the last one is the answer.

    A statement is in `statements` only once it is verified, and then it stays.
    """
    parser = DraftParser()
    so_far = Written()
    for piece in pieces:
        for draft in parser.feed(piece):
            yield replace(so_far, checking=draft.text)
            so_far = with_draft(so_far, draft, shown)
        yield replace(so_far, checking=parser.tail)
        if parser.is_full:
            break
    for draft in parser.close():
        yield replace(so_far, checking=draft.text)
        so_far = with_draft(so_far, draft, shown)
    yield replace(so_far, said_nothing=parser.said_nothing, refused=parser.refused)


def with_draft(so_far: Written, draft: Draft, shown: Shown) -> Written:
    said = judged(draft, shown)
    if said.support is Support.UNSUPPORTED:
        return replace(so_far, left_out=(*so_far.left_out, said))
    if any(said.text == other.text for other in so_far.statements):
        return so_far
    return replace(so_far, statements=(*so_far.statements, said))


def judged(draft: Draft, shown: Shown) -> Statement:
    """A draft as a statement with its citations and its support.

    Where the model's quotes do not carry it, or it gave none, the sentences it was shown are
    tried: small models write true sentences and quote them badly. An order or a question that
    was copied from a document says nothing.
    """
    if gives_orders(draft.text) or draft.text.rstrip().endswith("?"):
        return Statement(draft.text, Support.UNSUPPORTED, (), reasons=(NO_STATEMENT,))
    given = [quote for quote in draft.quotes if quote.text.strip()]
    quotes = [quoted for quote in given if (quoted := placed(quote, shown.passages))]
    verdict = verified(draft.text, quotes, shown.score)
    strays = [q.number for q in given if q.number and q.number > len(shown.passages)]
    if verdict.support is Support.UNSUPPORTED or strays:
        found = find(draft.text, shown.passages, shown.score)
        if found and found.verdict.support is not Support.UNSUPPORTED:
            return statement(draft.text, found.verdict, shown.document)
        nearest = found.verdict.reasons if found and not verdict.located else ()
        reasons = dict.fromkeys((*verdict.reasons, *nearest))
        verdict = replace(verdict, support=Support.UNSUPPORTED, reasons=tuple(reasons))
    said = statement(draft.text, verdict, shown.document)
    return replace(said, reasons=(*said.reasons, *map(no_such_passage, strays)))


def placed(quote: DraftQuote, passages: Sequence[Passage]) -> Quoted | None:
    """The quote in the passage whose number it bears; without a number, in the one that has it."""
    if quote.number is not None:
        within = 1 <= quote.number <= len(passages)
        return Quoted(quote.text, passages[quote.number - 1]) if within else None
    holders = (passage for passage in passages if quote.text in passage.text)
    passage = next(holders, passages[0] if passages else None)
    return Quoted(quote.text, passage) if passage else None


def no_such_passage(number: int) -> str:
    return f"It cites a passage {number}, and there is none."


def statement(text: str, verdict: Verdict, document: Open) -> Statement:
    """A sentence with the citations of the quotes that were found."""
    citations = tuple(
        cite(source, label_at(source, place.start, place.end), place.start, place.end)
        for place in verdict.located
        for source in [document(place.document)]
    )
    return Statement(text, verdict.support, citations, reasons=verdict.reasons)
