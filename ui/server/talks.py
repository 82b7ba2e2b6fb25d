"""A visitor's own conversations as files."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from fastapi import FastAPI
from starlette.responses import Response

from corpus.library import Library
from corpus.record import SavedConversation
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules
from ui.server.files import add_file_route, file
from ui.terminal.talks import Answers, talks_as_json, talks_as_markdown

# By how an address ends: the kind of file, and what writes it.
Writer = Callable[[Sequence[SavedConversation], Answers], str]
KINDS: Final[Mapping[str, tuple[str, Writer]]] = {
    "json": ("application/json", talks_as_json),
    "md": ("text/markdown", talks_as_markdown),
}


def add_talk_routes(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`GET /talk/ID.md`, `/talk/ID.json`: one conversation; `/talks.md`, `/talks.json`: all."""

    def one(kind: str, owner: str, path: dict[str, str]) -> Response:
        library, id = desk.open().library, path["id"]
        return written(library, owner, [library.conversation(owner, id)], kind)

    def every(kind: str, owner: str, _: dict[str, str]) -> Response:
        library = desk.open().library
        return written(library, owner, library.conversations(owner), kind)

    for kind in KINDS:
        add_file_route(app, f"/talk/{{id}}.{kind}", rules, partial(one, kind))
        add_file_route(app, f"/talks.{kind}", rules, partial(every, kind))


def written(
    library: Library, owner: str, talks: Sequence[SavedConversation], kind: str
) -> Response:
    ids = [turn.answer_id for talk in talks for turn in talk.turns]
    answers = {saved.id: saved for saved in library.answers_of(owner, ids)}
    media, write = KINDS[kind]
    name = f"conversation-{talks[0].id[:8]}" if len(talks) == 1 else "conversations"
    return file(write(talks, answers), f"{name}.{kind}", media)
