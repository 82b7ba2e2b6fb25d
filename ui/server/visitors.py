"""Who sends a plain HTTP request."""

from fastapi import FastAPI
from starlette.requests import Request

from ui.chat.visitor import Rules, Visitor, visitor
from ui.server.addresses import address_of
from ui.server.login import logged_in

NOT_LOGGED_IN = "Log in first: only then is anything handed out."


def visitor_from(app: FastAPI, request: Request, rules: Rules) -> Visitor | None:
    """Who asks the application, `None` for whoever has to log in first: the wall should have let
    nobody in who has not, and whoever hands something out asks once more.
    """
    username, address = logged_in(request.scope), address_of(request.scope)
    if app.state.asks_for_login and username is None:
        return None
    return visitor(username, request.cookies, request.headers, rules, address)
