"""A web site on this machine that answers as a test tells it, and remembers what was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ingest.fetch.manifest import Act, Manifest, Manners, Page


@dataclass(frozen=True)
class Answer:
    """`cut` is how many bytes of the body are sent before the line goes dead; `stall_s` how
    long nothing comes at all.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    says_length: bool = True
    stall_s: float = 0.0


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]


class Site:
    """Answers by path, one after the other; the last one is given again and again."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"127.0.0.1:{server.server_port}"
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def gives(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        answers = self.answers.get(asked.path.partition("?")[0], [Answer(status=404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def manifest(self, *pages: Page, hosts: tuple[str, ...] = (), **manners: object) -> Manifest:
        """A manifest with one act of two articles and three recitals, here and nowhere else."""
        patience = {
            "wait_s": 1.0,
            "timeout_s": 5.0,
            "deadline_s": 60.0,
            "attempts": 3,
            "backoff_s": 2.0,
            "longest_wait_s": 60.0,
        }
        return Manifest(
            Manners(
                cellar=self.url,
                hosts=(self.host, *hosts),
                user_agent="Footnote (test)",
                **(patience | manners),
            ),
            (Act("32099R0001", "kites", articles=2, recitals=3),),
            pages,
        )


@contextmanager
def serving() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site = site = Site(server)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        answer = site.answer(Asked(self.path, dict(self.headers)))
        site.closing.wait(answer.stall_s)
        body, status, headers = self.part_asked_for(answer)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.says_length:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[: answer.cut])
        self.close_connection = True

    def part_asked_for(self, answer: Answer) -> tuple[bytes, int, dict[str, str]]:
        """The whole, the rest of it, or word that it has not changed."""
        headers = dict(answer.headers)
        mark = headers.get("ETag") or headers.get("Last-Modified")
        asked = self.headers
        since = asked.get("If-None-Match") or asked.get("If-Modified-Since")
        if answer.status == 200 and mark and since == mark:
            return b"", 304, headers
        if answer.status == 200 and asked.get("Range") and asked.get("If-Range") == mark:
            start = int(asked["Range"].removeprefix("bytes=").removesuffix("-"))
            size = len(answer.body)
            if start >= size:
                return b"", 416, headers
            headers.setdefault("Content-Range", f"bytes {start}-{size - 1}/{size}")
            return answer.body[start:], 206, headers
        return answer.body, answer.status, headers

    def log_message(self, *_: object) -> None:
        """Say nothing."""
