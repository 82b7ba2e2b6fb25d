"""The evidence pack of a kept answer, as the chat hands it out."""

from fastapi import FastAPI
from starlette.responses import Response

from ui.chat.desk import SharedDesk
from ui.chat.given import answer_given
from ui.chat.visitor import Rules
from ui.commands.verify import page_of
from ui.server.files import add_file_route, file


def add_pack_route(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`GET /pack/ID`: the pack as a file, for the visitor whom the answer was given to. It stands
    behind the same login as the chat.
    """

    def pack(owner: str, path: dict[str, str]) -> Response:
        given = answer_given(desk, owner, path["id"])
        page = page_of(given, desk.open().library)
        return file(page, f"footnote-{given.id[:8]}.html", "text/html")

    add_file_route(app, "/pack/{id}", rules, pack)
