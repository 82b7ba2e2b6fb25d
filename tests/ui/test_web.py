"""Only this machine's own page is answered, on the paths it uses, and it is kept to itself."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web import Doors, SameOrigin, SecurityHeaders, TrustedHosts

JOIN = "/gradio_api/queue/join"


def behind(*middleware: Middleware) -> TestClient:
    async def answer(request):
        return PlainTextResponse("in")

    routes = [Route("/{path:path}", answer, methods=["GET", "POST", "PUT"])]
    app = Starlette(routes=routes, middleware=list(middleware))
    return TestClient(app, base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:7860", "[::1]:7860", "LOCALHOST"])
def test_loopback_is_let_in(host):
    client = behind(Middleware(TrustedHosts, host="127.0.0.1"))
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7", "", "a b", "[::1", "user@x"]
)
def test_other_hosts_are_refused(host):
    client = behind(Middleware(TrustedHosts, host="127.0.0.1"))
    assert client.get("/", headers={"host": host}).status_code == 400


def test_the_given_host_is_let_in():
    client = behind(Middleware(TrustedHosts, host="library.example"))
    assert client.get("/", headers={"host": "library.example:7860"}).status_code == 200
    assert client.get("/", headers={"host": "192.168.0.7"}).status_code == 400


def test_on_all_addresses_any_address_but_no_other_name_is_let_in():
    client = behind(Middleware(TrustedHosts, host="0.0.0.0", names=["desk-7"]))
    assert client.get("/", headers={"host": "192.168.0.7:7860"}).status_code == 200
    assert client.get("/", headers={"host": "desk-7:7860"}).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {}, 200),
        ("POST", {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}, 200),
        ("POST", {"origin": "https://evil.example"}, 403),
        ("POST", {"origin": "null"}, 403),
        ("POST", {"sec-fetch-site": "cross-site"}, 403),
        ("POST", {"origin": "http://127.0.0.1:3000", "sec-fetch-site": "same-site"}, 403),
        ("POST", {"sec-fetch-site": "same-site"}, 403),
        ("GET", {"sec-fetch-site": "cross-site"}, 200),
        ("GET", {"origin": "http://localhost:3000"}, 403),
        ("PUT", {"origin": "https://evil.example"}, 403),
    ],
)
def test_only_the_own_page_may_send(method, headers, status):
    client = behind(Middleware(SameOrigin))
    sent = client.request(method, "/", headers={"host": "127.0.0.1:7860", **headers})
    assert sent.status_code == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/assets/index.js", 200),
        ("GET", "/gradio_api/queue/data", 200),
        ("POST", JOIN, 200),
        ("POST", "/gradio_api/upload", 404),
        ("GET", "/gradio_api/file=/etc/passwd", 404),
        ("GET", "/gradio_api/proxy=http://e.example", 404),
        ("GET", "/gradio_api/openapi.json", 404),
        ("GET", "/docs", 404),
        ("GET", "/monitoring", 404),
        ("POST", "/gradio_api/call/ask", 404),
        ("POST", "/gradio_api/run/ask", 404),
        ("PUT", JOIN, 404),
    ],
)
def test_only_the_paths_in_use_are_open(method, path, status):
    assert behind(Middleware(Doors)).request(method, path).status_code == status


def test_every_answer_carries_the_headers():
    client = behind(Middleware(SecurityHeaders), Middleware(Doors))
    for path in ("/", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
