"""The wall around the chat where there is a login: who passes, and how one logs in and out."""

from typing import Final
from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.errors import LoginRefused, NotLoggedIn
from ui.server.addresses import address_of
from ui.server.doors import DOOR, Door
from ui.server.login import LOGIN, Logins, Tried, basic, cookie_name, logged_in
from ui.server.login_page import login_page
from ui.server.refusals import refusal
from ui.words import chosen, speaking

NOT_LOGGED_IN: Final = "Log in first: only then is anything told here."
TOO_OFTEN: Final = "Too many wrong passwords: wait {seconds} seconds, then try again."
HOME: Final = "./"


class Wall:
    """Lets in whoever is logged in, and anybody where no login is asked for. What stands behind
    finds the name in the scope.
    """

    def __init__(self, app: ASGIApp, logins: Logins | None = None) -> None:
        self.app = app
        self.logins = logins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.logins is None or scope["type"] != "http":
            return await self.app(scope, receive, send)
        door: Door = scope[DOOR]
        tried = await tried_by(self.logins, scope, door)
        if tried.name is not None:
            scope = {**scope, LOGIN: tried.name}
        elif not door.anybody:
            return await turned_away(scope, tried)(scope, receive, send)
        await self.app(scope, receive, send)


async def tried_by(logins: Logins, scope: Scope, door: Door) -> Tried:
    """What a request shows of itself: its session, or for programs a name and password."""
    request = HTTPConnection(scope)
    name = logins.name_of(request.cookies.get(cookie_name(request), ""))
    given = basic(request.headers.get("authorization", "")) if door.programs else None
    if name is not None or given is None:
        return Tried(name)
    return await run_in_threadpool(logins.check, *given, address_of(scope))


def turned_away(scope: Scope, tried: Tried) -> Response:
    if tried.wait_s:
        return refusal(scope, TOO_OFTEN.format(seconds=tried.wait_s), 429, tried.wait_s)
    if scope["path"] == "/":
        return RedirectResponse("login", status_code=303)
    if not scope[DOOR].programs:
        return refusal(scope, NOT_LOGGED_IN, 401)
    tries = "authorization" in Headers(scope=scope)
    return refusal(scope, str(LoginRefused() if tries else NotLoggedIn()), 401)


# Logging in and out


def add_login_routes(app: FastAPI, logins: Logins | None) -> None:
    """`/login`, a page that works without scripts, and `/logout`."""

    async def show(request: Request) -> Response:
        if logins is None or logged_in(request.scope) is not None:
            return RedirectResponse(HOME, status_code=303)
        return shown(request)

    async def try_it(request: Request) -> Response:
        if logins is None:
            return RedirectResponse(HOME, status_code=303)
        name, password = fields_of(await request.body())
        tried = await run_in_threadpool(logins.check, name, password, address_of(request.scope))
        if tried.name is None:
            return shown(request, name, tried)
        return begun(request, logins, tried.name)

    async def leave(request: Request) -> Response:
        # A link on another site must not log anybody out.
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return refusal(request.scope, "Only the chat's own page may ask this.", 403)
        away = RedirectResponse("login" if logins else HOME, status_code=303)
        if logins:
            logins.end(request.cookies.get(cookie_name(request), ""))
            away.delete_cookie(cookie_name(request))
        return away

    app.add_route("/login", show, methods=["GET"])
    app.add_route("/login", try_it, methods=["POST"])
    app.add_route("/logout", leave, methods=["GET"])


def shown(request: Request, name: str = "", tried: Tried | None = None) -> Response:
    """The login's page, after a try with why it did not do."""
    with speaking(chosen(request.headers.get("accept-language", ""))):
        return login_page(name, tried)


def begun(request: Request, logins: Logins, name: str) -> Response:
    """A new session, in place of the one there was."""
    logins.end(request.cookies.get(cookie_name(request), ""))
    home = RedirectResponse(HOME, status_code=303)
    # Lax, so that whoever follows a link to the chat is still logged in; what writes is a POST,
    # and those of other sites are refused.
    home.set_cookie(
        cookie_name(request),
        logins.begin(name),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return home


def fields_of(body: bytes) -> tuple[str, str]:
    """The name and password that the page's form sends."""
    try:
        fields = parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10
        )
    except ValueError:  # too many: nothing that the page sends
        return "", ""
    return fields.get("username", [""])[0], fields.get("password", [""])[0]
