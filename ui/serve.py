"""The chat as a web server on this machine."""

import asyncio
import errno
import logging
import socket
import threading
import webbrowser
from pathlib import Path

import gradio as gr
import typer
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware

from corpus.errors import BadSetting, PortTaken
from corpus.settings import Settings
from qa.chain import Desk
from ui.chat import build_chat
from ui.desk import SharedDesk
from ui.pack_route import add_pack_route
from ui.web import ANY_ADDRESS, LOOPBACK, Doors, SameOrigin, SecurityHeaders, TrustedHosts

HERE = Path(__file__).parent
QUEUE_LENGTH = 64
SHUTDOWN_S = 1


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: str | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the chat until Ctrl-C. Port 0 is any free one.

    Raises PortTaken, and BadSetting for a host or an auth that cannot be used.
    """
    login = name_and_password(auth)
    listening = listen(host, port)
    desk = SharedDesk(lambda: Desk(settings))
    url = address(host, listening.getsockname()[1])
    typer.echo(f"Footnote answers at {url}{exposed(host, login)}")
    logging.getLogger("uvicorn.error").addFilter(is_worth_saying)
    desk.warm()
    desk.follow()
    if open_browser:
        threading.Timer(1, webbrowser.open, [url]).start()
    try:
        asyncio.run(answer_at(listening, desk, host, login))
    except KeyboardInterrupt:
        pass
    finally:
        desk.close()


def is_worth_saying(record: logging.LogRecord) -> bool:
    """Not that windows were still open when the server was stopped, with a trace for each."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful" not in record.getMessage()


async def answer_at(
    listening: socket.socket, desk: SharedDesk, host: str, login: tuple[str, str] | None
) -> None:
    await server(desk, host, login).serve(sockets=[listening])


def server(desk: SharedDesk, host: str, login: tuple[str, str] | None = None) -> uvicorn.Server:
    """The chat's web server. Made in a running event loop: outside, Gradio opens loops of its
    own and leaves them open.
    """
    return uvicorn.Server(
        uvicorn.Config(
            application(desk, host, login),
            log_level="warning",
            timeout_graceful_shutdown=SHUTDOWN_S,
            server_header=False,
        )
    )


def application(desk: SharedDesk, host: str, login: tuple[str, str] | None = None) -> FastAPI:
    """The chat behind its doors."""
    chat = build_chat(desk)
    chat.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=8)
    outer = FastAPI(
        openapi_url=None,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(TrustedHosts, host=host, names=[socket.gethostname()]),
            Middleware(SameOrigin),
            Middleware(Doors),
        ],
    )
    add_pack_route(outer, desk)
    mounted: FastAPI = gr.mount_gradio_app(
        outer,
        chat,
        path="",
        auth=login,
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        theme=theme(),
        head=head(),
    )
    return mounted


def theme() -> gr.themes.Base:
    """Gradio's plainest theme, with no font but the system's."""
    return gr.themes.Base(font=("system-ui", "sans-serif"), font_mono=("monospace",))


def head() -> str:
    """The page's own style and script. `launch(css=)` would rewrite the selectors, and
    `launch(js=)` would need 'unsafe-eval'.
    """
    styles, script = ("style.css", "library.css", "written.css"), "cite.js"
    style, code = "".join(map(text_of, styles)), text_of(script)
    return f"<style>{style}</style><script>{code}</script>"


def text_of(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


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


def name_and_password(auth: str | None) -> tuple[str, str] | None:
    if auth is None:
        return None
    name, _, password = auth.partition(":")
    if not name or not password:
        raise BadSetting(name="--auth", reason="write it as name:password")
    return name, password


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = "127.0.0.1" if host in ANY_ADDRESS else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def exposed(host: str, login: tuple[str, str] | None) -> str:
    if host in LOOPBACK or login:
        return ""
    return " (to everybody who reaches this machine: --auth name:password asks for a login)"
