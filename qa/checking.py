"""Is a sentence carried by the documents, or by a quote from them: what `footnote check` asks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Citation, Document, Passage, cite, label_at, sections_at
from corpus.errors import EmptyStatement, LongStatement
from corpus.sentences import sentence_spans
from qa.answer import Support
from qa.chain import Desk
from qa.entailment.scoring import Scorer
from qa.terms import words
from qa.verify.assertion import verified
from qa.verify.claim import Quoted, Verdict
from qa.verify.finding import find
from qa.verify.locate import LEFT_OUT, locate, places

PASSAGES = 12  # searched for evidence, and first for a quote
EXAMPLE = "The border procedure takes at most 12 weeks."
NO_EVIDENCE = "No sentence of the documents comes near it."
NO_LETTER = re.compile(r"[\W_]+")
QUOTE_NOWHERE = "The quote stands nowhere in the documents, word for word."


@dataclass(frozen=True, slots=True)
class Checked:
    """How a statement stands to the documents. `citations` are what it was held against, also
    where that does not carry it.
    """

    support: Support
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


class Checker:
    """Statements checked against the library of a desk, of some documents or (empty) all."""

    def __init__(self, desk: Desk, documents: Sequence[str] = ()) -> None:
        self.desk = desk
        self.documents = tuple(documents)
        self.scorer = Scorer()
        self._letters: dict[str, str] = {}

    def check(self, statement: str, quote: str | None = None) -> Checked:
        """Raises EmptyStatement, LongStatement and as `Desk.search`."""
        statement = " ".join(statement.split())
        limit = self.desk.settings.question_chars
        if not words(statement):
            raise EmptyStatement(example=EXAMPLE)
        if len(statement) > limit:
            raise LongStatement(length=len(statement), limit=limit)
        if quote is not None:
            return self._against(statement, quote)
        hits = self.desk.search(statement, PASSAGES, self.documents)
        found = find(statement, [hit.passage for hit in hits], self.scorer.score)
        if found is None:
            return Checked(Support.UNSUPPORTED, (NO_EVIDENCE,), ())
        return self._checked(found.verdict)

    def _against(self, statement: str, quote: str) -> Checked:
        """The statement against a quote, wherever that stands and carries it best."""
        best: Verdict | None = None
        for passage in self._holding(quote):
            verdict = verified(statement, [Quoted(quote, passage)], self.scorer.score)
            if verdict.support is not Support.UNSUPPORTED:
                return self._checked(verdict)
            best = best or verdict
        if best is None:
            return Checked(Support.UNSUPPORTED, (QUOTE_NOWHERE,), ())
        return self._checked(best)

    def _holding(self, quote: str) -> Iterator[Passage]:
        """The passages that a quote stands in: those found by its words first, then any, and
        stretches of documents where it goes on from one passage into the next.
        """
        if not words(quote):
            return
        query = quote[: self.desk.settings.question_chars]
        near = [hit.passage for hit in self.desk.search(query, PASSAGES, self.documents)]
        holding = [passage for passage in near if locate(quote, passage)]
        yield from holding
        if holding:
            return
        snapshot = self.desk.snapshot()
        for id in self.documents or snapshot.ids:
            document = snapshot.document(id)
            if self._may_hold(document, quote):
                yield from stretches(document, quote)

    def _may_hold(self, document: Document, quote: str) -> bool:
        """A quick look: whether the letters and digits of a quote stand in a document in a row."""
        if document.version not in self._letters:
            self._letters[document.version] = letters(document.text)
        held = self._letters[document.version]
        return all(letters(part) in held for part in LEFT_OUT.split(quote))

    def _checked(self, verdict: Verdict) -> Checked:
        citations = tuple(self._citations(verdict))
        return Checked(verdict.support, verdict.reasons, citations)

    def _citations(self, verdict: Verdict) -> Iterator[Citation]:
        opened: dict[str, Document] = {}
        for place in verdict.located:
            source = opened.setdefault(
                place.document, self.desk.snapshot().document(place.document)
            )
            yield cite(source, label_at(source, place.start, place.end), place.start, place.end)


def letters(text: str) -> str:
    """A text's letters and digits alone, ligatures taken apart."""
    return NO_LETTER.sub("", unicodedata.normalize("NFKC", text)).lower()


def stretches(document: Document, quote: str) -> Iterator[Passage]:
    """The sentences of a document that hold a quote, as one passage."""
    spans = places(quote, document.text)
    if not spans:
        return
    first, last = spans[0][0], spans[-1][1]
    sentences = sentence_spans(document.text, language=document.metadata.language)
    start = max((s for s, _ in sentences if s <= first), default=first)
    end = min((e for _, e in sentences if e >= last), default=last)
    path = tuple(s.label for s in sections_at(document.outline, start))
    yield Passage(
        id="",
        document=document.id,
        title=document.title,
        ordinal=0,
        label=label_at(document, start, end),
        path=path,
        start=start,
        body=start,
        end=end,
        text=document.text[start:end],
    )
