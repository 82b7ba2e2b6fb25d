"""The evidence pack of a kept answer, as the chat hands it out."""

from collections.abc import Callable

from fastapi import FastAPI
from gradio.routes import App as Chat
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount

from ui.desk import SharedDesk, attempt
from ui.verify import page_of

NOT_LOGGED_IN = "Log in first: only then are evidence packs handed out."


def add_pack_route(app: FastAPI, desk: SharedDesk) -> None:
    """`GET /pack/ID`: the pack as a file. It stands behind the same login as the chat."""

    async def pack(request: Request) -> Response:
        if not is_let_in(app, request):
            return sentence(NOT_LOGGED_IN, 401)
        work = page_of_answer(desk, request.path_params["id"])
        return await run_in_threadpool(lambda: attempt(work, lambda said: sentence(said, 404)))

    app.add_route("/pack/{id}", pack, methods=["GET"])


def page_of_answer(desk: SharedDesk, id: str) -> Callable[[], Response]:
    def work() -> Response:
        library = desk.open().library
        page = page_of(library.answer(id), library)
        name = f'attachment; filename="footnote-{id[:8]}.html"'
        headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)

    return work


def sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status_code=status)


def is_let_in(app: FastAPI, request: Request) -> bool:
    """Whether Gradio, which keeps the login, knows who asks; with no login everybody is."""
    mounted = (route.app for route in app.routes if isinstance(route, Mount))
    chat = next(found for found in mounted if isinstance(found, Chat))
    login: object = chat.auth
    if login is None:
        return True
    names = (f"access-token-{chat.cookie_id}", f"access-token-unsecure-{chat.cookie_id}")
    return any(request.cookies.get(name) in chat.tokens for name in names)
