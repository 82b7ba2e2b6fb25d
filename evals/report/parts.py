"""Figures by parts of a run: kind of question, split, language, document."""

from collections.abc import Callable, Iterable, Sequence

from evals.runs.figures import values
from evals.runs.record import Record

Figures = dict[str, float | None]


def by(records: Sequence[Record], part: Callable[[Record], Iterable[str]]) -> dict[str, Figures]:
    """The figures of each part of the records, parts in the order in which they come; a record
    may be of several.
    """
    return {name: values(some) for name, some in parted(records, part).items()}


def parted(
    records: Sequence[Record], part: Callable[[Record], Iterable[str]]
) -> dict[str, list[Record]]:
    parts: dict[str, list[Record]] = {}
    for record in records:
        for name in part(record):
            parts.setdefault(name, []).append(record)
    return parts


def by_kind(records: Sequence[Record]) -> dict[str, Figures]:
    return by(records, lambda record: [record.kind.value])


def by_split(records: Sequence[Record]) -> dict[str, Figures]:
    return by(records, lambda record: [record.split.value])


def by_language(records: Sequence[Record]) -> dict[str, Figures]:
    return by(records, lambda record: [record.language])


def by_document(records: Sequence[Record]) -> dict[str, Figures]:
    """By the documents that a question can be answered from."""
    return by(records, lambda record: record.documents)
