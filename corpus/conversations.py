"""Conversations and their turns, as rows of the library. Each is some owner's, and only theirs."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, text, update
from sqlalchemy.dialects import sqlite

from corpus import saved, schema
from corpus.errors import EmptyTitle, UnknownConversation
from corpus.record import SavedAnswer, SavedConversation, SavedTurn

TITLE_CHARS = 80


# Reading


def found(connection: Connection, owner: str, words: Sequence[str] = ()) -> list[SavedConversation]:
    """The conversations of an owner, the last changed first: those in whose title, questions and
    answers all of the words stand, wherever each of them does.
    """
    talks = where(connection, schema.conversations.c.owner == owner)
    for word in words:
        answered = answered_with(connection, word)
        talks = [talk for talk in talks if talk.id in answered or is_told(talk, word)]
    return talks


def one(connection: Connection, owner: str, id: str) -> SavedConversation:
    """One of them. Raises UnknownConversation."""
    table = schema.conversations
    talks = where(connection, (table.c.owner == owner) & (table.c.id == id))
    if not talks:
        raise UnknownConversation
    return talks[0]


def where(connection: Connection, wanted: ColumnElement[bool]) -> list[SavedConversation]:
    table, turns = schema.conversations, schema.turns
    newest = select(table).where(wanted).order_by(table.c.changed_at.desc(), text("rowid DESC"))
    of_these = turns.c.conversation.in_(select(table.c.id).where(wanted))
    grouped: dict[str, list[SavedTurn]] = {}
    for row in connection.execute(select(turns).where(of_these).order_by(turns.c.position)):
        grouped.setdefault(row.conversation, []).append(turn_from(row))
    rows = connection.execute(newest).all()
    return [
        SavedConversation(**row._asdict(), turns=tuple(grouped.get(row.id, ()))) for row in rows
    ]


def turn_from(row: Row[Any]) -> SavedTurn:
    return SavedTurn(row.position, row.asked_at, row.question, row.answer)


def answered_with(connection: Connection, word: str) -> set[str]:
    """The ids of the conversations, whose ever, with an answer in which a word stands."""
    turns, answers = schema.turns, schema.answers
    rows = saved.matching(connection, [word])
    query = select(turns.c.conversation).where(
        turns.c.answer.in_(select(answers.c.id).where(answers.c.row.in_(rows)))
    )
    return set(connection.scalars(query))


def is_told(talk: SavedConversation, word: str) -> bool:
    """Whether the title or a question has the word, or words that begin or end so."""
    told = (talk.title, *(turn.question for turn in talk.turns))
    return any(word.casefold() in said.casefold() for said in told)


# Writing


def keep_turn(
    connection: Connection, owner: str, id: str, position: int, answer: SavedAnswer
) -> None:
    """Record an answer as a turn; the conversation begins where there is none.

    What was asked at this position or behind it before, it replaces. What was asked later stays:
    turns may be written in another order than they were asked in. Raises UnknownConversation for
    a conversation of somebody else, and as `saved.keep`.
    """
    saved.keep(connection, answer, owner)
    begin(connection, owner, id, answer)
    turns = schema.turns
    behind = (turns.c.conversation == id) & (turns.c.position >= position)
    replaced = behind & (turns.c.asked_at <= answer.asked_at)
    gone = set(connection.scalars(select(turns.c.answer).where(replaced)))
    connection.execute(delete(turns).where(replaced))
    row = {"conversation": id, "position": position, "asked_at": answer.asked_at}
    row |= {"question": answer.question, "answer": answer.id}
    connection.execute(sqlite.insert(turns).values(row).on_conflict_do_nothing())
    forget_given(connection, owner, gone - {answer.id})


def begin(connection: Connection, owner: str, id: str, answer: SavedAnswer) -> None:
    """See to it that there is the conversation of a turn, last changed with it at the earliest."""
    table, at = schema.conversations, answer.asked_at
    owned_by = connection.scalar(select(table.c.owner).where(table.c.id == id))
    if owned_by is None:
        title = shortened(answer.question)
        row = {"id": id, "owner": owner, "title": title, "begun_at": at, "changed_at": at}
        connection.execute(insert(table), row)
    elif owned_by != owner:
        raise UnknownConversation
    later = (table.c.id == id) & (table.c.changed_at < at)
    connection.execute(update(table).where(later).values(changed_at=at))


def forget_turns(connection: Connection, owner: str, id: str, position: int) -> None:
    """Delete the turns from a position on, with their answers, and the conversation where none
    is left. Raises UnknownConversation.
    """
    talk = one(connection, owner, id)
    if all(turn.position >= position for turn in talk.turns):
        forget(connection, owner, [id])
        return
    turns = schema.turns
    behind = (turns.c.conversation == id) & (turns.c.position >= position)
    connection.execute(delete(turns).where(behind))
    gone = {turn.answer_id for turn in talk.turns if turn.position >= position}
    forget_given(connection, owner, gone)


def rename(connection: Connection, owner: str, id: str, title: str) -> None:
    """Raises EmptyTitle, UnknownConversation."""
    table = schema.conversations
    mine = (table.c.owner == owner) & (table.c.id == id)
    if not title.strip():
        raise EmptyTitle
    renamed = update(table).where(mine).values(title=shortened(title))
    if not connection.execute(renamed).rowcount:
        raise UnknownConversation


def forget(connection: Connection, owner: str, ids: Collection[str]) -> int:
    """Delete conversations with their turns and answers; how many there were."""
    table, turns = schema.conversations, schema.turns
    mine = (table.c.owner == owner) & table.c.id.in_(ids)
    of_these = turns.c.conversation.in_(select(table.c.id).where(mine))
    answers = set(connection.scalars(select(turns.c.answer).where(of_these)))
    gone = connection.execute(delete(table).where(mine)).rowcount  # and so their turns
    forget_given(connection, owner, answers)
    return gone


def forget_given(connection: Connection, owner: str, answers: Iterable[str]) -> None:
    """Take answers from an owner, but for those of other turns, and delete what nobody has then."""
    table, turns, given = schema.conversations, schema.turns, schema.given
    own = select(turns.c.answer).join(table, table.c.id == turns.c.conversation)
    taken = set(answers) - set(connection.scalars(own.where(table.c.owner == owner)))
    theirs = (given.c.owner == owner) & given.c.answer.in_(taken)
    connection.execute(delete(given).where(theirs))
    held = connection.scalars(select(given.c.answer).where(given.c.answer.in_(taken)))
    if nobodys := taken - set(held):
        saved.forget(connection, nobodys)


def shortened(title: str) -> str:
    """A title on one line, cut at a word."""
    line = " ".join(title.split())
    if len(line) <= TITLE_CHARS:
        return line
    cut = line[:TITLE_CHARS]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"
