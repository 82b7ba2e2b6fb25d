"""A language model's server that does as a script says, by OpenAI's protocol and Ollama's.

    server = model_server(refuses(429, retry_after=0), says("SAY: It is so."))
    model = LanguageModel(server.settings("openai"))

Each request takes the next reply; the last one is for all that follow. In place of replies, a
function that makes a reply of each request. `server.requests` has what came.
"""

import json
import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from typing import Any

from corpus.settings import Settings

PROTOCOLS = ("openai", "ollama")
MODEL = "scripted"
PATIENCE_S = 30.0  # no reply hangs longer
Json = dict[str, Any]


class Ending(StrEnum):
    """What comes after the pieces."""

    WHOLE = "whole"  # what the protocol ends a reply with
    CUT = "cut"  # the connection breaks
    BARE = "bare"  # the connection ends in order, with nothing that says so
    HANG = "hang"  # nothing, until the other side goes away
    ENDLESS = "endless"  # the last piece, again and again, until the other side goes away


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request. Times in seconds; `raw` is sent as it is, after the
    pieces; `usage` is the tokens in and out; `cost` in US dollars, as OpenRouter reports it.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    message: str = ""
    wait: float = 0.0
    pause: float = 0.0
    ending: Ending = Ending.WHOLE
    finish: str = "stop"
    usage: tuple[int, int] | None = None
    cost: float | None = None
    raw: bytes = b""


def says(*pieces: str, **other: Any) -> Reply:
    """A text, in pieces of a few characters each where it is given in one."""
    (first, *rest) = pieces or ("",)
    cut = pieces if rest else tuple(first[i : i + 7] for i in range(0, len(first), 7))
    return Reply(cut, **other)


def refuses(status: int, message: str = "", *, retry_after: float | None = None) -> Reply:
    """An HTTP error."""
    headers = () if retry_after is None else (("Retry-After", f"{retry_after:g}"),)
    return Reply(status=status, message=message or f"status {status}", headers=headers)


def hangs(*pieces: str) -> Reply:
    """Nothing more, not even an end, after these pieces; with none, not a byte at all."""
    return Reply(pieces, ending=Ending.HANG)


def breaks_off(*pieces: str) -> Reply:
    """The connection breaks after these pieces; with none, before the first byte."""
    return Reply(pieces, ending=Ending.CUT)


def goes_on(piece: str = "and so on ") -> Reply:
    """Text without end."""
    return Reply((piece,), ending=Ending.ENDLESS)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of the server. Names of headers are in lower case."""

    path: str
    headers: dict[str, str]
    body: Json
    left: threading.Event = field(default_factory=threading.Event)  # the asker went away

    @property
    def streamed(self) -> bool:
        return bool(self.body.get("stream", self.path.startswith("/api/")))

    @property
    def system(self) -> str:
        return self.of_role("system", "developer")

    @property
    def user(self) -> str:
        return self.of_role("user")

    @property
    def structured(self) -> Any:
        """What was asked of the form of the output, in the protocol's own words."""
        return self.body.get("response_format") or self.body.get("format")

    def of_role(self, *roles: str) -> str:
        said = [m["content"] for m in self.body.get("messages", []) if m["role"] in roles]
        return "\n".join(text if isinstance(text, str) else text[0]["text"] for text in said)


Script = Callable[[Request], Reply]


def in_turn(replies: Sequence[Reply]) -> Script:
    following = chain(replies, repeat(replies[-1]))
    return lambda _: next(following)


class ModelServer:
    """The server, from its making until `close`. Only calls for text take replies and count."""

    def __init__(self, *script: Reply | Script) -> None:
        (first, *_) = script
        self.script: Script = in_turn(script) if isinstance(first, Reply) else first
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.http = HttpServer(("127.0.0.1", 0), Handler)
        self.http.scripted = self
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def settings(self, protocol: str = "openai", **given: Any) -> Settings:
        """The settings with which this server is asked."""
        base_url = f"{self.address}/v1" if protocol == "openai" else self.address
        return Settings(**{"model": f"{protocol}:{MODEL}", "base_url": base_url} | given)

    def close(self) -> None:
        self.closing.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


class HttpServer(ThreadingHTTPServer):
    scripted: ModelServer
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is part of the play."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HttpServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        listed = {"id": MODEL, "name": MODEL, "model": MODEL, "object": "model"}
        self.send_whole(200, {"object": "list", "data": [listed], "models": [listed]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, body)
        if not self.path.endswith(("/chat/completions", "/api/chat")):
            self.send_whole(200, {"model_info": {}, "details": {}, "capabilities": ["completion"]})
            return
        self.server.scripted.requests.append(request)
        self.play(request, self.server.scripted.script(request))

    def play(self, request: Request, reply: Reply) -> None:
        self.close_connection = True
        if self.pass_time(request, reply.wait):
            return
        if reply.status != 200:
            error = {"message": reply.message, "type": "scripted", "code": None}
            ollama = self.path.startswith("/api/")
            self.send_whole(
                reply.status, {"error": reply.message if ollama else error}, reply.headers
            )
        elif not reply.pieces and not reply.raw and reply.ending is not Ending.WHOLE:
            self.end(request, reply.ending)
        elif request.streamed:
            self.stream(request, reply)
        else:
            self.send_whole(200, whole_reply(self.path, reply), reply.headers)

    def stream(self, request: Request, reply: Reply) -> None:
        form = OllamaForm() if self.path.startswith("/api/") else OpenAIForm()
        self.send_response(200)
        self.send_header("Content-Type", form.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for number, piece in enumerate(reply.pieces):
                if number and self.pass_time(request, reply.pause):
                    return
                self.chunk(form.piece(piece))
            self.chunk(reply.raw)
            while reply.ending is Ending.ENDLESS and not self.server.scripted.closing.is_set():
                self.chunk(form.piece(reply.pieces[-1]) * 20)
            if reply.ending is Ending.WHOLE:
                self.chunk(form.last(reply))
        except OSError:
            request.left.set()
            return
        self.end(request, reply.ending)

    def end(self, request: Request, ending: Ending) -> None:
        if ending is Ending.HANG:
            self.pass_time(request, PATIENCE_S)
        elif ending in (Ending.WHOLE, Ending.BARE):
            self.wfile.write(b"0\r\n\r\n")

    def chunk(self, data: bytes) -> None:
        if data:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    def pass_time(self, request: Request, seconds: float) -> bool:
        """Wait; True as soon as the other side has gone away or the server closes."""
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(rest, 0.02))
            with suppress(OSError):
                if readable and self.connection.recv(1):
                    continue
            if readable:
                request.left.set()
            if readable or self.server.scripted.closing.is_set():
                return True
        return False

    def send_whole(self, status: int, data: Json, headers: Sequence[tuple[str, str]] = ()) -> None:
        content = json.dumps(data).encode()
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", "application/json")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


class OpenAIForm:
    """Server-sent events."""

    content_type = "text/event-stream"

    def piece(self, text: str) -> bytes:
        return self.event([{"index": 0, "delta": {"role": "assistant", "content": text}}])

    def last(self, reply: Reply) -> bytes:
        end = [{"index": 0, "delta": {}, "finish_reason": reply.finish}]
        told = self.event([], usage=openai_usage(reply)) if reply.usage else b""
        return self.event(end) + told + b"data: [DONE]\n\n"

    def event(self, choices: list[Json], **other: Any) -> bytes:
        choices = [{"finish_reason": None} | choice for choice in choices]
        data = openai_head("chat.completion.chunk") | {"choices": choices} | other
        return f"data: {json.dumps(data)}\n\n".encode()


class OllamaForm:
    """One JSON object a line."""

    content_type = "application/x-ndjson"

    def piece(self, text: str) -> bytes:
        return self.line(ollama_head(text) | {"done": False})

    def last(self, reply: Reply) -> bytes:
        return self.line(ollama_head("") | ollama_end(reply))

    def line(self, data: Json) -> bytes:
        return json.dumps(data).encode() + b"\n"


def whole_reply(path: str, reply: Reply) -> Json:
    text = "".join(reply.pieces)
    if path.startswith("/api/"):
        return ollama_head(text) | ollama_end(reply)
    message = {"role": "assistant", "content": text}
    choices = [{"index": 0, "message": message, "finish_reason": reply.finish}]
    usage = {"usage": openai_usage(reply)} if reply.usage else {}
    return openai_head("chat.completion") | {"choices": choices} | usage


def openai_head(kind: str) -> Json:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": MODEL}


def openai_usage(reply: Reply) -> Json:
    asked, written = reply.usage or (0, 0)
    tokens = {
        "prompt_tokens": asked,
        "completion_tokens": written,
        "total_tokens": asked + written,
    }
    return tokens | ({} if reply.cost is None else {"cost": reply.cost})


def ollama_head(text: str) -> Json:
    message = {"role": "assistant", "content": text}
    return {"model": MODEL, "created_at": "2026-01-01T00:00:00Z", "message": message}


def ollama_end(reply: Reply) -> Json:
    told: Json = {"done": True, "done_reason": reply.finish}
    if reply.usage:
        told |= {"prompt_eval_count": reply.usage[0], "eval_count": reply.usage[1]}
    return told


def serving() -> Iterator[Callable[..., ModelServer]]:
    """Makes servers, and closes them in the end: the fixture `model_server`."""
    servers: list[ModelServer] = []

    def serve(*script: Reply | Script) -> ModelServer:
        servers.append(ModelServer(*script))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()
