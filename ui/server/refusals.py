"""How a request is refused: with one sentence, for a person as text, for a program as JSON."""

from typing import Final

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from ui.server.doors import DOOR, Door

GRADIO: Final = "/gradio_api/"  # its page shows a `detail`
REALM: Final = 'Basic realm="Footnote", charset="UTF-8"'


def refusal(scope: Scope, sentence: str, status: int, wait_s: int = 0) -> Response:
    """A refusal as the door of the request tells it. `wait_s` is when to try again."""
    door: Door | None = scope.get(DOOR)
    headers = {"Retry-After": str(wait_s)} if wait_s else {}
    if scope["path"].startswith(GRADIO):
        return JSONResponse({"detail": sentence}, status_code=status, headers=headers)
    if door is None or not door.programs:
        return PlainTextResponse(sentence + "\n", status_code=status, headers=headers)
    if status == 401:
        headers["WWW-Authenticate"] = REALM
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)
