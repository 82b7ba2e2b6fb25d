"""Where programs find Footnote: the HTTP API below `/api`, the tools at `/mcp`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.errors import McpMissing, NothingHere
from ui.api.extra import speaks_mcp
from ui.api.gate import Gate, VisitorOf
from ui.api.programs import Programs
from ui.api.refusals import refused
from ui.api.routes import api
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules, Visitor
from ui.server.visitors import visitor_from


def add_programs(app: FastAPI, shared: SharedDesk, rules: Rules) -> None:
    """Serve programs beside the chat, behind the same login and limits. Before the chat is
    mounted, which takes every address that is left.
    """
    programs = Programs(shared, rules)

    def visitor_of(request: Request) -> Visitor:
        known = visitor_from(app, request, rules)
        assert known is not None, "the wall lets in nobody who has to log in first"
        return known

    app.mount("/api", api(programs, visitor_of))
    add_tools(app, programs, visitor_of)


def add_tools(app: FastAPI, programs: Programs, visitor_of: VisitorOf) -> None:
    """`POST /mcp`; where the extra is not installed, the sentence that says how to."""
    if not speaks_mcp():
        app.router.routes.append(Route("/mcp", Gate(say_that_it_is_missing, visitor_of)))
        return
    from ui.api.mcp import HttpTools

    tools = HttpTools(programs)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[Any]:
        async with before(app) as state, tools.running():
            yield state

    app.router.lifespan_context = running
    app.router.routes.append(Route("/mcp", Gate(posted(tools), visitor_of)))


def posted(tools: ASGIApp) -> ASGIApp:
    """The tools for whoever posts; there is no stream to listen to and no session to end."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            return await tools(scope, receive, send)
        response = refused(NothingHere())
        response.status_code = 405
        response.headers["Allow"] = "POST"
        return await response(scope, receive, send)

    return answer


async def say_that_it_is_missing(scope: Scope, receive: Receive, send: Send) -> None:
    await refused(McpMissing())(scope, receive, send)
