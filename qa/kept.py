"""Answers as the library keeps them, and back."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pydantic import TypeAdapter

from corpus.document import Citation
from corpus.record import SavedAnswer
from corpus.settings import Settings
from qa.answer import Answer

SHAPE = TypeAdapter(Answer)
# Of the settings, those that an answer depends on.
MADE_WITH = {"embedding", "reader", "model", "passage_chars", "passages_read", "confidence"}


def saved(
    answer: Answer,
    history: Sequence[str],
    documents: Sequence[str],
    as_of: int | None,
    settings: Settings,
) -> SavedAnswer:
    """An answer as the library keeps it, given now."""
    return SavedAnswer(
        id=answer.id,
        asked_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        question=answer.question,
        history=tuple(history),
        documents=tuple(documents),
        as_of=as_of,
        generation=answer.generation,
        answer=SHAPE.dump_python(answer, mode="json"),
        settings=settings.model_dump(mode="json", include=MADE_WITH),
        versions=tuple(dict.fromkeys(c.version for c in shown(answer))),
    )


def shown(answer: Answer) -> Iterator[Citation]:
    """Every citation that a person sees of an answer, what is to be read beside it included."""
    for said in answer.statements:
        yield from said.citations
    for item in answer.further:
        yield item.citation


def answer_in(saved: SavedAnswer) -> Answer:
    """The answer, as it was given."""
    return SHAPE.validate_python(saved.answer)
