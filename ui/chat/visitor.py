"""Who looks at the chat, and what this server lets anybody do."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.server.limits import Budget
from ui.words import ENGLISH, chosen

if TYPE_CHECKING:
    import gradio as gr

COOKIE = "footnote-visitor"
COOKIE_BYTES = 16
# What a browser may call itself: nothing that this server has not made.
OWN_NAME = re.compile(r"[0-9a-f]{32}")
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What this server lets its visitors do.

    `read_only`: nothing is written, neither to the library nor of what is asked. `uploads`: files
    may be brought in. `shared`: people who do not know each other may look, with no login to tell
    them apart; then each browser is a visitor of its own. `budget` is how many questions each may
    ask: `budget.take(visitor.counted)`.
    """

    read_only: bool = False
    uploads: bool = True
    shared: bool = False
    budget: Budget = field(default_factory=Budget, compare=False)


@dataclass(frozen=True, slots=True)
class Visitor:
    """`owner` is whose conversations and answers are shown: a login's name, a browser's own
    random name where strangers share a server, and nobody's on one's own machine.

    `login` is the name of who is logged in. `counted` is whom questions are counted for: of
    strangers the address, since a browser may take a new name whenever it likes.
    """

    owner: str = NOBODY
    language: str = ENGLISH
    counted: str = NOBODY
    login: str = ""


def visitor_of(request: "gr.Request | None", rules: Rules) -> Visitor:
    """Who sent a request of the page."""
    if request is None:
        return Visitor()
    address = request.client.host if request.client else ""
    headers = request.headers or {}
    return visitor(request.username, request.cookies or {}, headers, rules, address)


def visitor(
    username: str | None,
    cookies: Mapping[str, str],
    headers: Mapping[str, str],
    rules: Rules,
    address: str = "",
) -> Visitor:
    language = chosen(headers.get("accept-language", ""))
    if username:
        owner = f"login:{username}"
        return Visitor(owner, language, owner, username)
    if rules.shared:
        return Visitor(f"browser:{own_name(cookies) or new_name()}", language, f"from:{address}")
    return Visitor(NOBODY, language)


def own_name(cookies: Mapping[str, str]) -> str | None:
    """The name that a browser was given. Without one it has no past: each of its requests is of
    an owner that nobody else can be.
    """
    name = cookies.get(COOKIE, "")
    return name if OWN_NAME.fullmatch(name) else None


def new_name() -> str:
    return secrets.token_hex(COOKIE_BYTES)
