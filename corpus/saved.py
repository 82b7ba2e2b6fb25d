"""The answers that were given, as rows of the library."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from corpus import schema
from corpus.errors import UnknownGeneration
from corpus.fulltext import quoted
from corpus.pruning import forget_texts
from corpus.record import SavedAnswer

MATCHING = text("SELECT rowid FROM answers_fts WHERE answers_fts MATCH :words")


def keep(connection: Connection, saved: SavedAnswer) -> None:
    """Record an answer; one with the same id, which says the same, is replaced.

    Raises UnknownGeneration when a text that it quotes was forgotten with its generation since:
    its citations would lead nowhere.
    """
    answers, cited = schema.answers, schema.cited
    fields = asdict(saved)
    versions = set(fields.pop("versions"))
    held = select(func.count()).where(schema.versions.c.hash.in_(versions))
    if connection.scalar(held) != len(versions):
        raise UnknownGeneration(number=saved.generation)
    connection.execute(delete(answers).where(answers.c.id == saved.id))
    row = connection.execute(insert(answers).values(fields)).inserted_primary_key
    assert row is not None
    rows = [{"answer": row[0], "version": version} for version in sorted(versions)]
    if rows:
        connection.execute(insert(cited), rows)


def found(connection: Connection, id: str = "", words: Sequence[str] = ()) -> list[SavedAnswer]:
    """The answers, newest first: those whose id begins with `id`, and in whose question,
    sentences or quotes all of the `words` stand.
    """
    answers = schema.answers
    query = select(answers).order_by(answers.c.row.desc())
    if id:
        query = query.where(answers.c.id.startswith(id, autoescape=True))
    if words:
        terms = " ".join(map(quoted, words))
        query = query.where(answers.c.row.in_(connection.scalars(MATCHING, {"words": terms}).all()))
    rows = connection.execute(query).all()
    versions = versions_of(connection, [row.row for row in rows])
    return [saved_from(row, versions.get(row.row, ())) for row in rows]


def forget(connection: Connection, ids: Collection[str]) -> int:
    """Delete the answers with these ids, and the texts that only they kept; how many there were."""
    answers = schema.answers
    gone = connection.execute(delete(answers).where(answers.c.id.in_(ids))).rowcount
    forget_texts(connection)
    return gone


def versions_of(connection: Connection, rows: Iterable[int]) -> dict[int, tuple[str, ...]]:
    wanted = set(rows)
    grouped: dict[int, tuple[str, ...]] = {}
    for answer, version in connection.execute(select(schema.cited)):
        if answer in wanted:
            grouped[answer] = (*grouped.get(answer, ()), version)
    return grouped


def saved_from(row: Row[Any], versions: tuple[str, ...]) -> SavedAnswer:
    fields = row._asdict()
    del fields["row"]
    for name in ("history", "documents"):
        fields[name] = tuple(fields[name])
    return SavedAnswer(**fields, versions=versions)
