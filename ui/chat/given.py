"""Which answers a visitor may see, those that were given to them; and keeping what is given."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

from corpus.errors import UnknownConversation
from corpus.library import Library
from corpus.record import SavedAnswer, SavedConversation
from qa.answer import Answer
from qa.chain import Desk
from qa.kept import saved
from qa.request import Request
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk, attempt
from ui.chat.looking import Looking


def answer_given(shared: SharedDesk, owner: str, id: str) -> SavedAnswer:
    """The answer with this id that was given to an owner, since the server began or as the
    library has it.

    Raises UnknownAnswer, also for an answer that was given to another, and as `SharedDesk.open`.
    """
    return shared.recent.find(owner, id) or shared.open().library.answer_of(owner, id)


def answers_of(library: Library, owner: str) -> Sequence[SavedAnswer]:
    """The kept answers that an owner may see, newest first."""
    return library.answers_of(owner)


def remember(looking: Looking, request: Request, answer: Answer) -> SavedAnswer:
    """Have an answer at hand for the visitor it was given to. The library has not got it yet."""
    asked_with = request.history, request.documents, request.as_of
    given = saved(answer, *asked_with, looking.desk.settings)
    looking.shared.recent.keep(looking.visitor.owner, given)
    return given


def keep_given(looking: Looking, request: Request, answer: Answer) -> SavedAnswer:
    """Remember an answer that is of no conversation, and keep it in the library soon, unless the
    chat is only for reading.
    """
    given, owner = remember(looking, request, answer), looking.visitor.owner

    def work(desk: Desk) -> None:
        desk.library.keep_answer(given, owner)

    if not looking.rules.read_only:
        looking.shared.later(work)
    return given


def keep_turn(looking: Looking, talk: Conversation, request: Request, answer: Answer) -> None:
    """Remember the answer to the last question of a conversation, and keep it there soon. It
    takes the place of what the kept conversation has there, and behind it.
    """
    given, owner = remember(looking, request, answer), looking.visitor.owner
    position = talk.next_position

    def work(desk: Desk) -> None:
        desk.library.keep_turn(owner, talk.id, position, given)

    if not looking.rules.read_only:
        looking.shared.later(work)


def apart(looking: Looking, talk: Conversation) -> Conversation:
    """The conversation under the name it is to be kept by: another, with its earlier turns, where
    another window has gone on in it meanwhile. So neither overwrites what the other asked.
    """

    def work() -> Conversation:
        kept = looking.desk.library.conversation(looking.visitor.owner, talk.id)
        if not gone_on(talk, kept):
            return talk
        own = replace(talk, id=uuid4().hex)
        keep_as(looking, own)
        return own

    return attempt(work, lambda _: talk)


def gone_on(talk: Conversation, kept: SavedConversation) -> bool:
    """Whether what is kept has turns that a window never had."""
    return any(turn.answer_id not in talk.given for turn in kept.turns)


def keep_as(looking: Looking, talk: Conversation) -> None:
    """Have the kept conversation be as the window has it, soon, after turns were taken back or
    put back.
    """
    owner, recent = looking.visitor.owner, looking.shared.recent
    answers = [(t.position, recent.find(owner, t.answer_id)) for t in talk.turns if t.answered]

    def work(desk: Desk) -> None:
        wanted = {n: given for n, given in answers if n is not None and given}
        with suppress(UnknownConversation):
            found = desk.library.conversation(owner, talk.id)
            if gone_on(talk, found):
                return  # it is another window's; this one goes on under a name of its own
            kept = {t.position: t.answer_id for t in found.turns}
            others = {n for n, id in kept.items() if n not in wanted or wanted[n].id != id}
            first = min(others, default=max(kept, default=-1) + 1)
            desk.library.forget_turns(owner, talk.id, first)
            wanted = {n: given for n, given in wanted.items() if n >= first}
        for position, given in sorted(wanted.items()):
            desk.library.keep_turn(owner, talk.id, position, given)

    if not looking.rules.read_only:
        looking.shared.later(work)
