"""What is said in the terminal when the chat begins: who reaches it, and what they may do."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import BadSetting
from ui.chat.visitor import Rules
from ui.server.accounts import Accounts, is_open_to_others

NAME = re.compile(r"(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*", re.IGNORECASE)


def greeting(
    url: str, at_home: bool, login: Accounts | None, rules: Rules, auth_file: Path | None = None
) -> Iterator[str]:
    """The lines of it."""
    yield f"Footnote answers at {url}"
    yield f"It is open to {reached_by(at_home, login)}. They may {allowed(rules)}."
    if not at_home and login is None:
        yield "To ask for a login, give --auth-file FILE or --auth NAME:PASSWORD."
    if not at_home and login is not None:
        yield "Put it behind TLS: without, passwords can be read on their way."
    if auth_file is not None and is_open_to_others(auth_file):
        yield f"Other users of this machine can read {auth_file}: `chmod 600` shuts it."


def reached_by(at_home: bool, login: Accounts | None) -> str:
    where = "whoever uses this machine" if at_home else "everybody who reaches this machine"
    return f"{where} and logs in" if login else f"{where}, without a login"


def allowed(rules: Rules) -> str:
    if rules.read_only:
        return "ask and read; nothing is written"
    if rules.uploads:
        return "ask, bring in files and change the library"
    return "ask, and change the library from what it knows; they cannot bring in files"


def refuse_nonsense(names: Iterable[str], *, read_only: bool, allow_uploads: bool) -> None:
    """Raises BadSetting for options that contradict each other, and for a name that is none."""
    if read_only and allow_uploads:
        reason = "--read-only writes nothing, so nothing can be brought in: leave one of them out"
        raise BadSetting(name="--allow-uploads", reason=reason)
    for name in names:
        if not NAME.fullmatch(name):
            reason = f"{name!r} is no name of a machine: write it as docs.example.org"
            raise BadSetting(name="--name", reason=reason)
