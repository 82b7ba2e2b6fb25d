"""What people say of the answers they were given, as rows of the library."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects import sqlite

from corpus import schema
from corpus.errors import UnknownVerdict
from corpus.record_file import RecordFile


class Judged(StrEnum):
    """What somebody says of an answer; the last only of one that said no."""

    HELPFUL = "helpful"
    WRONG_SOURCE = "wrong source"
    INCOMPLETE = "incomplete"
    SHOULD_REFUSE = "should have said no"
    IS_SAID = "the documents do say it"


# Without the words that should have been cited these say that something is wrong, but not what
# would be right.
WANT_WORDS: Final = frozenset({Judged.WRONG_SOURCE, Judged.INCOMPLETE, Judged.IS_SAID})
WORDS: Final = ("document", "version", "start", "end", "quote")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that should have been cited: `quote` is `text[start:end]` of the version."""

    document: str
    version: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an owner says of an answer, by its id, and of the question as it was asked.

    `given_at` is ISO 8601 in UTC; `words` are `None` where none are wanted or none were picked.
    """

    row: int
    owner: str
    answer: str
    question: str
    judged: Judged
    given_at: str
    words: Words | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it says what would have been right."""
        return self.words is not None or self.judged not in WANT_WORDS


class Verdicts(RecordFile):
    """The verdicts of a library: one of an owner on an answer."""

    def give_verdict(self, owner: str, answer: str, question: str, judged: Judged) -> Verdict:
        """Record a verdict in place of the owner's earlier one on the answer. Words that were
        picked stay where words are wanted.
        """
        given = {
            "question": question,
            "verdict": judged.value,
            "given_at": datetime.now(UTC).isoformat(timespec="seconds"),
            **({} if judged in WANT_WORDS else dict.fromkeys(WORDS)),
        }
        table = schema.verdicts
        added = sqlite.insert(table).values(owner=owner, answer=answer, **given)
        with self._writing() as connection:
            connection.execute(
                added.on_conflict_do_update(index_elements=["owner", "answer"], set_=given)
            )
            query = select(table).where(table.c.owner == owner, table.c.answer == answer)
            return verdict_from(connection.execute(query).one())

    def pick_words(self, owner: str, row: int, words: Words) -> Verdict:
        """Record which words the answer should have cited. Raises UnknownVerdict."""
        table = schema.verdicts
        changed = update(table).where(table.c.row == row, table.c.owner == owner)
        with self._writing() as connection:
            connection.execute(changed.values(asdict(words)))
            return one(connection, owner, row)

    def take_back(self, owner: str, answer: str) -> None:
        """Delete the owner's verdict on an answer, where there is one."""
        table = schema.verdicts
        with self._writing() as connection:
            connection.execute(
                delete(table).where(table.c.owner == owner, table.c.answer == answer)
            )

    def verdict(self, owner: str, row: int) -> Verdict:
        """One of an owner's verdicts. Raises UnknownVerdict, also for another's."""
        with self._reading() as connection:
            return one(connection, owner, row)

    def verdicts(self, owner: str | None = None) -> list[Verdict]:
        """The verdicts of an owner, or everybody's, newest first."""
        table = schema.verdicts
        query = select(table).order_by(table.c.given_at.desc(), table.c.row.desc())
        if owner is not None:
            query = query.where(table.c.owner == owner)
        with self._reading() as connection:
            return [verdict_from(row) for row in connection.execute(query)]


def one(connection: Connection, owner: str, row: int) -> Verdict:
    table = schema.verdicts
    query = select(table).where(table.c.row == row, table.c.owner == owner)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise UnknownVerdict
    return verdict_from(found)


def verdict_from(row: Row[Any]) -> Verdict:
    fields = row._asdict()
    words = {name: fields.pop(name) for name in WORDS}
    judged = Judged(fields.pop("verdict"))
    return Verdict(**fields, judged=judged, words=Words(**words) if words["document"] else None)
