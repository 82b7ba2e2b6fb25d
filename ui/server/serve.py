"""The chat as a web server on this machine."""

import asyncio
import errno
import logging
import socket
from collections.abc import Sequence
from pathlib import Path

import gradio as gr
import typer
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request

from corpus.errors import BadSetting, PortTaken
from corpus.settings import Settings
from ingest.staging import drop_all
from qa.chain import Desk
from ui.api.mount import add_programs
from ui.chat.app import build_chat
from ui.chat.desk import SharedDesk
from ui.chat.labels import interface
from ui.chat.visitor import Rules
from ui.server.accounts import Accounts, accounts_of, load_accounts
from ui.server.alive import add_alive_route
from ui.server.copies import add_copy_routes
from ui.server.doors import ANY_ADDRESS, LOOPBACK, Doors, SameOrigin, TrustedHosts
from ui.server.failures import PlainErrors, calmly
from ui.server.garbage import set_aside
from ui.server.greeting import greeting, refuse_nonsense
from ui.server.headers import SecurityHeaders
from ui.server.limits import BodyLimits, Budget, Crowds
from ui.server.login import Logins, logged_in
from ui.server.look import head
from ui.server.packs import add_pack_route
from ui.server.page_images import add_page_route
from ui.server.scripts import HashedScripts
from ui.server.strangers import Strangers
from ui.server.streams import Streams
from ui.server.talks import add_talk_routes
from ui.server.uploads import add_upload_route
from ui.server.verdicts import add_verdict_route
from ui.server.wall import Wall, add_login_routes
from ui.server.windows import Windows

Login = Accounts | tuple[str, str]

QUEUE_LENGTH = 64
SHUTDOWN_S = 1
CONNECTIONS = 1_000
HEAD_BYTES = 32_768


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    names: Sequence[str] = (),
    auth: Sequence[str] = (),
    auth_file: Path | None = None,
    read_only: bool = False,
    allow_uploads: bool = False,
) -> None:
    """Serve the chat until Ctrl-C. Port 0 is any free one. `names` are those under which it is
    reached, beside this machine's.

    Raises PortTaken, and BadSetting for what cannot be used or contradicts itself.
    """
    refuse_nonsense(names, read_only=read_only, allow_uploads=allow_uploads)
    login = load_accounts(auth, auth_file)
    listening = listen(host, port)
    rules = rules_for(
        host,
        login,
        names,
        read_only=read_only,
        allow_uploads=allow_uploads,
        questions_per_minute=settings.questions_per_minute,
    )
    desk = SharedDesk(lambda: Desk(settings), settings)
    if rules.uploads:
        drop_all(settings.library)  # nobody looks at what waits since the last time
    url = address(host, listening.getsockname()[1])
    for line in greeting(url, is_at_home(host, names), login, rules, auth_file):
        typer.echo(line)
    logging.getLogger("uvicorn.error").addFilter(is_worth_saying)
    desk.warm(set_aside)
    desk.follow()
    try:
        asyncio.run(answer_at(listening, desk, host, login, rules, names))
    except KeyboardInterrupt:
        pass
    finally:
        desk.close()


def is_worth_saying(record: logging.LogRecord) -> bool:
    """Not that windows were still open when the server was stopped, with a trace for each."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful" not in record.getMessage()


async def answer_at(
    listening: socket.socket,
    desk: SharedDesk,
    host: str,
    login: Login | None,
    rules: Rules,
    names: Sequence[str],
) -> None:
    await server(desk, host, login, rules, names).serve(sockets=[listening])


def server(
    desk: SharedDesk,
    host: str,
    login: Login | None = None,
    rules: Rules | None = None,
    names: Sequence[str] = (),
) -> uvicorn.Server:
    """The chat's web server. Made in a running event loop: outside, Gradio opens loops of its
    own and leaves them open.
    """
    return uvicorn.Server(
        uvicorn.Config(
            application(desk, host, login, rules, names),
            log_level="warning",
            timeout_graceful_shutdown=SHUTDOWN_S,
            server_header=False,
            # The one that bounds the length of addresses and headers.
            http="h11",
            h11_max_incomplete_event_size=HEAD_BYTES,
            limit_concurrency=CONNECTIONS,
            ws="none",
        )
    )


def application(
    desk: SharedDesk,
    host: str,
    login: Login | None = None,
    rules: Rules | None = None,
    names: Sequence[str] = (),
) -> FastAPI:
    """The chat behind its doors."""
    accounts = accounts_of([":".join(login)], "login") if isinstance(login, tuple) else login
    logins = Logins(accounts) if accounts else None
    rules = rules or rules_for(host, login, names)
    chat = build_chat(desk, rules)
    chat.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=8)
    outer = FastAPI(
        openapi_url=None,
        middleware=before_the_chat(host, names, logins, rules),
        exception_handlers={Exception: calmly},
    )
    outer.state.asks_for_login = logins is not None
    add_login_routes(outer, logins)
    add_pack_route(outer, desk, rules)
    add_upload_route(outer, desk, rules)
    add_copy_routes(outer, desk, rules)
    add_page_route(outer, desk, rules)
    add_talk_routes(outer, desk, rules)
    add_alive_route(outer)
    add_programs(outer, desk, rules)
    add_verdict_route(outer, desk, rules)
    mounted: FastAPI = gr.mount_gradio_app(
        outer,
        chat,
        path="",
        auth_dependency=name_of if logins else None,
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        i18n=interface(),
        theme=theme(),
        head=head(),
    )
    return mounted


def name_of(request: Request) -> str | None:
    """Whom Gradio takes for the one that asks."""
    return logged_in(request.scope)


def before_the_chat(
    host: str, names: Sequence[str], logins: Logins | None, rules: Rules
) -> list[Middleware]:
    """What a request passes, in this order, before anything is asked of it."""
    return [
        Middleware(SecurityHeaders),
        Middleware(TrustedHosts, host=host, names=[socket.gethostname(), *names]),
        Middleware(SameOrigin),
        Middleware(Doors),
        Middleware(Crowds),
        Middleware(BodyLimits),
        Middleware(Wall, logins=logins),
        Middleware(Strangers, shared=rules.shared),
        *([Middleware(Windows)] if logins or rules.shared else []),
        Middleware(HashedScripts),
        Middleware(PlainErrors),
        Middleware(Streams),
    ]


def rules_for(
    host: str,
    login: Login | None,
    names: Sequence[str] = (),
    *,
    read_only: bool = False,
    allow_uploads: bool = False,
    questions_per_minute: int = 0,
) -> Rules:
    """What visitors may do at an address: who reaches it only from this machine is at home, and
    asks as much as he likes where there is no login either.
    """
    at_home = is_at_home(host, names)
    return Rules(
        read_only=read_only,
        uploads=not read_only and (at_home or allow_uploads),
        shared=not at_home and login is None,
        budget=Budget(0 if at_home and login is None else questions_per_minute),
    )


def is_at_home(host: str, names: Sequence[str] = ()) -> bool:
    """Whether only this machine reaches the chat. A name of its own is for a proxy's visitors."""
    return host in LOOPBACK and not names


def theme() -> gr.themes.Base:
    """Gradio's plainest theme, with no font but the system's."""
    return gr.themes.Base(font=("system-ui", "sans-serif"), font_mono=("monospace",))


# Where it listens, and who may ask


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting(name="--host", reason=f"{host!r} is no address") from error
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(where)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host=host, port=port) from error
        reason = f"{host}:{port} cannot be listened on ({error.strerror})"
        raise BadSetting(name="--host", reason=reason) from error
    return listening


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = "127.0.0.1" if host in ANY_ADDRESS else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
