"""The record of documents, versions, passages, vectors, generations and answers: the only truth."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite

from corpus import fulltext, pruning, schema
from corpus.database import compact, is_there, make_folder
from corpus.document import Document, Passage
from corpus.errors import (
    LibraryBusy,
    LibraryEmpty,
    LibraryMissing,
    LibraryUnwritable,
    UnknownDocument,
    UnknownGeneration,
    VectorsIncomplete,
)
from corpus.memory import Memory
from corpus.record import (
    Change,
    Generation,
    Holding,
    Origin,
    Vector,
    close_rows,
    document_from,
    holding_from,
    holds,
    insert_rows,
    passage_from,
)
from corpus.record_file import FILE
from corpus.verdicts import Verdicts

__all__ = ["FILE", "Library"]

# What a list of documents needs of each: not its outline, and nothing that grows with its text.
SIZES = ("characters", "passages")
LISTED = ("document", "title", "version", "metadata", "since", *SIZES, *Origin.__slots__)


class Library(Memory, Verdicts):
    """One SQLite file in a folder. Reading is safe from any thread and any process.

    Methods that take a `generation` read that one, all of it or, where it was forgotten, nothing:
    they raise UnknownGeneration. `None` is the current one.
    """

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The library in a folder. Raises LibraryMissing, LibraryNewer, LibraryDamaged."""
        if not is_there(folder / FILE):
            raise LibraryMissing(folder=folder)
        return cls(folder)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """The library in a folder, made when there is none."""
        make_folder(folder)
        return cls(folder)

    # Generations

    def current(self) -> int:
        """The number of the current generation, 0 before the first ingest."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(schema.generations.c.number))) or 0

    def generation(self, number: int | None = None) -> Generation:
        """One generation. Raises LibraryEmpty before the first, UnknownGeneration for others."""
        table = schema.generations
        query = select(table).order_by(table.c.number.desc()).limit(1)
        if number is not None:
            query = query.where(table.c.number == number)
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is not None:
            return Generation(**row._asdict())
        if number is None:
            raise LibraryEmpty(folder=self.folder)
        raise UnknownGeneration(number=number)

    def sizes(self) -> dict[int, tuple[int, int]]:
        """How many documents and characters each generation holds."""
        numbers, held = schema.generations, schema.holdings
        query = (
            select(numbers.c.number, func.count(held.c.row), func.sum(held.c.characters))
            .outerjoin(
                held,
                (held.c.since <= numbers.c.number)
                & (held.c.until.is_(None) | (held.c.until > numbers.c.number)),
            )
            .group_by(numbers.c.number)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return {number: (documents, characters or 0) for number, documents, characters in rows}

    def generations(self) -> list[Generation]:
        """All generations, oldest first."""
        table = schema.generations
        with self._reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.number)).all()
        return [Generation(**row._asdict()) for row in rows]

    @contextmanager
    def _reading_of(self, generation: int | None) -> Iterator[tuple[Connection, int]]:
        """A connection that sees one state of the file, and a generation's number in it: nobody
        can make it forgotten, and what is read of it a part, between two looks.
        """
        number = schema.generations.c.number
        query = select(func.max(number))
        with self._reading() as connection:
            found = connection.scalar(
                query if generation is None else query.where(number == generation)
            )
            if found is None and generation is not None:
                raise UnknownGeneration(number=generation)
            yield connection, found or 0

    # Documents and passages

    def holdings(self, generation: int | None = None) -> list[Holding]:
        """The documents of a generation, by id. Empty before the first ingest."""
        held = schema.holdings
        query = select(*(held.c[name] for name in LISTED)).order_by(held.c.document)
        with self._reading_of(generation) as (connection, number):
            rows = connection.execute(query.where(holds(held, number)))
            return [holding_from(row) for row in rows]

    def document(self, document: str, generation: int | None = None) -> Document:
        """A document with its text and outline. Raises UnknownDocument."""
        held, versions = schema.holdings, schema.versions
        query = (
            select(held, versions.c.text)
            .join(versions, versions.c.hash == held.c.version)
            .where(held.c.document == document)
        )
        with self._reading_of(generation) as (connection, number):
            row = connection.execute(query.where(holds(held, number))).one_or_none()
        if row is None:
            raise UnknownDocument(document=document)
        return document_from(row)

    def version(self, document: str, version: str) -> Document:
        """A document as it was in a version, whichever generation held it last.

        Its text alone where no generation holds it any longer and only a saved answer quotes it.
        Raises UnknownDocument.
        """
        held, versions = schema.holdings, schema.versions
        query = (
            select(held, versions.c.text)
            .join(versions, versions.c.hash == held.c.version)
            .where(held.c.document == document, held.c.version == version)
            .order_by(held.c.since.desc())
            .limit(1)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is not None:
                return document_from(row)
            bare = select(versions.c.text).where(versions.c.hash == version)
            text = connection.scalar(bare)
        if text is None:
            raise UnknownDocument(document=document)
        return Document(document, document, text)

    def passages(
        self,
        generation: int | None = None,
        documents: Sequence[str] = (),
        ids: Sequence[str] | None = None,
    ) -> list[Passage]:
        """The passages of a generation in reading order, of some documents or with some ids."""
        table = schema.passages
        query = select(table).order_by(table.c.document, table.c.start)
        if documents:
            query = query.where(table.c.document.in_(documents))
        if ids is not None:
            query = query.where(table.c.id.in_(ids))
        with self._reading_of(generation) as (connection, number):
            rows = connection.execute(query.where(holds(table, number)))
            return [passage_from(row) for row in rows]

    # Full-text search

    def full_text(
        self, terms: Sequence[str], generation: int, documents: Sequence[str], k: int
    ) -> list[tuple[str, float]]:
        """The `k` best passages for any of the terms: id and bm25 score, higher is better."""
        with self._reading_of(generation) as (connection, number):
            return fulltext.search(connection, terms, number, documents, k)

    def frequencies(
        self, terms: Sequence[str], generation: int, documents: Sequence[str] = ()
    ) -> dict[str, int]:
        """In how many passages each term stands."""
        with self._reading_of(generation) as (connection, number):
            return fulltext.frequencies(connection, terms, number, documents)

    def word_counts(self, stems: Collection[str]) -> fulltext.WordCounts:
        """How common words are among all recorded passages, of whichever generation."""
        with self._reading() as connection:
            return fulltext.word_counts(connection, stems)

    def stems_like(self, first: str, shortest: int, longest: int) -> list[str]:
        """The stems of the recorded passages that begin with a letter, by their length."""
        with self._reading() as connection:
            return fulltext.stems_like(connection, first, shortest, longest)

    # Vectors

    def vector_names(self, model: str) -> set[str]:
        """The hashes of all embedded texts that have a vector by the model."""
        table = schema.vectors
        query = select(table.c.embedded_hash).where(table.c.model == model)
        with self._reading() as connection:
            return set(connection.scalars(query))

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """The cached vectors (float32). Raises VectorsIncomplete when one is missing."""
        table, wanted = schema.vectors, set(hashes)
        query = select(table.c.embedded_hash, table.c.vector).where(table.c.model == model)
        with self._reading() as connection:
            found = {
                hash: np.frombuffer(blob, dtype=np.float32)
                for hash, blob in connection.execute(query)
                if hash in wanted
            }
        if missing := len(wanted) - len(found):
            raise VectorsIncomplete(missing=missing, total=len(wanted), model=model)
        return found

    def keep_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Add vectors to the cache, all or none."""
        rows = [
            {"model": model, "embedded_hash": hash, "vector": vector.astype(np.float32).tobytes()}
            for hash, vector in vectors.items()
        ]
        with self._writing() as connection:
            connection.execute(sqlite.insert(schema.vectors).on_conflict_do_nothing(), rows)

    def rate(self, model: str) -> float | None:
        """Characters a second at which the model embedded last time, `None` if never."""
        table = schema.rates
        with self._reading() as connection:
            return connection.scalar(
                select(table.c.characters_per_second).where(table.c.model == model)
            )

    def keep_rate(self, model: str, characters_per_second: float) -> None:
        values = {"model": model, "characters_per_second": characters_per_second}
        statement = sqlite.insert(schema.rates).values(values)
        with self._writing() as connection:
            connection.execute(statement.on_conflict_do_update(set_=values))

    def dimension(self, model: str) -> int | None:
        """The size of the model's vectors, `None` where the library has none."""
        table = schema.vectors
        with self._reading() as connection:
            blob = connection.scalar(select(table.c.vector).where(table.c.model == model).limit(1))
        return None if blob is None else np.frombuffer(blob, dtype=np.float32).size

    def doubt_vectors(self, model: str) -> None:
        """Forget the rate, without which the next ingest looks for vectors that are lacking."""
        with self._writing() as connection:
            connection.execute(delete(schema.rates).where(schema.rates.c.model == model))

    def lacking(self, model: str, generation: int) -> set[str]:
        """The hashes of a generation's embedded texts that have no vector by the model."""
        passages, vectors = schema.passages, schema.vectors
        query = (
            select(passages.c.embedded_hash)
            .distinct()
            .outerjoin(
                vectors,
                (vectors.c.model == model) & (vectors.c.embedded_hash == passages.c.embedded_hash),
            )
            .where(holds(passages, generation), vectors.c.model.is_(None))
        )
        with self._reading() as connection:
            return set(connection.scalars(query))

    # Writing

    def open_generation(self, change: Change) -> Generation:
        """Record a change as the next generation, in one transaction."""
        with self._writing() as connection:
            number = (connection.scalar(select(func.max(schema.generations.c.number))) or 0) + 1
            close_rows(connection, number, change)
            insert_rows(connection, number, change)
            standing = connection.scalar(select(func.count()).where(holds(schema.passages, number)))
            row = {
                "number": number,
                "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "passages": standing,
                **{
                    name: getattr(change, name)
                    for name in ("command", "embedding", "dimension", "directory", "summary")
                },
            }
            connection.execute(insert(schema.generations), row)
        return Generation(**row)

    def note_origins(self, origins: Mapping[str, Origin]) -> None:
        """Record how the documents of the current generation came, where they did not change."""
        if not origins:
            return
        table = schema.holdings
        with self._writing() as connection:
            for document, origin in origins.items():
                connection.execute(
                    update(table)
                    .where(table.c.document == document, table.c.until.is_(None))
                    .values(asdict(origin))
                )

    def use_directory(self, number: int, directory: str) -> None:
        """Name another vector directory for a generation, after a rebuild."""
        table = schema.generations
        with self._writing() as connection:
            connection.execute(
                update(table).where(table.c.number == number).values(directory=directory)
            )

    def prune(self, keep: int) -> list[int]:
        """Forget all but the newest `keep` generations; the numbers of those forgotten."""
        table = schema.generations
        with self._writing() as connection:
            numbers = list(connection.scalars(select(table.c.number).order_by(table.c.number)))
            forgotten = numbers[:-keep]
            if forgotten:
                pruning.forget_before(connection, numbers[-keep])
        with suppress(LibraryBusy, LibraryUnwritable):  # what is not given back is used again
            compact(self._engine, self.file)
        return forgotten

    def integrity(self) -> str:
        """SQLite's own check of the file: “ok”, or what is wrong."""
        with self._reading() as connection:
            return str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
