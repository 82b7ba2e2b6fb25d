"""Only this machine's own page is answered, on the paths it uses, and it is kept to itself."""

import itertools

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.chat.desk import UNEXPECTED
from ui.server.doors import DOORS, Doors, SameOrigin, TrustedHosts, door_of
from ui.server.failures import PlainErrors, calmly
from ui.server.headers import SecurityHeaders

JOIN = "/gradio_api/queue/join"
OWN = "127.0.0.1:7860"


def behind(*middleware: Middleware, answer=None) -> TestClient:
    async def say_in(request):
        return PlainTextResponse("in")

    routes = [Route("/{path:path}", answer or say_in, methods=["GET", "POST", "PUT"])]
    app = Starlette(routes=routes, middleware=list(middleware))
    return TestClient(app, base_url=f"http://{OWN}")


# Hosts


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:7860", "[::1]:7860", "LOCALHOST", "127.0.0.1:65535"]
)
def test_loopback_is_let_in(host):
    client = behind(Middleware(TrustedHosts, host="127.0.0.1"))
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.7"),
        *("", "a b", "[::1", "user@x", "127.0.0.1@evil.example", "127.0.0.1:port", "127.0.0.1:0"),
        *("0.0.0.0", "127.1", "2130706433", "0x7f000001", "localhost.", "[::ffff:127.0.0.1]"),
    ],
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


# Origins

ORIGINS = {
    None: True,
    f"http://{OWN}": True,
    f"https://{OWN}": True,  # a proxy that ends TLS
    "null": False,
    "": False,
    "https://evil.example": False,
    "http://127.0.0.1:3000": False,
    "http://localhost:7860": False,
    f"http://{OWN}.evil.example": False,
    f"http://{OWN}@evil.example": False,
    "http://[": False,
}
SITES = {None: True, "same-origin": True, "none": True, "same-site": False, "cross-site": False}


@pytest.mark.parametrize(("origin", "site"), list(itertools.product(ORIGINS, SITES)))
def test_only_the_own_page_may_send(origin, site):
    headers = {"host": OWN, "origin": origin, "sec-fetch-site": site}
    sent = {name: value for name, value in headers.items() if value is not None}
    client = behind(Middleware(SameOrigin))
    allowed = ORIGINS[origin] and SITES[site]
    for method in ("POST", "PUT"):
        assert client.request(method, "/", headers=sent).status_code == (200 if allowed else 403)


@pytest.mark.parametrize(("origin", "allowed"), list(ORIGINS.items()))
def test_no_other_page_may_read(origin, allowed):
    headers = {"host": OWN} if origin is None else {"host": OWN, "origin": origin}
    client = behind(Middleware(SameOrigin))
    assert client.get("/", headers=headers).status_code == (200 if allowed else 403)


def test_a_link_on_another_site_may_lead_here():
    client = behind(Middleware(SameOrigin))
    assert client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


# Doors


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/assets/index-DphvyggB.js", 200),
        ("GET", "/static/fonts/a/a-bold.woff2", 200),
        ("GET", "/gradio_api/queue/data", 200),
        ("POST", JOIN, 200),
        ("PUT", JOIN, 404),
        ("GET", JOIN, 404),
        ("OPTIONS", "/", 404),
        ("POST", "/", 404),
        ("GET", "/gradio_api/info", 404),
        ("POST", "/gradio_api/upload", 404),
        ("POST", "/gradio_api/component_server", 404),
        ("GET", "/gradio_api/file=/etc/passwd", 404),
        ("GET", "/gradio_api/proxy=http://e.example", 404),
        ("GET", "/gradio_api/openapi.json", 404),
        ("GET", "/gradio_api/token", 404),
        ("GET", "/gradio_api/user", 404),
        ("GET", "/docs", 404),
        ("GET", "/monitoring", 404),
        ("POST", "/gradio_api/call/ask", 404),
        ("POST", "/gradio_api/run/ask", 404),
    ],
)
def test_only_the_doors_there_are_open(method, path, status):
    assert behind(Middleware(Doors)).request(method, path).status_code == status


@pytest.mark.parametrize("path", ["/assets/../x", "/assets//x", "/assets/.x", "/static/a\\b", "//"])
def test_no_door_leads_upwards(path):
    assert door_of("GET", path) is None


def test_a_door_behind_the_login_is_the_rule():
    public = {door.path for door in DOORS if door.anybody}
    assert public == {
        *(r"/login", r"/logout", r"/alive"),
        r"/(?:assets|static)(?:/[\w-][\w.-]*)+",
        r"/(?:theme\.css|favicon\.ico|manifest\.json|robots\.txt)",
    }


def test_no_door_is_open_to_anybody_and_for_programs():
    assert not [door for door in DOORS if door.anybody and door.programs]


# What is sent back


def test_every_answer_carries_the_headers():
    client = behind(Middleware(SecurityHeaders), Middleware(Doors))
    for path in ("/", "/nothing", "/theme.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers, "that is for whoever ends TLS"


def test_nothing_private_is_stored():
    client = behind(Middleware(SecurityHeaders))
    assert client.get("/pack/x").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/assets/index.js").headers


def test_what_breaks_is_told_without_a_trace():
    def broken(request):
        raise RuntimeError("/srv/secret/path")

    app = Starlette(
        routes=[Route("/", broken)],
        middleware=[Middleware(SecurityHeaders), Middleware(PlainErrors)],
        exception_handlers={Exception: calmly},
    )
    told = TestClient(app, raise_server_exceptions=False).get("/")
    assert told.status_code == 500
    assert told.text == UNEXPECTED + "\n"
    assert "content-security-policy" in told.headers


@pytest.mark.parametrize("status", [400, 401, 404, 405, 413, 422, 429, 500, 503])
def test_errors_of_the_frameworks_repeat_nothing(status):
    def fail(request):
        return JSONResponse({"detail": [{"input": "<b>", "loc": "/srv"}]}, status_code=status)

    told = behind(Middleware(PlainErrors), answer=fail).get("/")
    assert told.status_code == status
    assert set(told.json()) == {"detail"}
    assert "/srv" not in told.text
    assert told.json()["detail"].endswith((".", "help."))
    assert "<" not in told.text


def test_what_is_no_error_passes():
    def answer(request):
        return JSONResponse({"detail": "/srv"})

    assert behind(Middleware(PlainErrors), answer=answer).get("/").json() == {"detail": "/srv"}
