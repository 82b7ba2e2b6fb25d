"""Generations of a library that holds documents alone: no passages, no vectors, no sources."""

from corpus.document import Citation, Document, cite, label_at
from corpus.library import Library
from corpus.record import Change, Held, Origin
from corpus.settings import Settings
from qa.answer import Answer, Outcome, Statement, Support
from qa.kept import saved


def hold(library: Library, *documents: Document) -> int:
    """Open a generation that holds these documents and no others; its number."""
    now = {h.document: library.document(h.document) for h in library.holdings()}
    new = [d for d in documents if now.get(d.id) != d]
    change = Change(
        command="a test",
        embedding="no model",
        dimension=1,
        directory="none",
        summary={"documents": {}, "passages": {}},
        hold=tuple(Held(d, Origin(source=f"{d.id}.md", root="")) for d in new),
        release=tuple(now.keys() - {d.id for d in documents}),
    )
    return library.open_generation(change).number


def cited(document: Document, words: str) -> Citation:
    """The citation of the first place where a document has these words."""
    start = document.text.index(words)
    end = start + len(words)
    return cite(document, label_at(document, start, end), start, end)


def answer(*citations: Citation, id: str = "a", generation: int = 1) -> Answer:
    """An answer that says what it cites."""
    statements = tuple(Statement(c.quote, Support.VERBATIM, (c,)) for c in citations)
    return Answer(
        id=id,
        question=f"Question {id}?",
        standalone_question=f"Question {id}?",
        outcome=Outcome.ANSWERED,
        statements=statements,
        nearest=(),
        confidence=0.9,
        generation=generation,
        model="extractive",
        seconds={},
    )


def keep(library: Library, answer: Answer, as_of: int | None = None) -> None:
    library.keep_answer(saved(answer, (), (), as_of, Settings()))
