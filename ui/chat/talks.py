"""Past conversations: listed, searched, opened again, renamed, deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from corpus.anchors import Standing
from corpus.errors import UnknownConversation
from corpus.library import Library
from corpus.record import SavedAnswer, SavedConversation, SavedTurn
from qa.chain import Desk
from qa.impact import Later, answer_stand
from qa.kept import answer_in
from qa.request import Request
from ui.chat import render, talks_pane
from ui.chat.answers_pane import since_then
from ui.chat.asking import one_at_a_time, replied
from ui.chat.conversation import Conversation, Turn
from ui.chat.looking import Done, Fields, Looking, Page, Steps, first
from ui.chat.markup import Markup, element, join
from ui.chat.packed import packed_answer
from ui.chat.sent import whole_number
from ui.words import say, say_many

MOST = 3_000


def talks_page(looking: Looking, rest: str) -> Page:
    """The conversations of the visitor. `rest` is how many are shown, “/”, and the words they are
    searched for, quoted.
    """
    many, _, quoted = rest.partition("/")
    words = unquote(quoted)[: talks_pane.WORDS_CHARS]
    found = looking.desk.library.conversations(looking.visitor.owner, words.split())
    shown = found[: min(whole_number(many) or talks_pane.PAGE, MOST)]
    listed = talks_pane.Listed(
        talks=shown,
        found=len(found),
        words=words,
        standings=standings_of(looking, shown),
        today=datetime.now().astimezone().date(),
        writes=not looking.rules.read_only,
    )
    said = say_many("{count} conversation.", "{count} conversations.", len(found))
    return Page(talks_pane.talks(listed), said)


# How the sources of their answers stand now


def standings_of(looking: Looking, talks: Sequence[SavedConversation]) -> Mapping[str, Standing]:
    """By the ids of the answers whose words are not as they were."""
    library = looking.desk.library
    turns = tuple((turn.answer_id, turn.asked_at) for talk in talks for turn in talk.turns)
    return standings(library, library.current(), looking.visitor.owner, turns)


@lru_cache(maxsize=16)
def standings(
    library: Library, generation: int, owner: str, turns: tuple[tuple[str, str], ...]
) -> Mapping[str, Standing]:
    """Remembered while the library stays at its generation and the turns are the same: looking
    for a text's words in its next version takes a while.
    """
    answers = library.answers_of(owner, [id for id, _ in turns]) if generation else []
    found = {saved.id: standing(saved, later(library, generation)) for saved in answers}
    return {id: stands for id, stands in found.items() if stands is not Standing.KEPT}


@lru_cache(maxsize=2)
def later(library: Library, generation: int) -> Later:
    return Later(library, generation)


def standing(saved: SavedAnswer, now: Later) -> Standing:
    """An answer asked as of then is meant to say what it said."""
    if saved.as_of is not None or {*saved.versions} <= {h.version for h in now.holdings.values()}:
        return Standing.KEPT
    return answer_stand(saved, now).standing


# Opening one again


async def open_talk(looking: Looking, id: str, _: Fields) -> Steps:
    """Put a kept conversation back into the window, to go on asking from there."""
    if looking.talk.is_waiting:
        yield failed(one_at_a_time())
        return

    def work(desk: Desk) -> Done:
        saved = desk.library.conversation(looking.visitor.owner, id)
        asked = say_many("{count} question", "{count} questions", len(saved.turns))
        said = say("Opened again: {title} ({questions}).", title=saved.title, questions=asked)
        return Done(said=said, talk=conversation(looking, saved), work=Markup())

    async for done in beside(looking, work):
        yield done


async def resume(looking: Looking, id: str, fields: Fields) -> Steps:
    """Put back the conversation that a window had before its page was loaded again, and say so.
    The field `why` says “restart” where it was because of another server.
    """
    restarted = first(fields, "why") == "restart"
    if looking.talk.turns:
        return

    def work(desk: Desk) -> Done:
        try:
            saved = desk.library.conversation(looking.visitor.owner, id)
        except UnknownConversation:
            return Done(said=gone(looking, restarted=restarted))
        return Done(said=back(restarted=restarted), talk=conversation(looking, saved))

    async for done in beside(looking, work):
        yield done


def back(*, restarted: bool) -> str:
    if restarted:
        return say("The server was started again; your conversation is back.")
    return say("Your conversation is back.")


def gone(looking: Looking, *, restarted: bool) -> str:
    if looking.rules.read_only and restarted:
        return say(
            "The server was started again. It keeps no conversations: the one before is gone."
        )
    if looking.rules.read_only:
        return say("This chat keeps no conversations: the one before is gone.")
    if restarted:
        return say("The server was started again.")
    return say("The page was loaded again. What was shown before is not kept.")


def conversation(looking: Looking, saved: SavedConversation) -> Conversation:
    """As it was shown, with what became of the words since; its answers are at hand again."""
    desk, owner = looking.desk, looking.visitor.owner
    answers = desk.library.answers_of(owner, [turn.answer_id for turn in saved.turns])
    known = {answer.id: answer for answer in answers}
    changed = standings_of(looking, [saved])
    for answer in answers:
        looking.shared.recent.keep(owner, answer)
    turns = (turn_of(desk, turn, known.get(turn.answer_id), changed) for turn in saved.turns)
    given = frozenset(turn.answer_id for turn in saved.turns)
    return Conversation(tuple(turns), saved.id, given=given)


def turn_of(
    desk: Desk, turn: SavedTurn, saved: SavedAnswer | None, changed: Mapping[str, Standing]
) -> Turn:
    asked, at = render.question(turn.question), turn.position
    if saved is None:
        lost = render.notice(say("This answer was deleted: ask the question again."))
        return Turn(turn.question, asked, lost, waiting=False, position=at)
    answer = answer_in(saved)
    reply = join(*since_then(saved, changed.get(saved.id)), replied(desk, answer).shown)
    request = Request(turn.question, (), saved.documents, saved.as_of, wide=answer.searched.wide)
    shown = Turn(turn.question, asked, reply, waiting=False, packed=packed_answer(answer))
    return replace(shown, position=at, request=request)


# What is done with them


def find_talks(looking: Looking, _: str, fields: Fields) -> Done:
    return Done(open=talks_pane.fragment(" ".join(first(fields, "words").split())))


def rename_talk(looking: Looking, id: str, fields: Fields) -> Steps:
    def work(desk: Desk) -> Done:
        desk.library.rename_conversation(looking.visitor.owner, id, first(fields, "title"))
        return listed_again(looking, say("The conversation has another title."))

    return beside(looking, work)


def forget_talk(looking: Looking, id: str, _: Fields) -> Steps:
    """One conversation; the window begins anew where it was the one shown."""

    def work(desk: Desk) -> Done:
        desk.library.forget_conversations(looking.visitor.owner, [id])
        return forgotten(looking, {id}, say("The conversation was deleted."))

    return beside(looking, work)


def forget_talks(looking: Looking, _: str, __: Fields) -> Steps:
    """All conversations of the visitor."""

    def work(desk: Desk) -> Done:
        ids = {talk.id for talk in desk.library.conversations(looking.visitor.owner)}
        desk.library.forget_conversations(looking.visitor.owner, ids)
        return forgotten(looking, ids, say("All conversations were deleted."))

    return beside(looking, work)


def forgotten(looking: Looking, ids: set[str], said: str) -> Done:
    done = listed_again(looking, said)
    if looking.talk.id not in ids or looking.talk.is_waiting:
        return done
    return replace(done, talk=Conversation())


def listed_again(looking: Looking, said: str) -> Done:
    opened = looking.opened if looking.opened.startswith(talks_pane.TALKS) else talks_pane.TALKS
    return Done(said=said, work=element("p", said, class_="done"), open=opened)


async def beside(looking: Looking, work: Callable[[Desk], Done]) -> Steps:
    """Reading and writing the library may wait for whoever writes it."""
    steps = looking.shared.beside(lambda desk, _: work(desk), lambda _: Done(), failed)
    async for done in steps:
        yield done


def failed(sentence: str) -> Done:
    return Done(said=sentence, work=element("div", render.notice(sentence), class_="failed"))
