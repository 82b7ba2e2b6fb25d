"""The chat as served: which requests come in, with and without a login.

What docs/security.md says is open is asked of the real application, and nothing else is open.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.routing import BaseRoute, Mount

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.kept import saved
from tests.browser.conftest import serving
from ui.chat.desk import SharedDesk
from ui.server.doors import DOORS, Door, door_of
from ui.server.serve import application

ROOT = Path(__file__).parent.parent.parent
LOGIN = ("ada", "secret")
UNKNOWN = "0" * 32
ROW = re.compile(r"^\| (GET|POST) \| `(/[^`]*)` \| ([\d, ]+) \| ([\d, ]+) \| ([\d, ]+) \|", re.M)
STATES = ("no login asked for", "before the login", "logged in")
# Stand for the parts of an address of which there are too many to list.
NAMES = {"/assets/NAME": "/assets/{asset}", "/static/NAME": "/static/img/logo.svg"}


@dataclass(frozen=True)
class Row:
    """One line of the table: what an address answers in each of the STATES."""

    method: str
    address: str
    statuses: tuple[frozenset[int], ...]


def table() -> list[Row]:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    return [
        Row(method, address, tuple(frozenset(map(int, cell.split(","))) for cell in cells))
        for method, address, *cells in ROW.findall(text)
    ]


def path_of(address: str) -> str:
    """An address of the table as it can be asked."""
    return NAMES.get(address, address).replace("ID", UNKNOWN).replace("NAME", "a1")


@dataclass(frozen=True)
class Served:
    """A chat by its address, and the headers of somebody who asks it."""

    url: str
    headers: dict[str, str]

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        """What is answered, of what never ends the beginning."""
        headers = self.headers | dict(more.pop("headers", {}))  # type: ignore[call-overload]
        with (
            httpx.Client(base_url=self.url, timeout=20, verify=False) as client,
            client.stream(method, path, headers=headers, **more) as answer,
        ):
            if not answer.headers.get("content-type", "").startswith("text/event-stream"):
                answer.read()
            return answer


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Callable[[], Desk]:
    """Opens a library of one text."""
    folder = tmp_path_factory.mktemp("gate")
    settings = Settings(library=folder / "library")
    (folder / "gate.md").write_text("# The gate\n\nThe gate closes at eight in the evening.\n")
    ingest(settings, [str(folder / "gate.md")], embedder=embedder)

    def opener() -> Desk:
        desk = Desk(settings)
        desk.embedder = embedder
        return desk

    return opener


@pytest.fixture(scope="module")
def served(gate: Callable[[], Desk]) -> Iterator[dict[str, Served]]:
    """The chat in each of the STATES."""
    with serving(gate) as home, serving(gate, LOGIN) as walled:
        yield {
            STATES[0]: Served(home.url, {}),
            STATES[1]: Served(walled.url, {}),
            STATES[2]: logged_in(walled.url),
        }


def logged_in(url: str) -> Served:
    """A session of its own."""
    begun = httpx.post(f"{url}/login", data={"username": LOGIN[0], "password": LOGIN[1]})
    return Served(url, {"cookie": begun.headers["set-cookie"].partition(";")[0]})


def asset(chat: Served) -> str:
    found = re.search(r"assets/(index-[\w-]+\.js)", httpx.get(chat.url, headers=chat.headers).text)
    return found[1] if found else "none"


# The table


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row.method} {row.address}")
@pytest.mark.parametrize("state", STATES)
def test_the_table_says_what_is_open(served, row, state):
    chat = served[state]
    if row.address == "/logout" and state == STATES[2]:
        chat = logged_in(chat.url)
    path = path_of(row.address)
    if "{asset}" in path:
        path = path.format(asset=asset(served[STATES[0]]))
    answer = chat.ask(row.method, path, content=b"{" if row.method == "POST" else None)
    assert answer.status_code in row.statuses[STATES.index(state)]


def test_every_door_is_in_the_table():
    listed = {door_of(row.method, path_of(row.address).format(asset="a.js")) for row in table()}
    assert listed == set(DOORS)


def test_every_door_of_the_table_is_there():
    for row in table():
        assert door_of(row.method, path_of(row.address).format(asset="a.js")), row


def test_what_is_open_before_the_login_is_said_by_its_door():
    for row in table():
        door = door_of(row.method, path_of(row.address).format(asset="a.js"))
        open_before = not row.statuses[1] <= {401, 303}
        assert row.address == "/logout" or open_before == door.anybody, row


@pytest.fixture(scope="module")
def routes(gate: Callable[[], Desk]) -> list[tuple[str, str]]:
    """Method and address of every route of the application, and of what is mounted in it."""

    async def build() -> list[tuple[str, str]]:
        outer = application(SharedDesk(gate), "127.0.0.1", LOGIN)
        return sorted(set(walked(outer.routes)))

    return asyncio.run(build())


def walked(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        path = prefix + re.sub(r"\{[^}]*\}", "x", getattr(route, "path", ""))
        if included := getattr(route, "original_router", None):
            yield from walked(included.routes, prefix)
        elif isinstance(route, Mount):
            yield from walked(route.routes, path)
        else:
            for method in getattr(route, "methods", None) or ("GET", "POST"):
                yield method, path


def test_no_other_route_is_open(routes, served):
    """A route that somebody adds is closed until it has a door, and a door needs the table."""
    closed = [(method, path) for method, path in routes if not door_of(method, path)]
    assert {("POST", "/gradio_api/upload"), ("GET", "/gradio_api/file=x")} <= set(closed)
    assert len(closed) > 60
    for method, path in closed:
        for chat in served.values():
            answer = chat.ask(method, path)
            assert answer.status_code == 404, (method, path)
            assert answer.text in ("There is nothing here.\n", ""), (method, path)


# What comes in by other ways

TRAVERSALS = [
    *("../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd"),
    *("..%252f..%252fetc%252fpasswd", "....//....//etc/passwd", "..%5c..%5cetc%5cpasswd"),
    *("%2fetc%2fpasswd", "file:///etc/passwd", "..%c0%af..%c0%afetc/passwd", "x%00.png"),
    *("/etc/passwd", "~root", ".%2e/.%2e/etc/passwd", "%00", "http://169.254.169.254/"),
]
BEFORE = [
    *("/assets/", "/static/", "/pack/", "/page/1/", "/talk/", "/answer/", "/upload/", "/api/"),
    *("/gradio_api/heartbeat/", "/gradio_api/file=", "/gradio_api/proxy=", "/file=", "/svelte/"),
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_way_leads_out_of_the_page(served, before, path):
    chat = served[STATES[0]]
    with httpx.Client(verify=False) as client:
        # As it is typed: a client of HTTP would tidy the address up.
        request = client.build_request("GET", chat.url)
        request.url = request.url.copy_with(raw_path=(before + path).encode())
        answer = client.send(request)
    assert answer.status_code in (400, 404), answer.text[:80]
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", sorted({path_of(row.address) for row in table()} - {"/logout"}))
def test_no_error_tells_what_is_inside(served, method, path):
    chat = served[STATES[2]]
    answer = chat.ask(
        method, path.format(asset="a.js"), content=b"{'", headers={"content-type": "x"}
    )
    assert answer.status_code < 500
    if answer.status_code >= 400:
        for inside in ("Traceback", "/work", "site-packages", "pydantic", str(ROOT), "{'"):
            assert inside not in answer.text
    assert "content-security-policy" in answer.headers
    if answer.status_code >= 400:
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("state", STATES)
def test_other_names_and_other_sites_are_refused(served, state):
    chat = served[state]
    assert chat.ask("GET", "/", headers={"host": "evil.example"}).status_code == 400
    for row in table():
        path = path_of(row.address).format(asset="a.js")
        foreign = chat.ask(row.method, path, headers={"origin": "https://evil.example"})
        assert foreign.status_code == 403, row
        assert "access-control-allow-origin" not in foreign.headers


@pytest.mark.parametrize("row", [r for r in table() if r.method == "POST"], ids=lambda r: r.address)
def test_what_is_too_large_is_refused(served, row):
    door: Door = door_of(row.method, path_of(row.address))  # type: ignore[assignment]
    if door.body > 1_000_000:
        pytest.skip("a door for files")
    answer = served[STATES[2]].ask("POST", path_of(row.address), content=b"x" * 1_000_001)
    assert answer.status_code == 413
    assert "larger" in answer.text or "bytes" in answer.text


@pytest.mark.parametrize(
    ("path", "headers"), [("/", {"x-much": "x" * 200_000}), ("/?" + "x" * 200_000, {})]
)
def test_a_long_address_and_long_headers_are_refused(served, path, headers):
    connection = HTTPConnection(urlsplit(served[STATES[0]].url).netloc)
    # The server may hang up before all is sent.
    with suppress(ConnectionError):
        connection.request("GET", path, headers=headers)
        assert connection.getresponse().status == 400
    connection.close()


# The page


def test_the_page_runs_its_own_scripts_and_no_others(served):
    page = served[STATES[0]].ask("GET", "/")
    policy = page.headers["content-security-policy"]
    allowed = re.search(r"script-src ([^;]*)", policy)
    assert allowed
    assert set(re.sub(r"'sha256-[\w+/=]{44}'", "HASH", allowed[1]).split()) == {"'self'", "HASH"}
    assert '"title":"Footnote"' in page.text or "<title>Footnote</title>" in page.text


def test_the_page_is_packed_for_whoever_unpacks_it(served):
    chat = served[STATES[0]]
    packed = chat.ask("GET", "/", headers={"accept-encoding": "br, gzip"})
    plain = chat.ask("GET", "/", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


# Files of an answer


@pytest.fixture(scope="module")
def kept(gate: Callable[[], Desk]) -> str:
    """The id of an answer that was given to ada."""
    desk = gate()
    answer = desk.ask("When does the gate close?")
    desk.library.keep_answer(saved(answer, (), (), None, desk.settings), "login:ada")
    desk.close()
    return answer.id


def test_the_evidence_pack_of_a_kept_answer_is_a_file(served, kept):
    pack = served[STATES[2]].ask("GET", f"/pack/{kept}")
    assert pack.status_code == 200
    assert pack.headers["content-disposition"].startswith("attachment;")
    assert "The gate closes at eight in the evening." in pack.text


def test_there_is_no_pack_of_an_answer_that_is_not_kept(served, kept):
    missing = served[STATES[2]].ask("GET", f"/pack/{UNKNOWN}")
    assert missing.status_code == 404
    assert missing.text.startswith("There is no saved answer")
    for path in ("/pack/", "/pack/x", f"/pack/{kept[:8]}", f"/pack/{kept}/more"):
        assert served[STATES[2]].ask("GET", path).status_code == 404


def test_packs_stand_behind_the_login(served, kept):
    refused = served[STATES[1]].ask("GET", f"/pack/{kept}")
    assert refused.status_code == 401
    assert "gate" not in refused.text
