"""By which an open page learns that the server is there, and that it is another than before."""

from secrets import token_hex

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse


def add_alive_route(app: FastAPI) -> None:
    """`GET /alive`: a random name of this run of the server, for anybody. It tells nothing else."""
    name = token_hex(8)

    async def alive(_: Request) -> PlainTextResponse:
        return PlainTextResponse(name, headers={"Cache-Control": "no-store"})

    app.add_route("/alive", alive, methods=["GET"])
