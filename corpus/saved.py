"""The answers that were given, as rows of the library."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, text
from sqlalchemy.dialects import sqlite

from corpus import schema
from corpus.errors import UnknownGeneration
from corpus.fulltext import quoted
from corpus.pruning import forget_texts
from corpus.record import SavedAnswer

NOBODY = ""  # whose answers are those of whoever has the machine to themselves
FEW = 500  # answers that are named one by one, rather than all of them read
MATCHING = text("SELECT rowid FROM answers_fts WHERE answers_fts MATCH :words")


def keep(connection: Connection, saved: SavedAnswer, owner: str = NOBODY) -> None:
    """Record an answer and whom it was given; one with the same id, which says the same, is
    replaced.

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
    given = {"owner": owner, "answer": saved.id}
    connection.execute(sqlite.insert(schema.given).on_conflict_do_nothing(), given)


def found(
    connection: Connection,
    id: str = "",
    words: Sequence[str] = (),
    owner: str | None = None,
    ids: Collection[str] | None = None,
) -> list[SavedAnswer]:
    """The answers, newest first: those whose id begins with `id` or is one of the `ids`, in whose
    question, sentences or quotes all of the `words` stand, and that the owner may see.
    """
    answers = schema.answers
    query = select(answers).order_by(answers.c.row.desc())
    if id:
        query = query.where(answers.c.id.startswith(id, autoescape=True))
    if words:
        query = query.where(answers.c.row.in_(matching(connection, words)))
    if owner is not None:
        query = query.where(is_for(owner))
    if ids is not None:
        query = query.where(answers.c.id.in_(ids))
    rows = connection.execute(query).all()
    versions = versions_of(connection, [row.row for row in rows])
    return [saved_from(row, versions.get(row.row, ())) for row in rows]


def matching(connection: Connection, words: Sequence[str]) -> Sequence[int]:
    """The rows of the answers in which all of the words stand."""
    terms = " ".join(quoted(word.replace("\0", " ")) for word in words)
    return connection.scalars(MATCHING, {"words": terms}).all()


def is_for(owner: str) -> ColumnElement[bool]:
    """Whether an owner may see an answer: it was given to them. Nobody is also shown what was
    given to no one else: answers of the command line, and of the time before owners.
    """
    answers, given = schema.answers, schema.given
    own = answers.c.id.in_(select(given.c.answer).where(given.c.owner == owner))
    if owner != NOBODY:
        return own
    return or_(own, answers.c.id.not_in(select(given.c.answer)))


def forget(connection: Connection, ids: Collection[str]) -> int:
    """Delete the answers with these ids, and the texts that only they kept; how many there were."""
    answers, given = schema.answers, schema.given
    connection.execute(delete(given).where(given.c.answer.in_(ids)))
    gone = connection.execute(delete(answers).where(answers.c.id.in_(ids))).rowcount
    forget_texts(connection)
    return gone


def versions_of(connection: Connection, rows: Iterable[int]) -> dict[int, tuple[str, ...]]:
    wanted, cited = set(rows), schema.cited
    grouped: dict[int, tuple[str, ...]] = {}
    query = select(cited)
    if len(wanted) < FEW:
        query = query.where(cited.c.answer.in_(wanted))
    for answer, version in connection.execute(query):
        if answer in wanted:
            grouped[answer] = (*grouped.get(answer, ()), version)
    return grouped


def saved_from(row: Row[Any], versions: tuple[str, ...]) -> SavedAnswer:
    fields = row._asdict()
    del fields["row"]
    for name in ("history", "documents"):
        fields[name] = tuple(fields[name])
    return SavedAnswer(**fields, versions=versions)
