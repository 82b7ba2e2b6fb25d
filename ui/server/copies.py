"""An answer with its citations as text, for the page's script to put on the clipboard."""

from functools import partial

from fastapi import FastAPI
from starlette.responses import Response

from ui.chat.copying import KINDS
from ui.chat.desk import SharedDesk, held
from ui.chat.given import answer_given
from ui.chat.visitor import Rules
from ui.server.files import add_file_route, file


def add_copy_routes(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`GET /answer/ID.md`, `/answer/ID.txt`: for the visitor whom the answer was given to."""

    def copy(kind: str, owner: str, path: dict[str, str]) -> Response:
        given = answer_given(desk, owner, path["id"])
        media, write = KINDS[kind]
        text = write(given, held(desk.open(), given.generation))
        return file(text, f"footnote-{given.id[:8]}.{kind}", media)

    for kind in KINDS:
        add_file_route(app, f"/answer/{{id}}.{kind}", rules, partial(copy, kind))
