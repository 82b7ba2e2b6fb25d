"""A visitor's own verdicts as a question set, a file."""

from fastapi import FastAPI
from starlette.responses import Response

from corpus.errors import NoRows
from evals.sets.from_use import as_yaml, from_use
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules
from ui.server.files import add_file_route, file


def add_verdict_route(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`GET /verdicts.yaml`, for `footnote eval`."""

    def make(owner: str, _: dict[str, str]) -> Response:
        library = desk.open().library
        found = from_use(library, library.verdicts(owner))
        if found.is_empty:
            raise NoRows
        return file(as_yaml(found), "footnote-verdicts.yaml", "application/yaml")

    add_file_route(app, "/verdicts.yaml", rules, make)
