"""What the library records, as plain data, and how it becomes rows and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    insert,
    or_,
    update,
)
from sqlalchemy.dialects import sqlite

from corpus import schema
from corpus.document import (
    Authority,
    Definition,
    Document,
    Metadata,
    Note,
    Passage,
    Reference,
    Section,
)
from corpus.layout import Layout

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Generation:
    """The state of the library after one ingest. `created_at` is ISO 8601 in UTC."""

    number: int
    created_at: str
    command: str
    embedding: str
    dimension: int
    directory: str
    passages: int
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from and how it was made.

    `root` is the folder that was ingested as a whole and held it, empty for a file of its own.
    `content` names the source's bytes, `reader` what read them and `cutter` what cut the text:
    where all three are as before, so are the document and its passages.
    """

    source: str
    root: str
    content: str = ""
    reader: str = ""
    cutter: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """One document as a generation holds it, without its text."""

    document: str
    title: str
    version: str
    origin: Origin
    metadata: Metadata
    characters: int
    passages: int
    since: int


@dataclass(frozen=True, slots=True)
class Held:
    """A document to be recorded, where it came from, and how many passages it was cut into."""

    document: Document
    origin: Origin
    passages: int = 0


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer that was given, and what it was asked with, so that it can be asked again.

    `answer` is the answer as `qa` writes and reads it, `versions` the texts it quotes;
    `asked_at` is ISO 8601 in UTC.
    """

    id: str
    asked_at: str
    question: str
    history: tuple[str, ...]
    documents: tuple[str, ...]
    as_of: int | None
    generation: int
    answer: dict[str, Any]
    settings: dict[str, Any]
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """A question of a conversation, and the id of its answer, which may have been deleted."""

    position: int
    asked_at: str
    question: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class SavedConversation:
    """What one owner asked in a row. Times are ISO 8601 in UTC."""

    id: str
    owner: str
    title: str
    begun_at: str
    changed_at: str
    turns: tuple[SavedTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What turns the current generation into the next, decided before anything is written."""

    command: str
    embedding: str
    dimension: int
    directory: str
    summary: dict[str, Any]
    hold: tuple[Held, ...] = ()
    release: tuple[str, ...] = ()
    open: tuple[Passage, ...] = ()
    close: tuple[str, ...] = ()


def holds(table: Table, number: int) -> ColumnElement[bool]:
    """Whether a row of the table belongs to a generation."""
    return and_(table.c.since <= number, or_(table.c.until.is_(None), table.c.until > number))


def close_rows(connection: Connection, number: int, change: Change) -> None:
    gone = [*change.release, *(held.document.id for held in change.hold)]
    for table, column, names in (
        (schema.holdings, schema.holdings.c.document, gone),
        (schema.passages, schema.passages.c.id, change.close),
    ):
        statement = (
            update(table)
            .where(column == bindparam("name"), table.c.until.is_(None))
            .values(until=number)
        )
        if names:
            connection.execute(statement, [{"name": name} for name in names])


def insert_rows(connection: Connection, number: int, change: Change) -> None:
    texts = [{"hash": h.document.version, "text": h.document.text} for h in change.hold]
    held = [holding_row(h) | {"since": number} for h in change.hold]
    opened = [passage_row(passage) | {"since": number} for passage in change.open]
    for statement, rows in (
        (sqlite.insert(schema.versions).on_conflict_do_nothing(), texts),
        (insert(schema.holdings), held),
        (insert(schema.passages), opened),
    ):
        if rows:
            connection.execute(statement, rows)


def holding_row(held: Held) -> dict[str, Any]:
    document = held.document
    return {
        "document": document.id,
        "title": document.title,
        "version": document.version,
        **asdict(held.origin),
        "characters": len(document.text),
        "passages": held.passages,
        "metadata": asdict(document.metadata),
        "outline": [asdict(section) for section in document.outline],
        "pages": list(document.pages),
        "notes": [asdict(note) for note in document.notes],
        "definitions": [asdict(definition) for definition in document.definitions],
        "cross_references": [asdict(reference) for reference in document.references],
        "notices": list(document.notices),
        "page_sizes": document.layout and [list(size) for size in document.layout.sizes],
        "boxes": document.layout and document.layout.boxes,
    }


def holding_from(row: Row[*tuple[Any, ...]]) -> Holding:
    """A holding from a row with the LISTED columns."""
    fields = row._asdict()
    origin = Origin(**{name: fields.pop(name) for name in Origin.__slots__})
    return Holding(**{**fields, "metadata": metadata_from(row.metadata)}, origin=origin)


def document_from(row: Row[Any]) -> Document:
    """A document from its row of `holdings` joined with the text of its version."""
    layout = None
    if row.boxes is not None:
        layout = Layout(tuple((width, height) for width, height in row.page_sizes), row.boxes)
    return Document(
        id=row.document,
        title=row.title,
        text=row.text,
        outline=tuple(Section(**section) for section in row.outline),
        pages=tuple(row.pages),
        metadata=metadata_from(row.metadata),
        notes=tuple(Note(**note) for note in row.notes),
        definitions=tuple(Definition(**definition) for definition in row.definitions),
        references=tuple(Reference(**reference) for reference in row.cross_references),
        notices=tuple(row.notices),
        layout=layout,
    )


def passage_row(passage: Passage) -> dict[str, Any]:
    row = asdict(passage)
    row["path"] = list(passage.path)
    row["head"] = " › ".join([passage.title, *passage.path])
    row["embedded_hash"] = passage.embedded_hash
    return row


def passage_from(row: Row[Any]) -> Passage:
    fields = {name: getattr(row, name) for name in Passage.__slots__}
    return Passage(**{**fields, "path": tuple(row.path)})


def metadata_from(fields: Mapping[str, str]) -> Metadata:
    others = {name: value for name, value in fields.items() if name != "authority"}
    return Metadata(authority=Authority(fields["authority"]), **others)
