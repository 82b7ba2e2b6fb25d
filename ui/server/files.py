"""Files that the chat hands out: each route makes one for the visitor who asks."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ui.chat.desk import attempt
from ui.chat.visitor import Rules
from ui.server.visitors import NOT_LOGGED_IN, visitor_from

# What makes a file for an owner, of what stands in the path of a request. It runs in a thread.
Maker = Callable[[str, dict[str, str]], Response]


def add_file_route(app: FastAPI, path: str, rules: Rules, make: Maker) -> None:
    """A file for whoever is logged in, or the sentence that says why there is none."""

    async def answer(request: Request) -> Response:
        visitor = visitor_from(app, request, rules)
        if visitor is None:
            return sentence(NOT_LOGGED_IN, 401)

        def work() -> Response:
            return make(visitor.owner, request.path_params)

        return await run_in_threadpool(lambda: attempt(work, lambda said: sentence(said, 404)))

    app.add_route(path, answer, methods=["GET"])


def file(content: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=f"{kind}; charset=utf-8", headers=headers)


def sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status_code=status)
