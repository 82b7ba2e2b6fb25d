"""The SQLite file: opened, brought to the present schema, and its errors put into words."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryNewer,
    LibraryUnreadable,
    LibraryUnwritable,
)
from corpus.schema import MIGRATIONS, SCHEMA

BUSY_TIMEOUT_S = 30
RETRY_S = 0.01
UNWRITABLE = ("readonly", "read-only", "disk is full", "unable to open", "disk i/o error")


def open_database(file: Path) -> Engine:
    """An engine on the library file, at the present schema.

    Raises LibraryNewer for a file of a later schema, LibraryDamaged for one that is no
    database, LibraryUnwritable when it cannot be opened or made.
    """
    engine = create_engine(address(file), connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        migrate(engine, file)
        undo.pop_all()
    return engine


def is_there(file: Path) -> bool:
    """Whether there is a library file. Raises LibraryUnreadable when nobody may look."""
    try:
        return file.is_file()
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryUnreadable(folder=file.parent, reason=reason) from error


def make_folder(folder: Path) -> None:
    """Make the folder of a library. Raises LibraryUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryUnwritable(folder=folder, reason=error.strerror or str(error)) from error


def address(file: Path) -> URL:
    """Where SQLAlchemy finds the file.

    Even to read, SQLite makes files beside it. Where that cannot be done, and nobody has, the
    file is opened as one that does not change.
    """
    log = Path(f"{file}-wal")
    if not file.is_file() or os.access(file.parent, os.W_OK) or log.exists():
        return URL.create("sqlite", database=str(file))
    unchanging = {"immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=f"file:{quote(str(file.absolute()))}", query=unchanging)


def prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Without this Python's sqlite3 opens transactions by itself, and never before DDL.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, file: Path) -> Iterator[Connection]:
    """A connection that sees one state of the file from start to end."""
    with in_words(file), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, file: Path) -> Iterator[Connection]:
    """A transaction: all of it is kept, or nothing."""
    with in_words(file), engine.execution_options(writes=True).begin() as connection:
        yield connection


def migrate(engine: Engine, file: Path) -> None:
    """Bring the file to the present schema in one transaction."""
    with reading(engine, file) as connection:
        found = schema_of(connection)
    if found > SCHEMA:
        raise LibraryNewer(folder=file.parent, found=found, known=SCHEMA)
    if found == SCHEMA:
        return
    with in_words(file), engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # journal_mode cannot change inside a transaction
        write_ahead(connection)
        connection.exec_driver_sql("BEGIN")
    with writing(engine, file) as connection:
        for step in range(schema_of(connection), SCHEMA):
            for statement in MIGRATIONS[step]:
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def write_ahead(connection: Connection) -> None:
    """Give the file its write-ahead log.

    When somebody else is making the library at the same moment, this waits for them: SQLite's
    own waiting leaves this statement out.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > deadline:
                raise
            time.sleep(RETRY_S)
        else:
            return


def compact(engine: Engine, file: Path) -> None:
    """Give back to the disk what deleted rows took."""
    with in_words(file), engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # nor can VACUUM run inside of one
        connection.exec_driver_sql("VACUUM")
        # What that wrote is in the log beside the file, which shrinks when it is brought home.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")


def schema_of(connection: Connection) -> int:
    found: Any = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(found)


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except DatabaseError as error:
        reason = str(error.orig)
        if "locked" in reason:
            raise LibraryBusy(folder=file.parent, writer="another process") from error
        if any(words in reason.lower() for words in UNWRITABLE):
            raise LibraryUnwritable(folder=file.parent, reason=reason) from error
        raise LibraryDamaged(file=file, reason=reason) from error
